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
        """The page of one who owes the help of this month."""
        wards.official("o9")
        child = wards.entrusted(91, "o9", now - timedelta(days=70))
        wards.owed(child, month_of(to_local(now).date()), now)
        return wards.foster_path("o9")

    def pages(self) -> dict[str, list[str]]:
        listed, old = (
            work_link(DINSOS, age_days=age).replace("/t/daftar/", "/t/asuhan/") for age in (0, OLD)
        )
        return {
            "/asuh/<token>": [self.own],
            "/asuh/<token>/<action>": [f"{self.own}/bukti", f"{self.own}/semester"],
            "/t/asuhan/<token>": [listed, old],
            "/t/asuhan/<token>/tautan-baru": [f"{old}/tautan-baru"],
            "/t/asuhan/<token>/berhenti/<official>": [f"{listed}/berhenti/{self.official}"],
            "/t/<token>/jodohkan": [f"{case_link(cases.load(self.waiting), DINSOS)}/jodohkan"],
            "/t/<token>/akhiri-asuh": [
                f"{case_link(cases.load(self.entrusted), DINSOS)}/akhiri-asuh"
            ],
        }
