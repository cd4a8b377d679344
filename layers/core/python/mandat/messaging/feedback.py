"""What the mail service reports of our mail: who cannot be reached, and whom that concerns.

The report is an SES event (bounce or complaint). It names addresses: they are looked at here, and
neither logged nor kept.
"""

import json
from dataclasses import field
from datetime import datetime
from enum import StrEnum
from typing import Any

from mandat.messaging import ses
from mandat.messaging.domain import OF_FOSTERERS, OF_TRIPS, Kind, Sent, read_id
from mandat.people import store as people
from mandat.people.commands import lose_contact
from mandat.people.domain import Lost
from mandat.people.mails import hash_in
from mandat.platform.observability import count, logger
from mandat.posts import commands as posts
from mandat.posts.commands import Act
from mandat.posts.domain import Reason
from mandat.posts.news import FORMER, NEWCOMER
from mandat.records import record

HEADER = "x-mandat-message"
SUPPRESSED = frozenset({"Suppressed", "OnAccountSuppressionList"})
SYSTEM = "system"


class Heard(StrEnum):
    """What a report came to."""

    LOST = "lost"
    DELAYED = "delayed"
    UNKNOWN = "unknown"
    IGNORED = "ignored"


@record
class Report:
    """`reason` is empty when the mail was only delayed. `id` names the report for ever."""

    id: str
    message_id: str
    reason: str
    emails: tuple[str, ...] = field(repr=False)


def read(body: str) -> Report | None:
    """The report in an SES event; None for one that changes nothing. Unknown fields are welcome."""
    event = json.loads(body)
    kind = event.get("eventType") or event.get("notificationType")
    if kind == "Bounce":
        told = event["bounce"]
        return _report(event, told, _bounced(told), told["bouncedRecipients"])
    if kind == "Complaint" and event["complaint"].get("complaintFeedbackType") != "not-spam":
        told = event["complaint"]
        return _report(event, told, _complained(told), told["complainedRecipients"])
    return None


def _report(
    event: dict[str, Any], told: dict[str, Any], reason: str, to: list[dict[str, str]]
) -> Report:
    emails = tuple(one["emailAddress"] for one in to)
    return Report(told["feedbackId"], _message_id(event["mail"]), reason, emails)


def _bounced(told: dict[str, Any]) -> str:
    """Only a permanent bounce is the end of an address; a full mailbox or a slow server is not."""
    if told.get("bounceType") != "Permanent":
        return ""
    return Reason.SUPPRESSED if told.get("bounceSubType") in SUPPRESSED else Reason.BOUNCED


def _complained(told: dict[str, Any]) -> str:
    is_suppressed = told.get("complaintSubType") in SUPPRESSED
    return Reason.SUPPRESSED if is_suppressed else Reason.COMPLAINED


def _message_id(mail: dict[str, Any]) -> str:
    """Our own header; when there were too many to be reported, our tag."""
    for header in mail.get("headers") or ():
        if header["name"].lower() == HEADER:
            return str(header["value"]).strip()
    tags = (mail.get("tags") or {}).get(ses.TAG) or [""]
    return ses.id_of(tags[0])


def hear(report: Report, now: datetime) -> Heard:
    """Mark who is lost. Idempotent by the report; mail that is not ours is passed over."""
    sent = read_id(report.message_id)
    if sent is None:
        logger.warning("report of a mail that is not ours")
        return Heard.UNKNOWN
    if not report.reason:
        count("MailDelayed")
        return Heard.DELAYED
    for email in report.emails:
        mark = _mark_citizen if sent.is_citizens else _mark_post
        mark(sent, email, report, now)
    count("AddressLost")
    return Heard.LOST


def _mark_post(sent: Sent, email: str, report: Report, now: datetime) -> None:
    """Whoever holds the address by now is not marked for a mail to who held it before."""
    if sent.kind in OF_TRIPS | OF_FOSTERERS:
        logger.warning("mail to who holds no post came back", kind=sent.kind)
        return
    act = Act(SYSTEM, f"feedback:{report.id}", now)
    if sent.address == NEWCOMER:
        posts.fail_handover(sent.post, email, act)
    elif not sent.address.startswith(FORMER):
        posts.give_up_address(sent.post, sent.address, email, Reason(report.reason), act)


def _mark_citizen(sent: Sent, email: str, report: Report, now: datetime) -> None:
    hashed = people.address_hash(email)
    people.lose(hashed, Lost(report.reason), now)
    for case_id in _cases(sent):
        lose_contact(case_id, f"feedback:{report.id}:{case_id}", now)


def _cases(sent: Sent) -> tuple[str, ...]:
    """The case of the mail, or those of a morning's mail."""
    if sent.kind == Kind.LATEST:
        return people.digest(hash_in(sent.cause))
    return (sent.case_id,) if sent.case_id else ()
