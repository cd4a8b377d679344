"""/ktp/<token>: the young person's own page: choose a quiet time, change it, see where the card is.

The token is that of the tracking page. A link that a post printed or sent on can do the same: it
has not the last word on the case, and here is none.
"""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import Any

from aws_lambda_powertools.event_handler import Response

from mandat.city.domain import Text
from mandat.city.store import load_catalogue
from mandat.errors import (
    ConflictError,
    LinkError,
    NotFoundError,
    OutcomeUnknownError,
    RefusedError,
    TakenError,
)
from mandat.idcard import store
from mandat.idcard.commands import execute
from mandat.idcard.domain import acts as a
from mandat.idcard.domain.counters import Time
from mandat.idcard.domain.limits import CANCELLED
from mandat.idcard.times import free_days, free_times
from mandat.platform.observability import count, logger
from mandat.programmes.knowing import Look, first_name, known
from mandat.programmes.terms_store import load_programmes
from mandat.text.mark import msg
from mandat.text.words import show_date
from mandat.web.idcard.showing import show_clock
from mandat.web.idcard.told import Told
from mandat.web.problems import Problem, Problems
from mandat.web.staff.fields import SURE, read_day
from mandat.web.tracking.view import key_of
from mandat.web.visit import Visit

CITIZEN, NAMED = "citizen", "card_page"
CONFLICT, BUSY = 409, 503


class Act(StrEnum):
    """A form of the page; the value is the last word of its address."""

    CHOOSE = "waktu"
    CANCEL = "batal"


DONE: Mapping[Act, str] = {
    Act.CHOOSE: msg("Your time is kept. See you there."),
    Act.CANCEL: msg("Your time is free again. Choose another one when it suits you."),
}


def show(visit: Visit, token: str) -> Response[str]:
    told = _told(visit, token)
    done = visit.request.query.get("kabar", "")
    return visit.page(
        "idcard/own.html",
        card=told,
        done=DONE[Act(done)] if done in set(Act) else "",
    )


def ask(visit: Visit, token: str, act: str) -> Response[str]:
    told, wanted = _told(visit, token), _act(act)
    if not _may(told, wanted):
        return visit.redirect(told.path)
    return _form(visit, told, wanted)


def do(visit: Visit, token: str, act: str) -> Response[str]:
    """The act, once for its nonce; an old nonce shows the form again."""
    told, wanted = _told(visit, token), _act(act)
    logger.append_keys(action=f"ktp-{wanted}")
    try:
        cause = visit.guard.cause(visit.request.value("nonce"), _scope(told), visit.now)
    except LinkError:
        return _form(visit, told, wanted, notice="stale", status=CONFLICT)
    command, problems = _command(visit, told, wanted, cause)
    if command is None:
        return _form(visit, told, wanted, problems=problems)
    return _attempt(visit, told, wanted, command)


def _attempt(visit: Visit, told: Told, act: Act, command: a.CardCommand) -> Response[str]:
    try:
        execute(told.card.case_id, command, visit.now)
    except TakenError:
        return _form(visit, told, act, problems={"time": Problem("choose_time")}, status=CONFLICT)
    except RefusedError:
        return visit.redirect(told.path)
    except (OutcomeUnknownError, ConflictError):
        return _form(visit, told, act, notice="unknown", status=BUSY)
    count("CommandAccepted")
    return visit.redirect(f"{told.path}?kabar={act}")


def _command(
    visit: Visit, told: Told, act: Act, cause: str
) -> tuple[a.CardCommand | None, Problems]:
    """What was asked for, or what is wrong with it."""
    trace, calendar = visit.request.id, load_catalogue().calendar
    if act is Act.CANCEL:
        if visit.request.value("sure") != SURE:
            return None, {"sure": Problem("choose_one")}
        lost = a.LoseAppointment(cause, CITIZEN, correlation_id=trace, why=CANCELLED)
        return lost, {}
    time = _chosen(visit, told)
    if time is None:
        return None, {"time": Problem("choose_time")}
    counter, at = time.counter, time.at
    return a.AppointRecording(
        cause, CITIZEN, correlation_id=trace, calendar=calendar, counter=counter, appointed_at=at
    ), {}


def _chosen(visit: Visit, told: Told) -> Time | None:
    """The free time of the day that was chosen; also the one that this card has."""
    wanted, day = visit.request.value("time"), _day(visit)
    free = free_times(told.terms, day, visit.now) if day else ()
    own = _own(told)
    return next((one for one in (*free, *own) if one.at.isoformat() == wanted), None)


def _own(told: Told) -> tuple[Time, ...]:
    """A second tap asks for what the first has got."""
    card = told.card
    return (Time(card.counter, card.appointed_at),) if card.appointed_at else ()


def _day(visit: Visit) -> date | None:
    """The day that the form or the address says."""
    return read_day(visit.request.value("day") or visit.request.query.get("hari", ""))


def _form(
    visit: Visit,
    told: Told,
    act: Act,
    *,
    problems: Problems | None = None,
    notice: str = "",
    status: int = 200,
) -> Response[str]:
    sent = visit.request.value("nonce")
    keep = sent and notice != "stale" and bool(problems or notice)
    nonce = sent if keep else visit.guard.nonce(_scope(told), visit.now)
    shown = _times(visit, told) if act is Act.CHOOSE else {}
    return visit.page(
        f"idcard/{act}.html",
        status=status,
        guarded=True,
        problems=problems,
        card=told,
        nonce=nonce,
        notice=notice,
        value=visit.request.value,
        **shown,
    )


def _times(visit: Visit, told: Told) -> dict[str, Any]:
    """The days with something free; of the one that was chosen its times."""
    day, locale = _day(visit), visit.locale
    free = free_days(told.terms, visit.now)
    times = free.get(day, ()) if day else ()
    return {
        "day": day.isoformat() if day and times else "",
        "day_words": show_date(day, locale) if day else "",
        "is_gone": bool(day and not times),
        "days": [(one.isoformat(), show_date(one, locale), len(free[one])) for one in free],
        "times": [_time(one, told) for one in times],
    }


def _time(time: Time, told: Told) -> tuple[str, str, Text]:
    """(value of its choice, the hour, where)."""
    titles = {one.id: one.title for one in told.terms.counters}
    return time.at.isoformat(), show_clock(time.at, told.locale), titles[time.counter]


def _may(told: Told, act: Act) -> bool:
    return told.may_choose if act is Act.CHOOSE else told.may_cancel


def _scope(told: Told) -> str:
    return f"ktp:{told.card.case_id}"


def _act(path: str) -> Act:
    if path not in set(Act):
        raise NotFoundError("no_page")
    return Act(path)


def _told(visit: Visit, token: str) -> Told:
    """The card of a secret link. Raises LinkError, or NotFoundError for a case without one."""
    key = key_of(visit, token)
    card = store.load(key.case.id)
    if card is None:
        raise NotFoundError("no_page")
    look = Look(f"card:{card.case_id}", NAMED, visit.now)
    try:
        name = first_name(known(card.person, look, card.case_id))
    except NotFoundError:
        name = ""
    return Told(card, key.case, load_programmes().card, visit.locale, visit.now, token, name)
