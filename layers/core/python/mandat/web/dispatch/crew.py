"""/kru/<token>: one call for one crew, five big buttons, and what to do when it cannot come.

One tap does it: the link is in the crew's own phone, and every step may be taken back for a minute.
Opening the link changes nothing, and the nonce holds in the browser that was shown it.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from aws_lambda_powertools.event_handler import Response

from mandat.cases import store as cases
from mandat.city.calendar import to_local
from mandat.city.domain import Village
from mandat.city.store import load_catalogue
from mandat.dispatch.commands import call_of, execute
from mandat.dispatch.domain import acts as a
from mandat.dispatch.domain.apply import require
from mandat.dispatch.domain.limits import CANNOT_REASONS, TAKE_BACK_WITHIN
from mandat.dispatch.domain.model import Call, CallStatus
from mandat.dispatch.domain.transitions import STEPS
from mandat.errors import (
    ConflictError,
    LinkError,
    NotAllowedError,
    OutcomeUnknownError,
    RefusedError,
)
from mandat.personal import store as personal
from mandat.platform.links import Purpose, read
from mandat.platform.observability import count, follow, logger
from mandat.story.calls import WHOM
from mandat.web.dispatch.asking import desk_phone
from mandat.web.dispatch.wording import AGAIN, BUSY, BUTTONS, CANNOT, NOT_NOW, REFUSALS
from mandat.web.phones import show_phone
from mandat.web.problems import Problem
from mandat.web.request import whole_number
from mandat.web.visit import Visit

CONFLICT, UNPROCESSABLE, UNAVAILABLE = 409, 422, 503
TAKE_BACK, CANNOT_COME, FALSE_CALL = "batal-langkah", "tidak-bisa", "palsu"
_ORDER = tuple(STEPS)


@dataclass(frozen=True)
class Crew:
    """A crew's link as it stands now: `offer` is the offer that it was sent for."""

    visit: Visit
    token: str
    call: Call
    unit: str
    offer: int

    @property
    def actor(self) -> str:
        return f"driver:{self.unit}"

    @property
    def scope(self) -> str:
        return f"kru|{self.call.case_id}|{self.unit}|{self.offer}"

    @property
    def is_theirs(self) -> bool:
        """Whether the call is this crew's now: only then it reads where and who."""
        same = self.call.unit == self.unit and self.call.offer == self.offer
        return same and self.call.is_active

    def can(self, fact: str) -> bool:
        try:
            require(self.call, fact)
        except NotAllowedError:
            return False
        return True


@dataclass(frozen=True)
class Button:
    """`state` is done, open or later."""

    act: str
    label: str
    state: str


def crew_of(visit: Visit, token: str) -> Crew:
    """Raises LinkError, LinkExpiredError, or NotFoundError."""
    claims = read(Purpose.CREW, token, visit.now)
    call = call_of(claims["c"])
    follow(call.case_id, visit.request.id)
    logger.append_keys(unit=claims["u"])
    return Crew(visit, token, call, claims["u"], whole_number(claims["n"]) or 0)


def show(visit: Visit, token: str) -> Response[str]:
    return _page(crew_of(visit, token))


def send(visit: Visit, token: str) -> Response[str]:
    """One tap, one step. The same page sent twice does it once."""
    crew, act = crew_of(visit, token), visit.request.value("act")
    try:
        cause = visit.guard.cause(visit.request.value("nonce"), crew.scope, visit.now)
    except LinkError:
        return _page(crew, notice=AGAIN, status=CONFLICT)
    make = _ACTS.get(act) or (_step if act in STEPS else None)
    if make is None:
        return _page(crew, notice=NOT_NOW, status=CONFLICT)
    problem = _problem(act, visit)
    if problem:
        return _page(crew, wrong=problem)
    return _done(crew, make(crew, f"{cause}:{act}"))


def _problem(act: str, visit: Visit) -> str:
    """The field that was left out, of the acts that ask for one."""
    if act == CANNOT_COME and visit.request.value("reason") not in CANNOT_REASONS:
        return "reason"
    return "sure" if act == FALSE_CALL and visit.request.value("sure") != "yes" else ""


def _done(crew: Crew, command: a.CallCommand) -> Response[str]:
    try:
        done = execute(crew.call.case_id, command, crew.visit.now)
    except RefusedError as error:
        fresh = crew_of(crew.visit, crew.token)
        return _page(fresh, notice=REFUSALS.get(error.code, NOT_NOW), status=CONFLICT)
    except (ConflictError, OutcomeUnknownError):
        return _page(crew, notice=BUSY, status=UNAVAILABLE)
    count("CommandReplayed" if done.replayed else "CommandAccepted")
    return crew.visit.redirect(f"/kru/{crew.token}")


Make = Callable[[Crew, str], a.CrewCommand]


def _step(crew: Crew, cause: str) -> a.CrewCommand:
    step, calendar = crew.visit.request.value("act"), load_catalogue().calendar
    return a.TakeStep(cause, crew.actor, offer=crew.offer, step=step, calendar=calendar)


def _slip(crew: Crew, cause: str) -> a.CrewCommand:
    return a.TakeBack(cause, crew.actor, offer=crew.offer)


def _cannot(crew: Crew, cause: str) -> a.CrewCommand:
    reason = crew.visit.request.value("reason")
    return a.PassCall(cause, crew.actor, offer=crew.offer, reason=reason)


def _false(crew: Crew, cause: str) -> a.CrewCommand:
    calendar = load_catalogue().calendar
    return a.CloseAsFalse(cause, crew.actor, offer=crew.offer, calendar=calendar)


_ACTS: Mapping[str, Make] = {TAKE_BACK: _slip, CANNOT_COME: _cannot, FALSE_CALL: _false}


def _page(crew: Crew, *, notice: str = "", wrong: str = "", status: int = 200) -> Response[str]:
    visit = crew.visit
    if not crew.is_theirs:
        return _over(crew, notice, status)
    narrative = personal.narrative(crew.call.case_id)
    at = (narrative.latitude, narrative.longitude)
    return visit.page(
        "dispatch/crew.html",
        status=status,
        problems={wrong: Problem("choose_one")} if wrong else None,
        guarded=True,
        token=crew.token,
        call=crew.call,
        buttons=_buttons(crew),
        nonce=visit.guard.nonce(crew.scope, visit.now),
        notice=notice,
        whom=WHOM[crew.call.whom],
        place=_place(crew),
        where=narrative.landmark,
        position="" if None in at else f"{at[0]},{at[1]}",
        phone=personal.contact(crew.call.case_id).phone,
        desk=desk_phone(),
        shown=show_phone,
        back_until=_back_until(crew),
        cannot=_reasons(crew) if crew.can("UnitPassed") else [],
        may_call_false=_may_call_false(crew),
    )


def _place(crew: Crew) -> Village | None:
    return load_catalogue().village(cases.load(crew.call.case_id).village)


def _buttons(crew: Crew) -> list[Button]:
    """What was done, what can be done next, and what comes later."""
    done = _steps_done(crew.call)
    states = {one: "done" if one in done else "later" for one in _ORDER}
    states |= {one: "open" for one in _ORDER if crew.can(STEPS[one])}
    say = crew.visit.say
    return [Button(one, say(BUTTONS[one][state == "done"]), state) for one, state in states.items()]


# How many of the buttons lie behind a call in a status.
_BEHIND = {
    CallStatus.OFFERED: 0,
    CallStatus.ACCEPTED: 1,
    CallStatus.ON_WAY: 2,
    CallStatus.ARRIVED: 3,
    CallStatus.CARRYING: 4,
}


def _steps_done(call: Call) -> tuple[str, ...]:
    """Who was treated at the place was not carried."""
    if call.status is not CallStatus.FINISHED:
        return _ORDER[: _BEHIND[call.status]]
    carried = call.last is not None and call.last.before is CallStatus.CARRYING
    return tuple(one for one in _ORDER if carried or one != "antar")


def _back_until(crew: Crew) -> str:
    """The second until which the last step may be taken back; empty once it stands."""
    last = crew.call.last
    until = last.at + TAKE_BACK_WITHIN if last else None
    return f"{to_local(until):%H.%M.%S} WIB" if until and crew.visit.now <= until else ""


def _reasons(crew: Crew) -> list[tuple[str, str, str]]:
    return [(code, crew.visit.say(text), "") for code, text in CANNOT.items()]


def _may_call_false(crew: Crew) -> bool:
    return crew.call.status is not CallStatus.OFFERED and crew.can("UnitCallFalse")


def _over(crew: Crew, notice: str, status: int) -> Response[str]:
    """Nothing of the citizen any more."""
    call = crew.call
    finished = call.is_over and call.unit == crew.unit and call.ended_as == "UnitReturned"
    return crew.visit.page(
        "dispatch/crew_over.html",
        status=status,
        finished=finished,
        notice=notice,
        desk=desk_phone(),
        shown=show_phone,
    )
