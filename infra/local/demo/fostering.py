"""Orphans: taken up by an operator, entrusted by Dinas Sosial, helped by an official, or not."""

from __future__ import annotations

import csv
import json
import random
import re
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

from local import commands, seed
from local.aws import client
from local.demo.browser import Browser
from local.demo.filing import Filed, add_photos
from local.demo.newcomers import COLUMNS, SOURCE
from local.demo.play import CASE, DOMAIN, Story
from local.demo.post import wait
from local.demo.script import WIB, Ward
from local.settings import STAGE, Settings

SOCIAL, OFFICIAL, CHILD = "kadis.dinsos", "pejabat", "anak"
FOSTER, JOBS, COMMAND = "asuh/", "mandat-local-job", "infra/operations/orphans.py"
REFERENCE = re.compile(r"BKL-[0-9A-Z]{4}-[0-9A-Z]{4}")
PROOF = {"amount": "150.000", "proof": "slip", "sure": "yes"}


@dataclass
class WardStory(Story):
    """`ward` says what becomes of the child; `month` opens the next one for a case's child."""

    ward: Ward = field(kw_only=True)
    month: Callable[[str], None] = field(kw_only=True)

    def file(self) -> None:
        """Nobody asks: Dinas Sosial hears of the child by mail."""
        reference = wait("the mail about the child", self._heard_of)
        link = self.mailbox.link(self._social, reference, CASE)
        code = self.browser(SOCIAL).open(link).first("number")
        page = self.browser(CHILD).open(f"{self.site}/anak")
        page = self.browser(CHILD).send(page, page.form, {"reference": reference, "code": code})
        self.filed = Filed(reference, code, page.address)

    def play(self, ids: Mapping[str, str]) -> None:
        if self.ward.entrusted:
            self._entrust()
        if self.ward.proved:
            self.month(self.filed.case_id)
            wait("the month's help", self._proved)
        if self.ward.complains:
            page = self.browser(CHILD).open(self.filed.link)
            said = {"what": "nothing_came", "by": "guardian"}
            self.browser(CHILD).send(page, page.form, said)
        super().play(ids)

    def owners_link(self) -> str:
        return self.mailbox.link(self._social, self.filed.reference, CASE)

    @property
    def _social(self) -> str:
        return f"{SOCIAL}@{DOMAIN}"

    def _heard_of(self) -> str:
        subjects = (mail["subject"] for mail in self.mailbox.mails(self._social))
        found = (REFERENCE.search(one) for one in subjects if f": {self.ward.village} [" in one)
        return next((one.group() for one in found if one), "")

    def _entrust(self) -> None:
        """To the first of those that are offered."""
        browser = self.browser(SOCIAL)
        case = browser.open(self.owners_link())
        page = browser.open(urljoin(case.address, case.link("/jodohkan")))
        first = page.form.choices["official"][0][0]
        browser.send(page, page.form, {"official": first, "sure": "yes"})

    def _proved(self) -> bool:
        """By his own link, when the month is there."""
        browser, link = self.browser(OFFICIAL), self._officials_link()
        page = browser.open(link) if link else None
        form = page.link("/bukti") if page else ""
        if page is None or not form:
            return False
        self._prove(browser, urljoin(page.address, form))
        return True

    def _prove(self, browser: Browser, address: str) -> None:
        page = browser.open(address)
        add_photos(browser, page, 1)
        whose = page.form.choices["whose"][0][0]
        browser.send(page, page.form, {"whose": whose, **PROOF})

    def _officials_link(self) -> str:
        """Of the mail that says where the child lives."""
        return self.mailbox.link("", "", FOSTER, self.ward.village)


def taken_up(settings: Settings, wards: Sequence[Ward], run: str) -> tuple[Ward, ...]:
    """The children, in the register and in the programme. Raises LocalError when that fails."""
    folder = settings.folder / "register"
    folder.mkdir(parents=True, exist_ok=True)
    extract, orphans = folder / f"wards-{run}.csv", folder / f"orphans-{run}.csv"
    rows = [_row(one) for one in wards]
    _write(extract, COLUMNS, rows)
    _write(orphans, ("nik",), [row[:1] for row in rows])
    environment = seed.product_environment(settings)
    seed.import_extract(settings, environment, SOURCE, extract)
    commands.run(
        [sys.executable, COMMAND, "--stage", STAGE, "--file", str(orphans)],
        env=environment,
        cwd=settings.root,
        log=settings.logs / "orphans.log",
    )
    return tuple(wards)


def _row(ward: Ward) -> tuple[str, ...]:
    day, month = random.randint(1, 28), random.randint(1, 12)  # noqa: S311 - a sample
    nik = f"177101{day:02}{month:02}16{random.randint(1, 9999):04}"  # noqa: S311 - a sample
    card = f"177101{month:02}{day:02}99{random.randint(1, 9999):04}"  # noqa: S311 - a sample
    about = (f"2016-{month:02}-{day:02}", "L", "BELUM KAWIN", "ISLAM")
    return (nik, card, ward.child, *about, ward.code, "001", "002", "Jalan Contoh 5")


def _write(file: Path, columns: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    with file.open("w", encoding="utf-8", newline="") as lines:
        writer = csv.writer(lines)
        writer.writerow(columns)
        writer.writerows(rows)


def open_month(settings: Settings, case_id: str) -> None:
    """The calendar's job of the next month, for the child that a case is about."""
    later = datetime.now(WIB).replace(day=28) + timedelta(days=5)
    job = {"job": "fostering", "child": _child(settings, case_id), "period": f"{later:%Y-%m}"}
    queues = client(settings, "sqs")
    url = queues.get_queue_url(QueueName=JOBS)["QueueUrl"]
    queues.send_message(QueueUrl=url, MessageBody=json.dumps(job))


def _child(settings: Settings, case_id: str) -> str:
    table = client(settings, "dynamodb")
    key = {"pk": {"S": f"CASE#{case_id}"}, "sk": {"S": "FOSTER"}}
    name = seed.product_environment(settings)["TABLE_NAME"]
    item: dict[str, Any] = table.get_item(TableName=name, Key=key)["Item"]
    return str(json.loads(item["state"]["S"])["child"])
