"""A page of the form of an offer, and the page that says that a time is taken."""

from collections.abc import Collection
from typing import Any

from aws_lambda_powertools.event_handler import Response

from mandat.bookings.availability import around
from mandat.bookings.domain.model import Loan
from mandat.platform.observability import count
from mandat.web.bookings.form import LoanForm
from mandat.web.bookings.loans import loan_of
from mandat.web.bookings.steps import WAY, time_step
from mandat.web.bookings.summary import choice_of, extras
from mandat.web.problems import Problem, Problems
from mandat.web.report.draft import QUESTION
from mandat.web.report.steps import questions

TAKEN: Problems = {"taken": Problem("loan_taken")}
CONFLICT = 409
# The offer is in the address of the form, and whoever borrows is always named.
ALWAYS = frozenset({"service", "who"})


def show(
    form: LoanForm,
    problems: Problems | None = None,
    *,
    template: str = "",
    status: int = 200,
    **more: Any,
) -> Response[str]:
    """A page of the form; the browser may keep it for its Back button, as it keeps the draft.

    `template` is of a page that asks nothing: everything travels along hidden.
    """
    if problems:
        count("FormRejected")
    form = _with_its_day(form)
    shown = ALWAYS if template else _shown(form)
    hidden = [("key", form.key), ("step", form.step.id), *form.draft.hidden(shown)]
    context = {"form": form, "draft": form.draft, "hidden": hidden, **extras(form), **more}
    return form.visit.page(
        template or f"bookings/{form.step.id}.html",
        status=status,
        problems=problems,
        guarded=True,
        keep=True,
        lending=form.lending,
        progress=form.progress(),
        is_first=form.is_first,
        **context,
    )


def _with_its_day(form: LoanForm) -> LoanForm:
    """The hours of a day are asked for when the day is known."""
    is_known = form.draft.first_day is not None or form.step is not time_step(form.lending)
    return form if is_known else form.at(WAY.step_of("day"))


def _shown(form: LoanForm) -> Collection[str]:
    is_details = form.step.id == "details"
    asked = questions(form.draft, form.lending.catalogue) if is_details else ()
    return {*ALWAYS, *form.step.fields, *(f"{QUESTION}{one.id}" for one in asked)}


def taken(form: LoanForm) -> Response[str]:
    """The time is taken: the nearest free ones as buttons, and everything typed is kept."""
    loan = wanted_of(form)
    nearest = around(form.lending, loan).nearest(loan)
    return show(
        form.at(time_step(form.lending)),
        TAKEN,
        template="bookings/taken.html",
        status=CONFLICT,
        wanted=choice_of(loan, form),
        nearest=[choice_of(one, form) for one in nearest],
    )


def wanted_of(form: LoanForm) -> Loan:
    """A draft whose time was checked has a loan."""
    loan = loan_of(form.draft, form.lending)
    if loan is None:
        raise ValueError("the time was checked before")
    return loan
