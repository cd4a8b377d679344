"""Who sees what of a case. Pure. Mails and pages ask the same question here."""

from mandat.cases.domain.model import Case, CaseStatus, Outcome, TaskStatus
from mandat.cases.domain.work import DISPATCHERS, INSPECTORATE, LEADERS, teller
from mandat.records import record


@record
class Sight:
    """What a post may see now.

    `content` is category, place, text and photos; `contact` name, phone and mail; `phone` the
    number alone, for the post that must tell the citizen something.
    """

    content: bool
    contact: bool
    phone: bool


def sight(case: Case, post: str) -> Sight:
    """Only the owner knows the citizen, and nobody one who said «rahasiakan»."""
    contact = post == case.owner and not case.confidential
    return Sight(_sees_content(case, post), contact, contact or _must_tell(case, post))


def _sees_content(case: Case, post: str) -> bool:
    """A sealed case is its owner's and Inspektorat's; the leaders judge a refused answer."""
    if not case.sealed or post in {case.owner, INSPECTORATE}:
        return True
    return post in LEADERS and case.refusals > 0


def _must_tell(case: Case, post: str) -> bool:
    """Of a question, an answer (and to rate it), or an end that the citizen did not make."""
    asked = case.task is not None and case.task.status is TaskStatus.WAITING
    ended = case.outcome is Outcome.NO_AGREEMENT
    return post == teller(case) and (asked or ended or case.status is CaseStatus.ANSWERED)


def discussion(case: Case, heads: frozenset[str]) -> frozenset[str]:
    """Who talks about a case: all heads, its owner, dispatchers and leaders.

    Of a sealed case, its owner and Inspektorat only.
    """
    if case.sealed:
        return frozenset({case.owner, INSPECTORATE})
    return heads | DISPATCHERS | LEADERS | {case.owner}
