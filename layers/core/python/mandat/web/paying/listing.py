"""Doors of /t/santunan/<token>: the pay list of a month, and several payments marked at once."""

from collections.abc import Sequence

from aws_lambda_powertools.event_handler import Response

from mandat.errors import InvalidError, LinkError
from mandat.platform.observability import logger
from mandat.records import record
from mandat.stipend.domain.model import PaymentStatus
from mandat.story.stipends import HOW, show_rupiah
from mandat.text.mark import msg
from mandat.text.words import show_time
from mandat.web import render
from mandat.web.paying.many import Outcome, pay_all
from mandat.web.paying.page import shown
from mandat.web.paying.pay_list import ORDER, Entry, PayList, Sum, pay_list_of
from mandat.web.paying.wording import STATUS
from mandat.web.staff.fields import SURE
from mandat.web.staff.renewal import renew_list
from mandat.web.staff.wording import FORM_AGAIN
from mandat.web.visit import Visit

CONFLICT, INVALID = 409, 422
# The boxes of the list, and the one for all that its page shows.
ONE, ALL = "bayar", "semua"
PAID = msg("Recorded: {number} paid by bank, {amount}.")


def show(visit: Visit, token: str) -> Response[str]:
    return list_page(pay_list_of(visit, token))


def renew(visit: Visit, token: str) -> Response[str]:
    return renew_list(visit, token, f"/t/santunan/{token}")


def pay(visit: Visit, token: str) -> Response[str]:
    """What was ticked is paid by bank: each once for this form, whatever becomes of the others."""
    one = pay_list_of(visit, token)
    logger.append_keys(action="bayar-daftar")
    nonce = visit.request.value("nonce")
    try:
        cause = visit.guard.cause(nonce, one.scope, one.now)
    except LinkError:
        return list_page(one, status=CONFLICT, again=FORM_AGAIN["nonce"])
    wanted, errors = _wanted(one), []
    if not wanted:
        errors.append(InvalidError(ONE, "choose_payments"))
    if visit.request.value("sure") != SURE:
        errors.append(InvalidError("sure", "not_sure"))
    if errors:
        return list_page(one, nonce, status=INVALID, errors=errors)
    done = pay_all(one, wanted, cause)
    return list_page(
        pay_list_of(visit, token), outcome=done, status=200 if done.is_whole else CONFLICT
    )


def _wanted(one: PayList) -> tuple[Entry, ...]:
    """What was ticked. Also what this form paid before: sent again it is told again."""
    request = one.visit.request
    listed = {each for each in request.values("listed") if each}
    ticked = listed if request.value(ALL) == SURE else set(request.values(ONE))
    return tuple(each for each in one.entries if each.payment.case_id in ticked)


def list_page(
    one: PayList,
    nonce: str = "",
    *,
    status: int = 200,
    errors: Sequence[InvalidError] = (),
    again: str = "",
    outcome: Outcome | None = None,
) -> Response[str]:
    """The list. `again` is a message id: why it came back; `outcome` what was just done."""
    visit = one.visit
    ticked = visit.request.values(ONE) if errors or again else []
    return render.page(
        "paying/list.html",
        visit.locale,
        status=status,
        cookies=visit.cookies(guarded=True),
        problems=shown(errors, visit),
        pays=one,
        viewer=one.viewer,
        rows=[Row(each, one, each.payment.case_id in ticked) for each in one.shown],
        sums=[(STATUS[each], _told(one.sums[each], visit)) for each in ORDER],
        owed=_told(one.owed, visit),
        may_pay=any(each.payment.status is PaymentStatus.DUE for each in one.shown),
        whole=visit.request.value(ALL) if errors else "",
        nonce=nonce or visit.guard.nonce(one.scope, one.now),
        again=again,
        outcome=outcome,
        done=_done(outcome, visit),
        worklist=one.viewer.worklist_link(one.now),
    )


def _told(one: Sum, visit: Visit) -> str:
    amount = show_rupiah(one.amount)
    return visit.say("{n} people, {amount}", n=one.number, amount=amount)


def _done(outcome: Outcome | None, visit: Visit) -> str:
    if outcome is None or not outcome.paid:
        return ""
    amount = show_rupiah(sum(one.payment.amount for one in outcome.paid))
    return visit.say(PAID, number=len(outcome.paid), amount=amount)


@record
class Row:
    """A line of the list."""

    entry: Entry
    pay_list: PayList
    ticked: bool

    @property
    def case_id(self) -> str:
        return self.entry.payment.case_id

    @property
    def amount(self) -> str:
        return show_rupiah(self.entry.payment.amount)

    @property
    def is_due(self) -> bool:
        return self.entry.payment.status is PaymentStatus.DUE

    @property
    def link(self) -> str:
        return self.pay_list.viewer.case_link(self.case_id, self.pay_list.now)

    @property
    def state(self) -> str:
        """How it stands, and since when and how it was paid."""
        one, visit = self.entry.payment, self.pay_list.visit
        how = visit.say(HOW[one.how]) if one.how in HOW else ""
        paid = show_time(one.paid_at, visit.locale) if one.paid_at else ""
        return ", ".join(part for part in (visit.say(STATUS[one.status]), how, paid) if part)
