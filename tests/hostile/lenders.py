"""Loans in every state that a post or a driver can act on, and the pages that they act from."""

from dataclasses import replace
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from integration.desks import case_link, open_post, work_link
from integration.lending import no_pause, say
from mandat.bookings.commands import request
from mandat.bookings.domain import acts as a
from mandat.bookings.domain.fleet import Fleet
from mandat.bookings.domain.model import Checklist, Item, Loan
from mandat.bookings.store import load_fleet
from mandat.cases import store as cases
from mandat.cases.commands import execute
from mandat.cases.domain.acts import RouteCase
from mandat.city.calendar import to_local
from mandat.platform.links import driver_url
from samples import resent, submission
from unit.bookings import samples as b
from unit.cases import samples as s

POST, THING = "bagian-umum", "bd-2-a"
OLD = 40


class Lenders:
    """Loans of one car, one after another; whoever lends it asks neither weekday nor notice."""

    def __init__(self, now: datetime) -> None:
        open_post(POST)
        self.now = now
        self.fleet = _eased(load_fleet())
        self.held = self._asked("held-by-post", hours=50)
        self.agreed = self._approved("agreed-by-post", hours=60)
        self.today = self._approved("today", hours=-2)
        self.out = self._approved("out", hours=-4)
        checked = {"checklist": Checklist(45210, 6), "text": "", "fleet": self.fleet}
        say(self.out, a.HandOver, f"driver:{THING}", at=now, **checked)

    def pages(self) -> dict[str, list[str]]:
        month, old = (_month(age) for age in (0, OLD))
        trips = {one: self._trip(one) for one in (self.agreed, self.today, self.out)}
        acts = {
            self.held: ("setujui", "usulkan", "tolak-pinjam", "batalkan"),
            self.agreed: ("tarik",),
            self.today: ("serah", "tidak-datang"),
            self.out: ("kembali",),
        }
        return {
            "/t/pinjam/<token>": [month, old],
            "/t/pinjam/<token>/tautan-baru": [f"{old}/tautan-baru"],
            "/t/pinjam/<token>/tutup": [f"{month}/tutup"],
            "/t/pinjam/<token>/buka/<resource>/<day>": [f"{month}/buka/{THING}/{self._day}"],
            **{
                f"/t/<token>/{name}": [f"{self._desk(one)}/{name}"]
                for one, names in acts.items()
                for name in names
            },
            "/sopir/<token>": list(trips.values()),
            "/sopir/<token>/<act>": [
                *(f"{trips[self.today]}/{one}" for one in ("serah", "tidak-datang")),
                f"{trips[self.out]}/kembali",
            ],
        }

    @property
    def _day(self) -> str:
        return to_local(self.now + timedelta(days=7)).date().isoformat()

    def _asked(self, key: str, *, hours: int) -> str:
        start = self.now.replace(minute=0, second=0, microsecond=0) + timedelta(hours=hours)
        loan = Loan((Item(THING),), start, start + timedelta(hours=1))
        wish = b.wish(family=key.ljust(32, "."), fleet=self.fleet, loan=loan, lane=0)
        filed = resent(submission(f"submit:{key}", service_id="mobil-dinas"), person=key)
        case_id = request(filed, wish, self._then, pause=no_pause).case.id
        route = RouteCase(f"route:{case_id}", "system", calendar=s.CALENDAR, owner=POST)
        execute(case_id, route, self._then)
        return case_id

    def _approved(self, key: str, *, hours: int) -> str:
        case_id = self._asked(key, hours=hours)
        say(case_id, a.ApproveBooking, at=self._then, fleet=self.fleet)
        return case_id

    @property
    def _then(self) -> datetime:
        """Before any of them began."""
        return self.now - timedelta(hours=6)

    def _desk(self, case_id: str) -> str:
        return case_link(cases.load(case_id), POST)

    def _trip(self, case_id: str) -> str:
        return urlsplit(driver_url(case_id, THING, self.now)).path


def _month(age: int) -> str:
    return work_link(POST, age_days=age).replace("/t/daftar/", "/t/pinjam/")


def _eased(fleet: Fleet) -> Fleet:
    offers = (
        replace(
            one,
            weekdays=frozenset(range(7)),
            open_minute=0,
            close_minute=1440,
            buffer_minutes=0,
            notice_hours=0,
            longest_days=2,
        )
        for one in fleet.offers
    )
    return replace(fleet, offers=tuple(offers))
