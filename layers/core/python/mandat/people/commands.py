"""What citizens say of their address, and what becomes of a case whose mail is lost."""

from datetime import datetime

from mandat.cases import store as cases
from mandat.cases.commands import execute
from mandat.cases.domain.acts import LoseMail
from mandat.cases.domain.model import ContactKind
from mandat.city.store import load_catalogue
from mandat.errors import ConflictError, NotAllowedError
from mandat.messaging import queue
from mandat.messaging.domain import Kind, Message
from mandat.people import store
from mandat.people.domain import Lost, Mailbox
from mandat.personal import store as personal


def confirm_address(hashed: str, now: datetime) -> Mailbox:
    """The address gets everything from now on, what waits at once. Twice is once.

    Raises NotAllowedError once no mail goes to it any more.
    """
    box = store.mailbox(hashed)
    if box.lost_at:
        raise NotAllowedError("address_lost")
    if not box.confirmed_at:
        _confirm(box, now)
    return store.mailbox(hashed)


def _confirm(box: Mailbox, now: datetime) -> None:
    try:
        store.confirm(box.hash, now)
    except ConflictError:
        return
    if box.waits_until is not None:
        store.plan(box.hash, now, now)


def disown_address(hashed: str, case_id: str, now: datetime) -> None:
    """Whoever reads it made no report: no mail any more, and the citizen is told otherwise."""
    store.lose(hashed, Lost.DISOWNED, now)
    lose_contact(case_id, f"disowned:{hashed}", now)


def lose_contact(case_id: str, cause: str, now: datetime) -> None:
    """Mail about the case cannot reach the citizen; a phone may be left."""
    if cases.find(case_id) is None:
        return
    left = ContactKind.PHONE if personal.contact(case_id).phone else ContactKind.NONE
    calendar = load_catalogue().calendar
    execute(case_id, LoseMail(cause, "system", calendar=calendar, contact=left), now)


def release(hashed: str, at: datetime) -> None:
    """The morning of `at` has come: what waits is mailed. Raises OutcomeUnknownError."""
    cause = f"{hashed}#{at:%Y%m%dT%H%M%S}"
    queue.put([Message(cause, Kind.LATEST, "", 0)])
    store.forget_due(hashed, at)
