"""What a post says to a citizen who has a number only: by phone, or as a WhatsApp message.

The text holds neither link nor code: only the citizen has those. A sealed case is not told
about in a message that others may read on the citizen's phone.
"""

from collections.abc import Mapping, Sequence
from dataclasses import field
from urllib.parse import quote

from mandat.cases.domain.facts import Event
from mandat.cases.domain.model import Case, CaseStatus
from mandat.personal.domain import Said
from mandat.platform.ids import show_reference
from mandat.records import record
from mandat.text.mark import msg
from mandat.text.words import translations
from mandat.web.phones import show_phone

GIST_MAX = 300
ANSWERS = frozenset({"TaskFinished", "TaskRejected", "LeaderAnswered", "AnswerConfirmed"})
QUESTIONS = frozenset({"CitizenAsked"})

_HELLO = msg("Good day. This is the government of {city}, about your report {reference}. ")
_ABOUT = msg("Good day. This is the government of {city}, about your report {reference}: {title}. ")
_ASKED = msg("We need to ask you something: “{gist}” You can answer on the page of your report.")
_ANSWERED = msg("It has been answered: “{gist}” Are you satisfied? Say so on its page.")
_ENDED = msg("It is closed without agreement. On its page you see whom else you can turn to.")
_SEALED = msg("There is news for you. Please open the page of your report.")


@record
class Telling:
    """`tel` and `whatsapp` are addresses to tap; `number` is how people read it."""

    number: str = field(repr=False)
    tel: str = field(repr=False)
    whatsapp: str = field(repr=False)
    text: str = field(repr=False)


def telling(case: Case, phone: str, words: str, city: str, locale: str) -> Telling:
    """`words` is what the message quotes, `locale` the citizen's language."""
    text = _text(case, words, city, locale)
    digits = phone.removeprefix("+")
    link = f"https://wa.me/{digits}?text={quote(text, safe='')}"
    return Telling(show_phone(phone), f"tel:{phone}", link, text)


def quoted(case: Case, events: Sequence[Event], texts: Mapping[int, Said]) -> str:
    """The latest question or answer, as the case now stands."""
    kinds = QUESTIONS if case.status is CaseStatus.OPEN else ANSWERS
    last = next((one for one in reversed(events) if one.type in kinds), None)
    said = texts.get(last.seq) if last else None
    return said.text if said else ""


def _text(case: Case, words: str, city: str, locale: str) -> str:
    say = translations(locale).gettext
    title = case.service_title.get(locale) or case.service_title.get("id", "")
    values = {"city": city, "reference": show_reference(case.id), "title": title}
    if case.sealed:
        return say(_HELLO).format_map(values) + say(_SEALED)
    return say(_ABOUT).format_map(values) + say(_matter(case)).format(gist=_gist(words))


def _matter(case: Case) -> str:
    if case.status is CaseStatus.CLOSED:
        return _ENDED
    return _ASKED if case.status is CaseStatus.OPEN else _ANSWERED


def _gist(words: str) -> str:
    plain = " ".join(words.split())
    return plain if len(plain) <= GIST_MAX else f"{plain[:GIST_MAX].rstrip()}…"
