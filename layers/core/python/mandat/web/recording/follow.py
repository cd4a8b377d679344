"""A citizen tells what is known already: the post lets them follow it instead of filing anew."""

from aws_lambda_powertools.event_handler import Response

from mandat.cases.domain.model import Case
from mandat.following.commands import follow_case
from mandat.messaging.share import whatsapp_url
from mandat.platform.ids import show_reference
from mandat.platform.links import follow_url
from mandat.platform.observability import count
from mandat.text.mark import msg
from mandat.text.words import translations
from mandat.web.phones import is_mobile, read_phone
from mandat.web.recording.entry import Entry
from mandat.web.recording.memory import cookie_of
from mandat.web.recording.page import Counter
from mandat.web.recording.receipt import CITIZENS_LOCALE

SHARE = msg(
    "{city} knows of this already: report {reference}, {title}. Here you see how it goes: {link}"
)


def let_follow(counter: Counter, entry: Entry, case: Case) -> Response[str]:
    """The citizen's link to `case`, to be sent to their number or read from the page."""
    visit, draft = counter.visit, entry.draft
    seed = draft.email or read_phone(draft.phone) or visit.request.value("key")
    follower = follow_case(case, seed, draft.email, CITIZENS_LOCALE, visit.now)
    link = follow_url(case.id, follower.hash)
    text = _text(case, counter.catalogue.city_name, link)
    number = read_phone(draft.phone)
    count("CommandAccepted")
    answer = visit.page(
        "recording/followed.html",
        counter=counter,
        case=case,
        text=text,
        link=link,
        whatsapp=whatsapp_url(number, text) if number and is_mobile(number) else "",
    )
    answer.cookies.append(cookie_of(entry))
    return answer


def _text(case: Case, city: str, link: str) -> str:
    title = case.service_title.get(CITIZENS_LOCALE, "")
    say = translations(CITIZENS_LOCALE).gettext
    return say(SHARE).format(city=city, reference=show_reference(case.id), title=title, link=link)
