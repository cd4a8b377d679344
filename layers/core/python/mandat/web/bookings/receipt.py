"""/pinjam/terkirim: reference and code, and what happens next; to this browser only."""

from aws_lambda_powertools.event_handler import Response

from mandat.city.store import load_catalogue
from mandat.platform.ids import show_reference
from mandat.platform.links import track_url
from mandat.web.bookings.sending import SENT
from mandat.web.bookings.told import told_of
from mandat.web.report.receipt import owner_title
from mandat.web.visit import Visit

SHARE = (
    "Permintaan saya ke {city}{what}\nNomor: {reference}\nKode: {code}\nTautan rahasia: {link}\n"
    "Jangan teruskan pesan ini: siapa pun yang memegangnya dapat mengubah permintaan saya."
)


def confirmed(visit: Visit) -> Response[str]:
    """Reference and code while the cookie lives; later, or elsewhere, the way to track it."""
    found = SENT.read(visit)
    if found is None:
        return visit.page("bookings/sent_before.html")
    case, code = found
    catalogue, link = load_catalogue(), track_url(case.id)
    share = SHARE.format(
        city=catalogue.city_name,
        what="" if case.sealed else f": {case.service_title['id']}",
        reference=show_reference(case.id),
        code=code,
        link=link,
    )
    return visit.page(
        "bookings/sent.html",
        case=case,
        code=code,
        link=link,
        edited="diubah" in visit.request.query,
        loan=told_of(case, visit.locale, visit.now),
        owner=owner_title(case, catalogue),
        share=share,
    )
