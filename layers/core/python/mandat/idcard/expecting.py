"""A card's case: opened by the daily run for whoever turns 17, once a person."""

from datetime import date, datetime

from mandat.cases.commands import submit, submitted
from mandat.cases.domain.apply import apply
from mandat.cases.domain.decide import decide as decide_case
from mandat.cases.domain.facts import Event
from mandat.cases.domain.model import Case
from mandat.cases.domain.promise import terms_of
from mandat.city.calendar import to_local
from mandat.city.store import load_catalogue
from mandat.errors import ConflictError, NotFoundError, TakenError
from mandat.idcard import store
from mandat.idcard.acting import after_events
from mandat.idcard.domain.acts import ExpectCard
from mandat.idcard.domain.birthdays import birthday, evening, is_awaited
from mandat.idcard.domain.decide import SYSTEM, decide
from mandat.idcard.domain.limits import DIED
from mandat.idcard.domain.model import Card
from mandat.idcard.domain.promise import promised
from mandat.personal.domain import Narrative
from mandat.personal.submission import Submission
from mandat.programmes import store as register
from mandat.programmes.domain.person import Person
from mandat.programmes.domain.terms import CardTerms
from mandat.programmes.opening import Opening, submission
from mandat.programmes.terms_store import load_programmes
from mandat.records import replace

# Who it is stands on the pages of those who act, and nowhere in the case's own text.
TEXT = "KTP pertama"


def cause_of(person: str, replaces: str = "") -> str:
    """What opens a person's card once; after a report of death that was wrong, once more."""
    return f"card:{person}" + (f":{replaces}" if replaces else "")


def lacks(card: Card | None) -> bool:
    """Whether a living person of that age has no card on its way: only a death ends it unsaid."""
    return card is None or card.reason == DIED


def expect(person_id: str, now: datetime) -> bool:
    """Open the card's case of a living person of that age; whether this call did.

    Again is the same, also at the same time. Raises UnavailableError or OutcomeUnknownError.
    """
    terms, person = load_programmes().card, register.find(person_id)
    if person is None or not person.is_alive or not person.village:
        return False
    known = store.of_person(person_id)
    if not lacks(known) or not is_awaited(person.born_on, to_local(now).date(), terms):
        return False
    return _opened(person, known.case_id if known else "", terms, now)


def _opened(person: Person, replaces: str, terms: CardTerms, now: datetime) -> bool:
    turns = birthday(person.born_on, terms.age)
    cause = cause_of(person.id, replaces)
    first = ExpectCard(
        cause, SYSTEM, terms=terms, person=person.id, birthday=turns, village=person.village
    )

    def keep(filed: Submission, at: datetime) -> Case:
        return _kept(filed, first, replaces, at)

    try:
        return not submit(_submission(first, turns, now), now, keep).replayed
    except TakenError:
        return False


def _kept(filed: Submission, first: ExpectCard, replaces: str, at: datetime) -> Case:
    """Raises TakenError when the person has a card by another case."""
    events = _begun(filed, first, at)
    try:
        return submitted(filed, events, store.first_writes(after_events(None, events), replaces))
    except ConflictError as error:
        if error.code == store.CARD_KNOWN:
            raise TakenError(error.code) from error
        raise


def _begun(filed: Submission, first: ExpectCard, now: datetime) -> tuple[Event, ...]:
    events = decide_case(None, filed.command, now)
    case = apply(None, events[0])
    first = replace(first, calendar=filed.command.calendar)
    return (*events, *decide(case, None, first, now))


def _submission(first: ExpectCard, turns: date, now: datetime) -> Submission:
    catalogue = load_catalogue()
    service = catalogue.service(first.terms.service)
    if service is None:
        raise NotFoundError("no_service")
    by = evening(turns, first.terms)
    opening = Opening(
        service,
        first.cause,
        TEXT,
        village=first.village,
        narrative=Narrative(description=TEXT),
        terms=promised(terms_of(service, catalogue), by, catalogue.calendar, now),
    )
    return submission(opening, catalogue)
