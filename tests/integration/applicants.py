"""Who asks for the stipend, page by page without JavaScript, and the posts that decide and pay."""

import re
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

import boto3

from integration import stipends as on
from integration.citizens import Citizen, Page
from integration.desks import Answer, Browser
from mandat.cases import store as cases
from mandat.cases.domain.model import Case
from mandat.city.store import load_post
from mandat.platform.ids import read_reference
from mandat.platform.links import Purpose, act_url, pay_list_url, read, track_url
from mandat.platform.settings import settings
from mandat.programmes.domain.nik import parse
from mandat.programmes.store import person_id
from mandat.programmes.terms_store import load_programmes
from mandat.stipend.commands import open_payment
from mandat.stipend.domain.model import Payment
from unit.stipend import samples as p

NIK, NIK_TYPED = "1771014103500001", "1771 0141 0350 0001"
NAME, ASKER = "Ibu Rohani Contoh", "Rahayu Contoh"
SOCIAL, VILLAGE, LURAH = "dinas-sosial", "17.71.01.1002", "lurah-sukarami"
HOUSE = {"village": VILLAGE, "rt": "5", "rw": "2", "landmark": "Jalan Contoh 7, dekat masjid"}
CRITERIA = ("janda", "umur", "tinggal", "penghasilan", "santunan-lain")
TICKED = {f"c_{one}": "yes" for one in CRITERIA}
CONTACT = {"name": ASKER, "phone": "0812-3456-7890", "email": "rahayu@example.org"}
ANSWERS: dict[str, dict[str, str]] = {
    "who": {"asker": "family"},
    "person": {"person": NAME, "nik": NIK_TYPED},
    "place": HOUSE,
    "criteria": TICKED,
    "contact": CONTACT,
}
REFERENCE = re.compile(r"BKL-[0-9A-Z]{4}-[0-9A-Z]{4}")
SAW = "Rumahnya kami lihat pagi ini, dan keadaannya seperti yang tertulis."


class Applicant(Citizen):
    def to(self, step: str, **changed: dict[str, str]) -> Page:
        """To the page of that name, with the usual answers but for `changed`."""
        page = self.get("/santunan/daftar")
        for name, typed in ANSWERS.items():
            if name == step:
                return page
            page = self.send(**changed.get(name, typed))
        return page

    def apply(self, **changed: dict[str, str]) -> str:
        """The id of the case that was made."""
        self.to("check", **changed)
        return sent_id(self.send("send"))


def sent_id(page: Page) -> str:
    assert page.path == "/santunan/terkirim", (page.path, page.problems)
    found = read_reference(REFERENCE.search(page.html)[0])  # type: ignore[index]  # a receipt names one
    assert found
    return found


def known(**changes: Any) -> str:
    """The register has the person of the form; her id."""
    who = person_id(parse(NIK, load_programmes().register.provinces))
    on.resident(who, name=NAME, **changes)
    return who


def asked(at: datetime, **changed: dict[str, str]) -> str:
    """An application of the form that its lurah has."""
    case_id = Applicant().apply(**changed)
    on.route(case_id, at)
    return case_id


def desk(case_id: str, at: datetime, post: str = "") -> str:
    """The path of a post's link to a case; of its owner unless another is named."""
    found = load_post(post or cases.load(case_id).owner)
    assert found
    return urlsplit(act_url(case_id, found.id, "a1", found.generation, at)).path


def pay_path(at: datetime, post: str = SOCIAL) -> str:
    found = load_post(post)
    assert found
    return urlsplit(pay_list_url(post, "a1", found.generation, at)).path


def track_path(case_id: str, *, handed: bool = False) -> str:
    return urlsplit(track_url(case_id, handed=handed)).path


def put_photos(upload: str, at: datetime, count: int = 1) -> None:
    """As the frame of a form does: straight to the bucket, for the form's own group."""
    group = read(Purpose.UPLOAD, upload, at)["g"]
    for number in range(1, count + 1):
        boto3.client("s3").put_object(
            Bucket=settings().photo_bucket, Key=f"incoming/{group}/{number}", Body=b"jpeg"
        )


def act(browser: Browser, link: str, action: str, at: datetime, **typed: str) -> Answer:
    """Open the form, put a photo into its frame unless `photos="0"`, fill it in, send it."""
    form = browser.form(link, action)
    fields = dict(form.fields)
    count = int(typed.pop("photos", "1"))
    if count:
        put_photos(fields["upload"], at, count)
    return browser.post(form.action, fields | typed)


def visit_fields(**changed: str) -> dict[str, str]:
    return {**TICKED, "visited_on": "24-11-2026", "recommended": "yes", "text": SAW, **changed}


def owed(month: str, at: datetime, person: str = p.PERSON, **changes: Any) -> Payment:
    """A month's payment that lies with who pays; of somebody enrolled."""
    on.enrol(person, **({"from_month": "2026-11", "village": VILLAGE} | changes))
    return opened(month, at, person)


def opened(month: str, at: datetime, person: str = p.PERSON) -> Payment:
    assert open_payment(person, month, at)
    payment = on.owed(month, person)
    on.route(payment.case_id, at)
    return payment


def case_of(payment: Payment) -> Case:
    return cases.load(payment.case_id)


def hours(at: datetime, number: float) -> datetime:
    return at + timedelta(hours=number)
