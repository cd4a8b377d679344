"""Codes of a case in words that everybody reads: statuses, clocks, reasons. Domain «common»."""

from collections.abc import Mapping

from mandat.cases.domain.model import BookingState, Case, CaseStatus, Outcome, TaskStatus
from mandat.text.mark import msg

CLOCKS: Mapping[str, str] = {
    "acknowledge": msg("reading the report"),
    "answer": msg("the first answer"),
    "finish": msg("finishing"),
    "statutory": msg("the legal deadline"),
    "order": msg("the leaders' deadline"),
    "tell": msg("telling the citizen"),
    "decide": msg("the leaders' decision"),
    "refused": msg("the answer was not accepted"),
}

LEVELS: Mapping[int, str] = {
    1: msg("the superior"),
    2: msg("the City Secretary (Sekda)"),
    3: msg("the mayor and vice mayor"),
}

TRANSFER_REASONS: Mapping[str, str] = {
    "other_agency": msg("another agency is responsible"),
    "wrong_place": msg("the place belongs to another area"),
    "unclear": msg("it is not clear yet who is responsible"),
}

REJECT_REASONS: Mapping[str, str] = {
    "not_city": msg("It is not the city's to decide"),
    "already_done": msg("It has been done already"),
    "not_found": msg("Nothing was found at the place"),
    "private_dispute": msg("It is a private dispute"),
    "incomplete": msg("The report cannot be followed up without more information"),
    "against_law": msg("The law does not allow it"),
}

REFUSE_REASONS: Mapping[str, str] = {
    "not_done": msg("Nothing has been done"),
    "half_done": msg("Only a part has been done"),
    "came_back": msg("The problem came back"),
    "wrong_answer": msg("The answer does not fit my report"),
    "rude": msg("I was not treated well"),
}

OUTCOMES: Mapping[str, str] = {
    Outcome.SATISFIED: msg("Finished: the citizen is satisfied"),
    Outcome.UNRATED: msg("Finished: not rated"),
    Outcome.NO_AGREEMENT: msg("Finished without agreement"),
    Outcome.WITHDRAWN: msg("Withdrawn by the citizen"),
}

TOLD: Mapping[str, str] = {
    "mail": msg("The citizen was told by email"),
    "phone": msg("The citizen was told by phone"),
    "whatsapp": msg("The citizen was told by WhatsApp"),
    "sms": msg("The citizen was told by SMS"),
    "page": msg("The answer is on the citizen's page"),
    "unreachable": msg("The citizen could not be reached; the answer is on the page"),
}

_CASE: Mapping[CaseStatus, str] = {
    CaseStatus.SUBMITTED: msg("Received"),
    CaseStatus.ANSWERED: msg("Answered"),
    CaseStatus.DISPUTED: msg("Before the mayor and vice mayor"),
}
_TASK: Mapping[TaskStatus, str] = {
    TaskStatus.ASSIGNED: msg("Passed on"),
    TaskStatus.ACKNOWLEDGED: msg("Being worked on"),
    TaskStatus.WAITING: msg("Waiting for the citizen's answer"),
}
# Of a live one the task says more.
_BOOKING: Mapping[str, str] = {
    BookingState.WAITING: msg("In line"),
    BookingState.PREEMPTED: msg("Taken back by the city; another time can be chosen"),
}


def status_words(case: Case) -> str:
    """A msgid: where the case stands, in a few words."""
    if case.outcome:
        return OUTCOMES[case.outcome]
    if case.booking in _BOOKING:
        return _BOOKING[case.booking]
    if case.status is CaseStatus.OPEN and case.task:
        return _TASK.get(case.task.status, _TASK[TaskStatus.ACKNOWLEDGED])
    return _CASE.get(case.status, _CASE[CaseStatus.SUBMITTED])
