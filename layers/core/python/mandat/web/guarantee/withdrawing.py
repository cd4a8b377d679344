"""A request that is not decided ends with its case."""

from datetime import datetime

from mandat.cases.domain.acts import WithdrawCase
from mandat.guarantee.commands import execute
from mandat.guarantee.domain.acts import WithdrawRequest


def withdraw(case_id: str, command: WithdrawCase, now: datetime) -> bool:
    """Whether it had been done before. Raises NotAllowedError."""
    wanted = WithdrawRequest(command.cause, command.actor, correlation_id=command.correlation_id)
    return execute(case_id, wanted, now).replayed
