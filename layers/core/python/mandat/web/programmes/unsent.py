"""Whatever goes wrong on our side while a form is sent, its text stays with who wrote it."""

from collections.abc import Mapping

from aws_lambda_powertools.event_handler import Response

from mandat.errors import NotFoundError
from mandat.web.routing import named
from mandat.web.visit import Visit

# The forms of this site, each with the door that shows it again: (visit, error) -> its page.
FORMS: Mapping[str, str] = {
    "/santunan/daftar": "stipend.pages:unsent",
    "/kematian/lapor": "bereavement.pages:unsent",
    "/berobat/minta": "guarantee.pages:unsent",
}


def unsent(visit: Visit, error: Exception) -> Response[str] | None:
    """Only what these forms sent: other pages answer errors as every page does."""
    door = FORMS.get(visit.request.path)
    sent = visit.request.value("act").startswith("send")
    if door is None or not sent or isinstance(error, NotFoundError):
        return None
    shown: Response[str] = named(door)(visit, error)
    return shown
