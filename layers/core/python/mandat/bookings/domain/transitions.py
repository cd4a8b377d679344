"""The transition table of a booking, as literal data: what is not here cannot happen."""

from collections.abc import Mapping

from mandat.bookings.domain.model import BookingStatus as B

BOOKING: Mapping[tuple[B | None, str], B] = {
    (None, "BookingHeld"): B.HELD,
    (None, "BookingWaitlisted"): B.WAITING,
    (B.WAITING, "BookingOffered"): B.OFFERED,
    (B.WAITING, "BookingCancelled"): B.CANCELLED,
    (B.WAITING, "BookingExpired"): B.EXPIRED,
    (B.OFFERED, "BookingAccepted"): B.HELD,
    (B.OFFERED, "BookingCancelled"): B.CANCELLED,
    (B.OFFERED, "BookingExpired"): B.EXPIRED,
    (B.HELD, "BookingApproved"): B.APPROVED,
    (B.HELD, "BookingDeclined"): B.DECLINED,
    (B.HELD, "BookingProposed"): B.PROPOSED,
    (B.HELD, "BookingMoved"): B.HELD,
    (B.HELD, "BookingCancelled"): B.CANCELLED,
    (B.HELD, "BookingExpired"): B.EXPIRED,
    (B.PROPOSED, "BookingChosen"): B.APPROVED,
    (B.PROPOSED, "BookingDeclined"): B.DECLINED,
    (B.PROPOSED, "BookingCancelled"): B.CANCELLED,
    (B.PROPOSED, "BookingExpired"): B.EXPIRED,
    (B.APPROVED, "BookingMoved"): B.APPROVED,
    (B.APPROVED, "BookingCancelled"): B.CANCELLED,
    (B.APPROVED, "BookingPreempted"): B.PREEMPTED,
    (B.APPROVED, "BookingHandedOver"): B.HANDED_OVER,
    (B.APPROVED, "BookingNoShow"): B.NO_SHOW,
    (B.APPROVED, "BookingReminded"): B.APPROVED,
    (B.HANDED_OVER, "BookingReminded"): B.HANDED_OVER,
    (B.HANDED_OVER, "BookingReturned"): B.RETURNED,
    (B.PREEMPTED, "BookingMoved"): B.APPROVED,
    (B.PREEMPTED, "BookingCancelled"): B.CANCELLED,
    (B.PREEMPTED, "BookingExpired"): B.EXPIRED,
    (B.DECLINED, "BookingProposed"): B.PROPOSED,
    (B.EXPIRED, "BookingProposed"): B.PROPOSED,
}
