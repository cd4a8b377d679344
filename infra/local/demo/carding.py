"""Who turns 17: invited by WhatsApp, recorded, printed, and the card is in their hands."""

from __future__ import annotations

import csv
import json
import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import partial
from urllib.parse import parse_qs, urljoin, urlsplit

from local import seed
from local.aws import client
from local.demo.filing import Filed, add_photos
from local.demo.newcomers import COLUMNS
from local.demo.pages import Page
from local.demo.play import CASE, DOMAIN, Story
from local.demo.post import wait
from local.demo.script import CITIZEN, WIB, Young
from local.settings import Settings

DUKCAPIL, SOURCE, JOBS = "kadis.dukcapil", "dinsos", "mandat-local-job"
VILLAGE, AGE = "17.71.08.1002", 17
# Where the list of cards is, and where a person is called by WhatsApp.
CARDS, CALLED = "/t/ktp/", "/62"
DELIVER = "serahkan-ktp"
SURE = {"sure": "yes"}
GIVEN = {"proof": "photo", "taken_by": "self", **SURE}


@dataclass
class CardStory(Story):
    """`young` says whose card it is and how far it comes."""

    young: Young = field(kw_only=True)

    def file(self) -> None:
        """Nobody asks: the city knows, and Dukcapil invites whoever has a phone."""
        link = wait("the invitation", self._invitation)
        page = self.browser(CITIZEN).open(link)
        self.filed = Filed(page.first("step"), "", link)

    def play(self, ids: Mapping[str, str]) -> None:
        for step in self.young.steps:
            if step == "waktu":
                self._choose()
            else:
                wait(step, partial(self._done, step))
        super().play(ids)

    def owners_link(self) -> str:
        return self.mailbox.link(self._makers, "", CASE)

    @property
    def _makers(self) -> str:
        return f"{DUKCAPIL}@{DOMAIN}"

    def _invitation(self) -> str:
        """The link in the text that Dukcapil sends by WhatsApp."""
        page = self._list("undang")
        called = page.link(CALLED, self.young.child) if page else ""
        text = parse_qs(urlsplit(called).query).get("text", [""])[0]
        return text.rpartition(" ")[2]

    def _list(self, part: str) -> Page | None:
        """By any mail to Dukcapil, its worklist, and the list there."""
        browser, link = self.browser(DUKCAPIL), self.owners_link()
        if not link:
            return None
        case = browser.open(link)
        worklist = browser.open(urljoin(case.address, case.link("/t/daftar/")))
        found = urljoin(worklist.address, worklist.link(CARDS))
        return browser.open(f"{found}?daftar={part}")

    def _choose(self) -> None:
        """The first time of the first day; somebody else may be faster, and then it is the next."""
        wait("a free time", self._chosen)

    def _chosen(self) -> bool:
        browser = self.browser(CITIZEN)
        days = browser.open(f"{self.filed.link}/waktu")
        day = browser.open(urljoin(days.address, _first_day(days)))
        time = day.form.choices["time"][0][0]
        browser.send(day, day.form, {"time": time}, refused=True)
        return self.state() == "Anda punya janji"

    def _done(self, act: str) -> bool:
        """Ticked on the list; a handover on the page of the card, with its photo."""
        parts = {"rekam": "rekam", "cetak": "cetak", DELIVER: "antar"}
        page = self._list(parts[act])
        row = page.link("/t/", self.young.child) if page else ""
        if page is None or not row:
            return False
        browser = self.browser(DUKCAPIL)
        case = browser.open(urljoin(page.address, row))
        form = browser.open(f"{case.address}/{act}")
        if act == DELIVER:
            add_photos(browser, form, 1)
        browser.send(form, form.form, GIVEN if act == DELIVER else SURE)
        return True


def _first_day(page: Page) -> str:
    """Links have no fragment of a day in their path: it stands behind the question mark."""
    return next(one for one, _ in page.links if "hari=" in one)


def expected(settings: Settings, young: Sequence[Young], run: str) -> tuple[Young, ...]:
    """In the register, each with a phone, and thought of by the run of the night.

    Raises LocalError when the import fails.
    """
    file = settings.folder / "register" / f"cards-{run}.csv"
    file.parent.mkdir(parents=True, exist_ok=True)
    names = [one for one in COLUMNS if one != "agama"]
    with file.open("w", encoding="utf-8", newline="") as lines:
        writer = csv.DictWriter(lines, [*names, "no_hp", "desil"])
        writer.writeheader()
        writer.writerows(_row(one) for one in young)
    seed.import_extract(settings, seed.product_environment(settings), SOURCE, file)
    queues = client(settings, "sqs")
    url = queues.get_queue_url(QueueName=JOBS)["QueueUrl"]
    queues.send_message(QueueUrl=url, MessageBody=json.dumps({"day": "idcard"}))
    return tuple(young)


def _row(one: Young) -> dict[str, str]:
    born, number = _born(one.days), random.randint(1, 9999)  # noqa: S311 - a sample
    return {
        "nik": f"177101{born:%d%m%y}{number:04}",
        "no_kk": f"177101{born:%m%d%y}{number:04}",
        "nama": one.child,
        "tanggal_lahir": f"{born}",
        "jenis_kelamin": "L",
        "status_kawin": "BELUM KAWIN",
        "kelurahan": VILLAGE,
        "rt": "001",
        "rw": "002",
        "alamat": f"Jalan Contoh {number % 90 + 1}",
        "no_hp": f"0812 0001 {number:04}",
        "desil": "5",
    }


def _born(days: int) -> date:
    """Whose 17th birthday is so many days ahead; nobody of 29 February."""
    day = datetime.now(WIB).date() + timedelta(days=days)
    day += timedelta(days=(day.month, day.day) == (2, 29))
    return day.replace(year=day.year - AGE)
