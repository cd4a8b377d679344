"""What a post may do about an identity card as it is now. Pure; the tables decide."""

from collections.abc import Callable, Mapping
from datetime import datetime
from enum import StrEnum

from mandat.cases.domain.model import Case, CaseStatus
from mandat.idcard.domain.model import Card, CardStatus
from mandat.idcard.domain.transitions import CARD
from mandat.programmes.domain.terms import CardTerms
from mandat.records import record


class Action(StrEnum):
    """An acting form; the value is the last word of its address, /t/<token>/<value>."""

    RECORD = "rekam"
    PRINT = "cetak"
    DELIVER = "serahkan-ktp"
    VISIT = "hasil-kunjungan"
    NOT_HOME = "tidak-di-rumah"
    APPOINT = "jadwalkan-rekam"
    NOT_COME = "tidak-hadir-rekam"
    MOVE = "pindah-kelurahan"
    END = "akhiri-ktp"


@record
class Standing:
    """A post before a card and its case, at a moment."""

    case: Case
    card: Card
    terms: CardTerms
    post: str
    now: datetime

    @property
    def makes(self) -> bool:
        return self.post == self.terms.made_by

    @property
    def owns(self) -> bool:
        return self.post == self.case.owner

    @property
    def holds(self) -> bool:
        """Has the task, or makes cards."""
        return self.makes or self.owns


Holds = Callable[[Standing], bool]


def _makes(one: Standing) -> bool:
    return one.makes


def _owns(one: Standing) -> bool:
    return one.owns


def _holds(one: Standing) -> bool:
    return one.holds


def _missed(one: Standing) -> bool:
    """Nobody has missed what lies ahead."""
    at = one.card.appointed_at
    return one.makes and at is not None and at <= one.now


# The fact that each would add, and what else must hold; in the order in which a page offers them.
RULES: Mapping[Action, tuple[str, Holds]] = {
    Action.RECORD: ("CardRecorded", _makes),
    Action.PRINT: ("CardPrinted", _makes),
    Action.DELIVER: ("CardDelivered", _holds),
    Action.VISIT: ("CardVisited", _owns),
    Action.NOT_HOME: ("CardNotHandedOver", _owns),
    Action.APPOINT: ("CardAppointed", _holds),
    Action.NOT_COME: ("CardAppointmentLost", _missed),
    Action.MOVE: ("CardMoved", _holds),
    Action.END: ("CardEnded", _holds),
}
# The button of a page, by how the card stands; what is not here has none.
MAIN: Mapping[CardStatus, Action] = {
    CardStatus.APPOINTED: Action.RECORD,
    CardStatus.RECORDED: Action.PRINT,
    CardStatus.VISITING: Action.VISIT,
    CardStatus.OUT: Action.DELIVER,
}


def allowed(one: Standing) -> tuple[Action, ...]:
    """What is open to the post."""
    if one.case.status is not CaseStatus.OPEN or one.case.task is None:
        return ()
    return tuple(
        action
        for action, (fact, holds) in RULES.items()
        if (one.card.status, fact) in CARD and holds(one)
    )


def main_of(actions: tuple[Action, ...], card: Card) -> Action | None:
    """The one act that the page has a button for."""
    found = MAIN.get(card.status)
    return found if found in actions else None
