"""Messages as today's code sends them, by consumer and by what they are: takes for the shelf."""

import json
from collections.abc import Iterator
from functools import cache

from contract.calls import calls
from contract.cards import cards
from contract.deaths import deaths
from contract.filters import FEED, passes, policies
from contract.fosterings import fosterings
from contract.guarantees import guarantees
from contract.kinds import ENTRIES
from contract.loans import loans
from contract.play import HASH, NOW, TRACE, Image, Play, entries, photo, plays
from contract.stipends import stipends
from integration.posthouse import FIXTURES, ses_event
from mandat.bereavement.invitation import LIST_OF
from mandat.bereavement.news import WHO_MUST_KNOW as DEATH_NEWS
from mandat.bookings.news import DRIVER
from mandat.bookings.news import WHO_MUST_KNOW as BOOKING_NEWS
from mandat.briefs.domain import cause_of
from mandat.cases import store
from mandat.cases.domain.facts import Event
from mandat.cases.domain.model import ClockName, Due
from mandat.cases.domain.work import TRIAGE
from mandat.forwarding.commands import DIGEST_OF
from mandat.forwarding.domain import window_of
from mandat.fostering.calendar import Job as FosterJob
from mandat.fostering.calendar import encode as encode_foster_job
from mandat.guarantee.news import WHO_MUST_KNOW as GUARANTEE_NEWS
from mandat.idcard.calendar import Job as CardJob
from mandat.idcard.calendar import encode as encode_card_job
from mandat.idcard.news import WHO_MUST_KNOW as CARD_NEWS
from mandat.messaging.domain import OF_BOOKINGS, OF_POSTS, WHO_MUST_KNOW, Kind, Message, Role
from mandat.messaging.queue import encode
from mandat.posts import domain as d
from mandat.posts import store as posts
from mandat.posts.news import FORMER, NEWCOMER
from mandat.reminders.store import DueRow
from mandat.reminders.sweep import message
from mandat.stipend.calendar import Job
from mandat.stipend.calendar import encode as encode_job
from mandat.stipend.domain.model import Payment
from mandat.stipend.news import WHO_MUST_KNOW as STIPEND_NEWS
from unit.cases.samples import CALENDAR

Takes = dict[str, str]
POST = ("dinas-pupr", "a1")
EVENING = "20261124-16"
ARN = "arn:aws:dynamodb:ap-southeast-3:123456789012:table/mandat/stream/2026-11-24T00:00:00.000"


@cache
def takes() -> dict[str, Takes]:
    """The body of a message for each consumer and thing; what lies in the table for the stores."""
    fed = {name: dict(_fed(name)) for name in FEED}
    fed["photos"]["Upload"] = _upload()
    return {
        **fed,
        "cases": {one.name.replace(" ", "-"): _lying(one.items) for one in stories()},
        "posts": {POST[0]: _lying({(name, ""): image for name, image in _entry_images()})},
        "deliver": {str(kind): encode(_message(kind)) for kind in Kind},
        "reminders": dict(_dues()),
        "feedback": dict(_reports()),
        "jobs": dict(_jobs()),
        "imports": dict(_extracts()),
    }


@cache
def stories() -> tuple[Play, ...]:
    return (*plays(), *loans(), *calls(), *programmes())


@cache
def programmes() -> tuple[Play, ...]:
    return (*stipends(), *deaths(), *guarantees(), *fosterings(), *cards())


def _fed(consumer: str) -> Iterator[tuple[str, str]]:
    policy = policies()[consumer]
    # What a consumer hears of any case may be told of no programme, and the other way round.
    told = programmes() if consumer == "programmes" else stories()
    for what, image in (*_event_images(told), *_entry_images()):
        body = record(image)
        if passes(policy, json.loads(body)):
            yield what, body


@cache
def best_events() -> dict[str, Event]:
    """One of each type; one with photos where there is one."""
    return {name: event for name, (event, _) in best_told(stories()).items()}


@cache
def best_told(told: tuple[Play, ...]) -> dict[str, tuple[Event, str]]:
    """The same, each with the programme of its case."""
    found: dict[str, tuple[Event, str]] = {}
    for play in told:
        for event in play.events:
            if event.type not in found or (event.photos and not found[event.type][0].photos):
                found[event.type] = event, play.case.programme if play.case else ""
    return found


def _event_images(told: tuple[Play, ...]) -> Iterator[tuple[str, Image]]:
    for name, (event, programme) in sorted(best_told(told).items()):
        yield name, store._event_item(event, programme).serialize()


def _entry_images() -> Iterator[tuple[str, Image]]:
    for entry in entries():
        yield entry.type, posts._audit_item(entry).serialize()


def record(image: Image) -> str:
    """A stream record as the Pipe passes it on."""
    keys = {name: image[name] for name in ("pk", "sk")}
    whole = {
        "eventID": f"{5:032x}",
        "eventName": "INSERT",
        "eventVersion": "1.1",
        "eventSource": "aws:dynamodb",
        "awsRegion": "ap-southeast-3",
        "dynamodb": {
            "ApproximateCreationDateTime": 1795485600,
            "Keys": keys,
            "NewImage": image,
            "SequenceNumber": "100000000000000000001",
            "SizeBytes": len(json.dumps(image)),
            "StreamViewType": "NEW_IMAGE",
        },
        "eventSourceARN": ARN,
    }
    return json.dumps(whole)


def _lying(items: dict[tuple[str, str], Image]) -> str:
    return json.dumps({"items": [items[key] for key in sorted(items)]})


def _upload() -> str:
    objects = ({"key": f"incoming/{photo(n)[0]}", "size": 7, "eTag": "etag"} for n in (1, 2))
    bucket = {"name": "mandat-photos-test"}
    records = [{"eventSource": "aws:s3", "s3": {"bucket": bucket, "object": o}} for o in objects]
    return json.dumps({"Records": records})


def _jobs() -> Iterator[tuple[str, str]]:
    yield "beat", json.dumps({"kind": "day"})
    yield "day stipend", json.dumps({"day": "stipend"})
    payment = next(one for one in stipends() if one.name == "stipend paid").subject
    assert isinstance(payment, Payment)
    yield "stipend", encode_job(Job(payment.month, payment.person))
    yield "day fostering", json.dumps({"day": "fostering"})
    yield "fostering child", encode_foster_job(FosterJob("c" * 32))
    yield "fostering period", encode_foster_job(FosterJob("c" * 32, "2026-12"))
    yield "fostering mails", encode_foster_job(FosterJob(mails="2026-12-01"))
    yield "day idcard", json.dumps({"day": "idcard"})
    yield "idcard person", encode_card_job(CardJob("c" * 32))
    yield "idcard case", encode_card_job(CardJob(case="NOCASE00"))
    yield "idcard mails", encode_card_job(CardJob(mails="2026-12-01"))


def _extracts() -> Iterator[tuple[str, str]]:
    key = "incoming/dukcapil/20261124T020000000000.csv"
    placed = {"eventSource": "aws:s3", "s3": {"object": {"key": key, "size": 7, "eTag": "etag"}}}
    yield "extract", json.dumps({"Records": [placed]})
    yield "rest", json.dumps({"import": key})


def _message(kind: Kind) -> Message:
    """About an event that this kind of mail tells of, where it tells of one."""
    if kind in OF_POSTS:
        fact, address = _OF_POSTS[kind]
        entry = next(one for one in entries() if one.type == fact.__name__)
        return Message(entry.id, kind, "", 0, POST[0], address)
    if kind in OF_BOOKINGS:
        return _of_booking(kind)
    if kind is Kind.EVENINGS_OFF:
        event = best_events()["DeathUndone"]
        return Message(event.id, kind, event.case_id, event.seq, *POST)
    if kind in _CAUSES:
        return Message(_CAUSES[kind], kind, "", 0, *(POST if kind in _TO_POSTS else ()))
    event, role = _occasion(kind)
    to = () if role is Role.CITIZEN else POST
    instead_of = TRIAGE if kind is Kind.OVERDUE else ""
    cause = f"{event.id}#{HASH}" if kind is Kind.FOLLOWED else event.id
    made = Message(cause, kind, event.case_id, event.seq, *to, instead_of=instead_of)
    return made if kind is not Kind.RECEIVED else _traced(made)


def _of_booking(kind: Kind) -> Message:
    """About the step of a loan that this kind of mail tells of: of a case, whichever it is."""
    rows = [one for found in BOOKING_NEWS.values() for one in found if one.kind is kind]
    role = rows[0].role if rows else Role.OWNER
    to = {Role.CITIZEN: (), Role.DRIVER: (DRIVER, "bd-1-a")}.get(role, POST)
    case = plays()[0]
    return Message(f"{case.id}#3", kind, case.id, 3, *to)


def _traced(made: Message) -> Message:
    return Message(made.cause, made.kind, made.case_id, made.seq, correlation_id=TRACE)


_OF_POSTS = {
    Kind.DEPUTISED: (d.DelegationGiven, "d1"),
    Kind.DEPUTY_OVER: (d.DelegationEnded, f"{FORMER}d1"),
    Kind.TAKE_POST: (d.HandoverAsked, NEWCOMER),
    Kind.HANDOVER_DECLINED: (d.HandoverDeclined, "a1"),
    Kind.WELCOME: (d.PostHandedOver, "a1"),
    Kind.LINKS_RENEWED: (d.PostHandedOver, "a2"),
    Kind.HANDED_OVER: (d.PostHandedOver, f"{FORMER}a1"),
    Kind.HANDOVER_DONE: (d.PostHandedOver, "a1"),
    Kind.UNREACHABLE: (d.AddressUnreachable, "a1"),
}
_CAUSES = {
    Kind.NEW_LINK: "daftar#2026112402",
    Kind.DIGEST: f"{DIGEST_OF}{window_of(NOW, CALENDAR).id}",
    Kind.BRIEF: cause_of(POST[0], NOW),
    Kind.EVENINGS: f"{LIST_OF}{EVENING}",
    Kind.STIPEND_LIST: "pay-list#2026-12-01#2026-12",
    Kind.OWN_LINK: f"{HASH}#20261124T02",
    Kind.LATEST: f"{HASH}#20261124T000000",
    Kind.STIPEND_LIST: "pay-list#2026-12-01#2026-12",
    Kind.EVENINGS: "evenings#20261124-15",
    Kind.CARD_WEEK: "card-list#2026-11-23#dinas-dukcapil",
    Kind.CARD_DAY: "card-list#2026-11-24#lurah-a",
}
_LISTS = {Kind.CARD_WEEK, Kind.CARD_DAY, Kind.STIPEND_LIST, Kind.EVENINGS}
_TO_POSTS = frozenset({Kind.NEW_LINK, Kind.DIGEST, Kind.BRIEF, *_LISTS})


def _occasion(kind: Kind) -> tuple[Event, Role]:
    tables = (WHO_MUST_KNOW, STIPEND_NEWS, DEATH_NEWS, GUARANTEE_NEWS, CARD_NEWS)
    for fact, rows in (one for table in tables for one in table.items()):
        for row in rows:
            if row.kind is kind:
                return best_events()[fact.__name__], row.role
    citizens = kind is Kind.FOLLOWED
    return best_events()["TaskAssigned"], Role.CITIZEN if citizens else Role.OWNER


def _dues() -> Iterator[tuple[str, str]]:
    case = plays()[0]
    kinds = ["route", "resume", "nudge:0", "close", *(f"{clock}:0" for clock in ClockName)]
    for kind in kinds:
        yield kind.partition(":")[0], _due(case.id, Due(kind, NOW, "T1"))
    yield "booking", _due(loans()[0].id, Due("booking:return", NOW, "booking"))
    yield "unit", _due(calls()[0].id, Due("unit:next", NOW, "unit"))
    yield "news", _due(HASH, Due("news", NOW))
    yield "evening", _due("heads", Due("evening:list", NOW, EVENING))
    yield "digest", _due(POST[0], Due("digest", NOW, window_of(NOW, CALENDAR).id))


def _due(case_id: str, due: Due) -> str:
    return message(DueRow(case_id, due, 0, "key", leased=False))


def _reports() -> Iterator[tuple[str, str]]:
    for path in sorted(FIXTURES.glob("*.json")):
        yield path.stem, ses_event(path.stem, "warga@example.org", _message(Kind.RECEIVED).id)


def schema_of(consumer: str, what: str) -> str:
    """The schema that a sample keeps: for the feed, of the fact that it carries."""
    if what == "Upload":
        return "upload"
    if consumer in FEED:
        return f"{'entries' if what in ENTRIES else 'facts'}/{what}"
    return _SCHEMAS.get(consumer, consumer)


_SCHEMAS = {
    "cases": "case",
    "posts": "records/entry",
    "deliver": "message",
    "reminders": "due",
    "jobs": "job",
    "imports": "extract",
}
