"""The demonstration, in short: the states of cases and loans, reached by pages and mails only."""

from collections import Counter
from collections.abc import Iterator

import pytest

from e2e.stage import OwnStack, Stack
from local import settings as configuration
from local.demo import script
from local.demo.play import Story
from local.demo.remembering import last_week
from local.demo.stage import Stage

OF_REPORTS = {
    "Diteruskan": 1,
    "Menunggu jawaban warga": 1,
    "Di meja wali kota dan wakil wali kota": 1,
    "Selesai: warga puas": 1,
    "Selesai: tidak sepakat": 1,
    "Dibatalkan oleh warga": 1,
}
OF_LOANS = {
    "Disisihkan, menunggu putusan": 1,
    "Disetujui": 2,
    "Di daftar tunggu": 1,
    "Dibatalkan oleh Anda": 1,
    "Sudah kosong untuk Anda": 1,
    "Sudah dikembalikan": 1,
}
OF_LAST_WEEK = {"Berakhir": 1, "Tidak diambil": 1}
ON_THE_WAY = "sedang di jalan"


def test_every_state_can_be_seen(stack: Stack, capsys: pytest.CaptureFixture[str]) -> None:
    stage = Stage.at({"site": stack.site, "mailbox_api": stack.mailbox_api})
    cases = (*script.load(), *script.load_loans(), *script.load_calls())
    told = list(of_last_week(stack, stage))
    found = stage.perform([one for one in cases if one.short], told)
    assert stage.wrong == []
    going = [state for state in found if state.endswith(ON_THE_WAY)]
    assert [found.pop(state) for state in going] == [1]
    assert found == Counter(OF_REPORTS | OF_LOANS | (OF_LAST_WEEK if told else {}))
    shown = capsys.readouterr().out
    assert shown.count(f"{stack.site}/k/") == found.total()
    assert shown.count(f"{stack.site}/ambulans/status/") == 1
    assert shown.count(f"{stack.site}/t/") >= len(OF_REPORTS) + 4


def of_last_week(stack: Stack, stage: Stage) -> Iterator[Story]:
    """Only on a stack of this run's own: its table is written to."""
    if isinstance(stack, OwnStack):
        settings = configuration.read(stack.environment)
        yield from last_week(settings, stage.site, stage.mailbox, stage.run)
