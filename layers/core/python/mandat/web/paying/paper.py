"""/surat/santunan/<token>/<month>.pdf: the pay list to print and sign on."""

from aws_lambda_powertools.event_handler import Response

from mandat.errors import LinkExpiredError
from mandat.stipend.domain.model import PaymentStatus
from mandat.story.stipends import show_rupiah
from mandat.text.words import show_time
from mandat.web.papers.table import Column, Paper, pdf
from mandat.web.paying.listing_file import listed
from mandat.web.paying.pay_list import Entry, PayList
from mandat.web.paying.wording import STATUS
from mandat.web.render import page_headers
from mandat.web.visit import Visit

KIND = "application/pdf"


def download(visit: Visit, token: str, month: str) -> Response[bytes]:
    """A link whose time is over is renewed on the page of the list."""
    try:
        one = listed(visit, token, month)
    except LinkExpiredError:
        return visit.redirect(f"/t/santunan/{token}")  # type: ignore[return-value]  # no body
    name = f'inline; filename="santunan-{one.month}.pdf"'
    headers = {**dict(page_headers()), "Content-Disposition": name}
    return Response(200, KIND, pdf(paper_of(one)), headers=headers)


def paper_of(one: PayList) -> Paper:
    """Everybody but who is not owed, to sign on; a NIK by its last four digits."""
    visit = one.visit
    listed_now = [each for each in one.entries if each.payment.status is not PaymentStatus.VOID]
    titles = ("No", visit.say("Name"), visit.say("Kelurahan"), "NIK", visit.say("Amount"))
    widths = (26, 152, 96, 46, 70)
    columns = [
        *(Column(title, width) for title, width in zip(titles[:4], widths[:4], strict=True)),
        Column(titles[4], widths[4], number=True),
        Column(visit.say("Signature"), 125),
    ]
    place = one.catalogue.city_name
    by = visit.say("To be paid by {moment} at the latest.", moment=show_time(one.due, visit.locale))
    return Paper(
        title=f"{visit.say('Pay list')}, {one.title}",
        under=(f"{one.viewer.post.title}, {place}", by),
        columns=columns,
        rows=[_cells(number, each, visit) for number, each in enumerate(listed_now, 1)],
        sums=_sums(one),
        foot=visit.say("Printed on {moment}", moment=show_time(one.now, visit.locale)),
        page=visit.say("Page"),
    )


def _cells(number: int, each: Entry, visit: Visit) -> list[str]:
    """Who has it already signs no more: how it stands is printed instead."""
    payment = each.payment
    is_open = payment.status in {PaymentStatus.DUE, PaymentStatus.PAID}
    state = "" if is_open else visit.say(STATUS[payment.status])
    amount = show_rupiah(payment.amount)
    return [str(number), each.name, each.village, f"…{each.last4}", amount, state]


def _sums(one: PayList) -> list[str]:
    """All, and what is still to be paid."""
    found = (("On the list", one.owed), ("To be paid", one.sums[PaymentStatus.DUE]))
    say = one.visit.say
    return [
        f"{say(label)}: "
        + say("{n} people, {amount}", n=each.number, amount=show_rupiah(each.amount))
        for label, each in found
    ]
