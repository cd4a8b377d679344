"""The figures and the closed lists of the rules about identity cards at 17."""

from datetime import timedelta

MAIL, LIST = "mail", "list"
HOW_INVITED = frozenset({MAIL, LIST})
FOUND = frozenset({"told", "away", "unknown"})
CANCELLED, MISSED = "cancelled", "missed"
LOST_BECAUSE = frozenset({CANCELLED, MISSED})
AT_HOME = frozenset({"not_home", "asked_later"})
TAKEN_BY = frozenset({"self", "family"})
PROOFS = frozenset({"photo", "signature"})
# By the register; and what a lurah hears at the door, which the register may not know yet.
DIED, DECEASED = "died", "deceased"
# Who refuses, has moved out of the city, has a card from elsewhere, or is not whom the register
# thinks: whoever has the task says so.
SYSTEM_END_REASONS = frozenset({DIED})
POST_END_REASONS = frozenset({"refused", "moved_away", "has_card", "not_resident", DECEASED})
# Why a task goes to the lurah, and back to whoever makes cards.
VISIT, VISITED, DELIVERY = "visit", "visited", "delivery"
# A lurah who found nobody comes again within this.
AGAIN_WITHIN = timedelta(days=14)
# Whose birthday is nearer than this, or over, has the service's own time.
LEAST_TIME = timedelta(days=14)
