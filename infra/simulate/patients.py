"""The sick who cannot pay: they ask, Dinas Kesehatan answers, a hospital takes the letter in."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import timedelta
from random import Random

from bench import clock
from bench.visitor import SITE, Visitor
from mandat.city.calendar import JAKARTA
from mandat.guarantee.commands import hospital_code
from simulate import families
from simulate.offices import TOLD, Offices
from simulate.stream import Image

POST, HOSPITAL = "dinas-kesehatan", "rsud-harapan-doa"
URGENT = 0.4
# Minutes in which an urgent request is answered, at any hour; one in thirty waits too long.
ANSWERED, TOO_LONG = (5, 45), timedelta(minutes=70)
USED = 0.85


@dataclass
class Patients:
    offices: Offices
    chance: Random

    def ask(self, village: str) -> None:
        """Without a NIK: the card may lie at home. The lurah says who is poor."""
        urgent = "yes" if self.chance.random() < URGENT else "no"
        typed = {
            "urgent": urgent,
            "asker": self.chance.choice(("family", "rt")),
            "patient": "Pasien Rekaan",
            "village": village,
            "rt": "1",
            "rw": "2",
            "landmark": "Jalan Rekaan 1",
            "name": "Keluarga Rekaan",
            "phone": f"0812-6{self.chance.randrange(10**7):07}",
        }
        families.filed("/berobat/minta", typed)

    def hear(self, image: Image) -> None:
        kind, case_id = image["type"]["S"], image["case_id"]["S"]
        if kind in {"TaskAssigned", "TaskTransferred"}:
            self._follow_up(case_id)
        if not kind.startswith("Guarantee"):
            return
        fact = json.loads(image["fact"]["S"])
        offices = self.offices
        if kind == "GuaranteeAsked":
            self._asked(case_id, urgent=fact["urgent"])
        elif kind == "GuaranteeStatementAsked":
            offices.soon(1, 9, lambda: self._state(case_id, fact["to"]))
        elif kind == "GuaranteeStated":
            offices.soon(0, 3, lambda: self._issue(case_id))
        elif kind == "GuaranteeIssued" and self.chance.random() < USED:
            hours = timedelta(hours=self.chance.randint(1, 48))
            offices.at(clock.now() + hours, lambda: self._take_in(fact["number"]))

    def _asked(self, case_id: str, *, urgent: bool) -> None:
        if not urgent:
            self.offices.soon(0, 2, lambda: self._ask_lurah(case_id))
            return
        minutes = timedelta(minutes=self.chance.randint(*ANSWERED))
        late = TOO_LONG if self.chance.random() < 1 / 30 else timedelta()
        self.offices.at(clock.now() + minutes + late, lambda: self._issue(case_id))

    def _issue(self, case_id: str) -> None:
        self.offices.act(case_id, POST, "terbitkan", hospital=HOSPITAL)

    def _ask_lurah(self, case_id: str) -> None:
        """Of the kelurahan where the patient lives: the form has it chosen."""
        self.offices.act(case_id, POST, "tanya-lurah")

    def _state(self, case_id: str, lurah: str) -> None:
        self.offices.act(case_id, lurah, "keterangan", photos=1, poor="yes", text=TOLD)

    def _take_in(self, number: str) -> None:
        def sent() -> None:
            clerk = Visitor()
            page = clerk.open(f"{SITE}/surat/cek")
            page = clerk.send(page, page.form, {"number": number}, "look")
            clerk.send(page, page.form, {"code": hospital_code(HOSPITAL)}, "use")

        self.offices.trying("surat/cek", sent)

    def _follow_up(self, case_id: str) -> None:
        """What opens when a letter is there: cover by BPJS, and the statement that is missing."""
        service, offices = self.offices.services[case_id], self.offices
        if service == "berobat-jaminan":
            offices.soon(20, 100, lambda: self._cover(case_id))
        if service == "berobat-keterangan":
            offices.soon(10, 60, lambda: self._state_after(case_id))

    def _cover(self, case_id: str) -> None:
        day = f"{clock.now().astimezone(JAKARTA):%Y-%m-%d}"
        self.offices.act(case_id, POST, "catat-bpjs", how="covered", since=day)

    def _state_after(self, case_id: str) -> None:
        lurah = self.offices.holder(case_id)
        self.offices.act(case_id, lurah, "keterangan-susulan", photos=1, how="poor", text=TOLD)
