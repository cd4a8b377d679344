"""Samples that the tests of a case share."""

from datetime import UTC, datetime, timedelta

from mandat.cases.domain import acts as a
from mandat.cases.domain.apply import apply
from mandat.cases.domain.decide import decide
from mandat.cases.domain.model import Case, ContactKind, Terms
from mandat.city.calendar import Calendar

CALENDAR = Calendar()
START = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)  # a Tuesday, 09:00 WIB
OWNER = "post:dinas-pupr:a1"
OTHER = "post:dlh:a1"
TRIAGE = "post:triase:a1"
MAYOR = "post:walikota:a1"
LEADERS = frozenset({"walikota", "wakil-walikota"})
DISPATCHERS = frozenset({"triase", "sekda"})
LONG = "Lubang sudah kami tutup dengan aspal panas pagi ini."
TERMS = Terms(
    acknowledge_minutes=60,
    answer_minutes=1440,
    finish_minutes=4200,
    statutory_days=5,
    urgent=False,
    evidence_photos=0,
    remind_percent=50,
    sekda_minutes=120,
    leaders_minutes=360,
    repeat_hours=24,
)


def submit(**changes: object) -> a.SubmitCase:
    values: dict[str, object] = {
        "cause": "submission-1",
        "actor": "citizen",
        "text": "Jalan berlubang besar di depan sekolah.",
        "calendar": CALENDAR,
        "case_id": "7F3K9QX2",
        "service_id": "jalan-rusak",
        "service_title": {"id": "Jalan rusak", "en": "Damaged road"},
        "village": "17.71.06.1001",
        "contact": ContactKind.MAIL,
        "terms": TERMS,
        "code_hash": "hash",
    }
    return a.SubmitCase(**(values | changes))  # type: ignore[arg-type]


def route(owner: str = "dinas-pupr") -> a.RouteCase:
    return a.RouteCase("event-1", "system", calendar=CALENDAR, owner=owner)


def run(case: Case | None, *commands: a.Command, at: datetime = START) -> Case:
    """The case after the commands, a minute apart from `at`."""
    for step, command in enumerate(commands):
        for event in decide(case, command, at + timedelta(minutes=step)):
            case = apply(case, event)
    assert case is not None
    return case


def opened(**changes: object) -> Case:
    return run(None, submit(**changes), route())


def finish(actor: str = OWNER, cause: str = "finish", **changes: object) -> a.FinishTask:
    return a.FinishTask(cause, actor, text=LONG, calendar=CALENDAR, **changes)  # type: ignore[arg-type]


def told(cause: str = "told") -> a.RecordContact:
    return a.RecordContact(cause, "system", calendar=CALENDAR, how="mail")


def refuse(cause: str = "refuse") -> a.RefuseAnswer:
    return a.RefuseAnswer(
        cause, "citizen", text="Masih berlubang.", calendar=CALENDAR, reason="not_done"
    )


def confirm(cause: str = "confirm", actor: str = MAYOR) -> a.ConfirmAnswer:
    return a.ConfirmAnswer(cause, actor, text=LONG, calendar=CALENDAR, leaders=LEADERS)


def order(cause: str = "order", to: str = "dinas-pupr", hours: int = 48) -> a.OrderTask:
    return a.OrderTask(
        cause,
        MAYOR,
        text=LONG,
        calendar=CALENDAR,
        leaders=LEADERS,
        to=to,
        deadline_at=START + timedelta(hours=hours),
    )
