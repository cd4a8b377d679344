"""The figures and the closed lists of the rules of fostering."""

from datetime import timedelta

# Why a child is without a fosterer: it is new, its official left office or died, it came back.
NEW, LEFT, DIED, RETURNED = "new", "left", "died", "returned"
BECAUSE = frozenset({NEW, LEFT, DIED, RETURNED})
# Why an official leaves the programme.
LEAVE_REASONS = frozenset({"retired", "moved_office", "resigned", "died", "other"})
GROWN_UP, UNDONE, CHILD_DIED = "grown_up", "undone", "died"
# Why a fostering ends: by the system, or by the post that keeps the programme.
END_REASONS = frozenset({GROWN_UP, UNDONE, CHILD_DIED, "moved", "declined", "not_orphan"})
POST_END_REASONS = frozenset({CHILD_DIED, "moved", "declined", "not_orphan"})
# Why nothing is owed for a period: the fostering ended, or another official owes it now.
HANDED_ON = "handed_on"
VOID_REASONS = END_REASONS | {HANDED_ON}
SLIP, VISIT, PHOTO = "slip", "visit", "photo"
PROOFS = frozenset({SLIP, VISIT, PHOTO})
SCHOOL = frozenset({"attends", "too_young", "not_enrolled", "absent", "needs"})
HEALTH = frozenset({"well", "ill", "needs"})
SCHOOL_WELL = frozenset({"attends", "too_young"})
HEALTH_WELL = frozenset({"well"})
WHAT = frozenset({"nothing_came", "too_little", "nobody_looks", "other"})
COMPLAINED_BY = frozenset({"child", "guardian"})
# A slip of a pen: no month of one child costs more.
MOST_RUPIAH = 100_000_000
# The daily run looks that far ahead: a day, and half a one for what comes late.
NEXT_RUN = timedelta(hours=36)
# Who got a child on the last days of a period has this long for what he owes.
LEAST_TIME = timedelta(days=7)
# Missed days heal as far back as this.
MONTHS_BACK = 3
# More than anybody may foster.
QUOTA_MAX = 50
