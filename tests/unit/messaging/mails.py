"""Mails that the tests wrote and read: the feed by hand, and what SES was given (on moto)."""

from dataclasses import replace
from datetime import timedelta
from email import message_from_string
from email.message import EmailMessage
from email.policy import default
from functools import cache
from itertools import count
from typing import Any

from moto.core import DEFAULT_ACCOUNT_ID
from moto.ses.models import ses_backends

from city.build import build_catalogue, build_posts
from city.check import CITIES, checked_city
from mandat.cases import store
from mandat.cases.commands import execute, submit
from mandat.cases.domain import acts as a
from mandat.cases.domain.model import ContactKind
from mandat.city.domain import Catalogue, Post
from mandat.city.store import create_post, load_catalogue, put_catalogue
from mandat.messaging.deliver import Became, deliver
from mandat.messaging.domain import Message
from mandat.messaging.notify import tell
from mandat.messaging.queue import decode, encode
from mandat.people.store import address_hash, confirm
from mandat.personal.domain import Contact, Narrative
from mandat.personal.submission import Submission
from mandat.platform.settings import settings
from samples import messages
from unit.cases import samples as s

CONTACT = Contact(name="Siti Contoh", phone="+6281200000001", email="siti@example.org")
PHONE_ONLY = Contact(name="Siti Contoh", phone="+6281200000001")
NARRATIVE = Narrative(
    description="Jalan berlubang besar di depan sekolah.\nSudah dua anak jatuh.",
    neighbourhood="RT 03 RW 01",
    landmark="depan SD contoh",
    latitude=-3.8001,
    longitude=102.2655,
    answers=(("ukuran", "besar"),),
    photos=("00000000000000000000/1", "00000000000000000000/2"),
)
_attempts = count(1)


POSTS_HERE = frozenset(
    {
        "dinas-pupr",
        "dinas-lingkungan-hidup",
        "dinas-kominfo",
        "inspektorat",
        "triase",
        "sekda",
        "walikota",
        "wakil-walikota",
    }
)


@cache
def _built() -> tuple[Catalogue, tuple[Post, ...]]:
    sources = checked_city(CITIES / "bengkulu")
    catalogue = replace(build_catalogue(sources), version=1)
    return catalogue, tuple(one for one in build_posts(sources) if one.id in POSTS_HERE)


def small_town() -> Catalogue:
    """The city's own catalogue with a handful of its posts: seeding all of them takes seconds."""
    catalogue, posts = _built()
    put_catalogue(catalogue, replaces=0)
    for post in posts:
        create_post(post)
    return load_catalogue()


class Feed:
    """A case whose events are notified and delivered after every command.

    Its citizen has confirmed the address, unless `confirmed` says otherwise.
    """

    def __init__(self, catalogue: Catalogue, service: str = "jalan-rusak", **changes: Any) -> None:
        self.catalogue = catalogue
        self.told: list[Message] = []
        self.now = s.START
        contact = changes.pop("person", CONTACT)
        if contact.email and changes.pop("confirmed", True):
            confirm(address_hash(contact.email), self.now)
        narrative = changes.pop("narrative", NARRATIVE)
        sent = submission(catalogue, service, contact, narrative, **changes)
        self.case = submit(sent, self.now).case
        self.pump(0)

    def do(self, command: a.Command, *, after: timedelta = timedelta(minutes=1)) -> "Feed":
        """Do it `after` some time, and let its events be heard of."""
        self.now += after
        before = self.case.seq
        self.case = execute(self.case.id, command, self.now).case
        self.pump(before)
        return self

    def pump(self, after: int) -> None:
        for event in store.timeline(self.case.id, after=after):
            tell(event, self.now)
        for body in messages(settings().message_queue_url):
            self.deliver(decode_body(body))
        self.case = store.load(self.case.id)

    def deliver(self, message: Message) -> Became:
        self.told.append(message)
        return deliver(message, f"attempt-{next(_attempts)}", self.now)

    def kinds(self) -> list[str]:
        return [f"{one.kind} {one.recipient}" for one in self.told]


def decode_body(body: dict[str, Any]) -> Message:
    return decode(encode(Message(**body)))


def submission(
    catalogue: Catalogue, service: str, contact: Contact, narrative: Narrative, **changes: Any
) -> Submission:
    found = catalogue.service(service)
    assert found is not None
    values: dict[str, Any] = {
        "service_id": service,
        "service_title": found.title,
        "sealed": found.sealed,
        "village": catalogue.villages[0].code,
        "confidential": contact.confidential,
        "contact": kind_of(contact),
        "correlation_id": "1-5e6722a7-cc56xmpl46db7ae02d4da47e",
    }
    command = s.submit(cause="submission-mails", **(values | changes))
    return Submission(command, contact, narrative, digest="d1", code="ABC123")


def kind_of(contact: Contact) -> ContactKind:
    if contact.email:
        return ContactKind.MAIL
    return ContactKind.PHONE if contact.phone else ContactKind.NONE


def sent(after: int = 0) -> list[EmailMessage]:
    """What SES was given, oldest first; `after` so many of them."""
    return [read(one.raw_data) for one in _given()[after:]]


def count_sent() -> int:
    return len(_given())


def _given() -> list[Any]:
    found: list[Any] = ses_backends[DEFAULT_ACCOUNT_ID]["ap-southeast-3"].sent_messages
    return found


def read(raw: str) -> EmailMessage:
    parsed = message_from_string(raw, policy=default)
    assert isinstance(parsed, EmailMessage)
    return parsed


def part(mail: EmailMessage, kind: str) -> str:
    """The `plain` or `html` body."""
    body = mail.get_body((kind,))
    assert body is not None
    return str(body.get_content())


def mails_to(address: str) -> list[EmailMessage]:
    return [one for one in sent() if address in str(one["To"])]
