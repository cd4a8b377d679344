"""What has happened to an identity card: facts on the record of its case, codes and ids only.

The case cannot end before the card is in somebody's hands, or its way is over (`pending`).
"""

from datetime import datetime
from typing import ClassVar

from mandat.records import record


@record
class CardExpected:
    """Somebody turns 17 on `birthday`, a local day, and lives in `village`."""

    pending: ClassVar[bool] = True
    person: str
    birthday: str
    village: str


@record
class CardInvited:
    """To have the biometrics recorded: for the `number`th time; `how` is mail or list."""

    pending: ClassVar[bool] = True
    number: int
    how: str


@record
class CardVisitAsked:
    """Nobody answers the invitations. TaskTransferred to the lurah `to` follows."""

    pending: ClassVar[bool] = True
    to: str


@record
class CardVisited:
    """The lurah was there: `found` is told, away or unknown. TaskTransferred back follows."""

    pending: ClassVar[bool] = True
    found: str
    text: bool = False


@record
class CardAppointed:
    """A counter is kept for them, for half an hour from `at` on."""

    pending: ClassVar[bool] = True
    counter: str
    at: datetime


@record
class CardAppointmentLost:
    """`why` is cancelled or missed: they are invited as before."""

    pending: ClassVar[bool] = True
    counter: str
    why: str


@record
class CardRecorded:
    """Fingers, eyes and face are taken."""

    pending: ClassVar[bool] = True


@record
class CardPrinted:
    """It lies at Dukcapil, to be brought on `day`, a local day."""

    pending: ClassVar[bool] = True
    day: str


@record
class CardHandedOut:
    """To the lurah who brings it on `day`. TaskTransferred follows."""

    pending: ClassVar[bool] = True
    to: str
    day: str


@record
class CardNotHandedOver:
    """Nobody was there; the lurah comes again on `day`. TaskScheduled follows."""

    pending: ClassVar[bool] = True
    why: str
    day: str
    text: bool = False


@record
class CardMoved:
    """They live in another `village` of the city. TaskTransferred follows when a lurah has it."""

    pending: ClassVar[bool] = True
    village: str


@record
class CardDelivered:
    """`taken_by` is self or family; `proof` is photo or signature. TaskFinished follows."""

    pending: ClassVar[bool] = False
    day: str
    taken_by: str
    proof: str
    text: bool = False
    photos: tuple[str, ...] = ()


@record
class CardEnded:
    """For a `reason` of the limits. TaskRejected or CaseClosed follows."""

    pending: ClassVar[bool] = False
    reason: str


CardFact = (
    CardExpected
    | CardInvited
    | CardVisitAsked
    | CardVisited
    | CardAppointed
    | CardAppointmentLost
    | CardRecorded
    | CardPrinted
    | CardHandedOut
    | CardNotHandedOver
    | CardMoved
    | CardDelivered
    | CardEnded
)
