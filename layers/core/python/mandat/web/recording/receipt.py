"""What the citizen is told of a report that a post wrote down: read out, or sent to their number.

Number, code and link go to the citizen through the recorder's hands, once. So they are marked as
handed: they cannot close the case. Of a sealed report not even that is handed out.
"""

from dataclasses import field

from mandat.cases.domain.model import Case
from mandat.messaging.share import whatsapp_url
from mandat.platform import secrets
from mandat.platform.ids import show_reference
from mandat.platform.links import track_url
from mandat.records import record
from mandat.text.mark import msg
from mandat.text.words import translations
from mandat.web.phones import is_mobile, read_phone

CITIZENS_LOCALE = "id"
SHARE = msg(
    "Your report to {city} has been written down by {post}.\nNumber: {reference}\nCode: {code}\n"
    "Secret link: {link}\nDo not pass this message on: whoever has it can read your report."
)
SEALED = msg(
    "Your report to {city} has been written down by {post}.\nNumber: {reference}\n"
    "The office in charge will get in touch with you."
)


@record
class Handed:
    """`whatsapp` is empty without a mobile number; `code` and `link` of a sealed report are."""

    reference: str
    code: str = field(repr=False)
    link: str = field(repr=False)
    text: str = field(repr=False)
    whatsapp: str = field(repr=False)


def handed(case: Case, cause: str, phone: str, *, city: str, post: str) -> Handed:
    """`phone` as it was typed, `post` the recorder's title; `cause` made the case."""
    reference = show_reference(case.id)
    code = "" if case.sealed else secrets.tracking_code(cause)
    link = "" if case.sealed else track_url(case.id, handed=True)
    words = translations(CITIZENS_LOCALE).gettext(SEALED if case.sealed else SHARE)
    text = words.format(city=city, post=post, reference=reference, code=code, link=link)
    return Handed(reference, code, link, text, _whatsapp(phone, text))


def _whatsapp(phone: str, text: str) -> str:
    number = read_phone(phone)
    return whatsapp_url(number, text) if number and is_mobile(number) else ""
