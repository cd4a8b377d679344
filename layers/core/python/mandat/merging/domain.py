"""Two cases of the same thing, worked on together: which may be. Pure."""

from mandat.cases.domain.model import Case, CaseStatus


def may_be_merged(case: Case, into: Case) -> bool:
    """Both open, of one owner and category, `into` the earlier one and not merged itself.

    What concerns one person of a programme is nobody else's.
    """
    alike = case.service_id == into.service_id and case.owner == into.owner
    are_open = case.status is CaseStatus.OPEN and into.status is CaseStatus.OPEN
    free = not any(one.merged_into or one.sealed or one.programme for one in (case, into))
    return alike and are_open and free and into.submitted_at < case.submitted_at
