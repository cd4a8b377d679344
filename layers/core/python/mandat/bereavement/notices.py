"""An event of a death, or of a step of it -> whom it is told to."""

from collections.abc import Iterator
from datetime import datetime

from mandat.bereavement import invitation, news, store
from mandat.bereavement.domain.facts import DeathReported, DeathUndone
from mandat.bereavement.domain.model import Death
from mandat.bereavement.domain.plan import UNDONE
from mandat.cases import store as cases
from mandat.cases.domain.facts import Event
from mandat.cases.domain.model import Case
from mandat.city.domain import Catalogue
from mandat.messaging.domain import Kind, Message, above, texts_of
from mandat.messaging.domain import audience as of_any_case
from mandat.messaging.notify import posts_for
from mandat.posts.reach import readers
from mandat.story.timeline import post_of

Superiors = dict[str, str | None]
Told = tuple[tuple[Kind, str], ...]


def audience(
    event: Event, case: Case, superiors: Superiors, catalogue: Catalogue, now: datetime
) -> tuple[Told, tuple[Message, ...]]:
    """(kind, reader) as messaging.domain.audience has them, and messages about other cases."""
    rows = news.rows(event, case.programme)
    told = of_any_case(event, case, superiors, texts_of(catalogue.sms), rows)
    others = tuple(_others(event, case, superiors, now))
    return tuple(one for one in told if not _own_act(one, event)), others


def _own_act(told: tuple[Kind, str], event: Event) -> bool:
    """Who took a report back need not hear of it."""
    return told[0] is Kind.DEATH_WRONG and post_of(event.actor) == told[1]


def _others(event: Event, case: Case, superiors: Superiors, now: datetime) -> Iterator[Message]:
    if not isinstance(event.fact, DeathReported | DeathUndone):
        return
    death = store.load(case.id)
    if death is None:
        return
    if isinstance(event.fact, DeathReported):
        invitation.expect(event, death, now)
        return
    yield from _to_helpers(event, death, superiors, now)
    yield from invitation.called_off(event, case, death, now)


def _to_helpers(
    event: Event, death: Death, superiors: Superiors, now: datetime
) -> Iterator[Message]:
    """To each post that was at work for it; what is lent is cancelled and told as a loan."""
    going = {one.case_id: one.step for one in death.opened if one.ended in {"", UNDONE}}
    for step in cases.load_many(going):
        if step.owner and not step.booking:
            yield from _called_off(event, going[step.id], step, superiors, now)


def _called_off(
    event: Event, name: str, step: Case, superiors: Superiors, now: datetime
) -> Iterator[Message]:
    """About the step's own case: the death's is sealed from its owner."""
    stands_in, cause = above(step, superiors), f"{event.id}#{name}"
    posts = posts_for((step.owner,), stands_in)
    for to in readers(step.owner, posts, stands_in, step.id, now):
        kind, trace = Kind.DEATH_STEP_OFF, event.correlation_id
        yield Message(cause, kind, step.id, 1, to.post, to.address, trace, to.instead_of)
