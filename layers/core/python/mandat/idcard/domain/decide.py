"""decide(case, card, command, now) -> events: every rule about a card at 17, and nothing but rules.

What is decided about a card and what that means for its case go together: one step, one record.
Source of the rules: the programme's terms (mandat.programmes.domain.terms.CardTerms) and population
law 23/2006, article 63.
"""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from functools import singledispatch
from typing import Any

from mandat.cases.domain import facts as of_case
from mandat.cases.domain.decide import answered, check_text, moment, one_of, recorded
from mandat.cases.domain.facts import Event
from mandat.cases.domain.limits import OWNER_TEXT_MIN
from mandat.cases.domain.model import Case, Outcome, Task
from mandat.cases.domain.timing import scheduled_clocks
from mandat.city.calendar import to_local
from mandat.errors import InvalidError, NotAllowedError, NotYoursError
from mandat.idcard.domain import acts as a
from mandat.idcard.domain import facts as f
from mandat.idcard.domain import limits as at_most
from mandat.idcard.domain.apply import replay, require
from mandat.idcard.domain.birthdays import evening
from mandat.idcard.domain.model import Card, CardStatus
from mandat.idcard.domain.promise import clocks_until, due_by, visit_by
from mandat.records import record

Facts = tuple[Any, ...]
SYSTEM, CITIZEN = "system", "citizen"


@record
class Standing:
    """A card and its case at a moment."""

    case: Case
    known: Card | None
    at: datetime

    @property
    def card(self) -> Card:
        if self.known is None:
            raise NotAllowedError("no_card")
        return self.known

    @property
    def task(self) -> Task:
        if self.case.task is None:
            raise NotAllowedError("not_routed")
        return self.case.task

    @property
    def today(self) -> date:
        return to_local(self.at).date()


def decide(
    case: Case, card: Card | None, command: a.CardCommand, now: datetime
) -> tuple[Event, ...]:
    """What `command` does to `card` (None before it exists) and to its `case`.

    No events when it does nothing. Raises RefusedError (NotAllowedError, NotYoursError,
    InvalidError) when the rules say no.
    """
    at = moment(case, now)
    found: Iterable[Any] = _decide(command, Standing(case, card, at))
    events = recorded(case, command, found, at)
    replay(events, card)
    return events


@singledispatch
def _decide(command: a.CardCommand, one: Standing) -> Facts:
    raise NotAllowedError("unknown_command")


def _by_system(command: a.CardCommand) -> None:
    if command.actor != SYSTEM:
        raise NotYoursError("not_system")


def _citizens(command: a.CardCommand) -> None:
    if command.actor != CITIZEN:
        raise NotYoursError("not_citizen")


def _makers(command: a.CardCommand) -> None:
    if not command.post or command.post != command.terms.made_by:
        raise NotYoursError("not_maker")


def _holders(command: a.CardCommand, one: Standing) -> None:
    """Who has the task, or whoever makes cards."""
    if not command.post or command.post not in {one.task.owner, command.terms.made_by}:
        raise NotYoursError("not_owner")


def _passed(one: Standing, to: str, why: str, by: datetime, command: a.CardCommand) -> Facts:
    task = one.task
    if task.owner == to:
        return ()
    clocks = clocks_until(one.case, one.at, by, command.calendar)
    return (of_case.TaskTransferred(task.id, task.owner, to, why, clocks),)


def _back(one: Standing, command: a.CardCommand) -> Facts:
    """The task is again with whoever makes cards."""
    by = due_by(one.card, command.terms, one.at)
    return _passed(one, command.terms.made_by, at_most.VISITED, by, command)


def _has_text(command: a.CardCommand) -> bool:
    return bool(command.text.strip())


@_decide.register
def _expect_card(command: a.ExpectCard, one: Standing) -> Facts:
    require(one.known, "CardExpected")
    _by_system(command)
    if not command.person or command.birthday is None or not command.village:
        raise NotAllowedError("nobody")
    return (f.CardExpected(command.person, command.birthday.isoformat(), command.village),)


@_decide.register
def _invite_to_record(command: a.InviteToRecord, one: Standing) -> Facts:
    """One after the other; a job that comes late or twice finds it done."""
    _by_system(command)
    one_of("how", command.how, at_most.HOW_INVITED)
    waits = one.card.status in {CardStatus.EXPECTED, CardStatus.INVITED}
    if not waits or command.number != one.card.number + 1:
        return ()
    return (f.CardInvited(command.number, command.how),)


@_decide.register
def _ask_for_visit(command: a.AskForVisit, one: Standing) -> Facts:
    """Once: who was visited and does not come is Dukcapil's to find."""
    _by_system(command)
    if one.card.status is not CardStatus.INVITED or one.card.visited_at or not command.to:
        return ()
    by = visit_by(command.terms, one.at)
    asked = f.CardVisitAsked(command.to)
    return (asked, *_passed(one, command.to, at_most.VISIT, by, command))


@_decide.register
def _report_visit(command: a.ReportVisit, one: Standing) -> Facts:
    require(one.known, "CardVisited")
    if command.post != one.task.owner:
        raise NotYoursError("not_owner")
    one_of("found", command.found, at_most.FOUND)
    check_text(command, 0 if command.found == "told" else OWNER_TEXT_MIN)
    return (f.CardVisited(command.found, text=_has_text(command)), *_back(one, command))


@_decide.register
def _appoint_recording(command: a.AppointRecording, one: Standing) -> Facts:
    require(one.known, "CardAppointed")
    if command.actor != CITIZEN:
        _holders(command, one)
    at = command.appointed_at
    if not command.free or at is None:
        raise InvalidError("time", "choose_time")
    return (f.CardAppointed(command.counter, at), *_back(one, command))


@_decide.register
def _lose_appointment(command: a.LoseAppointment, one: Standing) -> Facts:
    """The citizen may cancel until it begins; nobody has missed what lies ahead."""
    require(one.known, "CardAppointmentLost")
    one_of("why", command.why, at_most.LOST_BECAUSE)
    begun = one.card.appointed_at is not None and one.card.appointed_at <= one.at
    cancelled = command.why == at_most.CANCELLED
    if cancelled == begun:
        raise NotAllowedError("too_late" if begun else "too_early")
    if cancelled:
        _citizens(command)
    elif command.actor != SYSTEM:
        _makers(command)
    return (f.CardAppointmentLost(one.card.counter, command.why),)


@_decide.register
def _record_biometrics(command: a.RecordBiometrics, one: Standing) -> Facts:
    require(one.known, "CardRecorded")
    _makers(command)
    return (f.CardRecorded(), *_back(one, command))


@_decide.register
def _print_card(command: a.PrintCard, one: Standing) -> Facts:
    """To be brought on the birthday; the next day when that is over, or today's round has gone."""
    require(one.known, "CardPrinted")
    _makers(command)
    day = max(one.card.birthday, one.today + timedelta(days=1))
    return (f.CardPrinted(day.isoformat()),)


@_decide.register
def _hand_out_card(command: a.HandOutCard, one: Standing) -> Facts:
    """On its day or, after a run that was missed, on the next that there is."""
    _by_system(command)
    card = one.card
    if card.status is not CardStatus.PRINTED or card.day is None or one.today < card.day:
        return ()
    if not command.to:
        raise NotAllowedError("no_lurah")
    by = evening(one.today, command.terms)
    out = f.CardHandedOut(command.to, one.today.isoformat())
    return (out, *_passed(one, command.to, at_most.DELIVERY, by, command))


@_decide.register
def _deliver_card(command: a.DeliverCard, one: Standing) -> Facts:
    require(one.known, "CardDelivered")
    _holders(command, one)
    one_of("taken_by", command.taken_by, at_most.TAKEN_BY)
    one_of("proof", command.proof, at_most.PROOFS)
    if not command.photos:
        raise InvalidError("photos", "photos_needed")
    check_text(command, 0)
    how = (one.today.isoformat(), command.taken_by, command.proof)
    text, photos = _has_text(command), command.photos
    done = of_case.TaskFinished(one.task.id, None, text=False)
    return (
        f.CardDelivered(*how, text, photos),
        *answered(one.case, done, command.calendar, one.at),
    )


@_decide.register
def _miss_handover(command: a.MissHandover, one: Standing) -> Facts:
    """Comes again on a day of these two weeks; until then nobody is late."""
    require(one.known, "CardNotHandedOver")
    if command.post != one.task.owner:
        raise NotYoursError("not_owner")
    one_of("why", command.why, at_most.AT_HOME)
    check_text(command, 0)
    day = _next_try(command, one)
    missed = f.CardNotHandedOver(command.why, day.isoformat(), text=_has_text(command))
    by = evening(day, command.terms)
    clocks = scheduled_clocks(one.case, one.at, by, command.calendar)
    return (missed, of_case.TaskScheduled(one.task.id, clocks))


def _next_try(command: a.MissHandover, one: Standing) -> date:
    day = command.day
    if day is None or not one.today < day <= one.today + at_most.AGAIN_WITHIN:
        raise InvalidError("day", "choose_day")
    return day


@_decide.register
def _move_card(command: a.MoveCard, one: Standing) -> Facts:
    """Within the city: its lurah is asked, when it was one who had it."""
    require(one.known, "CardMoved")
    if command.actor != SYSTEM:
        _holders(command, one)
    if not command.village or not command.to:
        raise InvalidError("village", "choose_village")
    if command.village == one.card.village:
        return ()
    return (f.CardMoved(command.village), *_followed(command, one))


def _followed(command: a.MoveCard, one: Standing) -> Facts:
    """A card that is out goes to the other lurah, who has until tomorrow's evening."""
    if one.card.status is CardStatus.VISITING:
        by = visit_by(command.terms, one.at)
        return _passed(one, command.to, at_most.VISIT, by, command)
    if one.card.status is not CardStatus.OUT:
        return ()
    by = evening(one.today + timedelta(days=1), command.terms)
    return _passed(one, command.to, at_most.DELIVERY, by, command)


@_decide.register
def _end_card(command: a.EndCard, one: Standing) -> Facts:
    """A death ends it without a word; anything else is said, and can be objected to."""
    if command.actor == SYSTEM:
        one_of("reason", command.reason, at_most.SYSTEM_END_REASONS)
        return () if one.card.is_over else _closed(command)
    one_of("reason", command.reason, at_most.POST_END_REASONS)
    require(one.known, "CardEnded")
    _holders(command, one)
    check_text(command, OWNER_TEXT_MIN)
    if command.reason == at_most.DECEASED:
        return _closed(command)
    said = of_case.TaskRejected(one.task.id, command.reason, None, photos=command.photos)
    ended = f.CardEnded(command.reason)
    return (ended, *answered(one.case, said, command.calendar, one.at))


def _closed(command: a.EndCard) -> Facts:
    return (f.CardEnded(command.reason), of_case.CaseClosed(Outcome.WITHDRAWN))
