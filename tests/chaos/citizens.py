"""Citizens of these tests: reports over plain HTTP, the same every time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from e2e.complaints import KEY, REFERENCE, PlainBrowser, new_address
from local.demo import pages
from privacy.stack import CODES

ROAD = {"service": "jalan-rusak", "q_bahaya": "ya"}
# Closed to all heads but its owner: no copies, and so no wait for eighty mails.
HOSPITAL = {"service": "rumah-sakit"}


@dataclass(frozen=True)
class Filed:
    """A report that was accepted."""

    reference: str
    email: str


def file(site: str, about: dict[str, str], **more: Any) -> Filed:
    """File a report as a browser without JavaScript sends it; its reference."""
    citizen, email = PlainBrowser(site), new_address()
    key = KEY.search(citizen.get("/lapor"))
    assert key, "the form has no submission key"
    form = {
        "key": key[1],
        "step": "check",
        "act": "send",
        "description": "Kejadian ini sudah berlangsung sejak kemarin pagi.",
        "village": "tidak-tahu",
        "landmark": "Depan masjid dekat pasar",
        "who": "named",
        "name": "Warga Contoh",
        "email": email,
    }
    page = citizen.post("/lapor", form | about | more)
    reference = REFERENCE.search(page)
    assert reference, page
    CODES.add(pages.read(page).words["key"][1])
    return Filed(reference[0], email)
