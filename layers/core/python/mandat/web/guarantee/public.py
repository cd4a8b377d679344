"""/berobat: what is promised to the sick poor, emergencies first."""

from aws_lambda_powertools.event_handler import Response

from mandat.story.timeline import post_title
from mandat.web.guarantee.asking import asking
from mandat.web.visit import Visit


def about(visit: Visit) -> Response[str]:
    world = asking(visit.now)
    return visit.page(
        "guarantee/about.html",
        asking=world,
        terms=world.terms,
        issuer=post_title(world.terms.issued_by, world.catalogue),
    )
