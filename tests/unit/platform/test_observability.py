"""What may stand in a log in an id's place."""

import json

import pytest

from integration.citizens import logged
from mandat.cases.store import load
from mandat.city.store import load_post
from mandat.errors import NotFoundError
from mandat.platform.ids import ID_MAX
from mandat.platform.observability import as_id, follow, logger


@pytest.mark.parametrize("text", ["", "7F3K9QX2#2", "1-5e6722a7;x=y", "due:7F3K9QX2:-:route"])
def test_an_id_stays_as_it_is(text: str) -> None:
    assert as_id(text) == text


@pytest.mark.parametrize("text", ["Warga Contoh", "warga@example.org", "a\nb", "x" * 201])
def test_what_is_no_id_is_not_logged(text: str) -> None:
    with logged() as log:
        follow(text, text)
        logger.info("done")
    line = json.loads(log.getvalue())
    logger.remove_keys(["case_id"])
    logger.set_correlation_id("")
    assert (line["case_id"], line["correlation_id"]) == ("unreadable", "unreadable")


def test_longer_than_any_id_is_nobodys_and_not_asked_for() -> None:
    """Without an account: the table, which refuses keys of 2 KB, hears nothing of it."""
    with pytest.raises(NotFoundError):
        load("x" * (ID_MAX + 1))
    assert load_post("x" * (ID_MAX + 1)) is None
