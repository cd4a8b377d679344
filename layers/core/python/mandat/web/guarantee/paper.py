"""/surat/jaminan/<token>: a valid letter as PDF, and its QR code for the screen.

In the language of the city, whatever language its reader has chosen. Nothing of an illness is on
it, and the patient's name and the end of the NIK only so that the hospital knows whose it is.
"""

from aws_lambda_powertools.event_handler import Response

from mandat.cases.domain.model import Case
from mandat.city.domain import Catalogue
from mandat.city.store import load_catalogue
from mandat.errors import NotFoundError
from mandat.guarantee.domain.model import Guarantee, LetterStatus
from mandat.guarantee.domain.numbers import show_number
from mandat.guarantee.store import load
from mandat.personal import store as personal
from mandat.platform.links import letter_url, site
from mandat.programmes.terms_store import load_programmes
from mandat.story.timeline import post_title
from mandat.text.words import show_time
from mandat.web.guarantee.draft import PATIENT
from mandat.web.guarantee.letter import Letter, pdf
from mandat.web.guarantee.told import hospital_name, last_day
from mandat.web.papers.code import picture_of
from mandat.web.render import page_headers
from mandat.web.tracking.view import key_of
from mandat.web.visit import Visit

CITYS = "id"
PDF, SVG = "application/pdf", "image/svg+xml"


def download(visit: Visit, token: str) -> Response[bytes]:
    """A letter that holds no more is told of on the page of its request."""
    case = key_of(visit, token).case
    guarantee = _valid(case, visit)
    if guarantee is None:
        return visit.redirect(f"/k/{token}")  # type: ignore[return-value]  # no body
    name = 'inline; filename="surat-jaminan.pdf"'
    headers = {**dict(page_headers()), "Content-Disposition": name}
    made = pdf(letter_of(case, guarantee, load_catalogue()))
    return Response(200, PDF, made, headers=headers)


def picture(visit: Visit, token: str) -> Response[str]:
    """Raises NotFoundError for a letter that holds no more."""
    guarantee = _valid(key_of(visit, token).case, visit)
    if guarantee is None:
        raise NotFoundError("no_page")
    drawn = picture_of(letter_url(guarantee.number))
    return Response(200, SVG, drawn, headers=dict(page_headers()))


def _valid(case: Case, visit: Visit) -> Guarantee | None:
    """Raises NotFoundError for a case that is no request for care."""
    guarantee = load(case.id)
    if guarantee is None:
        raise NotFoundError("no_page")
    return guarantee if guarantee.letter(visit.now) is LetterStatus.VALID else None


def letter_of(case: Case, guarantee: Guarantee, catalogue: Catalogue) -> Letter:
    terms, issued_at = load_programmes().guarantee, guarantee.issued_at
    return Letter(
        city=catalogue.city_name,
        issuer=post_title(terms.issued_by, catalogue),
        hospital=hospital_name(guarantee, terms),
        number=show_number(guarantee.number),
        patient=dict(personal.narrative(case.id).answers).get(PATIENT, ""),
        last4=guarantee.last4,
        issued=show_time(issued_at, CITYS) if issued_at else "",
        until=last_day(guarantee, CITYS),
        link=letter_url(guarantee.number),
        check=site("/surat/cek"),
    )
