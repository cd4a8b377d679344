"""Mail about a card at 17: to whom it is for, and to posts when one is late; nobody's name."""

from mandat.idcard import store
from mandat.idcard.domain import facts as c
from mandat.idcard.domain.model import Card
from mandat.idcard.wording import OF_CARDS, WORDINGS
from mandat.messaging import parts
from mandat.messaging.compose import lead_of
from mandat.messaging.mail import Mail
from mandat.messaging.matter import Matter
from mandat.messaging.names import names as of_any_case
from mandat.messaging.wording import WORDINGS as OF_ANY_CASE
from mandat.messaging.wording import Wording
from mandat.platform.links import card_url
from mandat.programmes import letters
from mandat.programmes.letters import Letter
from mandat.programmes.terms_store import load_programmes
from mandat.programmes.wording import OF_ITS_CASE
from mandat.text.mark import msg
from mandat.text.words import show_date

WHOM_TO_CALL = msg("Whom to call")


def compose(matter: Matter) -> Mail:
    """The mail for the reader of `matter.message`. Raises LookupError for a case without a card."""
    card = store.load(matter.case.id)
    if card is None:
        raise LookupError("no_card")
    wording, is_post = _wording_of(matter), bool(matter.message.post)
    own = matter.message.kind in WORDINGS
    letter = Letter(
        wording,
        names(matter, card),
        facts=letters.post_facts(matter) if is_post else letters.citizen_facts(matter),
        url=card_url(matter.case.id) if own else letters.url_of(matter, {}),
        lead=lead_of(matter, wording),
        first=parts.first(matter),
        blocks=() if own else letters.usual(matter, WHOM_TO_CALL),
    )
    return letters.mail(matter, letter)


def _wording_of(matter: Matter) -> Wording:
    kind = matter.message.kind
    tables = (WORDINGS, OF_CARDS, OF_ITS_CASE, OF_ANY_CASE)
    return next(table[kind] for table in tables if kind in table)


def names(matter: Matter, card: Card) -> dict[str, str]:
    """Every name that a wording may hold; one that does not apply is empty."""
    village, speech = matter.village, matter.speech
    return {
        **of_any_case(matter),
        "place": village.name if village else matter.catalogue.city_name,
        "birthday": show_date(card.birthday, speech.locale),
        "day": show_date(card.day, speech.locale) if card.day else "",
        **_appointment(matter),
    }


def _appointment(matter: Matter) -> dict[str, str]:
    """The time and the counter that the event tells of."""
    fact, speech = matter.event.fact, matter.speech
    if not isinstance(fact, c.CardAppointed):
        return {"when": "", "where": ""}
    counters = load_programmes().card.counters
    found = next((one for one in counters if one.id == fact.counter), None)
    where = speech.of(found.title) if found else fact.counter
    return {"when": speech.time(fact.at), "where": where}
