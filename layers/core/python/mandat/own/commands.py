"""What a citizen may do with what we hold: correct it, or have it erased (UU PDP 27/2022)."""

from collections.abc import Sequence
from datetime import datetime

from mandat.cases import store as cases
from mandat.cases.commands import Done, execute
from mandat.cases.domain.acts import CorrectContact, EraseData
from mandat.cases.domain.facts import DataErased, Event
from mandat.cases.domain.model import Case, ContactKind
from mandat.city.domain import calls_ambulance
from mandat.city.store import load_catalogue
from mandat.errors import NotAllowedError, NotFoundError
from mandat.nearby import store as nearby
from mandat.own import store
from mandat.people import store as people
from mandat.personal import store as personal
from mandat.personal.domain import Contact
from mandat.photos import commands as photos
from mandat.platform.transaction import Write

CITIZEN = "citizen"
UNSETTLED, PENDING = "booking_unsettled", "programme_pending"
SYSTEM = "system"


def correct(case: Case, after: Contact, cause: str, now: datetime) -> Done:
    """The contact as the citizen says it is; cases and index change together."""
    before = personal.contact(case.id)
    command = CorrectContact(
        cause, CITIZEN, calendar=load_catalogue().calendar, contact=_kind(after)
    )
    extra = personal.contact_writes(case.id, after, case.submitted_at)
    done = execute(case.id, command, now, [*extra, *store.moved_writes(before, after, case)])
    people.forget_case(set(store.hashes(before)) - set(store.hashes(after)), case.id)
    return done


def _kind(contact: Contact) -> ContactKind:
    """Mail comes by itself, unless it came back; a number needs a person, or an SMS."""
    if contact.email and not people.mailbox(people.address_hash(contact.email)).lost_at:
        return ContactKind.MAIL
    return ContactKind.PHONE if contact.phone else ContactKind.NONE


def ask_erasure(case_ids: Sequence[str], cause: str, now: datetime) -> None:
    """Decided and on the record at once; what is personal is deleted by `erase`, off the feed."""
    for case_id in case_ids:
        _erased(case_id, EraseData(cause, CITIZEN), now)


def erase_for_desk(case_id: str, cause: str, now: datetime) -> Done:
    """Asked for at the counter: on the data protection officer's word."""
    return _erased(case_id, EraseData(cause, "system", reason="desk"), now)


def _erased(case_id: str, command: EraseData, now: datetime) -> Done:
    """A booking under way is cancelled first, an application for a stipend is withdrawn, and its
    case ends with it.

    Raises NotAllowedError for a thing that has still to be given back, while an ambulance is under
    way, and for what a programme owes.
    """
    try:
        return execute(case_id, command, now)
    except NotAllowedError as error:
        if error.code == PENDING:
            _withdraw_application(case_id, command, now)
        elif error.code == UNSETTLED and not _calls_ambulance(case_id):
            _cancel_booking(case_id, command, now)
        else:
            raise
    return execute(case_id, command, now)


def _cancel_booking(case_id: str, command: EraseData, now: datetime) -> None:
    from mandat.bookings.commands import cancel

    cancel(case_id, f"{command.cause}:booking", SYSTEM, now)


def _withdraw_application(case_id: str, command: EraseData, now: datetime) -> None:
    """A month's payment, and a death, are not taken back by it."""
    from mandat.stipend.commands import execute as decide
    from mandat.stipend.domain.acts import WithdrawApplication

    try:
        decide(case_id, WithdrawApplication(f"{command.cause}:application", SYSTEM), now)
    except (NotFoundError, NotAllowedError) as error:
        raise NotAllowedError(PENDING) from error


def _calls_ambulance(case_id: str) -> bool:
    return calls_ambulance(load_catalogue().service(cases.load(case_id).service_id))


def erase(event: Event) -> int:
    """Delete what is personal in the case of an erasure; how many photos that were.

    Again is the same: what names the rest is deleted last, so that a crash half-way is made good
    by the next try.
    """
    if not isinstance(event.fact, DataErased):
        return 0
    case = cases.load(event.case_id)
    contact = personal.contact(case.id)
    people.forget_case(store.hashes(contact), case.id)
    nearby.forget_case(case)
    groups = _groups(case)
    for group in groups:
        photos.erase(group)
    personal.erase_texts(case.id)
    personal.erase_rest(case.id, [*store.forget_writes(contact, case), *_typed_nik(case)])
    return len(groups)


def _typed_nik(case: Case) -> list[Write]:
    """Only forms of programmes ask for one."""
    if not case.programme:
        return []
    from mandat.programmes.store import forget_case_nik

    return [forget_case_nik(case.id)]


def _groups(case: Case) -> tuple[str, ...]:
    """The groups of photos that the citizen sent with the report, and later."""
    said = personal.said_by_citizen(case.id)
    sent = (personal.narrative(case.id).photos, *(one.photos for one in said))
    return tuple(sorted({photo.partition("/")[0] for some in sent for photo in some}))
