"""What officials, children and guardians read of the programme. Message ids in English."""

from collections.abc import Mapping

from mandat.text.mark import msg
from mandat.web.problems import MESSAGES
from mandat.web.staff.wording import FIELD_ERRORS as OF_STAFF

PROOFS: Mapping[str, str] = {
    "slip": msg("A transfer slip"),
    "visit": msg("I brought it myself, and describe the visit"),
    "photo": msg("A photo of the handing over"),
}
PROOF_HINTS: Mapping[str, str] = {
    "slip": msg("Needs a photo of it."),
    "visit": msg("Needs a few words."),
    "photo": msg("Needs a photo; ask before you take one of a child."),
}
SCHOOLS: Mapping[str, str] = {
    "attends": msg("Goes to school"),
    "too_young": msg("Too young for school"),
    "not_enrolled": msg("Is not enrolled"),
    "absent": msg("Is enrolled, but often absent"),
    "needs": msg("Needs something for school"),
}
HEALTHS: Mapping[str, str] = {
    "well": msg("Well"),
    "ill": msg("Ill"),
    "needs": msg("Needs something for health"),
}
WHATS: Mapping[str, str] = {
    "nothing_came": msg("The help of this month has not come"),
    "too_little": msg("It was too little"),
    "nobody_looks": msg("Nobody comes or calls"),
    "other": msg("Something else"),
}
SAID_BY: Mapping[str, str] = {
    "child": msg("The child itself"),
    "guardian": msg("Who looks after the child"),
}

FIELD_ERRORS: Mapping[str, str] = {
    **MESSAGES,
    **OF_STAFF,
    "choose_children": msg("Tick at least one child."),
    "choose_child": msg("Choose the child."),
    "bad_amount": msg("Write how many rupiah, for example 100000."),
    "amount_too_small": msg("It is at least {amount} for each child."),
    "amount_too_large": msg("Look at the amount again: it is too large for a month."),
    "choose_proof": msg("Choose what shows it."),
    "photo_of_proof": msg("Add a photo of it first."),
    "words_of_visit": msg("Write a little more about the visit: at least {least} characters."),
    "choose_school": msg("Choose how it is at school."),
    "choose_health": msg("Choose how the child's health is."),
    "words_of_need": msg("Write what is not well: at least {least} characters."),
}
NOT_NOW = msg("It has moved on: this is not asked of you any more.")
