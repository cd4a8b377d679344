"""Pages that look again by themselves, without JavaScript, unless the reader stopped that.

By a header of the answer: whoever needs more time has a link that leaves it out (WCAG 2.2.1).
"""

from aws_lambda_powertools.event_handler import Response

from mandat.web.visit import Visit

STILL = "tenang"


def is_still(visit: Visit) -> bool:
    """Whether the reader has stopped it."""
    return STILL in visit.request.query


def refreshed(visit: Visit, page: Response[str], seconds: int) -> Response[str]:
    """The same address again in so many seconds."""
    if not is_still(visit):
        page.headers["Refresh"] = str(seconds)
    return page
