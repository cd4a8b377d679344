"""The desk's forms: who is sent, what a call is worth, and whether a unit can be sent at all.

Each asks for a choice that nobody made beforehand: what presses every button changes nothing.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from aws_lambda_powertools.event_handler import Response

from mandat.cases import store as cases
from mandat.dispatch import store
from mandat.dispatch.commands import call_of, execute, set_service
from mandat.dispatch.domain import acts as a
from mandat.dispatch.domain.limits import SERVICE_REASONS
from mandat.dispatch.domain.model import Call, CallStatus, UnitState
from mandat.dispatch.domain.nearest import by_distance
from mandat.dispatch.fleet import name_of
from mandat.dispatch.preempting import RIDE, send_from_ride
from mandat.errors import (
    ConflictError,
    LinkError,
    NotFoundError,
    OutcomeUnknownError,
    RefusedError,
)
from mandat.platform.observability import count, logger
from mandat.text.mark import msg
from mandat.web.dispatch.desk import Desk, board, desk_of
from mandat.web.dispatch.wording import AGAIN, BACK, BUSY, NOT_NOW, ON_RIDE, REFUSALS, SERVICE
from mandat.web.problems import Problem
from mandat.web.visit import Visit

CONFLICT, UNAVAILABLE = 409, 503
REAL, FALSE, OFF = "real", "false", "off"
JUDGED = {
    REAL: msg("It is real: send an ambulance"),
    FALSE: msg("It is false: nobody needs an ambulance"),
    OFF: msg("It is called off: no ambulance is needed any more"),
}
OUT_LEGEND = msg("Back, or out for another reason?")
IN_LEGEND = msg("Why is it out of service?")
Options = list[tuple[str, str, str]]


@dataclass(frozen=True)
class Form:
    """One form of the desk: `options` are (value, label, hint) of its one question `name`."""

    desk: Desk
    name: str
    about: str
    heading: str
    legend: str
    options: Options
    lead: str = ""

    @property
    def scope(self) -> str:
        return f"meja|{self.desk.viewer.actor}|{self.name}|{self.about}"


def show_units(visit: Visit, token: str, case_id: str) -> Response[str]:
    return _page(_units_form(desk_of(visit, token), _open(case_id)))


def send_unit(visit: Visit, token: str, case_id: str) -> Response[str]:
    """One that is free is sent at once; one on a ride is taken from it first."""
    desk, call = desk_of(visit, token), _open(case_id)
    return _sent(_units_form(desk, call), lambda chosen, cause: _send(desk, call, chosen, cause))


def _send(desk: Desk, call: Call, chosen: str, cause: str) -> None:
    unit_id = chosen.removeprefix(RIDE)
    unit = desk.fleet.resource(unit_id)
    if unit is None:
        raise NotFoundError("no_unit")
    command = a.AssignUnit(
        cause,
        desk.viewer.actor,
        calendar=desk.catalogue.calendar,
        unit=a.Ready(unit_id, name_of(unit)),
    )
    if chosen.startswith(RIDE):
        send_from_ride(call.case_id, command, desk.now)
    else:
        execute(call.case_id, command, desk.now)


def _open(case_id: str) -> Call:
    call = call_of(case_id)
    if call.is_over:
        raise NotFoundError("call_over")
    return call


def _units_form(desk: Desk, call: Call) -> Form:
    say = desk.visit.say
    return Form(
        desk,
        "unit",
        call.case_id,
        say(msg("Send which ambulance?")),
        say(msg("The nearest first")),
        _units(desk, call),
        say(msg("Now asked or on its way: {unit}"), unit=call.unit_name) if call.is_active else "",
    )


def _units(desk: Desk, call: Call) -> Options:
    """The free ones, the nearest first; then those on a booked ride, which can be taken from it."""
    near = by_distance(desk.units, call.district, desk.fleet.neighbours)
    stands = store.load_units(one.id for one in near)
    free = [one for one in near if stands[one.id].state is UnitState.FREE]
    riding = store.rides((one.id for one in free), desk.now)
    villages = desk.catalogue.villages
    districts = {one.district_code: one.district for one in villages}
    here = [(one.id, name_of(one), districts.get(one.district, "")) for one in free]
    say = desk.visit.say
    left = [one for one in here if one[0] not in riding]
    taken = [
        (f"{RIDE}{unit}", f"{name} ({say(ON_RIDE)})", say(msg("Its ride is taken back at once.")))
        for unit, name, _ in here
        if unit in riding
    ]
    return [*left, *taken]


def show_judging(visit: Visit, token: str, case_id: str) -> Response[str]:
    return _page(_judge_form(desk_of(visit, token), _open(case_id)))


def judge(visit: Visit, token: str, case_id: str) -> Response[str]:
    desk, call = desk_of(visit, token), _open(case_id)
    return _sent(_judge_form(desk, call), lambda word, cause: _judged(desk, call, word, cause))


def _judged(desk: Desk, call: Call, word: str, cause: str) -> None:
    kinds: dict[str, type[a.CallCommand]] = {
        REAL: a.ConfirmCall,
        FALSE: a.CloseAsFalse,
        OFF: a.CancelCall,
    }
    command = kinds[word](cause, desk.viewer.actor, calendar=desk.catalogue.calendar)
    execute(call.case_id, command, desk.now)


def _judge_form(desk: Desk, call: Call) -> Form:
    say = desk.visit.say
    words = JUDGED if call.status is CallStatus.TO_CONFIRM else {k: JUDGED[k] for k in (FALSE, OFF)}
    return Form(
        desk,
        "word",
        call.case_id,
        say(msg("What is this call?")),
        say(msg("Call back first, if you can")),
        [(code, say(text), "") for code, text in words.items()],
        say(msg("After two false calls a number's next ones are confirmed here first.")),
    )


def show_service(visit: Visit, token: str, unit: str) -> Response[str]:
    return _page(_service_form(desk_of(visit, token), unit))


def serve(visit: Visit, token: str, unit: str) -> Response[str]:
    desk = desk_of(visit, token)

    def change(chosen: str, _: str) -> None:
        reason = "" if chosen == BACK else chosen
        set_service(unit, reason, desk.viewer.id, desk.now)

    return _sent(_service_form(desk, unit), change)


def _service_form(desk: Desk, unit_id: str) -> Form:
    say = desk.visit.say
    unit = next((one for one in desk.units if one.id == unit_id), None)
    if unit is None:
        raise NotFoundError("no_unit")
    is_out = store.load_units([unit_id])[unit_id].state is UnitState.OUT
    back = [(BACK, say(msg("It is back and can be sent")), "")] if is_out else []
    reasons = [(code, say(SERVICE[code]), "") for code in SERVICE if code in SERVICE_REASONS]
    return Form(
        desk,
        "service",
        unit_id,
        name_of(unit),
        say(
            msg("Back, or out for another reason?") if is_out else msg("Why is it out of service?")
        ),
        [*back, *reasons],
    )


def _sent(form: Form, run: Callable[[str, str], Any]) -> Response[str]:
    """Do it once for its nonce; whatever is wrong comes back with the form."""
    visit, chosen = form.desk.visit, form.desk.visit.request.value(form.name)
    logger.append_keys(action=form.name)
    try:
        cause = visit.guard.cause(visit.request.value("nonce"), form.scope, visit.now)
    except LinkError:
        return _page(form, notice=AGAIN, status=CONFLICT)
    if chosen not in {value for value, _, _ in form.options} and not _known(form, cause):
        return _page(form, wrong=True)
    try:
        run(chosen, cause)
    except RefusedError as error:
        return board(form.desk, notice=REFUSALS.get(error.code, NOT_NOW), status=CONFLICT)
    except (ConflictError, OutcomeUnknownError) as error:
        notice = REFUSALS.get(error.code, BUSY)
        return _page(form, notice=notice, status=UNAVAILABLE if notice == BUSY else CONFLICT)
    return visit.redirect(form.desk.path())


def _known(form: Form, cause: str) -> bool:
    """A second tap on what was done: its choice is not offered any more."""
    return form.name != "service" and cases.outcome(form.about, cause) is not None


def _page(form: Form, *, wrong: bool = False, notice: str = "", status: int = 200) -> Response[str]:
    if wrong:
        count("FormRejected")
    visit = form.desk.visit
    return visit.page(
        "dispatch/desk_form.html",
        status=status,
        problems={form.name: Problem("choose_one")} if wrong else None,
        guarded=True,
        desk=form.desk,
        form=form,
        chosen=visit.request.value(form.name),
        nonce=visit.guard.nonce(form.scope, visit.now),
        notice=notice,
    )
