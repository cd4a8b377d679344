"""/ambulans/status/<token>: where the ambulance is, for who called it; and calling it off."""

from dataclasses import dataclass

from aws_lambda_powertools.event_handler import Response

from mandat.cases import store as cases
from mandat.cases.domain.model import Case
from mandat.city.store import load_catalogue
from mandat.dispatch.commands import call_of, execute
from mandat.dispatch.domain.acts import CancelCall
from mandat.dispatch.domain.apply import require
from mandat.dispatch.domain.model import UNANSWERED, Call
from mandat.errors import (
    ConflictError,
    LinkError,
    NotAllowedError,
    OutcomeUnknownError,
    RefusedError,
)
from mandat.platform.links import Purpose, read
from mandat.platform.observability import count, follow
from mandat.story.timeline import Line, lines
from mandat.web.dispatch.asking import desk_phone
from mandat.web.dispatch.refreshing import is_still, refreshed
from mandat.web.dispatch.wording import AGAIN, BUSY, ENDS, STATES
from mandat.web.phones import show_phone
from mandat.web.problems import Problem
from mandat.web.staff.moments import span
from mandat.web.visit import Visit

SECONDS = 15
# What the case itself says beside the call is not what somebody who waits needs to read.
_TOLD = "Unit"


@dataclass(frozen=True)
class Ride:
    """A call behind its citizen's link. `handed` links, which others have seen, cancel nothing."""

    visit: Visit
    token: str
    case: Case
    call: Call
    handed: bool

    @property
    def scope(self) -> str:
        return f"ambulans|{self.case.id}"

    @property
    def may_cancel(self) -> bool:
        try:
            require(self.call, "UnitCallCancelled")
        except NotAllowedError:
            return False
        return not self.handed

    @property
    def said(self) -> tuple[str, str]:
        """What happens now and what that means, in the reader's language."""
        heading, more = STATES.get(self.call.status) or ENDS[self.call.ended_as]
        say = self.visit.say
        return say(heading, unit=self.call.unit_name), say(more) if more else ""


def _ride(visit: Visit, token: str) -> Ride:
    """Raises LinkError, or NotFoundError for a case that called no ambulance."""
    claims = read(Purpose.TRACK, token, visit.now)
    case = cases.load(claims["c"])
    follow(case.id, visit.request.id)
    return Ride(visit, token, case, call_of(case.id), handed="h" in claims)


def show(visit: Visit, token: str) -> Response[str]:
    return _page(_ride(visit, token))


def _page(ride: Ride, *, notice: str = "", status: int = 200) -> Response[str]:
    visit, call = ride.visit, ride.call
    heading, more = ride.said
    page = visit.page(
        "dispatch/status.html",
        status=status,
        token=ride.token,
        case=ride.case,
        call=call,
        heading=heading,
        more=more,
        waits=call.status in UNANSWERED,
        age=span(visit.now - call.called_at, visit.locale),
        desk=desk_phone(),
        shown=show_phone,
        story=_story(ride),
        cancels=ride.may_cancel,
        edited="diubah" in visit.request.query,
        still=is_still(visit),
        seconds=SECONDS,
        notice=notice,
    )
    return page if call.is_over else refreshed(visit, page, SECONDS)


def _story(ride: Ride) -> list[Line]:
    """What happened to the call, the newest first."""
    events = cases.timeline(ride.case.id, max(0, ride.case.seq - cases.PAGE))
    told = (one for one in events if one.type.startswith(_TOLD))
    found = lines(tuple(told), {}, load_catalogue(), ride.visit.locale, for_citizen=True)
    return list(reversed(found))


def ask_cancel(visit: Visit, token: str) -> Response[str]:
    ride = _ride(visit, token)
    return _form(ride) if ride.may_cancel else visit.redirect(f"/ambulans/status/{token}")


def cancel(visit: Visit, token: str) -> Response[str]:
    """The call is called off, once for its nonce."""
    ride = _ride(visit, token)
    if ride.handed:
        return visit.redirect(f"/ambulans/status/{token}")
    try:
        cause = visit.guard.cause(visit.request.value("nonce"), ride.scope, visit.now)
    except LinkError:
        return _form(ride, notice=AGAIN, status=409)
    if visit.request.value("sure") != "yes":
        return _form(ride, wrong=True)
    try:
        execute(ride.case.id, CancelCall(cause, "citizen"), visit.now)
    except RefusedError:
        return visit.redirect(f"/ambulans/status/{token}")
    except (ConflictError, OutcomeUnknownError):
        return _form(ride, notice=BUSY, status=503)
    return visit.redirect(f"/ambulans/status/{token}")


def _form(ride: Ride, *, wrong: bool = False, notice: str = "", status: int = 200) -> Response[str]:
    if wrong:
        count("FormRejected")
    visit = ride.visit
    return visit.page(
        "dispatch/cancel.html",
        status=status,
        problems={"sure": Problem("choose_one")} if wrong else None,
        guarded=True,
        token=ride.token,
        nonce=visit.guard.nonce(ride.scope, visit.now),
        notice=notice,
        desk=desk_phone(),
        shown=show_phone,
    )
