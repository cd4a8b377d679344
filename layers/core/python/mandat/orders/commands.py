"""Giving the order that came with a report, once the report has an owner."""

from datetime import datetime

from mandat.cases.commands import Done, execute
from mandat.cases.domain.model import Case, CaseStatus
from mandat.city.store import load_catalogue
from mandat.errors import RefusedError
from mandat.orders.domain import order_of
from mandat.orders.store import wish_of
from mandat.platform.observability import logger


def give_order(case: Case, now: datetime) -> Done | None:
    """The order that waits for `case`, once: its cause is the case's. None when none waits."""
    wish = wish_of(case.id) if case.status is CaseStatus.OPEN else None
    if wish is None:
        return None
    try:
        return execute(case.id, order_of(wish, case, load_catalogue().calendar, now), now)
    except RefusedError as error:
        logger.warning("order not given", code=error.code)
        return None
