"""From an accepted form to the owner's mail on the embedded stack, and memory under load."""

from __future__ import annotations

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import datetime
from statistics import median, quantiles
from typing import Any

from bench import stage
from bench.requests import REPORT
from bench.stage import Stage
from local.demo.browser import Browser, Sent
from local.demo.filing import file_complaint
from local.demo.post import Mailbox
from local.demo.script import Complaint

OWNER = "kadis.pupr@bengkulu.example.org"
ASKED = ("q_bahaya", "description", "village", "rt", "rw", "landmark", "who", "name")
CONFIRMED = "/lapor/terkirim"
WARMING, COMPLAINTS = 4, 32
ACTED = 8
LOADED, AT_ONCE = 24, 4
# A post's link to a case, in a mail.
CASE = "t/(?!daftar/|laporan/|catat/|jabatan/)"
PATIENCE_SECONDS = 60
LATE = 95


@dataclass
class Timed(Browser):
    """Notes when the form was accepted: its answer leads to the confirmation."""

    accepted: float = field(default=0.0)

    def _answer(self, sent: Sent) -> tuple[int, str, str]:
        status, where, html = super()._answer(sent)
        if CONFIRMED in where:
            self.accepted = time.time()
        return status, where, html


def measure() -> dict[str, Any]:
    """Seconds to the owner's mail, one complaint after another; then memory of a burst."""
    with stage.running() as on:
        _taken(on, range(WARMING))
        seconds = _taken(on, range(WARMING, WARMING + COMPLAINTS))
        for one in range(50, 50 + ACTED):
            _acted(on, one)
        durations = on.durations()
        _burst(on, range(100, 100 + LOADED))
        return {
            "complaints": len(seconds),
            "p50_seconds": round(median(seconds), 2),
            "p95_seconds": round(quantiles(seconds, n=100, method="inclusive")[LATE - 1], 2),
            "burst": {"complaints": LOADED, "at_once": AT_ONCE},
            "peak_megabytes": {name: round(one) for name, one in on.peaks().items()},
            "durations_ms": durations,
        }


def _taken(on: Stage, citizens: range) -> list[float]:
    return [_mailed(on, *_filed(on, one)) for one in citizens]


def _acted(on: Stage, citizen: int) -> None:
    """A complaint with a photo, and its owner who accepts it by the mail's link."""
    reference, accepted = _filed(on, citizen, photos=1)
    _mailed(on, reference, accepted)
    owner, link = Browser(), Mailbox(on.mails).link(OWNER, reference, CASE)
    owner.open(link)
    page = owner.open(f"{link}/terima")
    owner.send(page, page.form, {"sure": "yes"})


def _filed(on: Stage, citizen: int, photos: int = 0) -> tuple[str, float]:
    """Reference of a new complaint, and when its form was accepted."""
    values = {name: REPORT[name] for name in ASKED}
    contact = {"phone": f"0812-3{citizen:07}", "email": f"warga.{citizen}@example.org"}
    complaint = Complaint(
        "bench", REPORT["service"], OWNER, values, search="jalan rusak", photos=photos
    )
    browser = Timed()
    return file_complaint(browser, on.site, complaint, contact).reference, browser.accepted


def _mailed(on: Stage, reference: str, accepted: float) -> float:
    """Seconds until the mailbox had the owner's mail, by the mailbox's own clock."""
    mailbox = Mailbox(on.mails)

    def look() -> float:
        found = [one for one in mailbox.mails(OWNER) if reference in one["subject"]]
        times = [datetime.fromisoformat(one["received_at"]).timestamp() for one in found]
        return min(times, default=0.0)

    return _polled(look) - accepted


def _polled(look: Callable[[], float]) -> float:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < deadline:
        found = look()
        if found:
            return found
        time.sleep(0.2)
    raise TimeoutError("no mail to the owner")


def _burst(on: Stage, citizens: range) -> None:
    """Complaints with a photo, several at once; until every owner has the mail."""
    with ThreadPoolExecutor(AT_ONCE) as pool:
        filed = list(pool.map(lambda one: _filed(on, one, photos=1), citizens))
    for reference, accepted in filed:
        _mailed(on, reference, accepted)
