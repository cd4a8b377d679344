"""A message for each queue of the template that its consumer can handle."""

import json
from collections.abc import Callable, Mapping
from datetime import UTC, datetime

from integration.posthouse import ses_event
from integration.test_photos import arrives, jpeg
from mandat.cases import store
from mandat.cases.commands import execute, submit
from mandat.cases.domain.model import Case
from mandat.cases.domain.timing import next_moment
from mandat.messaging.domain import Kind, Message
from mandat.messaging.queue import encode
from mandat.own.commands import ask_erasure
from mandat.photos.uploads import group_of
from mandat.stipend.calendar import Job
from mandat.stipend.calendar import encode as encode_job
from samples import stream_record, submission
from unit.cases import samples as s


def now() -> datetime:
    return datetime.now(UTC)


def _filed(number: int, **changes: object) -> Case:
    return submit(submission(f"letter:{number}", **changes), now()).case


def _submitted(number: int) -> str:
    return stream_record(_filed(number).id, 1)


def _claiming(number: int) -> str:
    return stream_record(_filed(number, photos=(f"{group_of(str(number))}/1",)).id, 1)


def _erased(number: int) -> str:
    case = _filed(number)
    ask_erasure([case.id], f"erase:{number}", now())
    return stream_record(case.id, 2)


def _message(number: int) -> str:
    case = execute(_filed(number).id, s.route(), now()).case
    return encode(Message(f"{case.id}#000001", Kind.RECEIVED, case.id, 1))


def _upload(number: int) -> str:
    return arrives(f"{group_of(str(number))}/1", jpeg(size=(64, 48)))


def _due(number: int) -> str:
    case = _filed(number)
    due = next_moment(case)
    assert due is not None
    told = {"case_id": case.id, "task_id": due.task_id, "kind": due.kind, "at": store.stamp(due.at)}
    return json.dumps(told)


def _bounce(number: int) -> str:
    """Of a mail to a citizen whose case is filed."""
    case = _filed(number)
    message = Message(f"{case.id}#000001", Kind.RECEIVED, case.id, 1)
    return ses_event("bounce_permanent", f"warga.{number}@example.org", message.id)


def _of_programme(number: int) -> str:
    return stream_record(_filed(number, service_id="kematian", programme="death").id, 1)


def _extract(number: int) -> str:
    """News of a file that is there no more: it was brought in before."""
    key = f"incoming/dukcapil/{number}.csv"
    return json.dumps({"Records": [{"s3": {"object": {"key": key}}}]})


def _job(number: int) -> str:
    """A month of somebody who is on no roll."""
    return encode_job(Job("2026-11", f"{number}".rjust(32, "0")))


def _beat(kind: str) -> Callable[[int], str]:
    """A beat says nothing but its name; the number tells one from the next."""
    return lambda number: json.dumps({"kind": kind, "number": number})


LETTERS: Mapping[str, Callable[[int], str]] = {
    "RoutingQueue": _submitted,
    "NotifyQueue": _submitted,
    "PhotoClaimQueue": _claiming,
    "ErasureQueue": _erased,
    "MessageQueue": _message,
    "PhotoQueue": _upload,
    "SweepQueue": _beat("sweep"),
    "BriefsQueue": _beat("briefs"),
    "DueQueue": _due,
    "FeedbackQueue": _bounce,
    "ProgrammeQueue": _of_programme,
    "ImportQueue": _extract,
    "JobQueue": _job,
}
