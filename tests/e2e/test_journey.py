"""From a phone to an answer that the citizen accepts: every hand that the case goes through."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from e2e.browser import PHONE, Visitors
from e2e.complaints import new_address
from e2e.people import Citizen, Official
from e2e.stage import Mail, Stack

OWNER = "kadis.pupr@bengkulu.example.org"
MAYOR = "walikota@bengkulu.example.org"
ANSWER = "Lubang sudah kami tutup dengan aspal panas pagi ini."
ORDER = "Kerjakan ulang sampai rata, lalu lapor langsung kepada warga."


@dataclass
class Mails:
    """The mails of one case, in the order they are asked for."""

    stack: Stack
    reference: str
    seen: int

    def next(self, to: str, containing: str = "") -> Mail:
        return self.stack.wait_for_mail(
            to=to,
            after=self.seen,
            where=lambda one: self.reference in one["subject"] and containing in one["text"],
        )


@pytest.fixture(params=[True, False], ids=["with-js", "without-js"])
def javascript(request: pytest.FixtureRequest) -> bool:
    return bool(request.param)


@pytest.fixture
def citizen(visitors: Visitors, stack: Stack, javascript: bool) -> Citizen:
    name = "citizen" if javascript else "citizen-nojs"
    return Citizen(visitors.new(viewport=PHONE, javascript=javascript), stack, name, javascript)


@pytest.fixture
def official(visitors: Visitors, stack: Stack, javascript: bool) -> Iterator[Official]:
    name = "official" if javascript else "official-nojs"
    return Official(visitors.new(viewport=PHONE, javascript=javascript), stack, name, javascript)


def test_from_a_phone_to_an_accepted_answer(
    citizen: Citizen, official: Official, stack: Stack
) -> None:
    email = new_address()
    seen = stack.newest_mail_id()
    citizen.report(email=email)
    reference, code = citizen.send()
    mails = Mails(stack, reference, seen)
    citizen.confirm_address(mails.next(email))

    owners = mails.next(OWNER)
    assert code not in owners["text"] + owners["html"]
    official.show_mail(owners, "mail-assigned")
    official.open_mail(owners)
    official.look("case")
    official.act("terima")
    official.agree()
    official.submit()
    citizen.track(reference, code)
    citizen.look("acknowledged")

    official.open_mail(owners)
    official.act("selesai")
    official.add_photo()
    official.write(ANSWER)
    official.agree()
    official.look("finish")
    official.submit()
    mails.next(email, ANSWER)
    citizen.page.reload()
    citizen.reads(ANSWER)
    citizen.look("answered")

    citizen.refuse()
    citizen.look("refused")
    mayors = mails.next(MAYOR)
    official.show_mail(mayors, "mail-refused")
    official.open_mail(mayors)
    official.look("mayor-case")
    order(official)
    citizen.page.reload()
    citizen.look("ordered")

    again = mails.next(OWNER, ORDER)
    official.open_mail(again)
    official.act("selesai")
    official.add_photo()
    official.write(ANSWER + " Sudah rata.")
    official.agree()
    official.submit()
    mails.next(email, "Sudah rata.")
    citizen.page.reload()
    citizen.accept()
    citizen.look("closed")
    citizen.page.reload()
    assert citizen.page.locator("a[href$='/belum-puas']").count() == 0


def order(mayor: Official) -> None:
    """The mayor orders the same agency to do it again, within two days."""
    deadline = datetime.now(ZoneInfo("Asia/Jakarta")) + timedelta(days=2)
    mayor.act("perintah")
    mayor.page.locator("select[name=to]").select_option("dinas-pupr")
    mayor.page.locator("input[name=day]").fill(f"{deadline:%Y-%m-%d}")
    mayor.page.locator("input[name=hour]").fill("16:00")
    mayor.write(ORDER)
    mayor.agree()
    mayor.look("order")
    mayor.submit()
