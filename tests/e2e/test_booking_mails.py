"""Every mail about a loan as its reader sees it on a phone and a desk. They are made on moto."""

import re
from datetime import timedelta
from email.message import EmailMessage

import pytest
from playwright.sync_api import ViewportSize

from e2e.browser import Visitors, screenshot
from integration.borrowing import (
    BY_PHONE,
    Borrowed,
    by_citizen,
    by_driver,
    by_post,
    lending_town,
)
from integration.conftest import aws
from mandat.bookings.domain import acts as a
from mandat.city.domain import Catalogue
from mandat.messaging.deliver import Became
from mandat.messaging.domain import OF_BOOKINGS, Kind, Message
from unit.bookings import samples as b
from unit.messaging.mails import count_sent, part, sent

__all__ = ["aws"]
SIZES = (ViewportSize(width=360, height=740), ViewportSize(width=800, height=740))
Mails = dict[str, EmailMessage]


class Kept(Borrowed):
    """A loan whose mails are kept: the first of each kind, reader and subject."""

    def __init__(self, town: Catalogue, mails: Mails, number: int, **changes: object) -> None:
        self.mails = mails
        own = {"cause": f"loan:{number}", "family": f"{number:032}", "confirmed": number == 1}
        super().__init__(town, **(own | changes))

    def deliver(self, message: Message) -> Became:
        before = count_sent()
        became = super().deliver(message)
        for mail in sent(before):
            title = re.split(r"[:\[]", str(mail["Subject"]))[0].strip()
            words = re.sub(r"\W+", "-", title.lower())
            reader = message.post or "citizen"
            self.mails.setdefault(f"{message.kind}-{reader}-{words}", mail)
        return became


def whole_life(town: Catalogue) -> Mails:
    """Every way that a loan can go, one after another."""
    mails: Mails = {}
    days = iter(b.SATURDAY + timedelta(days=7 * n) for n in range(12))

    def lent(number: int, **changes: object) -> Kept:
        return Kept(town, mails, number, loan=b.loan(day=next(days)), **changes)

    chosen = lent(1).routed()
    later = b.loan(day=b.SATURDAY, start=840)
    chosen.do(by_post(a.ProposeTime, loan=later)).do(by_citizen(a.ChooseTime, other_time=True))
    for other in (b.loan(start=600), b.loan("bd-2-a")):
        chosen.do(by_citizen(a.MoveBooking, loan=other))
    chosen.do(by_citizen(a.CancelBooking))
    lent(2).routed().do(by_post(a.DeclineBooking, reason="not_fit"))
    lent(3).routed().until("expire")
    lent(4).routed().do(by_citizen(a.MoveBooking, loan=b.loan("bd-2-a", next(days))))
    lent(5).approved().do(by_post(a.PreemptBooking, reason="official_duty")).until("expire")
    late = lent(6).approved().until("before:1")
    late.do(by_driver(a.HandOver), after=timedelta(hours=21)).until("overdue:2")
    late.do(by_driver(a.ReturnBooking))
    missed = lent(7).approved().until("before:1")
    missed.do(by_driver(a.RecordNoShow), after=timedelta(hours=25))
    line = lent(8, in_line=True)
    line.do(by_post(a.OfferBooking, actor="system")).until("expire")
    lent(9, person=BY_PHONE).approved()
    goods = b.goods(tenda=2, kursi=50)
    Kept(town, mails, 10, loan=goods, offer="perlengkapan-duka", purpose="tahlilan").routed()
    return mails


@pytest.mark.proof
@pytest.mark.usefixtures("aws")
def test_every_mail_fits_a_phone_and_a_desk(visitors: Visitors) -> None:
    mails = whole_life(lending_town())
    page = visitors.new()

    for name, mail in sorted(mails.items()):
        page.set_content(part(mail, "html"))
        for size in SIZES:
            page.set_viewport_size(size)
            screenshot(page, f"mail-{name}")
            assert page.evaluate("document.documentElement.scrollWidth") <= size["width"], name
    shown = {name.partition("-")[0] for name in mails}
    assert shown >= {
        str(kind) for kind in OF_BOOKINGS | {Kind.ANSWERED, Kind.REJECTED, Kind.CLOSED}
    }
