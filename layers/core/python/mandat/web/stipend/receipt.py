"""/santunan/terkirim: reference and code, and what happens next; to this browser only."""

from aws_lambda_powertools.event_handler import Response

from mandat.platform.ids import show_reference
from mandat.platform.links import track_url
from mandat.story.stipends import show_rupiah
from mandat.story.timeline import post_title
from mandat.web.asking.sent import Sent
from mandat.web.promises import promises_of
from mandat.web.report.receipt import owner_title
from mandat.web.stipend.asking import asking
from mandat.web.stipend.form import SCOPE
from mandat.web.visit import Visit

SENT = Sent("__Host-santunan", SCOPE)
PAGE = "/santunan/terkirim"
SHARE = (
    "Permintaan saya ke {city}\nNomor: {reference}\nKode: {code}\nTautan rahasia: {link}\n"
    "Jangan teruskan pesan ini: siapa pun yang memegangnya dapat mengubah permintaan saya."
)


def confirmed(visit: Visit) -> Response[str]:
    """Reference and code while the cookie lives; later, or elsewhere, the way to track it."""
    found = SENT.read(visit)
    if found is None:
        return visit.page("stipend/sent_before.html")
    case, code = found
    world, link = asking(visit.now), track_url(case.id)
    share = SHARE.format(
        city=world.catalogue.city_name, reference=show_reference(case.id), code=code, link=link
    )
    return visit.page(
        "stipend/sent.html",
        case=case,
        code=code,
        link=link,
        edited="diubah" in visit.request.query,
        owner=owner_title(case, world.catalogue),
        approver=post_title(world.terms.approved_by, world.catalogue),
        promises=promises_of(case, world.catalogue.calendar),
        terms=world.terms,
        amount=show_rupiah(world.terms.amount),
        share=share,
    )
