"""Asking for the loan that a form has made: its time is held in the same step, or nothing is."""

from dataclasses import replace
from datetime import datetime

from aws_lambda_powertools.event_handler import Response

from mandat.bookings.availability import around
from mandat.bookings.commands import request
from mandat.bookings.domain.acts import RequestBooking
from mandat.bookings.domain.model import Loan
from mandat.bookings.store import quota
from mandat.cases.commands import Receipt
from mandat.errors import InvalidError, NotAllowedError, TakenError
from mandat.personal.submission import Submission
from mandat.platform import secrets
from mandat.platform.observability import count, follow
from mandat.web.asking.sent import Sent
from mandat.web.bookings.draft import LoanDraft
from mandat.web.bookings.form import SCOPE, LoanForm
from mandat.web.bookings.lending import Lending
from mandat.web.bookings.loans import district_of, loan_of
from mandat.web.bookings.page import CONFLICT, show, taken
from mandat.web.bookings.steps import LAST, refusal, time_field, time_step
from mandat.web.report.sending import submission_of
from mandat.web.report.summary import said

SENT = Sent("__Host-pinjam", SCOPE)
PAGE = "/pinjam/terkirim"
# A post reads what is stored in the language of the city.
CITYS = "id"
UNITS_TRIED = 5
CARD = "kartu-keluarga"


def send(form: LoanForm) -> Response[str]:
    """Hold the loan, once for the form's key, and go to the page that confirms it."""
    try:
        receipt = _requested(form)
    except TakenError:
        count("BookingTaken")
        return taken(form)
    except NotAllowedError as error:
        return _refused(form, error)
    except InvalidError as error:
        at = form.at(time_step(form.lending))
        return show(at, {time_field(form.lending): refusal(error, form.lending)})
    follow(receipt.case.id, form.visit.request.id)
    count("CaseReplayed" if receipt.replayed else "CaseAccepted")
    to = f"{PAGE}?diubah=1" if receipt.edited else PAGE
    kept = SENT.remember(receipt.case, form.key)
    return form.visit.redirect(to, *form.visit.guard.cookies, kept)


def _requested(form: LoanForm) -> Receipt:
    """Where the city picks the unit, a unit that was taken meanwhile makes room for the next."""
    for _ in range(UNITS_TRIED if form.lending.is_any else 1):
        try:
            return _request(form, _loan(form))
        except TakenError as error:
            last = error
    raise last


def _loan(form: LoanForm) -> Loan:
    """Raises TakenError when no unit is free."""
    loan = loan_of(form.draft, form.lending)
    if loan is None:
        raise InvalidError("time", "choose_time")
    if not form.lending.is_any:
        return loan
    found = around(form.lending, loan).unit(loan, district_of(form.draft, form.lending))
    if found is None:
        raise TakenError("slot_taken")
    return found


def _request(form: LoanForm, loan: Loan) -> Receipt:
    lending, draft = form.lending, form.draft
    wish = RequestBooking(
        form.cause,
        "citizen",
        correlation_id=form.visit.request.id,
        calendar=lending.catalogue.calendar,
        fleet=lending.fleet,
        offer=lending.id,
        loan=loan,
        purpose=draft.purpose,
        family=family_of(draft),
        in_line=draft.in_line == "yes",
    )
    return request(submission(form), wish, form.visit.now)


def family_of(draft: LoanDraft) -> str:
    """Whose loans of a year are counted, without keeping the number; empty when not asked."""
    digits = draft.card_digits
    return secrets.keyed_hash("family", digits).hex()[:32] if digits else ""


def submission(form: LoanForm) -> Submission:
    """What is stored of the form: of the family card its last four digits."""
    lending, draft = form.lending, form.draft
    card = ((CARD, f"•••• {draft.card_end}"),) if draft.card_end else ()
    told = replace(
        draft,
        description=_description(draft, lending),
        answers=draft.answers + card,
        family_card="",
    )
    made = submission_of(
        told,
        lending.catalogue,
        lending.service,
        cause=form.cause,
        photos=(),
        locale=form.visit.locale,
        suspect=bool(form.visit.request.value("website")),
        correlation_id=form.visit.request.id,
    )
    return replace(made, digest=draft.digest)


def _description(draft: LoanDraft, lending: Lending) -> str:
    """«Mobil dinas: Akad nikah»; times change, and stand in the booking."""
    parts = (lending.service.title, lending.purposes.get(draft.purpose, {}))
    return ": ".join(said(one, CITYS) for one in parts if one)


def _refused(form: LoanForm, error: NotAllowedError) -> Response[str]:
    """The family's loans are used up, or it is barred: by which rule, and until when."""
    if error.code not in {"quota_used", "barred"}:
        raise error
    again = again_from(form, error.code)
    return show(
        form.at(LAST),
        template="bookings/refused.html",
        status=CONFLICT,
        barred=error.code == "barred",
        again=again,
    )


def again_from(form: LoanForm, code: str) -> datetime | None:
    """The first moment for which the family may borrow again."""
    found = quota(family_of(form.draft), form.lending.id)
    if code == "barred":
        return _moment(found.barred_until)
    stamps = [one.until for one in found.lanes.values() if one.until]
    return _moment(min(stamps, default=""))


def _moment(stamp: str) -> datetime | None:
    return datetime.fromisoformat(stamp) if stamp else None
