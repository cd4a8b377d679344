"""Who is asked to come to an evening of takziah: at most two mails a day, of all houses together.

The list of the morning has the houses that were known by then, that of the afternoon the others.
It says where and when, and nothing of who has died or of the family.
"""

from collections.abc import Iterator
from datetime import date, datetime, time

from mandat.bereavement import evenings_store, store
from mandat.bereavement.domain.model import Death, DeathStatus
from mandat.bereavement.domain.nights import evening
from mandat.bereavement.evenings_store import Evening
from mandat.cases import store as cases
from mandat.cases.domain.facts import Event
from mandat.cases.domain.model import Case, Due
from mandat.city.calendar import JAKARTA
from mandat.city.domain import Catalogue
from mandat.city.store import load_catalogue, load_post
from mandat.messaging import queue
from mandat.messaging.domain import Kind, Message
from mandat.posts.reach import own_readers
from mandat.programmes.domain.terms import BereavementTerms
from mandat.programmes.terms_store import load_programmes
from mandat.records import record

# Local hours: when quiet hours are over, and three hours before an evening.
HOURS = (7, 15)
LIST_OF = "evenings#"


@record
class Listed:
    """A list of a day, and when it is sent."""

    day: date
    hour: int
    at: datetime

    @property
    def id(self) -> str:
        return f"{self.day:%Y%m%d}-{self.hour:02}"


def lists(death: Death, reported_at: datetime, terms: BereavementTerms) -> tuple[Listed, ...]:
    """One for each evening that is still ahead: the first that is sent after the report.

    Of an evening whose last list has gone already, only who organises it knows.
    """
    ahead = (day for day in death.nights if evening(day, terms) > reported_at)
    found = (_first_after(day, reported_at) for day in ahead)
    return tuple(one for one in found if one)


def _first_after(day: date, reported_at: datetime) -> Listed | None:
    known = (Listed(day, hour, datetime.combine(day, time(hour), JAKARTA)) for hour in HOURS)
    return next((one for one in known if one.at > reported_at), None)


def day_of(list_id: str) -> date:
    return datetime.strptime(list_id.partition("-")[0], "%Y%m%d").date()  # noqa: DTZ007  a local day


def expect(event: Event, death: Death, now: datetime) -> None:
    """Put the house on the lists of its evenings. Again is the same. Raises OutcomeUnknownError."""
    for one in lists(death, event.at, load_programmes().bereavement):
        evenings_store.expect(one.day, Evening(death.case_id, one.id), one.at, now)


def gather(_: str, due: Due, now: datetime) -> bool:
    """Queue a list to everybody who is asked. Done again, it makes the same messages."""
    catalogue = load_catalogue()
    whom = invited(houses(due.task_id), catalogue)
    queued = queue.put(_messages(f"{LIST_OF}{due.task_id}", Kind.EVENINGS, whom, now))
    evenings_store.forget_due(due.task_id, due.at)
    return queued > 0


def houses(list_id: str) -> tuple[Case, ...]:
    """The cases of a list whose report stands, in the order in which they were reported."""
    listed = (one.case_id for one in evenings_store.on(day_of(list_id)) if one.list_id == list_id)
    found = [case for case in cases.load_many(listed) if _stands(case.id)]
    return tuple(sorted(found, key=lambda case: (case.submitted_at, case.id)))


def _stands(case_id: str) -> bool:
    death = store.load(case_id)
    return death is not None and death.status is not DeathStatus.UNDONE


def invited(found: tuple[Case, ...], catalogue: Catalogue) -> tuple[str, ...]:
    """All heads, and the camat of each place; the lurah has it as his task."""
    if not found:
        return ()
    villages = (catalogue.village(case.village) for case in found)
    camats = {village.camat_id for village in villages if village}
    return tuple(sorted(catalogue.heads | camats))


def concerns(case: Case, post: str, catalogue: Catalogue) -> bool:
    """Heads go everywhere, a camat in his own kecamatan."""
    village = catalogue.village(case.village)
    return post in catalogue.heads or (village is not None and village.camat_id == post)


def called_off(event: Event, case: Case, death: Death, now: datetime) -> Iterator[Message]:
    """To whoever a list has told of an evening that is still ahead."""
    terms, reported = load_programmes().bereavement, death.reported_at or case.submitted_at
    told = lists(death, reported, terms)
    if any(one.at <= event.at < evening(one.day, terms) for one in told):
        whom = invited((case,), load_catalogue())
        yield from _messages(event.id, Kind.EVENINGS_OFF, whom, now, case.id, event.seq)


def _messages(
    cause: str, kind: Kind, posts: tuple[str, ...], now: datetime, case_id: str = "", seq: int = 0
) -> Iterator[Message]:
    """Own mailboxes only: the one superior of all heads would be asked for each of them."""
    for post_id in posts:
        post = load_post(post_id)
        for one in own_readers(post, now) if post else ():
            yield Message(cause, kind, case_id, seq, one.post, one.address)
