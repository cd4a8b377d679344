"""Posts at their work: each opens its case by its own link, fills in the form, and sends it.

How fast an office is, and how often it is late, is invented; the same in every run of a seed.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cache
from random import Random
from typing import Any

from bench import clock, doors
from bench.visitor import SITE, Visitor
from local.demo.filing import add_photos
from local.demo.pages import Page
from local.demo.pictures import photograph
from local.errors import LocalError
from mandat.cases.domain.model import CaseStatus, TaskStatus
from mandat.cases.store import load
from mandat.city.calendar import JAKARTA
from simulate.agenda import Agenda
from simulate.stream import Image

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
# The hours of the quick-response clock.
OPENS, CLOSES = 7, 21
TOLD = "Sudah kami kerjakan dan kami periksa sendiri di tempat."
# Hours until an office has done a step, from and to, and how often it needs two days more.
PACE: dict[str, tuple[int, int]] = {
    "duka-takziah": (1, 3),
    "duka-perlengkapan": (1, 3),
    "duka-akta": (3, 18),
    "duka-kk": (2, 9),
    "duka-ktp": (2, 7),
    "duka-anak": (20, 60),
}
LATE = 0.03
# Whose work is done as soon as it is seen, or by lists.
AT_ONCE = frozenset(
    {"duka-jenazah", "santunan-bulanan", "berobat-darurat", "ktp-17"}
    | {"asuhan-bulanan", "asuhan-semester"}
)
AGAIN_AFTER = DAY


@dataclass
class Offices:
    """`services` are those of the cases so far, `deaths` whether somebody leaves a spouse,
    `undone` the reports that were wrong; `refused` is what a form said no to, and why.
    """

    agenda: Agenda
    chance: Random
    services: dict[str, str] = field(default_factory=dict)
    deaths: dict[str, str] = field(default_factory=dict)
    undone: set[str] = field(default_factory=set)
    refused: list[str] = field(default_factory=list)
    visitor: Visitor = field(default_factory=Visitor)

    def hear(self, image: Image) -> None:
        """A case comes to a post, which sets to work."""
        kind, case_id = image["type"]["S"], image["case_id"]["S"]
        fact = json.loads(image["fact"]["S"])
        if kind == "CaseSubmitted":
            self.services[case_id] = fact["service_id"]
        if kind in {"TaskAssigned", "TaskTransferred"}:
            self._take(case_id, fact["owner"])
        if kind == "DeathReported":
            self._mourn(case_id, fact)
        if kind == "DeathUndone":
            self.undone.add(case_id)
        if kind == "BookingHeld":
            self._lend(case_id, fact["loan"])
        if kind == "TaskFinished" and fact["tell"]:
            self.soon(0, 2, lambda: self._tell(case_id))

    def _take(self, case_id: str, owner: str) -> None:
        service = self.services[case_id]
        if service not in AT_ONCE:
            self.soon(0, 1, lambda: self._see(case_id, owner), late=0)
        if service in PACE:
            self.soon(*PACE[service], lambda: self.act(case_id, owner, "selesai", text=TOLD))
        if service == "duka-jenazah":
            self.at(clock.now() + HOUR / 3, lambda: self.act(case_id, owner, "selesai", text=TOLD))
        if service == "kematian":
            self.soon(2, 4, lambda: self._confirm(case_id, owner))
        if service == "santunan-lansia":
            do = self._look if owner.startswith("lurah-") else self._decide
            self.soon(20, 80, lambda: do(case_id, owner))

    def soon(self, least: int, most: int, do: Callable[[], object], *, late: float = LATE) -> None:
        """Within so many hours of an office's day; so often two days later than that."""
        late_by = 2 * DAY if self.chance.random() < late else timedelta(0)
        wait = timedelta(minutes=self.chance.randint(60 * least + 5, 60 * most + 10))
        self.at(waking(clock.now() + wait + late_by), do)

    def at(self, moment: datetime, do: Callable[[], object]) -> None:
        def done() -> None:
            do()

        self.agenda.put(moment, done)

    def act(
        self,
        case_id: str,
        post: str,
        act: str,
        photos: int = 0,
        choose: Callable[[Page], Mapping[str, str]] | None = None,
        **typed: str,
    ) -> bool:
        """Open the form behind the post's link and send it; whether it was taken.

        `choose` types what the page offers. What has been called off or taken back in the meantime
        is left alone.
        """
        if load(case_id).status is CaseStatus.CLOSED:
            return False

        def sent() -> None:
            page = self.visitor.open(f"{SITE}{doors.desk(case_id, post)}/{act}")
            add_photos(self.visitor, page, photos, photograph_once)
            sure = {"sure": "yes"} if "sure" in page.form.fields else {}
            page.form.pairs += [("papers", one) for one, _ in page.form.choices.get("papers", ())]
            chosen = choose(page) if choose else {}
            self.visitor.press(page, page.form, {**typed, **chosen, **sure})

        return self.trying(f"{self.services[case_id]} {act}", sent)

    def trying(self, what: str, do: Callable[[], None]) -> bool:
        """Whether it was taken; what was refused is written down."""
        try:
            do()
        except (LocalError, ValueError, LookupError) as error:
            self.refused.append(f"{what}: {error}"[:200])
            return False
        return True

    def look(self, case_id: str, post: str, act: str) -> Page | None:
        """The form behind the post's link; None when the case is over."""
        if load(case_id).status is CaseStatus.CLOSED:
            return None
        return self.visitor.open(f"{SITE}{doors.desk(case_id, post)}/{act}")

    def _see(self, case_id: str, owner: str) -> None:
        """Who has done a thing already, or passed it on, does not say that it has come."""
        case = load(case_id)
        if case.owner == owner and case.task and case.task.status is TaskStatus.ASSIGNED:
            self.act(case_id, owner, "terima")

    def _confirm(self, case_id: str, lurah: str) -> None:
        typed = {"letter": "doctor", "spouse": self.deaths[case_id], "children": "0"}
        self.act(case_id, lurah, "pastikan", photos=1, **typed)

    def _look(self, case_id: str, lurah: str) -> None:
        """The lurah's visit: everything that is asked holds."""
        page = self.visitor.open(f"{SITE}{doors.desk(case_id, lurah)}/periksa")
        boxes = {name: "yes" for name in page.form.fields if name.startswith("c_")}
        day = f"{clock.now().astimezone(JAKARTA):%Y-%m-%d}"
        typed = {**boxes, "visited_on": day, "recommended": "yes", "text": TOLD}
        self.act(case_id, lurah, "periksa", photos=1, **typed)

    def _decide(self, case_id: str, post: str) -> None:
        page = self.visitor.open(f"{SITE}{doors.desk(case_id, post)}/setujui-santunan")
        month = next(value for value, _ in page.form.choices["from_month"] if value)
        self.act(case_id, post, "setujui-santunan", from_month=month)

    def _mourn(self, case_id: str, fact: dict[str, Any]) -> None:
        """The evenings at the house, and the hand-over on the last of them."""
        self.deaths[case_id] = "yes" if fact["spouse"] else "no"
        for number, day in enumerate(fact["nights"], start=1):
            evening = datetime.fromisoformat(f"{day}T20:30").replace(tzinfo=JAKARTA)
            self.at(evening, lambda number=number: self._evening(case_id, number))
        by = datetime.fromisoformat(fact["handover_by"])
        self.at(by - HOUR / 2, lambda: self._hand_over(case_id))

    def _evening(self, case_id: str, number: int) -> None:
        """Written down by the lurah, with who came of the city."""
        if case_id in self.undone:
            return
        lurah = self.holder(case_id)
        page = self.visitor.open(f"{SITE}{doors.desk(case_id, lurah)}/malam")
        came = self.chance.choice(page.form.choices["present"])[0]
        self.act(case_id, lurah, "malam", night=str(number), present=came)

    def _hand_over(self, case_id: str) -> None:
        """When all papers are there; else the lurah comes again the next evening."""
        if case_id in self.undone:
            return
        if not self.act(case_id, self.holder(case_id), "serahkan-surat", text=TOLD):
            self.refused = [one for one in self.refused if "serahkan-surat" not in one]
            self.at(clock.now() + AGAIN_AFTER, lambda: self._hand_over(case_id))

    def _lend(self, case_id: str, loan: dict[str, Any]) -> None:
        """Tents and chairs are brought and fetched by whoever lends them."""
        first, last = (datetime.fromisoformat(loan[name]) for name in ("start", "end"))
        for moment, act in ((first, "serah"), (last, "kembali")):
            at = waking(max(moment, clock.now() + HOUR))
            self.at(at, lambda act=act: self.act(case_id, self.holder(case_id), act, damage="no"))

    def _tell(self, case_id: str) -> None:
        self.act(case_id, self.holder(case_id), "kabari", reached="phone")

    def holder(self, case_id: str) -> str:
        return load(case_id).owner


@cache
def photograph_once() -> bytes:
    """One for the whole year: nobody looks at it."""
    return photograph()


def waking(moment: datetime) -> datetime:
    """Not before an office opens: the next morning instead of the night."""
    local = moment.astimezone(JAKARTA)
    if local.hour >= CLOSES:
        local = (local + DAY).replace(hour=OPENS, minute=local.minute)
    return local if local.hour >= OPENS else local.replace(hour=OPENS)
