"""Identity cards in every state that a post can act on, their lists, and a lurah's day."""

from datetime import date, datetime, timedelta

from integration import cardholders as on
from integration.desks import case_link, open_post, work_link
from mandat.cases import store as cases
from mandat.city.calendar import to_local
from unit.idcard import samples as c

DUKCAPIL, OLD = "dinas-dukcapil", 40
INVITED, VISITED, MISSED, TAKEN, OUT = (f"e{number}" * 16 for number in range(5))
# Turned 16 some weeks ago.
BORN = date(2010, 10, 1)
LATELY_17 = 17 * 365 + 40


class Carded:
    """As the city's own terms have it: after what the city promises is in the table."""

    def __init__(self, now: datetime) -> None:
        self.lurah, self.day = on.lurah(), to_local(now).date()
        for post in (DUKCAPIL, self.lurah):
            open_post(post)
        before = now - timedelta(days=20)
        self.invited = self._expected(INVITED, now)
        self.visiting = self._expected(VISITED, now)
        on.do(self.visiting, c.ask_visit(cause="visit", to=self.lurah), now)
        self.missed = self._expected(MISSED, before)
        on.do(self.missed, on.free_time(at=before), before)
        self.taken = self._expected(TAKEN, now)
        on.do(self.taken, c.take(cause="take"), now)
        on.young(OUT, born_on=self.day - timedelta(days=LATELY_17))
        self.out = on.printed(OUT, before)
        on.do(self.out, c.hand_out(cause="out", to=self.lurah), now)

    def _expected(self, person: str, at: datetime) -> str:
        on.young(person, born_on=BORN)
        return on.expected(person, at)

    def pages(self) -> dict[str, list[str]]:
        listed, old = (
            work_link(DUKCAPIL, age_days=age).replace("/t/daftar/", "/t/ktp/") for age in (0, OLD)
        )
        own = work_link(self.lurah).replace("/t/daftar/", "/t/ktp/")
        acts = {
            (self.invited, DUKCAPIL): ("jadwalkan-rekam", "rekam", "pindah-kelurahan"),
            (self.missed, DUKCAPIL): ("tidak-hadir-rekam", "akhiri-ktp"),
            (self.visiting, self.lurah): ("hasil-kunjungan",),
            (self.taken, DUKCAPIL): ("cetak",),
            (self.out, self.lurah): ("serahkan-ktp", "tidak-di-rumah"),
        }
        return {
            "/t/ktp/<token>": [listed, own, old],
            "/t/ktp/<token>/tautan-baru": [f"{old}/tautan-baru"],
            "/t/ktp/<token>/<day>.csv": [f"{own}/{self.day}.csv"],
            **{
                f"/t/<token>/{name}": [f"{case_link(cases.load(case_id), post)}/{name}"]
                for (case_id, post), names in acts.items()
                for name in names
            },
        }
