"""The closed lists of the rules about care without payment."""

APPLICANTS = frozenset({"self", "family", "rt", "hospital"})
REFUSE_REASONS = frozenset({"not_poor", "not_resident", "insured", "not_found", "incomplete"})
VOID_REASONS = frozenset({"wrong_person", "wrong_hospital", "false_claim", "not_needed"})
# Why a task goes to the lurah, and back to whoever issues.
STATEMENT, STATED = "statement", "stated"
