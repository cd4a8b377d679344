"""The transition table of an identity card, as literal data: what is not here cannot happen."""

from collections.abc import Mapping

from mandat.idcard.domain.model import CardStatus as C

CARD: Mapping[tuple[C | None, str], C] = {
    (None, "CardExpected"): C.EXPECTED,
    (C.EXPECTED, "CardInvited"): C.INVITED,
    (C.EXPECTED, "CardAppointed"): C.APPOINTED,
    (C.EXPECTED, "CardRecorded"): C.RECORDED,
    (C.EXPECTED, "CardMoved"): C.EXPECTED,
    (C.EXPECTED, "CardEnded"): C.ENDED,
    (C.INVITED, "CardInvited"): C.INVITED,
    (C.INVITED, "CardVisitAsked"): C.VISITING,
    (C.INVITED, "CardAppointed"): C.APPOINTED,
    (C.INVITED, "CardRecorded"): C.RECORDED,
    (C.INVITED, "CardMoved"): C.INVITED,
    (C.INVITED, "CardEnded"): C.ENDED,
    (C.VISITING, "CardVisited"): C.INVITED,
    (C.VISITING, "CardAppointed"): C.APPOINTED,
    (C.VISITING, "CardRecorded"): C.RECORDED,
    (C.VISITING, "CardMoved"): C.VISITING,
    (C.VISITING, "CardEnded"): C.ENDED,
    (C.APPOINTED, "CardAppointed"): C.APPOINTED,
    (C.APPOINTED, "CardAppointmentLost"): C.INVITED,
    (C.APPOINTED, "CardRecorded"): C.RECORDED,
    (C.APPOINTED, "CardMoved"): C.APPOINTED,
    (C.APPOINTED, "CardEnded"): C.ENDED,
    (C.RECORDED, "CardPrinted"): C.PRINTED,
    (C.RECORDED, "CardMoved"): C.RECORDED,
    (C.RECORDED, "CardEnded"): C.ENDED,
    (C.PRINTED, "CardHandedOut"): C.OUT,
    (C.PRINTED, "CardDelivered"): C.DELIVERED,
    (C.PRINTED, "CardMoved"): C.PRINTED,
    (C.PRINTED, "CardEnded"): C.ENDED,
    (C.OUT, "CardNotHandedOver"): C.OUT,
    (C.OUT, "CardDelivered"): C.DELIVERED,
    (C.OUT, "CardMoved"): C.OUT,
    (C.OUT, "CardEnded"): C.ENDED,
    # After an appeal: whoever was said to refuse is invited after all.
    (C.ENDED, "CardInvited"): C.INVITED,
    (C.ENDED, "CardRecorded"): C.RECORDED,
}
