"""/anak/<token>: what a child is given, for the child and who looks after it; «has not come».

The link is printed by the Social Agency and needs no address. It tells no family name, and not
which official it is.
"""

from dataclasses import field
from datetime import datetime
from functools import cached_property

from aws_lambda_powertools.event_handler import Response

from mandat.cases.domain.limits import TEXT_MAX
from mandat.errors import (
    ConflictError,
    LinkError,
    NotFoundError,
    OutcomeUnknownError,
    RefusedError,
)
from mandat.fostering import store
from mandat.fostering.commands import complain, open_complaint
from mandat.fostering.domain.acts import Complain
from mandat.fostering.domain.limits import COMPLAINED_BY, WHAT
from mandat.fostering.domain.model import Duty, DutyStatus, Fostering
from mandat.fostering.knowing import first_name, known_child
from mandat.platform.links import Purpose, read
from mandat.platform.observability import count, logger
from mandat.records import record
from mandat.story.fosterings import show_period
from mandat.text.mark import msg
from mandat.text.words import show_day
from mandat.web.fostering.ward import UNNAMED
from mandat.web.fostering.wording import SAID_BY, WHATS
from mandat.web.problems import Problem, Problems
from mandat.web.staff.once import BUSY, CONFLICT
from mandat.web.staff.wording import FORM_AGAIN
from mandat.web.visit import Visit

NAMED, ACTOR = "child_page", "citizen"
SHOWN = 3
FOSTERED = msg("An official of the city fosters this child since {day}.")
WAITING = msg("No official fosters this child yet. The Social Agency is looking for one.")
COME = msg("{what}: the official says it was given on {day}")
NOT_YET = msg("{what}: is to be given by {day}")
LATE = msg("{what}: has not been proved, it was due on {day}")


@record
class Own:
    """A child's link as it stands now."""

    visit: Visit
    token: str = field(repr=False)
    fostering: Fostering

    @property
    def child(self) -> str:
        return self.fostering.child

    @property
    def scope(self) -> str:
        return f"anak|{self.child}"

    @property
    def now(self) -> datetime:
        return self.visit.now

    @cached_property
    def name(self) -> str:
        try:
            return first_name(known_child(self.child, f"child:{self.child}", NAMED, self.now))
        except NotFoundError:
            return self.visit.say(UNNAMED)

    @property
    def tag(self) -> str:
        """A message id: how it stands, in two words."""
        return msg("Fostered") if self.fostering.is_fostered else msg("Without a fosterer")

    @property
    def state(self) -> str:
        since, say = self.fostering.since, self.visit.say
        if not self.fostering.is_fostered or since is None:
            return say(WAITING)
        return say(FOSTERED, day=show_day(since, self.visit.locale))

    @property
    def lines(self) -> tuple[str, ...]:
        """The last months, the newest first."""
        found = [one for one in store.duties_of(self.child) if one.is_month]
        owed = [one for one in found if one.status is not DutyStatus.VOID]
        newest = sorted(owed, key=lambda one: one.due_by, reverse=True)
        return tuple(self._line(one) for one in newest[:SHOWN])

    def _line(self, duty: Duty) -> str:
        late = LATE if duty.due_by < self.now else NOT_YET
        words = COME if duty.status is DutyStatus.PROVED else late
        day = show_day(duty.settled_at or duty.due_by, self.visit.locale)
        return self.visit.say(words, what=show_period(duty.period, self.visit.locale), day=day)


def own_of(visit: Visit, token: str) -> Own:
    """Raises LinkError once the fostering has ended: grown up, moved away, no orphan after all."""
    claims = read(Purpose.CHILD, token, visit.now)
    fostering = store.load_fostering(claims.get("p", ""))
    if fostering is None or fostering.is_ended:
        raise LinkError("link_ended")
    return Own(visit, token, fostering)


def show(visit: Visit, token: str) -> Response[str]:
    return _page(own_of(visit, token))


def complain_of(visit: Visit, token: str) -> Response[str]:
    """One press opens the complaint; the same page sent twice opens it once."""
    own, nonce = own_of(visit, token), visit.request.value("nonce")
    logger.append_keys(action="keluhan")
    try:
        cause = visit.guard.cause(nonce, own.scope, visit.now)
    except LinkError:
        return _page(own, status=CONFLICT, again=FORM_AGAIN["nonce"])
    problems = _problems(visit)
    if problems:
        return _page(own, nonce, problems=problems)
    return _attempt(own, nonce, cause)


def _attempt(own: Own, nonce: str, cause: str) -> Response[str]:
    try:
        complain(_wish(own, cause), own.now)
    except (ConflictError, OutcomeUnknownError) as error:
        why = "busy" if isinstance(error, ConflictError) else "unknown"
        return _page(own, nonce, status=BUSY, again=FORM_AGAIN[why])
    except RefusedError:
        return _after(own) if open_complaint(own.child) else _page(own, status=CONFLICT)
    count("CommandAccepted")
    return _after(own)


def _after(own: Own) -> Response[str]:
    """Also for a second press: one is worked on at a time, and this one is heard."""
    return own.visit.redirect(f"/anak/{own.token}?hasil=keluhan")


def _wish(own: Own, cause: str) -> Complain:
    value, trace = own.visit.request.value, own.visit.request.id
    return Complain(
        cause,
        ACTOR,
        correlation_id=trace,
        text=value("text"),
        child=own.child,
        what=value("what"),
        by=value("by"),
    )


def _problems(visit: Visit) -> Problems:
    value, found = visit.request.value, dict[str, Problem]()
    if value("what") not in WHAT:
        found["what"] = Problem("choose_one")
    if value("by") not in COMPLAINED_BY:
        found["by"] = Problem("choose_one")
    length = len(value("text"))
    if length > TEXT_MAX:
        found["text"] = Problem("text_too_long", {"most": TEXT_MAX, "length": length})
    return found


def _page(
    own: Own,
    nonce: str = "",
    *,
    status: int = 200,
    again: str = "",
    problems: Problems | None = None,
) -> Response[str]:
    visit = own.visit
    say = visit.say
    complaint = open_complaint(own.child)
    return visit.page(
        "fostering/child.html",
        status=status,
        guarded=True,
        problems=problems,
        child=own,
        reference=complaint,
        done=bool(complaint) and visit.request.query.get("hasil") == "keluhan",
        again=again,
        whats=[(code, say(words), "") for code, words in WHATS.items()],
        saying=[(code, say(words), "") for code, words in SAID_BY.items()],
        value=visit.request.value,
        nonce=nonce or visit.guard.nonce(own.scope, own.now),
        most=TEXT_MAX,
    )
