"""What is wrong with a form, by field: a code from anywhere, in words next to the field."""

from collections.abc import Mapping
from dataclasses import field

from mandat.cases.domain.limits import CITIZEN_TEXT_MIN, OWNER_TEXT_MIN, TEXT_MAX
from mandat.errors import InvalidError
from mandat.records import record
from mandat.text.mark import msg
from mandat.text.words import translations


@record
class Problem:
    """`code` is a key of MESSAGES; `values` fill its sentence."""

    code: str
    values: Mapping[str, object] = field(default_factory=dict)


Problems = Mapping[str, Problem]

# The codes of InvalidError and of our own fields. Sentences say what to do, not what went wrong.
MESSAGES: Mapping[str, str] = {
    "choose_one": msg("Choose one of the options."),
    "choose_time": msg("Choose a time that is still free."),
    "fill_in": msg("Fill this in."),
    "answer_question": msg("Answer the question: {question}"),
    "text_too_short": msg("Write a little more: at least {least} characters."),
    "text_too_long": msg("Shorten it to at most {most} characters; it now has {length}."),
    "too_long": msg("Shorten it to at most {most} characters."),
    "digits_only": msg("Write this as a number of at most 3 digits, for example 5."),
    "unknown_village": msg("We do not know this kelurahan. Choose it from the list."),
    "village_unclear": msg("More than one kelurahan fits: {names}. Choose one from the list."),
    "choose_village": msg("Choose the kelurahan, or «I do not know»."),
    "landmark_needed": msg("Without a kelurahan we need a landmark: a street, a shop, a school."),
    "where_needed": msg("Write where to come: a street, a house, something that can be seen."),
    "contact_needed": msg("Give a phone number or an email address, so that we can answer you."),
    "name_needed": msg("Write your name."),
    "bad_phone": msg("Check the number. An Indonesian number looks like 0812 3456 7890."),
    "bad_email": msg("Check the address. It looks like nama@contoh.org."),
    "too_many_photos": msg("Send at most 3 photos."),
    "photos_needed": msg("This kind of report needs a photo as evidence. Add one first."),
    "photos_taken": msg("These photos belong to another report already. Choose them again."),
    "bad_reference": msg("Check the number. It looks like BKL-7F3K-9QX2."),
    "bad_code": msg("The code has 6 letters and digits."),
    "no_match": msg("Number and code do not belong together. Check both and try again."),
    "no_letter": msg(
        "There is no letter with this number. Look at it again: it looks like SJ-01234-56789-0."
    ),
    "letter_wrong_code": msg("This is no hospital's code. Look at it again."),
    "letter_other_hospital": msg("This letter is made out to another hospital."),
    "choose_other_post": msg("Choose another post than the one that has it now."),
    "deadline_out_of_range": msg("Choose a time between 30 minutes and 30 days from now."),
    "choose_category": msg("We do not know this category. Choose one from the list."),
    "category_unclear": msg("More than one category fits: {names}. Write one of them in full."),
    "choose_earlier": msg("Choose the earlier report."),
    "not_mergeable": msg("That report is not open any more, or not yours. Choose another one."),
    "own_address": msg("This is your own office's address. Write the citizen's, or none."),
    "sealed_order": msg("A sealed report goes to its owner and the Inspectorate only: no order."),
    "bad_family_card": msg("The number of a family card has 16 digits."),
    "family_elsewhere": msg(
        "This card is of another city: its number does not begin with that of Bengkulu."
    ),
    "loan_quantity": msg("Write a whole number, at most {most}."),
    "loan_nothing": msg("Write how many you need of at least one thing."),
    "loan_day": msg("Choose a day of the calendar that is not closed."),
    "loan_village": msg("Choose the kelurahan: it must be in the city."),
    "loan_address": msg("Write the street and number, or a landmark near it."),
    "loan_phone": msg("Write a phone number: whoever brings it calls you."),
    "loan_terms": msg("Tick the box when you accept the rules."),
    "loan_taken": msg("Somebody else has this time. Take another one, or wait in line."),
    "loan_same_time": msg("That is the time that you have now. Choose another one."),
    "loan_thing": msg("Choose which one."),
    "loan_start": msg("Choose the hour from which on."),
    "loan_length": msg("Choose for how long."),
    "loan_choose_thing": msg("Choose one of the things."),
    "loan_held_back": msg("At this time no unit can be booked. Choose another time."),
    "loan_too_many": msg("There are not so many. Choose fewer."),
    "loan_choose_time": msg("Choose from when and how long."),
    "loan_overnight": msg("It must be back on the same day. Choose a shorter time."),
    "loan_too_long": msg("Choose a shorter time: at most {hours} hours, {days} days."),
    "loan_closed_hours": msg("It must be back before closing. Begin earlier, or take less time."),
    "loan_too_soon": msg("Ask at least {notice} hours before. Choose a later time."),
    "loan_too_far": msg("Ask at most {horizon} days ahead. Choose an earlier day."),
    "loan_closed_day": msg("It is not lent on every one of these days. Choose other days."),
    "nik_digits": msg("A NIK has 16 digits: look at the KTP or family card, and write it again."),
    "nik_province": msg("Check the first digits of the NIK: no province has them."),
    "nik_date": msg("Check the NIK: its digits 7 to 12 are a date of birth, and this is none."),
    "nik_serial": msg("Check the last four digits of the NIK: they cannot be 0000."),
    "person_needed": msg("Write the name as it stands on the KTP."),
    "criteria_needed": msg("Tick at least one. If none of them holds, the stipend is not for her."),
    "death_name": msg("Write the name of the one who died."),
    "death_name_only": msg("Write the name only. The NIK belongs in the field below."),
    "death_day": msg("Choose the day, or write the date."),
    "death_hour": msg("Write the hour as 14.30, or choose a part of the day below."),
    "death_part": msg("Choose about when it was, or write the hour."),
    "death_future": msg("This hour has not come yet. Look at the day and the hour again."),
    "death_long_ago": msg("This is more than a year ago. Please call your lurah, who helps you."),
    "death_village": msg("Choose the kelurahan: the house must be in the city."),
    "death_address": msg("Write the street and number, or a landmark near the house."),
    "death_children": msg("Write a whole number, at most {most}."),
    "death_phone": msg("Write a phone number: the lurah calls it."),
    "care_phone": msg("Write a phone number: the Health Agency calls it within the hour."),
    "form_too_large": msg("The form is too long to be sent. Shorten the text."),
    "form_unreadable": msg("The form did not arrive whole. Send it again."),
}


def problem_of(error: InvalidError, *, least: int = OWNER_TEXT_MIN, length: int = 0) -> Problems:
    """What the rules of a case found, as a field's problem. `least` is the text's lower limit."""
    return {error.field: Problem(error.code, {"least": least, "most": TEXT_MAX, "length": length})}


def text_problem(
    name: str, text: str, *, least: int = CITIZEN_TEXT_MIN, most: int = TEXT_MAX
) -> Problems:
    """Whether a text of a form keeps the limits that were said beside it."""
    length = len(text.strip())
    if length < least:
        return {name: Problem("text_too_short", {"least": least})}
    if length > most:
        values = {"most": _grouped(most), "length": _grouped(length)}
        return {name: Problem("text_too_long", values)}
    return {}


def _grouped(number: int) -> str:
    return f"{number:,}".replace(",", ".")


def shown(problems: Problems, locale: str) -> dict[str, str]:
    """Field to sentence, in the order of the fields."""
    say = translations(locale).gettext
    return {
        name: say(MESSAGES.get(one.code, MESSAGES["fill_in"])).format_map(_said(one, locale))
        for name, one in problems.items()
    }


def _said(problem: Problem, locale: str) -> dict[str, object]:
    """The values of a sentence; a text of the city in the reader's language."""
    return {
        name: value.get(locale) or value.get("id", "") if isinstance(value, Mapping) else value
        for name, value in problem.values.items()
    }
