"""/kematian/terkirim: number and code, and what happens tonight; to this browser only."""

from aws_lambda_powertools.event_handler import Response

from mandat.city.store import load_catalogue
from mandat.platform.ids import show_reference
from mandat.platform.links import track_url
from mandat.web.bereavement.sending import SENT
from mandat.web.bereavement.told import told_of
from mandat.web.visit import Visit

# It may lie on the screen of a phone that others see: no name, and nothing of what happened.
SHARE = (
    "Halaman keluarga, {city}\nNomor: {reference}\nKode: {code}\nTautan: {link}\n"
    "Berikan hanya kepada keluarga."
)


def confirmed(visit: Visit) -> Response[str]:
    """Number and code while the cookie lives; later, or elsewhere, the way to find the page."""
    found = SENT.read(visit)
    told = told_of(found[0], visit.locale, visit.now) if found else None
    if found is None or told is None:
        return visit.page("bereavement/sent_before.html")
    case, code = found
    link, city = track_url(case.id), load_catalogue().city_name
    share = SHARE.format(city=city, reference=show_reference(case.id), code=code, link=link)
    return visit.page(
        "bereavement/sent.html",
        case=case,
        code=code,
        link=link,
        share=share,
        told=told,
        edited="diubah" in visit.request.query,
    )
