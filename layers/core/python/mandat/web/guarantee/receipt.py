"""/berobat/terkirim: reference and code, and what happens next; to this browser only."""

from aws_lambda_powertools.event_handler import Response

from mandat.guarantee.commands import loaded
from mandat.platform.ids import show_reference
from mandat.platform.links import track_url
from mandat.story.timeline import post_title
from mandat.web.asking.sent import Sent
from mandat.web.guarantee.asking import asking
from mandat.web.guarantee.form import SCOPE
from mandat.web.promises import promises_of
from mandat.web.visit import Visit

SENT = Sent("__Host-berobat", SCOPE)
PAGE = "/berobat/terkirim"
SHARE = (
    "Permintaan berobat gratis ke {city}\nNomor: {reference}\nKode: {code}\n"
    "Tautan rahasia: {link}\n"
    "Jangan teruskan pesan ini: siapa pun yang memegangnya melihat surat jaminannya."
)


def confirmed(visit: Visit) -> Response[str]:
    """Reference and code while the cookie lives; later, or elsewhere, the way to track it."""
    found = SENT.read(visit)
    if found is None:
        return visit.page("guarantee/sent_before.html")
    case, code = found
    world, link = asking(visit.now), track_url(case.id)
    share = SHARE.format(
        city=world.catalogue.city_name, reference=show_reference(case.id), code=code, link=link
    )
    return visit.page(
        "guarantee/sent.html",
        case=case,
        guarantee=loaded(case.id),
        code=code,
        link=link,
        edited="diubah" in visit.request.query,
        issuer=post_title(world.terms.issued_by, world.catalogue),
        promises=promises_of(case, world.catalogue.calendar),
        share=share,
    )
