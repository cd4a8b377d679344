"""Several cards of a list at once: each is a command with a cause of its own."""

from collections.abc import Mapping, Sequence

from mandat.errors import ConflictError, OutcomeUnknownError, RefusedError, UnavailableError
from mandat.idcard.commands import execute
from mandat.idcard.domain.acts import CardCommand, PrintCard, RecordBiometrics
from mandat.platform.observability import count, log_failure, logger
from mandat.records import record
from mandat.text.mark import msg
from mandat.web.cards.card_list import CardList, Part
from mandat.web.cards.wording import REFUSALS

MOVED = msg("It was not open any more.")
BUSY = msg("Not certain: send it again, it counts only once.")
# Case and message id of why not.
Failed = tuple[str, str]
COMMANDS: Mapping[Part, type[CardCommand]] = {
    Part.RECORD: RecordBiometrics,
    Part.PRINT: PrintCard,
}


@record
class Outcome:
    """What became of what was ticked."""

    part: Part
    done: tuple[str, ...] = ()
    failed: tuple[Failed, ...] = ()

    @property
    def is_whole(self) -> bool:
        return not self.failed


def mark_all(one: CardList, wanted: Sequence[str], cause: str) -> Outcome:
    """Mark each case's card. One that cannot be does not keep the others from it."""
    told = [(case_id, _mark(one, case_id, cause)) for case_id in wanted]
    done = tuple(case_id for case_id, why in told if not why)
    failed = tuple((case_id, why) for case_id, why in told if why)
    logger.append_keys(done=len(done), failed=len(failed))
    return Outcome(one.part, done, failed)


def _mark(one: CardList, case_id: str, cause: str) -> str:
    """Why it was not done, as a message id; empty when it is done, now or before."""
    command = COMMANDS[one.part](
        f"{cause}:{case_id}",
        one.viewer.actor,
        correlation_id=one.visit.request.id,
        calendar=one.catalogue.calendar,
        terms=one.terms,
    )
    try:
        done = execute(case_id, command, one.now)
    except RefusedError as error:
        return REFUSALS.get(error.code, MOVED)
    except (ConflictError, OutcomeUnknownError, UnavailableError) as error:
        log_failure(error)
        return BUSY
    count("CommandReplayed" if done.replayed else "CommandAccepted")
    return ""
