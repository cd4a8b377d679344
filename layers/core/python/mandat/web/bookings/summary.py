"""What each page of the form shows besides its draft."""

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Any

from mandat.bookings.availability import of_month
from mandat.bookings.domain.fleet import GRID_MINUTES
from mandat.bookings.domain.grid import at_minute
from mandat.bookings.domain.model import Loan
from mandat.city.domain import Question
from mandat.records import record
from mandat.story.loans import show_day_of, show_loan, things
from mandat.text.mark import msg
from mandat.text.words import show_day
from mandat.web.bookings.draft import LoanDraft
from mandat.web.bookings.form import LoanForm
from mandat.web.bookings.lending import Lending
from mandat.web.bookings.loans import HOUR, chosen, clock, lengths, loan_of, starts
from mandat.web.bookings.showing import Day, read_month, shown_day, shown_month
from mandat.web.report.places import by_district
from mandat.web.report.steps import questions
from mandat.web.report.summary import Row, answer_row, contact_rows, said
from mandat.web.visit import Visit

Extras = dict[str, Any]


def extras(form: LoanForm) -> Extras:
    return _EXTRAS[form.step.id](form) if form.step.id in _EXTRAS else {}


def _day(form: LoanForm) -> Extras:
    """The month that was asked for, that of the chosen day, or the first that can be had."""
    verb, _, what = form.visit.request.value("act").partition(":")
    wished, _, only = what.partition("/") if verb == "month" else ("", "", "")
    month = read_month(wished or form.draft.day[:7], form.lending)
    wanted = form.draft.counted() if form.lending.is_pool else None
    return {
        "month": shown_month(of_month(form.lending, month), only, wanted),
        "only": only if only in form.lending.offer.resources else "",
    }


def _hours(form: LoanForm) -> Extras:
    day = form.draft.first_day
    if day is None:
        raise ValueError("the day is asked for before its hours")
    return time_choices(shown_day(form.lending, day), form.lending, form.visit)


def time_choices(shown: Day, lending: Lending, visit: Visit) -> Extras:
    """The hours of a day, and what can be chosen of them: starts and lengths, or days."""
    words = _Words(lending, visit)
    if lending.is_pool:
        counts = range(1, lending.offer.longest_days + 1)
        choices = {"lengths": [(str(one), words.until(shown.day, one)) for one in counts]}
    else:
        hours = _starts(shown, lending)
        choices = {
            "starts": [(str(one), clock(one, visit.locale)) for one in hours],
            "lengths": [(str(one), words.length(one)) for one in lengths(lending.offer)],
        }
    return {
        "shown": shown,
        "day_words": words.day(shown.day),
        "clock": lambda minute: clock(minute, visit.locale),
        **choices,
    }


def _starts(shown: Day, lending: Lending) -> list[int]:
    """The free half hours; of a full day any can be waited for."""
    free = {minute for windows in shown.windows for minute in starts(windows)}
    offer = lending.offer
    return sorted(free) or list(range(offer.open_minute, offer.close_minute, GRID_MINUTES))


@record
class _Words:
    lending: Lending
    visit: Visit

    def day(self, day: date) -> str:
        return show_day(at_minute(day, self.lending.offer.open_minute), self.visit.locale)

    def length(self, minutes: int) -> str:
        if minutes % HOUR:
            return self.visit.say("{number} minutes", number=minutes)
        return self.visit.say("{number} hours", number=minutes // HOUR)

    def until(self, first: date, number: int) -> str:
        last = self.day(first + timedelta(days=number - 1))
        return self.visit.say("{number} days, until {day}", number=number, day=last)


def _place(form: LoanForm) -> Extras:
    districts = by_district(form.lending.catalogue.villages)
    return {"districts": districts, "heading": form.visit.say(_where(form.lending))}


def _where(lending: Lending) -> str:
    if lending.is_pool:
        return msg("Where shall it be brought?")
    return msg("Where does the ride begin?") if lending.is_any else msg("Where do we pick you up?")


def _details(form: LoanForm) -> Extras:
    return {"questions": asked_besides(form)}


def asked_besides(form: LoanForm) -> tuple[Question, ...]:
    return questions(form.draft, form.lending.catalogue)


def _check(form: LoanForm) -> Extras:
    return {"rows": rows(form)}


_EXTRAS: Mapping[str, Callable[[LoanForm], Extras]] = {
    "day": _day,
    "time": _hours,
    "days": _hours,
    "place": _place,
    "details": _details,
    "check": _check,
}


def rows(form: LoanForm) -> list[Row]:
    """Every answer, in the order in which it was asked."""
    say, draft = form.visit.say, form.draft
    found = [
        Row(say("What for"), _purpose(form), "purpose"),
        *_loan_rows(form),
        Row(say(place_label(form.lending)), _place_text(draft, form), "place"),
        *(answer_row(one, draft, form.visit.locale) for one in asked_besides(form)),
        Row(say("Family card"), f"•••• {draft.card_end}" if draft.card_end else "", "family"),
        *contact_rows(draft, form.visit.locale),
    ]
    asked = {one.id for one in form.way.route(draft, form.lending)}
    return [one for one in found if one.step in asked]


def place_label(lending: Lending) -> str:
    return msg("Brought to") if lending.is_pool else msg("Picked up at")


def _purpose(form: LoanForm) -> str:
    text = form.lending.purposes.get(form.draft.purpose, {})
    return said(text, form.visit.locale)


def _loan_rows(form: LoanForm) -> list[Row]:
    say, lending = form.visit.say, form.lending
    loan = loan_of(form.draft, lending)
    if loan is None:
        return []
    what = "\n".join(things(loan, lending.fleet, form.visit.locale))
    named = Row(say("What"), what, "things" if lending.is_pool else "time")
    when = Row(say("When"), when_words(loan, form), "day")
    return [named, when] if lending.is_chosen or lending.is_pool else [when]


@record
class Choice:
    """A free time as a button: `value` are the fields that choose it."""

    value: str
    words: str
    thing: str


def choice_of(loan: Loan, form: LoanForm) -> Choice:
    fields = chosen(form.draft, loan, form.lending)
    names = things(loan, form.lending.fleet, form.visit.locale) if form.lending.is_chosen else ()
    return Choice("/".join(fields.values()), when_words(loan, form), ", ".join(names))


def when_words(loan: Loan, form: LoanForm) -> str:
    if form.lending.is_pool:
        return show_day_of(loan, form.visit.locale)
    return show_loan(loan, form.visit.locale)


def _place_text(draft: LoanDraft, form: LoanForm) -> str:
    village = draft.chosen_village(form.lending.catalogue)
    district = form.visit.say("Kecamatan")
    known = f"{village.name}, {district} {village.district}" if village else ""
    return "\n".join(part for part in (draft.landmark, draft.neighbourhood, known) if part)
