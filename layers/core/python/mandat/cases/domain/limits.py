"""The figures and the closed lists of the rules: what forms say beside a field, and check."""

from datetime import timedelta

OWNER_TEXT_MIN = 20
CITIZEN_TEXT_MIN = 10
TEXT_MAX = 4000
COMMENT_TEXT_MIN = 3
TRANSFERS_MAX = 3
ADDITIONS_MAX = 50
COMMENTS_MAX = 200
TELL_TRIES_MAX = 3
CONFIRMATIONS_MAX = 2
PHOTOS_MAX = 3
ORDER_MIN = timedelta(minutes=30)
ORDER_MAX = timedelta(days=30)
STARS = range(1, 6)
FIRST_TASK = "T1"

TRANSFER_REASONS = frozenset({"other_agency", "wrong_place", "unclear"})
REJECT_REASONS = frozenset(
    {"not_city", "already_done", "not_found", "private_dispute", "incomplete", "against_law"}
)
REFUSE_REASONS = frozenset({"not_done", "half_done", "came_back", "wrong_answer", "rude"})
ERASE_REASONS = frozenset({"asked", "desk"})
