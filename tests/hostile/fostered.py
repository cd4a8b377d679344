"""Children with and without a fosterer, and what the post that matches them does about it."""

from datetime import datetime, timedelta

from integration import fosterers as on
from integration import wards
from integration.desks import case_link, work_link
from mandat.cases import store as cases
from mandat.city.calendar import to_local
from mandat.stipend.domain.months import month_of

DINSOS, OLD = "dinas-sosial", 40
WAITING, ENTRUSTED = "c0" * 16, "c1" * 16


class Fostered:
    """As the city's own terms have it: after what the city promises is in the table."""

    def __init__(self, now: datetime) -> None:
        for child in (WAITING, ENTRUSTED):
            on.orphan(child)
        self.official = on.official().id
        self.waiting = on.taken(WAITING, now)
        self.entrusted = on.entrusted(ENTRUSTED, self.official, now)
        self.own = self._official(now)

    def _official(self, now: datetime) -> str:
        """The page of one who owes the help of this month, and a term's look."""
        wards.official("o9")
        child, day = wards.entrusted(91, "o9", now - timedelta(days=800)), to_local(now).date()
        self.month = wards.owed(child, month_of(day), now).case_id
        self.term = wards.owed(child, f"{day.year - 1}-T1", now).case_id
        return wards.foster_path("o9")

    def pages(self) -> dict[str, list[str]]:
        listed, old = (
            work_link(DINSOS, age_days=age).replace("/t/daftar/", "/t/asuhan/") for age in (0, OLD)
        )
        acts = {
            self.waiting: "jodohkan",
            self.entrusted: "akhiri-asuh",
            self.month: "terbukti",
            self.term: "keadaan",
        }
        return {
            "/asuh/<token>": [self.own],
            "/asuh/<token>/<action>": [f"{self.own}/bukti", f"{self.own}/semester"],
            "/t/asuhan/<token>": [listed, old],
            "/t/asuhan/<token>/tautan-baru": [f"{old}/tautan-baru"],
            "/t/asuhan/<token>/berhenti/<official>": [f"{listed}/berhenti/{self.official}"],
            **{
                f"/t/<token>/{name}": [f"{case_link(cases.load(case_id), DINSOS)}/{name}"]
                for case_id, name in acts.items()
            },
        }
