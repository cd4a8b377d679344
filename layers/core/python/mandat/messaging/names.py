"""The names that the sentences of a mail leave open."""

from collections.abc import Callable, Mapping
from datetime import datetime

from mandat.cases.domain import facts as f
from mandat.cases.domain.model import Case, ClockName
from mandat.cases.domain.sight import sight
from mandat.cases.domain.timing import promised_by
from mandat.cases.domain.work import INSPECTORATE
from mandat.messaging.domain import Kind, clock_of
from mandat.messaging.matter import Matter
from mandat.messaging.standing import running_clock
from mandat.story import words
from mandat.story.timeline import actor_title, post_title
from mandat.text.mark import msg

REASONS: Mapping[type, Mapping[str, str]] = {
    f.TaskTransferred: words.WHY_PASSED_ON,
    f.TaskRejected: words.REJECT_REASONS,
    f.AnswerRefused: words.REFUSE_REASONS,
}


def names(matter: Matter) -> dict[str, str]:
    """Every name that a wording may hold; one that does not apply is empty."""
    speech, fact, case = matter.speech, matter.event.fact, matter.case
    return {
        "title": title(matter),
        "owner": _post(matter, str(getattr(fact, "owner", "")) or case.owner),
        "previous": _post(matter, str(getattr(fact, "previous", ""))),
        "actor": actor_title(matter.event.actor, matter.catalogue, speech.locale),
        "answerer": actor_title(case.answered_by, matter.catalogue, speech.locale),
        "time": speech.time(moment(matter)),
        "clock": speech.say(words.CLOCKS.get(clock_of(matter.event), "")),
        "level": _level(matter),
        "reason": speech.say(_reason(fact)),
        "outcome": speech.say(words.outcomes(case)[case.outcome]) if case.outcome else "",
    }


def _post(matter: Matter, post_id: str) -> str:
    return post_title(post_id, matter.catalogue) if post_id else ""


def _level(matter: Matter) -> str:
    """Before whom a late case came; a sealed one goes no further than Inspektorat."""
    if matter.case.sealed:
        return _post(matter, INSPECTORATE)
    return matter.speech.say(words.LEVELS.get(getattr(matter.event.fact, "level", 0), ""))


def _reason(fact: f.Fact) -> str:
    return REASONS.get(type(fact), {}).get(str(getattr(fact, "reason", "")), "")


def sees_content(matter: Matter) -> bool:
    """Citizens see their own report; a post, what it may see of it now."""
    post = matter.message.post
    return not post or sight(matter.case, post).content


def title(matter: Matter) -> str:
    """What it is about, unless that is sealed from the reader."""
    if sees_content(matter):
        return matter.speech.of(matter.case.service_title)
    return matter.speech.say(msg("Sealed report"))


def moment(matter: Matter) -> datetime | None:
    """The hour that a mail is about: of its clock, or what its kind promises."""
    clock = running_clock(matter.event, matter.case)
    if clock:
        return clock.by
    return MOMENTS.get(matter.message.kind, _promise)(matter.event, matter.case)


def _promise(_: f.Event, case: Case) -> datetime | None:
    return promised_by(case)


def _waiting(event: f.Event, _: Case) -> datetime | None:
    return getattr(event.fact, "waiting_until", None)


def _ordered(event: f.Event, case: Case) -> datetime | None:
    clocks = getattr(event.fact, "clocks", ())
    order = next((one for one in clocks if one.name is ClockName.ORDER), None)
    return order.by if order else promised_by(case)


def _decided(event: f.Event, _: Case) -> datetime | None:
    clock = getattr(event.fact, "decide", None)
    return clock.by if clock else None


def _closing(_: f.Event, case: Case) -> datetime | None:
    return case.close_at


MOMENTS: Mapping[Kind, Callable[[f.Event, Case], datetime | None]] = {
    Kind.ASKED: _waiting,
    Kind.PROMISED: _ordered,
    Kind.ORDERED: _ordered,
    Kind.DISPUTED: _decided,
    Kind.REFUSED: _decided,
    Kind.REOPENED: _decided,
    Kind.NUDGE: _closing,
}
