"""The demonstration, in short: the states that a case can have, reached by pages and mails only."""

from collections import Counter

import pytest

from e2e.stage import Stack
from local.demo import script
from local.demo.stage import Stage


def test_every_state_can_be_seen(stack: Stack, capsys: pytest.CaptureFixture[str]) -> None:
    stage = Stage.at({"site": stack.site, "mailbox_api": stack.mailbox_api})
    found = stage.perform([one for one in script.load() if one.short])
    assert stage.wrong == []
    assert found == Counter(
        {
            "Diteruskan": 1,
            "Menunggu jawaban warga": 1,
            "Di meja wali kota dan wakil wali kota": 1,
            "Selesai: warga puas": 1,
            "Selesai: tidak sepakat": 1,
            "Dibatalkan oleh warga": 1,
        }
    )
    told = capsys.readouterr().out
    assert told.count(f"{stack.site}/k/") == told.count(f"{stack.site}/t/") == 6
