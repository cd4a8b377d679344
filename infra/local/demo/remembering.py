"""Loans of last week, that the product's own commands wrote: see past.py."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from local import seed
from local.demo.filing import Filed
from local.demo.lending import own_page
from local.demo.play import Story
from local.demo.post import Mailbox, wait
from local.demo.script import CITIZEN, Complaint
from local.errors import LocalError
from local.settings import Settings

ENDS = {"akad-gugur": "Berakhir", "resepsi-tidak-datang": "Tidak diambil"}


@dataclass
class PastStory(Story):
    """It is filed already, and nobody does anything about it any more."""

    def play(self, _ids: Mapping[str, str]) -> None:
        wait(f"the state {self.complaint.ends!r}", self._is_at_its_end)

    def state(self) -> str:
        return self.browser(CITIZEN).open(own_page(self.filed)).first("tag")


def last_week(settings: Settings, site: str, mailbox: Mailbox, run: str) -> Iterator[PastStory]:
    """Raises LocalError when the commands fail."""
    ran = subprocess.run(
        [sys.executable, str(Path(__file__).with_name("past.py")), run],
        env=seed.product_environment(settings),
        cwd=settings.root,
        capture_output=True,
        text=True,
        check=False,
    )
    if ran.returncode:
        raise LocalError(f"Last week's loans could not be written: {ran.stderr[-400:]}")
    for line in ran.stdout.splitlines():
        if line.startswith('{"name"'):
            told = json.loads(line)
            filed = Filed(told["reference"], told["code"], told["link"])
            about = Complaint(told["name"], "mobil-dinas", "kabag.umum", {}, ENDS[told["name"]])
            yield PastStory(about, site, mailbox, {}, filed)
