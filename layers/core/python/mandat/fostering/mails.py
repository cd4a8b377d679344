"""Mail to posts about a child without a fosterer, a duty that is late, or help that did not come.

No child's name stands in any of them: who must know it opens the page.
"""

from mandat.fostering import store
from mandat.fostering.domain.model import Complaint, Duty, Need, Subject
from mandat.fostering.wording import wording_of
from mandat.messaging import parts
from mandat.messaging.compose import lead_of
from mandat.messaging.mail import Block, Mail
from mandat.messaging.matter import Matter
from mandat.messaging.names import names as of_any_case
from mandat.messaging.wording import WORDINGS as OF_ANY_CASE
from mandat.programmes import letters
from mandat.programmes.letters import Letter
from mandat.programmes.terms_store import load_programmes
from mandat.story.fosterings import WHAT, show_period
from mandat.story.stipends import show_rupiah
from mandat.text.mark import msg

WHO_SAID = msg("Whom to call")


def compose(matter: Matter) -> Mail:
    """The mail for the post of `matter.message`. Raises LookupError for a case without either."""
    subject = store.load(matter.case.id)
    if subject is None:
        raise LookupError("no_fostering")
    kind = matter.message.kind
    wording = wording_of(kind, subject) or OF_ANY_CASE[kind]
    letter = Letter(
        wording,
        names(matter, subject),
        facts=letters.post_facts(matter),
        url=letters.url_of(matter, {}),
        lead=lead_of(matter, wording),
        first=parts.first(matter),
        blocks=_blocks(matter, subject),
    )
    return letters.mail(matter, letter)


def names(matter: Matter, subject: Subject) -> dict[str, str]:
    """Every name that a wording may hold; one that does not apply is empty."""
    village, terms = matter.village, load_programmes().fostering
    return {
        **of_any_case(matter),
        "place": village.name if village else matter.catalogue.city_name,
        "days": str(terms.leaders_days),
        "amount": show_rupiah(terms.least_amount),
        **_own(matter, subject),
    }


def _own(matter: Matter, subject: Subject) -> dict[str, str]:
    speech = matter.speech
    if isinstance(subject, Need):
        return {"since": speech.time(subject.waiting_since)}
    if isinstance(subject, Complaint):
        return {"what": _sentence(speech.say(WHAT.get(subject.what, subject.what)))}
    period = show_period(subject.period, speech.locale)
    return {"period": period, "official": _official(subject)}


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]


def _official(duty: Duty) -> str:
    found = store.load_official(duty.official)
    return found.name if found else duty.official


def _blocks(matter: Matter, subject: Subject) -> tuple[Block | None, ...]:
    """A complaint is told as any report is; of a child without one the page says more."""
    if isinstance(subject, Complaint):
        return letters.usual(matter, WHO_SAID)
    return (letters.story(matter),)
