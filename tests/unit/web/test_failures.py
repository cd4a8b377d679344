"""Which page and which status an error leads to: the first class that fits."""

import pytest

from mandat.errors import ConflictError, MandatError, NotAllowedError, TakenError
from mandat.web.failures import PAGES


@pytest.mark.parametrize(
    ("error", "status", "template"),
    [
        (TakenError("slot_taken"), 409, "failures/taken.html"),
        (ConflictError("busy"), 503, "failures/busy.html"),
        (NotAllowedError("quota_used"), 409, "failures/not_now.html"),
        (MandatError("x"), 500, "failures/ours.html"),
    ],
)
def test_an_error_has_its_page(error: Exception, status: int, template: str) -> None:
    found = next((code, page) for kind, code, page in PAGES if isinstance(error, kind))
    assert found == (status, template)
