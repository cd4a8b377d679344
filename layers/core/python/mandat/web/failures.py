"""Errors as pages, in one place."""

from aws_lambda_powertools.event_handler import Response

from mandat.errors import (
    ConflictError,
    InvalidError,
    LinkError,
    LinkExpiredError,
    NotFoundError,
    OutcomeUnknownError,
    RefusedError,
    TakenError,
    TooManyTriesError,
    UnavailableError,
)
from mandat.platform.observability import log_failure
from mandat.web.visit import Visit

# The first class that fits decides: status and template.
PAGES: tuple[tuple[type[Exception], int, str], ...] = (
    (LinkExpiredError, 410, "failures/link.html"),
    (LinkError, 410, "failures/link.html"),
    (TooManyTriesError, 429, "failures/tries.html"),
    (InvalidError, 422, "failures/form.html"),
    (RefusedError, 409, "failures/not_now.html"),
    (NotFoundError, 404, "failures/missing.html"),
    (OutcomeUnknownError, 503, "failures/unknown.html"),
    (TakenError, 409, "failures/taken.html"),
    (ConflictError, 503, "failures/busy.html"),
    (UnavailableError, 503, "failures/unavailable.html"),
    (Exception, 500, "failures/ours.html"),
)
OURS = 500


def failed(visit: Visit, error: Exception) -> Response[str]:
    """The page that says what went wrong and what can be done."""
    status, template = next((s, t) for kind, s, t in PAGES if isinstance(error, kind))
    if status >= OURS:
        log_failure(error)
    return visit.page(template, status=status, sent=_sent(visit))


def _sent(visit: Visit) -> list[tuple[str, str]]:
    """The form as it came, so that a page that needs nothing else can send it again."""
    form = visit.request.form
    return [(name, value) for name in form for value in visit.request.values(name)]
