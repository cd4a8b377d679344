"""What can go wrong with a call of AWS, as rules of microburst."""

from __future__ import annotations

from chaos.calls import Call, Rule

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
# Longer than a client of the service waits for an answer (platform/clients.py and bucket.py).
SILENCE = {"s3": 5_500, "ses": 11_000}
USUAL_SILENCE = 3_500


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


def spared(_call: Call) -> Rule:
    """No fault: the call after one that the client gets over by its own tries."""
    return {"times": 1, "latency": 0}


# What the client's own tries do not get over, and what they do.
HARD = (refused, throttled, lost)
SOFT = (throttled_once, silent, lost_once)
# One after another at whoever makes the call: each of the soft ones meets a call of its own.
IN_TURN = (*HARD, *(one for fault in SOFT for one in (fault, spared)))
