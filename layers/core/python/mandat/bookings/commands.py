"""Load, decide, save: the one way in which a booking changes, together with its case."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import TypeVar

from mandat.bookings import store
from mandat.bookings.domain.acts import (
    BookingCommand,
    CancelBooking,
    MoveBooking,
    OfferBooking,
    RemindBooking,
    RequestBooking,
)
from mandat.bookings.domain.apply import replay
from mandat.bookings.domain.decide import decide
from mandat.bookings.domain.model import Booking
from mandat.bookings.domain.promise import stretched
from mandat.bookings.domain.timing import next_moment
from mandat.cases import store as cases
from mandat.cases.commands import Receipt, save, submit, submitted, submitted_before
from mandat.cases.domain.apply import apply
from mandat.cases.domain.decide import decide as decide_case
from mandat.cases.domain.facts import Event
from mandat.cases.domain.model import Case, Due
from mandat.cases.once import once
from mandat.city.store import load_catalogue
from mandat.errors import (
    ConflictError,
    NotFoundError,
    RefusedError,
    TakenError,
)
from mandat.personal import writes as personal
from mandat.personal.submission import Submission
from mandat.platform.observability import logger
from mandat.platform.patience import BUSY, TRIES, Pause, jitter
from mandat.platform.transaction import MOVED, Write
from mandat.records import record
from mandat.reminders.store import forget

SYSTEM = "system"
_TAKEN = frozenset({store.SLOT_TAKEN, store.POOL_SHORT})
# Refusals that another look may turn into a hold.
_AGAIN = frozenset({store.QUOTA_USED, MOVED})

# What else is written with a new booking, by the id of its case.
Extra = Callable[[str], Sequence[Write]]

Command = TypeVar("Command", bound=BookingCommand)


@record
class Done:
    """A command's outcome. `events` is empty when it did nothing or had been done before."""

    case: Case
    booking: Booking
    events: tuple[Event, ...] = ()
    replayed: bool = False


def execute(case_id: str, command: BookingCommand, now: datetime, pause: Pause = jitter) -> Done:
    """Do `command` to the booking of the case, once: a known cause meets its first outcome.

    Raises NotFoundError, RefusedError (also `quota_used` and `barred`), TakenError when somebody
    else holds what is asked for, ConflictError (too busy), UnavailableError (nothing was done) or
    OutcomeUnknownError.
    """
    return once(
        (case_id, command.cause),
        lambda _: _attempt(case_id, _today(command), now),
        lambda case: Done(case, _loaded(case_id).booking, replayed=True),
        pause,
        _raise_taken,
    )


def _raise_taken(error: ConflictError) -> None:
    if error.code in _TAKEN:
        raise TakenError(error.code) from error


def _today(command: Command) -> Command:
    """With the fleet as it is today, unless the command came with one."""
    return command if command.fleet.offers else replace(command, fleet=store.load_fleet())


def _loaded(case_id: str) -> store.Stored:
    found = store.load_stored(case_id)
    if found is None:
        raise NotFoundError("no_booking")
    return found


def _attempt(case_id: str, command: BookingCommand, now: datetime) -> Done:
    """The case is read first: a booking that is newer than its case is refused by the case."""
    case = cases.load(case_id)
    before = _loaded(case_id)
    command = _in_a_lane(command, before.booking)
    events = decide(case, before.booking, command, now)
    if not events:
        return Done(case, before.booking)
    extra = [*_writes(case, before, events, command), *personal.text_writes(command, events)]
    done = save(case, events, extra)
    return Done(done.case, _after(before.booking, events), events)


def _writes(
    case: Case | None, before: store.Stored | None, events: Sequence[Event], command: BookingCommand
) -> list[Write]:
    after = case
    for event in events:
        after = apply(after, event)
    if after is None:
        raise ValueError("a booking hangs off a case")
    booking = _after(before.booking if before else None, events)
    return store.writes(after, before, booking, command.fleet)


def _after(before: Booking | None, events: Sequence[Event]) -> Booking:
    booking = replay(events, before)
    if booking is None:
        raise ValueError("a command of a booking has a booking")
    return booking


def _in_a_lane(command: BookingCommand, booking: Booking) -> BookingCommand:
    """What makes or moves a loan of a family says which place in its quota the loan fills."""
    if not booking.family or not isinstance(command, OfferBooking | MoveBooking):
        return command
    loan = command.loan if isinstance(command, MoveBooking) else booking.loan
    offer = command.fleet.offer(booking.offer)
    if offer is None or loan is None:
        return command
    found = store.quota(booking.family, offer.id)
    return replace(command, lane=store.free_lane(found, offer, loan, booking.case_id))


def nothing_else(_case_id: str) -> Sequence[Write]:
    return ()


def request(
    submission: Submission,
    wish: RequestBooking,
    now: datetime,
    pause: Pause = jitter,
    extra: Extra = nothing_else,
) -> Receipt:
    """Accept a submission and hold what it asks for: all in one step, once for its key.

    `extra` is asked anew at every try for what else is written with it. Raises what `execute` does,
    and InvalidError; nothing is half written. Above the limit of its phone it is held all the same,
    for triage to look at first.
    """
    today = _today(wish)
    try:
        return submit(_promised(submission, today, now), now, _holding(today, pause, extra))
    except (RefusedError, TakenError):
        known = submitted_before(submission)
        if known is None:
            raise
        return known


def _promised(submission: Submission, wish: RequestBooking, now: datetime) -> Submission:
    """With terms that reach beyond the loan: it is not late before it has been given back."""
    command = submission.command
    if command.terms is None or wish.loan is None:
        return submission
    offer = wish.fleet.offer(wish.offer)
    at_once = offer is not None and not offer.approved_by_post
    terms = stretched(command.terms, wish.loan, command.calendar, now, at_once=at_once)
    return replace(submission, command=replace(command, terms=terms))


def _holding(
    wish: RequestBooking, pause: Pause, extra: Extra
) -> Callable[[Submission, datetime], Case]:
    def hold(submission: Submission, now: datetime) -> Case:
        for attempt in range(TRIES):
            try:
                wanted = _with_lane(wish, submission.command.case_id)
                return _held(submission, wanted, now, pause, extra)
            except ConflictError as error:
                _raise_taken(error)
                if error.code not in _AGAIN:
                    raise
            pause(attempt)
        raise ConflictError(BUSY)

    return hold


def _with_lane(wish: RequestBooking, case_id: str) -> RequestBooking:
    """In line it fills none; that one is free is looked at all the same."""
    offer = wish.fleet.offer(wish.offer)
    if offer is None or wish.loan is None or not wish.family:
        return wish
    found = store.quota(wish.family, offer.id)
    return replace(wish, lane=store.free_lane(found, offer, wish.loan, case_id))


def _held(
    submission: Submission, wish: RequestBooking, now: datetime, pause: Pause, extra: Extra
) -> Case:
    filed = decide_case(None, submission.command, now)
    case = apply(None, filed[0])
    wish = replace(wish, cause=submission.command.cause, actor=submission.command.actor)
    events = (*filed, *decide(case, None, wish, now))
    booking = _after(None, events)

    def wait(attempt: int) -> None:
        pause(attempt)
        store.look(booking, wish.fleet)

    writes = [*_writes(None, None, events, wish), *extra(case.id)]
    return submitted(submission, events, writes, wait)


def cancel(case_id: str, cause: str, actor: str, now: datetime, correlation_id: str = "") -> Done:
    """End a booking and with it its case: the citizen withdraws, or has his data erased."""
    return execute(case_id, CancelBooking(cause, actor, correlation_id=correlation_id), now)


def remind(case_id: str, due: Due, now: datetime) -> bool:
    """A moment of a booking has come; whether anything was done for it. A stale item is dropped."""
    cause = f"due:{case_id}:{due.task_id}:{due.kind}:{cases.stamp(due.at)}"
    calendar = load_catalogue().calendar
    done = execute(case_id, RemindBooking(cause, SYSTEM, calendar=calendar, due=due), now)
    if not done.events:
        _drop_if_old(case_id, due)
    return bool(done.events)


def _drop_if_old(case_id: str, due: Due) -> None:
    """An item that the booking does not stand by would come for ever.

    The case is read first: when it moves meanwhile, its own command has dropped what is old.
    """
    case = cases.load(case_id)
    if next_moment(_loaded(case_id).booking) == due:
        return
    try:
        forget(case, due)
    except ConflictError:
        logger.info("due item left to the command that overtook it")
