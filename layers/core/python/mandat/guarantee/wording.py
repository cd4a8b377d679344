"""What each kind of mail about care without payment says first. Names in braces: cared.names."""

from collections.abc import Mapping

from mandat.messaging.domain import Kind
from mandat.messaging.wording import Wording
from mandat.programmes.wording import FREE, KEEP, LAST_WORD, OPEN, SEE, UNRATED
from mandat.text.mark import msg

WORDINGS: Mapping[Kind, Wording] = {
    Kind.GUARANTEE_WAITS: Wording(
        msg("A life waits: {title}, {place}"),
        msg("Somebody ill cannot wait. Please answer before {soon}, at any hour of day and night."),
        msg("Open and answer now"),
        more=(msg("An urgent letter is issued first; what has to be shown is shown afterwards."),),
    ),
    Kind.GUARANTEE_TASK: Wording(
        msg("To do: {title}, {place}"),
        msg("This lies with you. Please finish it before {time}."),
        OPEN,
    ),
    Kind.GUARANTEE_VOID: Wording(
        msg("Your guarantee letter no longer holds"),
        msg("{actor} has made it void: {reason}. Please do not take it to the hospital any more."),
        SEE,
        more=(
            msg("Is care still needed? Then ask again: a new request is answered as fast."),
            FREE,
        ),
    ),
    Kind.GUARANTEE_COVERED: Wording(
        msg("Covered by BPJS from {day} on"),
        msg("After the guarantee letter the patient was enrolled. From {day} on BPJS covers care."),
        SEE,
        more=(FREE,),
    ),
    Kind.GUARANTEE_NOT_POOR: Wording(
        msg("Not shown to be poor: {title}, {place}"),
        msg("The letter was issued first, being urgent. The lurah has answered since: {ending}."),
        msg("Open it, and decide about the letter"),
        more=(msg("A letter that the hospital has not used yet can be made void."),),
    ),
}

# What is told of any case, said of a request for care.
OF_REQUESTS: Mapping[Kind, Wording] = {
    Kind.RECEIVED: Wording(
        msg("We have received your request for care"),
        msg("It lies with {owner} now. You need to do nothing: we write when there is news."),
        SEE,
        more=(
            msg("In an emergency do not wait for it: call 119 or 112, or go to the hospital."),
            FREE,
            KEEP,
        ),
    ),
}

# How a request ended, told with the end of its case.
ENDS: Mapping[str, Wording] = {
    "GuaranteeIssued": Wording(
        msg("The guarantee letter is issued"),
        msg("{hospital} takes the patient in with it, without payment, until {day}."),
        msg("Open the letter"),
        more=(
            msg(
                "Show the letter at the hospital, on the phone or printed, or read out its "
                "number there. It is used once."
            ),
            FREE,
            LAST_WORD,
        ),
    ),
    "GuaranteeRefused": Wording(
        msg("No guarantee letter is issued"),
        msg("{actor} issues none: {reason}."),
        msg("Read it, or appeal"),
        more=(
            msg(
                "Is that not so? You can appeal, free of charge: say why behind the button. "
                "Mayor and vice mayor then decide over {actor}."
            ),
            UNRATED,
        ),
    ),
}
