"""A post's form about what hangs off a case: shown, and done once for its nonce.

The forms of loans, stipends and deaths differ in what they read and in the command; everything
between is here.
"""

from collections.abc import Callable, Mapping
from typing import Any, Generic, Protocol, TypeVar

from aws_lambda_powertools.event_handler import Response

from mandat.cases import store as cases
from mandat.errors import (
    ConflictError,
    InvalidError,
    LinkError,
    OutcomeUnknownError,
    RefusedError,
    TakenError,
)
from mandat.platform.observability import count, logger
from mandat.records import record, replace
from mandat.web.staff.desk import Desk, desk_of
from mandat.web.staff.page import case_page
from mandat.web.staff.wording import FORM_AGAIN
from mandat.web.visit import Visit

CONFLICT, INVALID, BUSY = 409, 422, 503


class Sheet(Protocol):
    """A form as it was asked for or sent; `case_id` is the case whose record its act is on."""

    @property
    def desk(self) -> Desk: ...
    @property
    def action(self) -> Any: ...
    @property
    def is_open(self) -> bool: ...
    @property
    def case_id(self) -> str: ...


S = TypeVar("S", bound=Sheet)


@record
class Forms(Generic[S]):
    """The forms of one slice.

    `read` finds the sheet of an address, `page` shows it (status, errors, again), `sent` checks
    what was typed and ends with `attempt`. `refusals` are message ids by code, `not_now` the rest.
    """

    read: Callable[[Visit, str], S]
    page: Callable[..., Response[str]]
    sent: Callable[[S, str], Response[str]]
    refusals: Mapping[str, str]
    not_now: str

    def show(self, visit: Visit, token: str) -> Response[str]:
        sheet = self.read(visit, token)
        return self.page(sheet) if sheet.is_open else self.refused(sheet.desk, self.not_now)

    def send(self, visit: Visit, token: str) -> Response[str]:
        sheet, nonce = self.read(visit, token), visit.request.value("nonce")
        try:
            cause = visit.guard.cause(nonce, sheet.desk.scope, visit.now)
        except LinkError:
            if not sheet.is_open:
                return self.refused(sheet.desk, self.not_now)
            return self.page(sheet, status=CONFLICT, again=FORM_AGAIN["nonce"])
        kept = replace(sheet, nonce=nonce)
        if not kept.is_open:
            return _done_before(kept, cause) or self.refused(kept.desk, self.not_now)
        return self.sent(kept, cause)

    def attempt(self, sheet: S, act: Callable[[], bool]) -> Response[str]:
        """Do it; `act` says whether it had been done before. Raises TakenError, and what it cannot
        answer.
        """
        try:
            replayed = act()
        except InvalidError as error:
            return self.page(sheet, status=INVALID, errors=[error])
        except RefusedError as error:
            fresh = desk_of(sheet.desk.visit, sheet.desk.token)
            return self.refused(fresh, self.refusals.get(error.code, self.not_now))
        except TakenError:
            raise
        except (ConflictError, OutcomeUnknownError) as error:
            why = "busy" if isinstance(error, ConflictError) else "unknown"
            return self.page(sheet, status=BUSY, again=FORM_AGAIN[why])
        return _after(sheet, replayed=replayed)

    def refused(self, desk: Desk, why: str) -> Response[str]:
        return case_page(desk, status=CONFLICT, refused=why)


def action_of(visit: Visit, desk: Desk) -> str:
    """The last word of a form's address."""
    action = visit.request.path.rpartition("/")[2]
    logger.append_keys(post=desk.viewer.id, action=action)
    return action


def _done_before(sheet: Sheet, cause: str) -> Response[str] | None:
    """Not possible any more because this very form did it: a second tap sees what happened."""
    known = cases.outcome(sheet.case_id, cause)
    return _after(sheet, replayed=True) if known else None


def _after(sheet: Sheet, *, replayed: bool) -> Response[str]:
    """On to the case: reloading it sends nothing."""
    count("CommandReplayed" if replayed else "CommandAccepted")
    logger.append_keys(replayed=replayed)
    again = "&ulang=1" if replayed else ""
    return sheet.desk.visit.redirect(f"{sheet.desk.path()}?hasil={sheet.action}{again}")
