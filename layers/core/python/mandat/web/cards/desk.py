"""One post's visit of one card: its case's desk, whose it is, and the terms of today."""

from functools import cached_property

from mandat.errors import NotFoundError
from mandat.idcard import store
from mandat.idcard.domain.model import Card
from mandat.programmes.domain.person import Person
from mandat.programmes.domain.terms import CardTerms
from mandat.programmes.knowing import Look, known
from mandat.programmes.terms_store import load_programmes
from mandat.records import record
from mandat.web.cards.permits import Action, Standing, allowed, main_of
from mandat.web.staff.desk import Desk, desk_of
from mandat.web.visit import Visit

LOOKED = "card_case"


@record
class CardDesk:
    """`card` is as it was when the page was asked for."""

    desk: Desk
    card: Card

    @cached_property
    def terms(self) -> CardTerms:
        return load_programmes().card

    @cached_property
    def standing(self) -> Standing:
        desk = self.desk
        return Standing(desk.case, self.card, self.terms, desk.viewer.id, desk.now)

    @cached_property
    def allowed(self) -> tuple[Action, ...]:
        return allowed(self.standing)

    @property
    def main(self) -> Action | None:
        return main_of(self.allowed, self.card)

    @property
    def may_read(self) -> bool:
        """Who makes cards reads it too while the lurah has it."""
        return self.desk.sight.content or self.standing.makes

    @cached_property
    def person(self) -> Person | None:
        """Whose card it is, for who has the task or makes cards; each look is logged."""
        desk = self.desk
        if not self.standing.holds:
            return None
        try:
            look = Look(desk.viewer.actor, LOOKED, desk.now)
            return known(self.card.person, look, desk.case.id)
        except NotFoundError:
            return None

    @property
    def lurah(self) -> str:
        """Of the kelurahan where the card goes."""
        village = self.desk.catalogue.village(self.card.village)
        return village.lurah_id if village else ""


def with_card(desk: Desk) -> CardDesk:
    """Raises NotFoundError for a case of anything else."""
    card = store.load(desk.case.id)
    if card is None:
        raise NotFoundError("no_card")
    return CardDesk(desk, card)


def card_desk_of(visit: Visit, token: str) -> CardDesk:
    """Raises LinkExpiredError, LinkError or NotFoundError."""
    return with_card(desk_of(visit, token))
