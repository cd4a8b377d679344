"""«Kabari warga»: what a post says to a citizen by phone or WhatsApp.

Neither the text nor the address holds the tracking link, the code or what was written.
"""

from urllib.parse import quote

from mandat.cases.domain.model import Case, CaseStatus, Outcome
from mandat.cases.domain.timing import promised_by
from mandat.city.domain import Catalogue
from mandat.messaging.speech import Speech
from mandat.platform.ids import show_reference
from mandat.platform.links import site
from mandat.story.timeline import post_title
from mandat.text.mark import msg

ASKED = msg(
    "Hello, this is {office}. We have a question about your report {reference}. Please answer it "
    "at {site} with your report number and code."
)
ANSWERED = msg(
    "Hello, this is {office}. Your report {reference} has been answered. Read it at {site} with "
    "your report number and code, and tell us there whether you are satisfied or not."
)
REMINDED = msg(
    "Hello, this is {office}. Your report {reference} has been answered, and you have not said "
    "yet whether you are satisfied or not. You can do so at {site} with your number and code."
)
ENDED = msg(
    "Hello, this is {office}. Your report {reference} is closed without agreement. Read more at "
    "{site} with your report number and code. You can still go to the Ombudsman."
)
LENT = msg(
    "Hello, this is {office}. There is news of your request {reference}. Please read it at {site} "
    "with its number and code."
)


GROUP = msg("*Citizen's report {reference}*\n{title}, {place}\nWith: {owner}\nDone before: {time}")


def group_text(case: Case, catalogue: Catalogue) -> str:
    """What a group of officials may read: no name, contact, free text or link."""
    village = catalogue.village(case.village)
    speech = Speech("id")
    return speech.say(
        GROUP,
        reference=show_reference(case.id),
        title=speech.of(case.service_title),
        place=village.name if village else catalogue.city_name,
        owner=post_title(case.owner, catalogue),
        time=speech.time(promised_by(case)),
    )


def tell_text(case: Case, office: str, locale: str) -> str:
    """What the citizen must hear now, in the citizen's language; `office` is a post's title."""
    names = {"office": office, "reference": show_reference(case.id), "site": site("/")}
    return Speech(locale).say(_needed(case), **names)


def _needed(case: Case) -> str:
    if case.booking or case.programme:
        return LENT
    if case.outcome is Outcome.NO_AGREEMENT:
        return ENDED
    if case.status is not CaseStatus.ANSWERED:
        return ASKED
    return REMINDED if case.told_at else ANSWERED


def whatsapp_url(phone: str, text: str) -> str:
    """wa.me takes digits only; `phone` is E.164, empty to let the sender choose a chat or group."""
    digits = "".join(c for c in phone if c.isdigit())
    return f"https://wa.me/{digits}?text={quote(text, safe='')}"


def phone_url(phone: str) -> str:
    return f"tel:{phone}"
