"""/t/rumah-sakit/<token>: the code of each hospital, for the post that issues letters.

Asked for by GET and shown by POST only: in no page that a headless browser or a preview opens.
"""

from functools import cached_property

from aws_lambda_powertools.event_handler import Response

from mandat.errors import LinkError, NotFoundError
from mandat.guarantee.commands import hospital_code
from mandat.platform.links import Purpose, read
from mandat.platform.observability import count, logger
from mandat.programmes.domain.terms import GuaranteeTerms
from mandat.programmes.terms_store import load_programmes
from mandat.records import record
from mandat.web import render
from mandat.web.staff.fields import SURE
from mandat.web.staff.renewal import renew_list
from mandat.web.staff.viewer import Viewer, for_list, viewer_of
from mandat.web.staff.wording import FIELD_ERRORS, FORM_AGAIN
from mandat.web.visit import Visit

CONFLICT, INVALID = 409, 422
PATH = "/t/rumah-sakit"


@record
class Hospitals:
    """The issuing post before the list of hospitals."""

    visit: Visit
    token: str
    viewer: Viewer
    terms: GuaranteeTerms

    @property
    def scope(self) -> str:
        """What a nonce of this page is good for."""
        return f"rumah-sakit|{self.viewer.actor}"

    @property
    def path(self) -> str:
        return f"{PATH}/{self.token}"

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(one.name for one in self.terms.hospitals)

    @cached_property
    def codes(self) -> tuple[tuple[str, str], ...]:
        return tuple((one.name, _grouped(hospital_code(one.id))) for one in self.terms.hospitals)


def _grouped(code: str) -> str:
    """Four and four, as people read them out."""
    return " ".join(code[at : at + 4] for at in range(0, len(code), 4))


def show(visit: Visit, token: str) -> Response[str]:
    return _page(_hospitals(visit, token))


def send(visit: Visit, token: str) -> Response[str]:
    """Every look is a look, and is logged."""
    one, nonce = _hospitals(visit, token), visit.request.value("nonce")
    logger.append_keys(action="rumah-sakit")
    try:
        visit.guard.cause(nonce, one.scope, visit.now)
    except LinkError:
        return _page(one, status=CONFLICT, again=FORM_AGAIN["nonce"])
    if visit.request.value("sure") != SURE:
        return _page(one, nonce, status=INVALID, problem=FIELD_ERRORS["not_sure"])
    count("HospitalCodesShown")
    return _page(one, revealed=True)


def renew(visit: Visit, token: str) -> Response[str]:
    return renew_list(visit, token, f"{PATH}/{token}")


def _hospitals(visit: Visit, token: str) -> Hospitals:
    """Raises LinkExpiredError, LinkError, or NotFoundError for a post that issues no letters."""
    viewer = for_list(viewer_of(read(Purpose.WORKLIST, token, visit.now), visit.now))
    logger.append_keys(post=viewer.id)
    terms = load_programmes().guarantee
    if viewer.id != terms.issued_by:
        raise NotFoundError("no_hospitals")
    return Hospitals(visit, token, viewer, terms)


def _page(
    one: Hospitals,
    nonce: str = "",
    *,
    status: int = 200,
    again: str = "",
    problem: str = "",
    revealed: bool = False,
) -> Response[str]:
    visit = one.visit
    return render.page(
        "caring/hospitals.html",
        visit.locale,
        status=status,
        cookies=visit.cookies(guarded=True),
        viewer=one.viewer,
        hospitals=one,
        codes=one.codes if revealed else (),
        nonce=nonce or visit.guard.nonce(one.scope, visit.now),
        again=again,
        problems={"sure": visit.say(problem)} if problem else {},
        worklist=one.viewer.worklist_link(visit.now),
    )
