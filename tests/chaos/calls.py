"""Every call of AWS that the write path and the consumers make, and what can go wrong with one.

The table is literal. test_faults.py holds it against the calls that a life without a fault makes:
a call that is not here fails it, and so does a row that no call meets.
"""

from __future__ import annotations

from base64 import urlsafe_b64encode
from dataclasses import dataclass
from typing import Any

Rule = dict[str, Any]
# A call is one case's when its body names it; of a mail that is the tag, in base64.
CASE, MAIL, ANYBODY = "case", "mail", "anybody"
READ, WRITE, QUERY = "GetItem", "TransactWriteItems", "Query"


@dataclass(frozen=True)
class Call:
    """`marks` stand in its body, and in no other call of the function; `of` whose it is."""

    function: str
    service: str
    operation: str
    marks: tuple[str, ...] = ()
    of: str = CASE

    @property
    def name(self) -> str:
        return " ".join((self.function, self.service, self.operation, *self.marks))

    def rule(self, case_id: str = "") -> Rule:
        """What microburst knows the call by; with an id those of this case only."""
        wanted = [*self.marks, *self._named(case_id)]
        found: Rule = {"service": self.service, "headers": {"User-Agent": f"app/{self.function}"}}
        if self.service != "ses":  # microburst does not know the operations of version 2
            found["operation"] = self.operation
        if wanted:
            found["body"] = " && ".join(f"contains(to_string(@), '{mark}')" for mark in wanted)
        return found

    def _named(self, case_id: str) -> tuple[str, ...]:
        if not case_id or self.of == ANYBODY:
            return ()
        return (case_id if self.of == CASE else urlsafe_b64encode(case_id.encode()).decode()[:8],)


def _calls(function: str, service: str, *rows: tuple[Any, ...]) -> tuple[Call, ...]:
    return tuple(Call(function, service, *row) for row in rows)


def _table(function: str, *rows: tuple[Any, ...]) -> tuple[Call, ...]:
    return _calls(function, "dynamodb", *rows)


CATALOGUE = (READ, ("CITY",), ANYBODY)
THE_CASE = (READ, ('"CASE"',))
CONTACT = (READ, ('"CONTACT"',))
NARRATIVE = (READ, ('"NARRATIVE"',))
CAUSE = (READ, ('"CAUSE#',))
EVENTS = (QUERY, ('"EVENT#',))
TEXTS = (QUERY, ('"TEXT#',))
NEAR = (QUERY, ('"NEAR#',), ANYBODY)
FILED = (QUERY, ('"PERSON#', '"CASE#'), ANYBODY)
POST = (READ, ('"POST#',), ANYBODY)
ADDRESS = (READ, ('"ADDRESS#',), ANYBODY)
WINDOW = (READ, ('"WINDOW#',), ANYBODY)
DAYS = (QUERY, ('"days"',), ANYBODY)
WORKLIST = (QUERY, ('"worklist"',), ANYBODY)
SECRET = ("GetSecretValue", (), ANYBODY)
LIST = ("ListObjectsV2", (), ANYBODY)
SEND = ("SendMessageBatch", ())

CALLS: tuple[Call, ...] = (
    # Form, confirmation, tracking, own page; what the citizen does there.
    *_table("intake", CATALOGUE, NEAR, THE_CASE, CAUSE, CONTACT, NARRATIVE, EVENTS, TEXTS),
    *_table("intake", ADDRESS, FILED, (QUERY, ('"PERSON#', '"FOLLOW#'), ANYBODY)),
    *_table("intake", (READ, ('"PERSON#',)), ("UpdateItem", ('"TRIES#',))),
    *_table("intake", (WRITE, ('"CaseSubmitted"',)), (WRITE, ('"InformationAdded"',))),
    *_table("intake", (WRITE, ('"AnswerAccepted"',)), (WRITE, ('"DataErased"',))),
    *_table("intake", (WRITE, ('"ADDRESS#',), ANYBODY)),
    *_calls("intake", "secretsmanager", SECRET),
    *_calls("intake", "s3", LIST),
    *_calls("intake", "sqs", ("SendMessageBatch", (), ANYBODY)),
    # What the owner does.
    *_table("actions", CATALOGUE, POST, THE_CASE, CAUSE, CONTACT, NARRATIVE, EVENTS, TEXTS, NEAR),
    *_table("actions", (WRITE, ('"TaskAcknowledged"',)), (WRITE, ('"TaskFinished"',))),
    *_calls("actions", "secretsmanager", SECRET),
    *_calls("actions", "s3", LIST),
    *_table("routing", CATALOGUE, THE_CASE, (READ, ('"ORDER"',)), (QUERY, ('"MERGED#',))),
    *_table("routing", (WRITE, ('"TaskAssigned"',))),
    *_table("notify", CATALOGUE, POST, THE_CASE, (QUERY, ('"FOLLOW#',))),
    *_table("notify", ("BatchGetItem", ('"WINDOW#',), ANYBODY), (WRITE, ('"WINDOW#',), ANYBODY)),
    *_calls("notify", "sqs", SEND),
    *_table("deliver", CATALOGUE, POST, ADDRESS, THE_CASE, CONTACT, NARRATIVE, EVENTS),
    *_table(
        "deliver", (READ, ('"TEXT#',)), FILED, WORKLIST, ("BatchGetItem", ('"POST#',), ANYBODY)
    ),
    *_table("deliver", WINDOW, DAYS, ("BatchGetItem", ('"CASE#',), ANYBODY)),
    *_table("deliver", (READ, ('"MESSAGE#',), ANYBODY)),
    *_table("deliver", (WRITE, ('"MESSAGE#', '"sending"')), (WRITE, ('"MESSAGE#', '"sent"'))),
    *_table("deliver", (WRITE, ('"ADDRESS#',), ANYBODY), (WRITE, ('"CitizenTold"',))),
    *_calls("deliver", "secretsmanager", SECRET),
    *_calls("deliver", "ses", ("SendEmail", (), MAIL)),
    *_table("photos", (READ, ('"PHOTO#',), ANYBODY)),
    *_calls("photos", "s3", LIST, ("GetObject", (), ANYBODY), ("PutObject", (), ANYBODY)),
    *_calls("photos", "s3", ("PutObjectTagging", (), ANYBODY), ("DeleteObject", (), ANYBODY)),
    *_table("sweeper", (QUERY, ('"DUE#',), ANYBODY), ("UpdateItem", ('"DUE#',))),
    *_calls("sweeper", "sqs", SEND, ("GetQueueAttributes", (), ANYBODY)),
    *_table("reminders", CATALOGUE, THE_CASE, (READ, ('"ORDER"',))),
    *_table("reminders", (WRITE, ('"TaskAssigned"',)), (WRITE, ('"ConditionCheck"',))),
    *_table("reminders", (WRITE, ('"DeadlineReminded"',))),
    *_table("reminders", WINDOW, DAYS, POST, (WRITE, ('#digest"',), ANYBODY)),
    *_calls("reminders", "sqs", ("SendMessageBatch", (), ANYBODY)),
    *_table("briefs", CATALOGUE, POST, WORKLIST),
    *_calls("briefs", "sqs", ("SendMessageBatch", (), ANYBODY)),
    *_table("feedback", CATALOGUE, THE_CASE, CONTACT, (WRITE, ('"ADDRESS#',), ANYBODY)),
    *_table("feedback", (WRITE, ('"MailLost"',))),
    *_calls("feedback", "secretsmanager", SECRET),
    *_table("erasure", THE_CASE, CONTACT, NARRATIVE, TEXTS),
    *_table("erasure", (WRITE, ('"WAIT#',)), (WRITE, ('"NEAR#',)), (WRITE, ('"TEXT#',))),
    *_table("erasure", (WRITE, ('"PHOTO#',), ANYBODY), (WRITE, ('"NARRATIVE"',))),
    *_calls("erasure", "s3", LIST, ("DeleteObject", (), ANYBODY)),
    *_calls("erasure", "secretsmanager", SECRET),
)
FUNCTIONS = tuple(dict.fromkeys(call.function for call in CALLS))

REFUSAL = {
    "dynamodb": ("AccessDeniedException", 400),
    "s3": ("AccessDenied", 403),
    "sqs": ("AccessDeniedException", 403),
    "ses": ("AccessDeniedException", 403),
    "secretsmanager": ("AccessDeniedException", 400),
}
THROTTLE = {
    "dynamodb": ("ProvisionedThroughputExceededException", 400),
    "s3": ("SlowDown", 503),
    "sqs": ("RequestThrottled", 400),
    "ses": ("TooManyRequestsException", 429),
    "secretsmanager": ("ThrottlingException", 400),
}
# As often as the clients of a service try; the mail is tried once.
TRIES = {"ses": 1}
USUAL_TRIES = 3
# Longer than a client of the service waits for an answer.
SILENCE = {"dynamodb": 3_500, "ses": 11_000}
USUAL_SILENCE = 5_500


def refused(call: Call) -> Rule:
    code, status = REFUSAL[call.service]
    return {"times": 1, "error": {"code": code, "status": status}}


def throttled_once(call: Call) -> Rule:
    code, status = THROTTLE[call.service]
    return {"times": 1, "error": {"code": code, "status": status}}


def throttled(call: Call) -> Rule:
    """More often than the client tries."""
    return throttled_once(call) | {"times": TRIES.get(call.service, USUAL_TRIES)}


def silent(call: Call) -> Rule:
    """Timed out before it was sent on."""
    return {"times": 1, "timeout_ms": SILENCE.get(call.service, USUAL_SILENCE)}


def lost_once(_call: Call) -> Rule:
    """Done, and the answer did not arrive; the client's next try is answered."""
    return {"times": 1, "response": {"abort_bytes": 0}}


def lost(call: Call) -> Rule:
    """Done, and no answer arrived to any of the tries."""
    return lost_once(call) | {"times": TRIES.get(call.service, USUAL_TRIES)}


# What the client's own tries do not get over, and what they do.
HARD = (refused, throttled, lost)
SOFT = (throttled_once, silent, lost_once)
FAULTS = HARD + SOFT
