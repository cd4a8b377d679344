"""Who must know of what happens to a request for care, or to its letter. Pure.

Most is told by the fact of the case that follows in the same step, as any case tells it; the
citizen need not hear that a letter was used, which happens before their eyes.
"""

from collections.abc import Mapping

from mandat.cases.domain.facts import Event
from mandat.guarantee.domain import facts as g
from mandat.messaging.domain import WHO_MUST_KNOW as OF_ANY_CASE
from mandat.messaging.domain import Row

WHO_MUST_KNOW: Mapping[type, tuple[Row, ...]] = {
    g.GuaranteeAsked: (),  # CaseSubmitted goes before
    g.GuaranteeStatementAsked: (),  # TaskTransferred follows
    g.GuaranteeStated: (),  # TaskTransferred follows
    g.GuaranteeIssued: (),  # TaskFinished follows
    g.GuaranteeRefused: (),  # TaskRejected follows
    g.GuaranteeWithdrawn: (),  # CaseClosed follows
    g.GuaranteeUsed: (),
    g.GuaranteeVoided: (),  # its page says so; a hospital sees it at the next look
}


def rows(event: Event) -> tuple[Row, ...]:
    """What `event`, of a guarantee or its case, has to tell."""
    kind = type(event.fact)
    return WHO_MUST_KNOW[kind] if kind in WHO_MUST_KNOW else OF_ANY_CASE[kind]
