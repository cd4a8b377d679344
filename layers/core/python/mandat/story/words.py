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
# A programme passes on too, by its own act.
WHY_PASSED_ON: Mapping[str, str] = {
    **TRANSFER_REASONS,
    "verified": msg("the visit was made, and the decision follows"),
    "statement": msg("the lurah is asked about the household"),
    "stated": msg("the lurah has answered, and the decision follows"),
    "visit": msg("the lurah goes there with the invitation"),
    "visited": msg("the card is made there"),
    "delivery": msg("the lurah brings the card"),
}

REJECT_REASONS: Mapping[str, str] = {
    "not_city": msg("It is not the city's to decide"),
    "already_done": msg("It has been done already"),
    "not_found": msg("Nothing was found at the place"),
    "private_dispute": msg("It is a private dispute"),
    "incomplete": msg("The report cannot be followed up without more information"),
    "against_law": msg("The law does not allow it"),
}
# Why a programme of the city does not take somebody in.
PROGRAMME_REASONS: Mapping[str, str] = {
    "criteria_not_met": msg("not all of the terms are met"),
    "not_resident": msg("the person does not live in this city"),
    "other_aid": msg("aid of this kind is received already"),
    "not_found": msg("nobody was found at this address"),
    "died": msg("the person has died"),
    "incomplete": msg("data are missing that are needed for it"),
    "not_poor": msg("the household is not among the poor"),
    "insured": msg("health insurance covers it already"),
    "declined": msg("the person or the family does not want it"),
    "refused": msg("they do not want a card"),
    "moved_away": msg("they have moved out of the city"),
    "has_card": msg("they have a card from elsewhere"),
    "deceased": msg("the person has died"),
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
# Of what a programme decides: most is not asked about, and the city takes back what is not owed.
OUTCOMES_OF_PROGRAMMES: Mapping[str, str] = {
    **OUTCOMES,
    Outcome.UNRATED: msg("Finished"),
    Outcome.WITHDRAWN: msg("Taken back"),
}

TOLD: Mapping[str, str] = {
    "mail": msg("The citizen was told by email"),
    "phone": msg("The citizen was told by phone"),
    "whatsapp": msg("The citizen was told by WhatsApp"),
    "sms": msg("The citizen was told by SMS"),
    "person": msg("The citizen was told in person"),
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


# What lies with a post until its programme's own act.
_PENDING: Mapping[str, str] = {
    "stipend": msg("Under way: not decided or not paid yet"),
    "death": msg("The city is seeing to it"),
}


def outcomes(case: Case) -> Mapping[str, str]:
    return OUTCOMES_OF_PROGRAMMES if case.programme else OUTCOMES


def status_words(case: Case) -> str:
    """A msgid: where the case stands, in a few words."""
    if case.outcome:
        return outcomes(case)[case.outcome]
    if case.pending and case.programme in _PENDING:
        return _PENDING[case.programme]
    if case.booking in _BOOKING:
        return _BOOKING[case.booking]
    if case.status is CaseStatus.OPEN and case.task:
        return _TASK.get(case.task.status, _TASK[TaskStatus.ACKNOWLEDGED])
    return _CASE.get(case.status, _CASE[CaseStatus.SUBMITTED])
