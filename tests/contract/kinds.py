"""Everything that is stored for good or passed from one function to another, and its schema.

Schemas come from the code; tests/contract/schemas holds them as they were agreed.
"""

from typing import Any, get_args

import msgspec
from pynamodb.attributes import NumberAttribute

from contract.shapes import DueMessage, Extract, Feedback, Job, Upload
from mandat.bereavement.domain.facts import DeathFact
from mandat.bereavement.domain.model import Death
from mandat.bookings.domain.facts import BookingFact
from mandat.bookings.domain.model import Booking
from mandat.cases.domain.facts import Fact
from mandat.cases.domain.model import Case
from mandat.cases.store import EventItem
from mandat.dispatch.domain.facts import UnitFact
from mandat.dispatch.domain.model import Call
from mandat.fostering.domain.facts import FosterFact
from mandat.fostering.domain.model import Complaint, Duty, Fostering, Need, Official
from mandat.guarantee.domain.facts import GuaranteeFact
from mandat.guarantee.domain.model import FollowUp, Guarantee
from mandat.idcard.domain.facts import CardFact
from mandat.idcard.domain.model import Card
from mandat.messaging.domain import Message
from mandat.platform.table import TableItem
from mandat.posts.domain import PostFact
from mandat.posts.store import AuditItem
from mandat.stipend.domain.facts import StipendFact
from mandat.stipend.domain.model import Application, Enrolment, Payment

Schema = dict[str, Any]
FACTS: dict[str, type] = {
    one.__name__: one
    for union in (
        Fact,
        BookingFact,
        UnitFact,
        StipendFact,
        DeathFact,
        GuaranteeFact,
        FosterFact,
        CardFact,
    )
    for one in get_args(union)
}
ENTRIES: dict[str, type] = {one.__name__: one for one in get_args(PostFact)}
WHOLE: dict[str, type] = {
    "case": Case,
    "booking": Booking,
    "call": Call,
    "application": Application,
    "payment": Payment,
    "enrolment": Enrolment,
    "death": Death,
    "guarantee": Guarantee,
    "follow_up": FollowUp,
    "fostering": Fostering,
    "official": Official,
    "foster_need": Need,
    "foster_duty": Duty,
    "foster_complaint": Complaint,
    "card": Card,
    "message": Message,
    "due": DueMessage,
    "upload": Upload,
    "feedback": Feedback,
    "job": Job,
    "extract": Extract,
}


def schemas() -> dict[str, Schema]:
    """Every schema by its name, which is its file's."""
    return {
        **{f"facts/{name}": of_type(kind) for name, kind in FACTS.items()},
        **{f"entries/{name}": of_type(kind) for name, kind in ENTRIES.items()},
        **{name: of_type(kind) for name, kind in WHOLE.items()},
        "records/event": of_record(EventItem),
        "records/entry": of_record(AuditItem),
    }


def of_type(kind: type) -> Schema:
    """What msgspec reads: fields without a default are required, others that come are welcome."""
    found: Schema = _bare(msgspec.json.schema(kind))
    return found


def _bare(value: Any) -> Any:
    """Without descriptions: words about a field do not change what it is."""
    if isinstance(value, dict):
        kept = {key: one for key, one in value.items() if _is_schema(key, one)}
        return {key: _bare(one) for key, one in kept.items()}
    return [_bare(one) for one in value] if isinstance(value, list | tuple) else value


def _is_schema(key: str, value: Any) -> bool:
    return not (key == "description" and isinstance(value, str))


def of_record(item: type[TableItem]) -> Schema:
    """A raw stream record of an inserted item: what a consumer of the feed reads of it."""
    attributes = item.get_attributes()
    image = {
        "type": "object",
        "properties": {name: _attribute(one) for name, one in sorted(attributes.items())},
        "required": sorted(name for name, one in attributes.items() if not one.null),
    }
    stream = {"type": "object", "properties": {"NewImage": image}, "required": ["NewImage"]}
    return {
        "type": "object",
        "properties": {"eventName": {"const": "INSERT"}, "dynamodb": stream},
        "required": ["dynamodb", "eventName"],
    }


def _attribute(attribute: Any) -> Schema:
    letter = "N" if isinstance(attribute, NumberAttribute) else "S"
    return {"type": "object", "properties": {letter: {"type": "string"}}, "required": [letter]}
