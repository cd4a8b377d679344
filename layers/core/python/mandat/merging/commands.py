"""Merging a case into an earlier one, and what the earlier one's answers do to it."""

from datetime import datetime

from mandat.cases import store as cases
from mandat.cases.commands import Done, execute
from mandat.cases.domain.acts import MergeCase
from mandat.cases.domain.facts import Event
from mandat.city.store import load_catalogue
from mandat.errors import InvalidError, RefusedError
from mandat.merging.carrying import Carried, carried, is_carried
from mandat.merging.domain import may_be_merged
from mandat.merging.store import merge_writes, merged_into
from mandat.personal import store as personal
from mandat.platform.observability import logger


def merge(case_id: str, command: MergeCase, now: datetime) -> Done:
    """Work on the case together with `command.into`, an earlier open one of the same owner.

    Raises InvalidError for another one, and what `execute` raises.
    """
    case, into = cases.load(case_id), cases.find(command.into)
    known = cases.outcome(case_id, command.cause)
    if known is None and (into is None or not may_be_merged(case, into)):
        raise InvalidError("into", "not_mergeable")
    return execute(case_id, command, now, merge_writes(case_id, command.into))


def carry(event: Event, now: datetime) -> int:
    """Do to the merged cases what was done to theirs, once each; how many changed.

    One that has gone its own way (its citizen refused the answer) stays as it is.
    """
    if not is_carried(event):
        return 0
    return sum(_carry(event, case_id, now) for case_id in merged_into(event.case_id))


def _carry(event: Event, case_id: str, now: datetime) -> bool:
    said = personal.text(event.case_id, event.seq)
    what = Carried(event, load_catalogue().calendar, said.text if said else "")
    command = carried(what, cases.load(case_id))
    if command is None:
        return False
    try:
        return bool(execute(case_id, command, now).events)
    except RefusedError as error:
        logger.info("not carried over", merged_case=case_id, code=error.code)
        return False
