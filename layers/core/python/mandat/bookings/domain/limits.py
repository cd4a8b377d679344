"""The figures and the closed lists of the rules of bookings."""

from datetime import timedelta

DECLINE_REASONS = frozenset({"official_duty", "outside_terms", "not_fit", "incomplete"})
PREEMPT_REASONS = frozenset({"official_duty", "breakdown", "emergency"})
# Why a post keeps a thing for the city, for how many days in one go, and how far ahead.
CLOSED_REASONS = frozenset({"official_duty", "maintenance", "breakdown"})
CLOSED_SPAN = timedelta(days=31)
CLOSED_AHEAD = timedelta(days=730)
OFFER_HOURS = 24
OFFER_HOURS_NEAR = 2
NEAR = timedelta(days=3)
# A booking that is not returned: the driver, then the post, then its superior.
OVERDUE = (timedelta(hours=1), timedelta(hours=3), timedelta(hours=24))
BEFORE_START = (timedelta(hours=72), timedelta(hours=24), timedelta(hours=3))
HANDED_OVER_EARLY = timedelta(hours=12)
NO_SHOW_AFTER = timedelta(minutes=30)
ITEMS_MAX = 4
WAITING_MAX = 20
