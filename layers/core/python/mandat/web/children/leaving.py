"""/t/asuhan/<token>/berhenti/<official>: an official leaves office, and his link stops at once."""

from collections.abc import Sequence

from aws_lambda_powertools.event_handler import Response

from mandat.errors import (
    ConflictError,
    InvalidError,
    LinkError,
    NotFoundError,
    OutcomeUnknownError,
)
from mandat.fostering import store
from mandat.fostering.commands import Leaving, leave
from mandat.fostering.domain.limits import LEAVE_REASONS
from mandat.fostering.domain.model import Official
from mandat.platform.observability import count, logger
from mandat.records import record
from mandat.text.mark import msg
from mandat.web import render
from mandat.web.children.listing import Listing, list_page, listing_of
from mandat.web.children.page import shown
from mandat.web.children.wording import LEAVES, NOT_NOW
from mandat.web.staff.fields import SURE
from mandat.web.staff.once import BUSY, CONFLICT, INVALID
from mandat.web.staff.wording import FORM_AGAIN, ActionWords
from mandat.web.visit import Visit

WORDS = ActionWords(
    title=msg("This official leaves office"),
    intro=msg(
        "His link stops at once. Each of his {n} children gets a case that looks for another "
        "official, counted from now: after {days} days without one, the mayor is told."
    ),
    button=msg("Record that he leaves"),
    done=msg("Recorded: the official has left."),
    sure=msg("Yes, he does not hold this office any more"),
)


@record
class Gone:
    """The form about one official: `nonce` is that of the form that was sent."""

    listing: Listing
    official: Official
    nonce: str = ""

    @property
    def scope(self) -> str:
        return f"asuhan|{self.listing.viewer.actor}|{self.official.id}"

    @property
    def words(self) -> ActionWords:
        return WORDS


def _gone_of(visit: Visit, token: str, official: str, nonce: str = "") -> Gone:
    """Raises NotFoundError too when nobody has that id."""
    listing, found = listing_of(visit, token), store.load_official(official)
    if found is None:
        raise NotFoundError("no_official")
    logger.append_keys(action="berhenti")
    return Gone(listing, found, nonce)


def show(visit: Visit, token: str, official: str) -> Response[str]:
    gone = _gone_of(visit, token, official)
    return _page(gone) if gone.official.is_active else _refused(gone)


def send(visit: Visit, token: str, official: str) -> Response[str]:
    """Again is the same, also half-way: whoever still stands with him is handed on then."""
    gone = _gone_of(visit, token, official, visit.request.value("nonce"))
    try:
        cause = visit.guard.cause(gone.nonce, gone.scope, visit.now)
    except LinkError:
        if not gone.official.is_active:
            return _refused(gone)
        return _page(Gone(gone.listing, gone.official), CONFLICT, again=FORM_AGAIN["nonce"])
    if not gone.official.is_active and gone.official.left_cause != cause:
        return _refused(gone)
    errors = _problems(visit)
    return _page(gone, INVALID, errors) if errors else _left(gone, cause)


def _problems(visit: Visit) -> list[InvalidError]:
    value, found = visit.request.value, list[InvalidError]()
    if value("reason") not in LEAVE_REASONS:
        found.append(InvalidError("reason", "choose_reason"))
    if value("sure") != SURE:
        found.append(InvalidError("sure", "not_sure"))
    return found


def _left(gone: Gone, cause: str) -> Response[str]:
    one, visit = gone.listing, gone.listing.visit
    reason = visit.request.value("reason")
    try:
        leave(Leaving(gone.official.id, reason, cause, one.viewer.actor), one.now)
    except (ConflictError, OutcomeUnknownError) as error:
        why = "busy" if isinstance(error, ConflictError) else "unknown"
        return _page(gone, BUSY, again=FORM_AGAIN[why])
    count("CommandAccepted")
    return visit.redirect(f"{one.path}?hasil=berhenti")


def _refused(gone: Gone) -> Response[str]:
    return list_page(gone.listing, status=CONFLICT, refused=NOT_NOW)


def _page(
    gone: Gone, status: int = 200, errors: Sequence[InvalidError] = (), again: str = ""
) -> Response[str]:
    one, visit = gone.listing, gone.listing.visit
    children, days = len(gone.official.children), one.terms.leaders_days
    return render.page(
        "children/leave.html",
        visit.locale,
        status=status,
        cookies=visit.cookies(guarded=True),
        problems=shown(errors, visit),
        viewer=one.viewer,
        official=gone.official,
        rank=one.rank(gone.official),
        sheet=gone,
        told=visit.say(WORDS.intro, n=children, days=days),
        reasons=[(code, visit.say(words), "") for code, words in LEAVES.items()],
        value=visit.request.value,
        nonce=gone.nonce or visit.guard.nonce(gone.scope, one.now),
        again=again,
        back=one.path,
    )
