"""One form for several children: each is a command on a case of its own, with a cause of its own.

The photos of the form are the first child's; the others' records show them too.
"""

from collections.abc import Iterator
from enum import Enum

from mandat.errors import (
    ConflictError,
    InvalidError,
    OutcomeUnknownError,
    RefusedError,
    UnavailableError,
)
from mandat.fostering.commands import execute
from mandat.fostering.domain import acts as a
from mandat.platform.observability import log_failure
from mandat.web.fostering.actions import Action
from mandat.web.fostering.fields import Sent
from mandat.web.fostering.ward import Ward


class Proved(Enum):
    """What became of one child's: `BEFORE` by this very form."""

    NOW = "now"
    BEFORE = "before"
    REFUSED = "refused"
    UNSURE = "unsure"


Outcome = Proved | InvalidError


def prove_each(ward: Ward, sent: Sent, cause: str) -> Iterator[tuple[str, Outcome]]:
    """(case, what became of it), in the order in which they were ticked."""
    claimed = False
    for case_id in sent.whose:
        outcome = _prove(ward, case_id, _command(ward, sent, f"{cause}:{case_id}", claimed=claimed))
        claimed = claimed or outcome in {Proved.NOW, Proved.BEFORE}
        yield case_id, outcome


def _command(ward: Ward, sent: Sent, cause: str, *, claimed: bool) -> a.FosterCommand:
    """`claimed`: another case of this form has the form's photos."""
    request, calendar = sent.request, ward.catalogue.calendar
    text, trace = request.value("text"), request.id
    if sent.action is Action.CHECK:
        return a.ReportCheck(
            cause,
            ward.actor,
            correlation_id=trace,
            text=text,
            calendar=calendar,
            school=request.value("school"),
            health=request.value("health"),
        )
    return a.ProveSupport(
        cause,
        ward.actor,
        correlation_id=trace,
        text=text,
        photos=sent.photos,
        shared=claimed,
        calendar=calendar,
        amount=sent.amount,
        proof=request.value("proof"),
    )


def _prove(ward: Ward, case_id: str, command: a.FosterCommand) -> Outcome:
    try:
        done = execute(case_id, command, ward.now)
    except InvalidError as error:
        return error
    except RefusedError:
        return Proved.REFUSED
    except (ConflictError, OutcomeUnknownError, UnavailableError) as error:
        log_failure(error)
        return Proved.UNSURE
    return Proved.BEFORE if done.replayed else Proved.NOW
