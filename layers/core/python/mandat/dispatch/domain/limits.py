"""The figures and the closed lists of the rules of emergency calls."""

from datetime import timedelta

# Source: docs/decisions/2026-11-24-one-ambulance-at-a-time.md.
ANSWER_WITHIN = timedelta(minutes=2)
ALARM_AFTER = timedelta(minutes=5)
TAKE_BACK_WITHIN = timedelta(minutes=1)
# A desk that has no free unit is told so again, and every unit is asked anew.
SEARCH_EVERY = timedelta(minutes=2)
SEARCH_SELDOM = timedelta(minutes=15)
SEARCHES_OFTEN = 15

# So many false calls of a number in so long: its next calls are confirmed by the desk first.
FALSE_CALLS = 2
FALSE_FOR = timedelta(days=30)
# Calls of a number in a day beyond which the desk confirms first as well.
CALLS_A_DAY = 3

FOR_WHOM = frozenset({"patient", "body"})
WORDS_MIN = 5
WORDS_MAX = 300

# Why a crew cannot come. After some of these the unit is out of service until the desk says else.
CANNOT_REASONS = frozenset({"breakdown", "no_crew", "other_duty", "too_far"})
OUT_REASONS = frozenset({"breakdown", "no_crew", "other_duty"})
# Why the desk takes a unit off the board.
SERVICE_REASONS = frozenset({"breakdown", "maintenance", "no_crew", "other_duty"})
# How a call comes to the next unit besides: no answer in time, or by the word of the desk.
NO_ANSWER, REASSIGNED = "no_answer", "reassigned"
