"""The form's doors: /pinjam/<offer> starts it, every page posts there; each button says its want.

A button is `act=<verb>` or `act=<verb>:<what>`: next, back, edit:place, month:2026-12/<thing>,
day:2026-12-05, take:<day>/<start>/<length>/<thing>, line, lang:en, resume, wipe, send. Enter
without a button is «next».
"""

from collections.abc import Callable, Mapping

from aws_lambda_powertools.event_handler import Response

from mandat.bookings.availability import around
from mandat.errors import ConflictError, NotFoundError, OutcomeUnknownError
from mandat.platform.observability import log_failure
from mandat.web.bookings.form import LoanForm, new_form, read_form
from mandat.web.bookings.loans import district_of
from mandat.web.bookings.page import show, taken, wanted_of
from mandat.web.bookings.steps import LAST, WAY, time_step
from mandat.web.visit import Visit

Act = Callable[[LoanForm, str], Response[str]]


def start(visit: Visit, offer_id: str) -> Response[str]:
    return show(new_form(visit, offer_id))


def post(visit: Visit, offer_id: str) -> Response[str]:
    verb, _, what = visit.request.value("act").partition(":")
    form = read_form(visit, offer_id)
    return ACTS.get(verb, _next)(form, what)


def unsent(visit: Visit, error: Exception) -> Response[str] | None:
    """Whatever goes wrong on our side while a loan is asked for, its text stays with the citizen.

    Only what this form sent: other pages answer errors as every page does.
    """
    offer_id, act = _offer_in(visit.request.path), visit.request.value("act")
    if not offer_id or not act.startswith("send") or isinstance(error, NotFoundError):
        return None
    log_failure(error)
    known = not isinstance(error, OutcomeUnknownError | ConflictError)
    form = read_form(visit, offer_id).at(LAST)
    return show(form, template="bookings/unsent.html", status=503, known=known)


def _offer_in(path: str) -> str:
    """«mobil-dinas» of /pinjam/mobil-dinas; nothing of a longer path."""
    before, _, offer_id = path.rpartition("/")
    return offer_id if before == "/pinjam" else ""


def _next(form: LoanForm, _what: str) -> Response[str]:
    """Whoever says another time is not in line for the one before."""
    if form.step.id in {"things", "day", "time", "days"}:
        form = form.with_fields(in_line="")
    problems = form.problems()
    if problems:
        return show(form, problems)
    return _if_free(form) if form.step is time_step(form.lending) else show(form.following())


def _if_free(form: LoanForm) -> Response[str]:
    """On with a time that is free; otherwise the nearest ones, or the line."""
    loan = wanted_of(form)
    known = around(form.lending, loan)
    if form.lending.is_any:
        free = known.unit(loan, district_of(form.draft, form.lending)) is not None
    else:
        free = known.is_free(loan)
    return show(form.following()) if free else taken(form)


def _back(form: LoanForm, _what: str) -> Response[str]:
    return show(form.back())


def _edit(form: LoanForm, what: str) -> Response[str]:
    return show(form.edited(what))


def _stay(form: LoanForm, _what: str) -> Response[str]:
    return show(form)


def _day(form: LoanForm, what: str) -> Response[str]:
    """A day of the calendar; on to its hours, also on the way back to the last page."""
    form = form.at(WAY.step_of("day")).with_fields(day=what, in_line="")
    problems = form.problems()
    return show(form, problems) if problems else show(form.at(time_step(form.lending)))


def _take(form: LoanForm, what: str) -> Response[str]:
    """One of the free times that were offered."""
    names = ("day", "days") if form.lending.is_pool else ("day", "start", "length", "thing")
    chosen = dict(zip(names, what.split("/"), strict=False))
    return _agreed(form.with_fields(**chosen, in_line=""))


def _line(form: LoanForm, _what: str) -> Response[str]:
    return _agreed(form.with_fields(in_line="yes"))


def _agreed(form: LoanForm) -> Response[str]:
    """On from the time that was agreed, past everything that is known already."""
    form = form.at(time_step(form.lending))
    problems = form.problems()
    if problems:
        return show(form, problems)
    wrong = form.wrong()
    return show(form.at(wrong[0] if wrong else LAST, checking=False))


def _resume(form: LoanForm, _what: str) -> Response[str]:
    return show(form.resumed())


def _wipe(form: LoanForm, _what: str) -> Response[str]:
    return form.visit.redirect(form.path)


def _send(form: LoanForm, _what: str) -> Response[str]:
    wrong = form.wrong()
    if wrong:
        step, problems = wrong
        return show(form.at(step, checking=True), problems)
    if form.renewed:
        return show(form.at(LAST), renewed=True)
    from mandat.web.bookings.sending import send

    return send(form)


ACTS: Mapping[str, Act] = {
    "back": _back,
    "edit": _edit,
    "month": _stay,
    "day": _day,
    "take": _take,
    "line": _line,
    "lang": _stay,
    "resume": _resume,
    "wipe": _wipe,
    "send": _send,
}
