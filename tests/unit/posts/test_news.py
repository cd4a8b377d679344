"""Who is told of an entry in the audit of a post."""

from datetime import UTC, datetime

import pytest

from mandat.city.domain import Post
from mandat.posts.domain import Entry
from mandat.posts.news import news

NOW = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)
POST = Post("dinas-pupr", "Kepala Dinas PUPR", "dinas-pupr", "sekda", ())


def test_a_fact_without_a_rule_does_not_pass_in_silence() -> None:
    entry = Entry("dinas-pupr", "key", NOW, "cause", "system", fact=object())  # type: ignore[arg-type]

    with pytest.raises(TypeError, match="hears of a object"):
        news(entry, POST, {}, {}.get, NOW)
