"""The figures and the closed lists of the rules of the stipend."""

from datetime import timedelta

APPLICANTS = frozenset({"self", "family", "rt", "lurah"})
REFUSE_REASONS = frozenset(
    {"criteria_not_met", "not_resident", "other_aid", "not_found", "died", "incomplete"}
)
STOP_REASONS = frozenset({"death", "moved", "no_longer_poor", "asked"})
# Those that a post may say; a death is reported, and stops it by itself.
POST_REASONS = STOP_REASONS - {"death"}
# Whose own mail it is: an RT head or a lurah asked for somebody else.
OWN = frozenset({"self", "family"})
HOW_PAID = frozenset({"bank", "cash"})
# What whoever paid shows; the recipient's own link is the third proof.
PROOFS = frozenset({"photo", "signature"})
LINK = "link"
# Why a task goes from the lurah who was there to whoever approves.
VERIFIED = "verified"
# How far ahead the first month of somebody new may lie.
MONTHS_AHEAD = 3
# Money has left the city's hands: until then its arrival must be proved.
PROVE_WITHIN = timedelta(days=7)
# A payment that is opened later than this before its day has the service's own time instead.
LEAST_TIME = timedelta(days=3)
# Missed days heal as far back as this.
MONTHS_BACK = 12
