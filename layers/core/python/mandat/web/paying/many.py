"""Several payments of a list at once: each is a command with a cause of its own."""

from mandat.errors import ConflictError, OutcomeUnknownError, RefusedError, UnavailableError
from mandat.platform.observability import count, log_failure, logger
from mandat.records import record
from mandat.stipend.commands import execute
from mandat.stipend.domain.acts import PayStipend
from mandat.text.mark import msg
from mandat.web.paying.pay_list import Entry, PayList
from mandat.web.paying.wording import REFUSALS

MOVED = msg("It was not open any more.")
BUSY = msg("Not certain: send it again, it counts only once.")
Failed = tuple[Entry, str]


@record
class Outcome:
    """What became of what was ticked; `failed` with message ids of why."""

    paid: tuple[Entry, ...] = ()
    failed: tuple[Failed, ...] = ()

    @property
    def is_whole(self) -> bool:
        return not self.failed


def pay_all(pay_list: PayList, wanted: tuple[Entry, ...], cause: str) -> Outcome:
    """Mark each as paid by bank. One that cannot be does not keep the others from it."""
    told = [(one, _pay(pay_list, one, cause)) for one in wanted]
    paid = tuple(one for one, why in told if not why)
    failed = tuple((one, why) for one, why in told if why)
    logger.append_keys(paid=len(paid), failed=len(failed))
    return Outcome(paid, failed)


def _pay(pay_list: PayList, one: Entry, cause: str) -> str:
    """Why it was not done, as a message id; empty when it is done, now or before."""
    command = PayStipend(
        f"{cause}:{one.payment.case_id}",
        pay_list.viewer.actor,
        correlation_id=pay_list.visit.request.id,
        calendar=pay_list.catalogue.calendar,
        terms=pay_list.terms,
        how="bank",
    )
    try:
        done = execute(one.payment.case_id, command, pay_list.now)
    except RefusedError as error:
        return REFUSALS.get(error.code, MOVED)
    except (ConflictError, OutcomeUnknownError, UnavailableError) as error:
        log_failure(error)
        return BUSY
    count("CommandReplayed" if done.replayed else "CommandAccepted")
    return ""
