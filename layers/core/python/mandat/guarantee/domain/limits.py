"""The closed lists of the rules about care without payment."""

from collections.abc import Mapping

APPLICANTS = frozenset({"self", "family", "rt", "hospital"})
REFUSE_REASONS = frozenset({"not_poor", "not_resident", "insured", "not_found", "incomplete"})
VOID_REASONS = frozenset({"wrong_person", "wrong_hospital", "false_claim", "not_needed"})
# Why a task goes to the lurah, and back to whoever issues.
STATEMENT, STATED = "statement", "stated"
# What follows a letter, each a case of its own: cover by BPJS, and the lurah's statement.
COVER = "cover"
COVERED, POOR = "covered", "poor"
# How each of them ends: done as was asked, or not at all.
DONE: Mapping[str, frozenset[str]] = {
    COVER: frozenset({COVERED, "insured_before"}),
    STATEMENT: frozenset({POOR, "not_poor"}),
}
UNDONE: Mapping[str, frozenset[str]] = {
    COVER: frozenset({"declined", "not_resident", "not_found", "died"}),
    STATEMENT: frozenset({"not_found"}),
}
# Cover begins at most that many days from the day on which it is written down.
COVER_DAYS = 366
