"""Who asks for care without payment, page by page without JavaScript, and what is printed."""

import re
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from integration.citizens import Citizen, Page
from integration.desks import proxy_event
from mandat.cases.commands import execute as execute_case
from mandat.cases.domain.acts import RouteCase
from mandat.guarantee.commands import Done, execute
from mandat.guarantee.domain import acts as a
from mandat.platform.ids import read_reference
from mandat.platform.links import track_url
from papers.handler import handle as print_out
from samples import LambdaContext
from unit.cases import samples as s

NIK, NIK_TYPED = "1771014103500001", "1771 0141 0350 0001"
PATIENT, ASKER = "Bapak Sakit Contoh", "Rahayu Contoh"
HEALTH, VILLAGE, LURAH = "dinas-kesehatan", "17.71.01.1002", "lurah-sukarami"
HOSPITAL = "rsud-harapan-doa"
HOUSE = {"village": VILLAGE, "rt": "5", "rw": "2", "landmark": "Jalan Contoh 7, dekat masjid"}
CONTACT = {"name": ASKER, "phone": "0812-3456-7890", "email": "rahayu@example.org"}
ANSWERS: dict[str, dict[str, str]] = {
    "urgent": {"urgent": "yes"},
    "who": {"asker": "family"},
    "patient": {"patient": PATIENT, "nik": NIK_TYPED},
    "place": HOUSE,
    "contact": CONTACT,
}
REFERENCE = re.compile(r"BKL-[0-9A-Z]{4}-[0-9A-Z]{4}")


class Asker(Citizen):
    def to(self, step: str, **changed: dict[str, str]) -> Page:
        """To the page of that name, with the usual answers but for `changed`."""
        page = self.get("/berobat/minta")
        for name, typed in ANSWERS.items():
            if name == step:
                return page
            page = self.send(**changed.get(name, typed))
        return page

    def ask(self, **changed: dict[str, str]) -> str:
        """The id of the case that was made."""
        self.to("check", **changed)
        return sent_id(self.send("send"))


def sent_id(page: Page) -> str:
    assert page.path == "/berobat/terkirim", (page.path, page.problems)
    found = read_reference(REFERENCE.search(page.html)[0])  # type: ignore[index]  # a receipt names one
    assert found
    return found


def asked(at: datetime, **changed: dict[str, str]) -> str:
    """A request of the form that the health agency has."""
    case_id = Asker().ask(**changed)
    route = RouteCase(f"route:{case_id}", "system", calendar=s.CALENDAR, owner=HEALTH)
    execute_case(case_id, route, at)
    return case_id


def do(case_id: str, command: a.GuaranteeCommand, at: datetime) -> Done:
    return execute(case_id, command, at)


def issue(case_id: str, at: datetime, **changes: Any) -> Done:
    command = a.IssueLetter(f"issue:{case_id}", f"post:{HEALTH}:x", calendar=s.CALENDAR, **changes)
    return do(case_id, command, at)


def track_path(case_id: str) -> str:
    return urlsplit(track_url(case_id)).path


def paper(case_id: str, name: str) -> dict[str, Any]:
    """What the function of papers answers to a citizen's link."""
    path = f"{track_path(case_id).replace('/k/', '/surat/jaminan/')}/{name}"
    return dict(print_out(proxy_event("GET", path, {}, "", ""), LambdaContext()))  # type: ignore[arg-type]  # what Powertools reads
