"""What we read of messages that have no type of their own in the product. The rest is welcome."""

from dataclasses import dataclass, field
from typing import Literal, TypedDict


@dataclass
class DueMessage:
    """The sweeper to reminders: the name of one moment. `at` is UTC with microseconds and Z."""

    case_id: str
    task_id: str
    kind: str
    at: str


@dataclass
class StoredObject:
    key: str


@dataclass
class S3:
    object: StoredObject


@dataclass
class Notification:
    s3: S3


@dataclass
class Upload:
    """S3 to photos. A test event of S3 has no records."""

    Records: list[Notification] = field(default_factory=list)


@dataclass
class Job:
    """Jobs to itself: the day of a programme, or what a person, child or case still lacks.

    A beat has neither.
    """

    day: str = ""
    job: str = ""
    month: str = ""
    person: str = ""
    child: str = ""
    period: str = ""
    mails: str = ""
    case: str = ""


# S3 to imports, and imports to itself: the key of the file to go on with.
Extract = TypedDict("Extract", {"Records": list[Notification], "import": str}, total=False)


@dataclass
class Recipient:
    emailAddress: str  # noqa: N815  SES's word


@dataclass
class Header:
    name: str
    value: str


@dataclass
class SentMail:
    headers: list[Header] = field(default_factory=list)
    tags: dict[str, list[str]] = field(default_factory=dict)


@dataclass
class Bounce:
    bounceType: str  # noqa: N815  SES's word
    feedbackId: str  # noqa: N815  SES's word
    bouncedRecipients: list[Recipient]  # noqa: N815  SES's word
    bounceSubType: str = ""  # noqa: N815  SES's word


@dataclass
class Complaint:
    feedbackId: str  # noqa: N815  SES's word
    complainedRecipients: list[Recipient]  # noqa: N815  SES's word
    complaintSubType: str | None = None  # noqa: N815  SES's word
    complaintFeedbackType: str | None = None  # noqa: N815  SES's word


@dataclass
class Feedback:
    """SES to feedback, by its topic: what became of a mail."""

    eventType: Literal["Bounce", "Complaint", "Delivery"]  # noqa: N815  SES's word
    mail: SentMail
    bounce: Bounce | None = None
    complaint: Complaint | None = None
