"""A card as one post may see it: facts for the page, labels beside them."""

from functools import cached_property

from mandat.programmes.domain.terms import CardTerms
from mandat.records import record
from mandat.text.mark import msg
from mandat.text.words import show_date, show_day, show_time
from mandat.web.cards.desk import CardDesk
from mandat.web.cards.wording import ENDED, RESTS, STATUS, TAKEN_BY
from mandat.web.phones import show_phone
from mandat.web.report.summary import said

Fact = tuple[str, str]
UNNAMED = msg("A young person")


@record
class Paper:
    """What can be printed from the page of a card."""

    path: str
    title: str


class CardView:
    """Reads only what the post may see; each part once, when the page asks for it."""

    def __init__(self, card_desk: CardDesk) -> None:
        self._one = card_desk
        self._visit = card_desk.desk.visit
        self._say = self._visit.say
        self._locale = self._visit.locale
        self.card = card_desk.card

    @property
    def may_read(self) -> bool:
        return self._one.may_read

    @property
    def status(self) -> str:
        """A message id."""
        return STATUS[self.card.status]

    @property
    def rests(self) -> str:
        """A message id: why there is nothing to do; mostly empty."""
        return RESTS.get(self.card.status, "") if self._one.standing.makes else ""

    @property
    def name(self) -> str:
        person = self._one.person
        return person.name if person else self._say(UNNAMED)

    @property
    def phone(self) -> str:
        """E.164, to be called; empty where the register has none."""
        person = self._one.person
        return person.phone if person else ""

    @cached_property
    def facts(self) -> list[Fact]:
        """Label and value, as far as they are known and the post may know them."""
        return [one for one in (*self._of_person(), *self._of_card()) if one[1]]

    def _of_person(self) -> list[Fact]:
        person, say = self._one.person, self._say
        place = (say("Place"), self._place)
        if person is None:
            return [place]
        return [
            (say("Name"), person.name),
            ("NIK", f"•••• {person.last4}" if person.last4 else ""),
            (say("Born on"), show_date(person.born_on, self._locale)),
            place,
            ("RT/RW", person.neighbourhood),
            (say("Address"), person.address),
            (say("Phone"), show_phone(person.phone) if person.phone else ""),
        ]

    @property
    def _place(self) -> str:
        village = self._one.desk.catalogue.village(self.card.village)
        return f"{village.name}, {village.district}" if village else ""

    def _of_card(self) -> list[Fact]:
        card, say, locale = self.card, self._say, self._locale
        return [
            (say("Turns 17 on"), show_date(card.birthday, locale)),
            (say("Appointment"), self._appointment),
            (say("Data taken"), show_day(card.recorded_at, locale) if card.recorded_at else ""),
            (say("Printed"), show_day(card.printed_at, locale) if card.printed_at else ""),
            (say("To be brought on"), self._to_be_brought),
            (say("Tried before"), str(card.tries) if card.tries else ""),
            (say("Handed over"), self._handed_over),
            (say("Why not"), say(ENDED[card.reason]) if card.reason in ENDED else ""),
        ]

    @property
    def _to_be_brought(self) -> str:
        day = self.card.day
        return show_date(day, self._locale) if day and not self.card.is_over else ""

    @property
    def _appointment(self) -> str:
        card = self.card
        if card.appointed_at is None or card.recorded_at:
            return ""
        where = counter_title(card.counter, self._one.terms, self._locale)
        return f"{show_time(card.appointed_at, self._locale)}, {where}"

    @property
    def _handed_over(self) -> str:
        card = self.card
        if card.delivered_on is None:
            return ""
        to = self._say(TAKEN_BY[card.taken_by]) if card.taken_by in TAKEN_BY else ""
        return ", ".join(one for one in (show_date(card.delivered_on, self._locale), to) if one)

    @property
    def papers(self) -> list[Paper]:
        """The invitation to leave there, and the mayor's greeting."""
        one, token = self._one, self._one.desk.token
        if one.person is None or self.card.is_over:
            return []
        if self.card.recorded_at is None:
            title = msg("Invitation with its code (PDF)")
            return [Paper(f"/surat/ktp/kartu/{token}/undangan.pdf", self._say(title))]
        title = msg("The mayor's greeting (PDF)")
        return [Paper(f"/surat/ktp/kartu/{token}/ucapan.pdf", self._say(title))]


def counter_title(counter: str, terms: CardTerms, locale: str) -> str:
    """As the terms call it now; its id when they do not know it any more."""
    found = next((one for one in terms.counters if one.id == counter), None)
    return said(found.title, locale) if found else counter
