"""Identity cards at 17: a quiet time is chosen, the data taken, the card printed and brought."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from random import Random

from bench import clock, doors
from bench.visitor import SITE, Visitor
from local.errors import LocalError
from mandat.city.calendar import JAKARTA
from mandat.idcard.domain.model import CardStatus
from mandat.idcard.store import load as load_card
from mandat.platform.links import card_url
from simulate.offices import Offices, waking
from simulate.stream import Image

POST = "dinas-dukcapil"
DAY = timedelta(days=1)
# How long before the birthday most choose a time, in days; how many do not come, are not at home.
AHEAD = (95, 200)
MISSES, NOT_HOME = 0.05, 0.05
FREE_AGAIN = 3 * DAY
# The first days that have something free: nobody looks further.
LOOKED_AT = 8


@dataclass
class Cards:
    """`birthdays` by case."""

    offices: Offices
    chance: Random
    birthdays: dict[str, date] = field(default_factory=dict)

    def hear(self, image: Image) -> None:
        kind, case_id = image["type"]["S"], image["case_id"]["S"]
        if not kind.startswith("Card"):
            return
        fact = json.loads(image["fact"]["S"])
        offices = self.offices
        if kind == "CardExpected":
            self.birthdays[case_id] = date.fromisoformat(fact["birthday"])
        elif kind == "CardInvited" and fact["number"] == 1:
            offices.at(self._in_good_time(case_id), lambda: self._choose(case_id))
        elif kind in {"CardVisited", "CardAppointmentLost"}:
            offices.soon(20, 150, lambda: self._choose(case_id))
        elif kind == "CardVisitAsked":
            offices.soon(20, 90, lambda: self._visit(case_id))
        elif kind == "CardAppointed":
            at = datetime.fromisoformat(fact["at"]) + timedelta(minutes=20)
            offices.at(at, lambda: self._record(case_id))
        elif kind == "CardRecorded":
            offices.soon(20, 70, lambda: offices.act(case_id, POST, "cetak"))
        elif kind in {"CardHandedOut", "CardNotHandedOver"}:
            self._bring(case_id, date.fromisoformat(fact["day"]))

    def _in_good_time(self, case_id: str) -> datetime:
        """Some days after the letter, and some months before the birthday."""
        ahead = self.birthdays[case_id] - timedelta(days=self.chance.randint(*AHEAD))
        moment = datetime.combine(ahead, time(17, self.chance.randrange(60)), JAKARTA)
        return waking(max(moment, clock.now() + self.chance.randint(24, 240) * timedelta(hours=1)))

    def _choose(self, case_id: str) -> None:
        """On the own page; when all is taken, again some days later."""
        card = load_card(case_id)
        if card is None or card.status not in {CardStatus.INVITED, CardStatus.VISITING}:
            return
        free = self._days(case_id)
        if not free:
            self.offices.at(clock.now() + FREE_AGAIN, lambda: self._choose(case_id))
            return
        link = free[self.chance.randrange(min(len(free), LOOKED_AT))]
        self.offices.trying("ktp-17 waktu", lambda: self._taken(link))

    def _days(self, case_id: str) -> list[str]:
        page = Visitor().open(f"{SITE}{doors.link_path(card_url(case_id, 'waktu'))}")
        return [address for address, _ in page.links if "hari=" in address]

    def _taken(self, link: str) -> None:
        visitor = Visitor()
        page = visitor.open(f"{SITE}{link}")
        times = page.form.choices.get("time")
        if not times:
            raise LocalError("no time is offered on a day that was free")
        visitor.press(page, page.form, {"time": self.chance.choice(times)[0]})

    def _record(self, case_id: str) -> None:
        """Who was invited anew meanwhile has another time."""
        card = load_card(case_id)
        if card is None or card.status is not CardStatus.APPOINTED:
            return
        if card.appointed_at and card.appointed_at <= clock.now():
            missed = self.chance.random() < MISSES
            self.offices.act(case_id, POST, "tidak-hadir-rekam" if missed else "rekam")

    def _visit(self, case_id: str) -> None:
        lurah = self.offices.holder(case_id)
        self.offices.act(case_id, lurah, "hasil-kunjungan", found="told")

    def _bring(self, case_id: str, day: date) -> None:
        hour = time(self.chance.randint(9, 18), self.chance.randrange(60))
        moment = datetime.combine(day, hour, JAKARTA)
        self.offices.at(max(moment, clock.now() + timedelta(hours=1)), lambda: self._hand(case_id))

    def _hand(self, case_id: str) -> None:
        lurah = self.offices.holder(case_id)
        if self.chance.random() < NOT_HOME:
            again = f"{(clock.now() + DAY).astimezone(JAKARTA):%Y-%m-%d}"
            self.offices.act(case_id, lurah, "tidak-di-rumah", why="not_home", day=again)
            return
        typed = {"proof": "photo", "taken_by": "self"}
        self.offices.act(case_id, lurah, "serahkan-ktp", photos=1, **typed)
