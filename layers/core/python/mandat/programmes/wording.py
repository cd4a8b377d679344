"""What is told of any case, said of one that a programme decides. Names in braces: names."""

from collections.abc import Mapping

from mandat.messaging.domain import Kind
from mandat.messaging.wording import Wording
from mandat.text.mark import msg

SEE = msg("See how it stands")
OPEN = msg("Open it")
RATE = msg("Satisfied or not? Tell us")
KEEP = msg("Keep this mail to yourself: with its link one can act in your name.")
FREE = msg("All of this is free of charge. Nobody may ask you for money for it.")
LAST_WORD = msg("Not satisfied? Say why, and mayor and vice mayor decide about it.")
UNRATED = msg("Without a word from you it is closed after 7 days.")

# Kinds that are not here say nothing of a report.
OF_ITS_CASE: Mapping[Kind, Wording] = {
    Kind.MOVED: Wording(
        msg("It is now with {owner}"),
        msg("It belongs there. Nothing else has changed."),
        SEE,
    ),
    Kind.ASKED: Wording(
        msg("We have a question"),
        msg("{actor} cannot go on without your answer. Please answer before {time}."),
        msg("Answer the question"),
    ),
    Kind.UPDATE: Wording(msg("There is news"), msg("{actor} writes to you."), SEE),
    Kind.ANSWERED: Wording(
        msg("It has been answered"),
        msg("{actor} has answered. Are you satisfied or not? You have the last word."),
        RATE,
        more=(LAST_WORD, UNRATED),
    ),
    Kind.REJECTED: Wording(
        msg("It cannot be met"),
        msg("{actor} has answered. Are you satisfied or not? You have the last word."),
        RATE,
        more=(LAST_WORD, UNRATED),
    ),
    Kind.CONFIRMED: Wording(
        msg("The city's leaders stand by the decision"),
        msg("{actor} has looked at your objection and stands by the decision."),
        SEE,
        more=(UNRATED,),
    ),
    Kind.PROMISED: Wording(
        msg("The city's leaders gave an order about it"),
        msg("{actor} ordered {owner} to act before {time}."),
        SEE,
    ),
    Kind.DISPUTED: Wording(
        msg("Your objection lies before the leaders"),
        msg("You do not agree. Mayor and vice mayor decide before {time}."),
        SEE,
    ),
    Kind.NUDGE: Wording(
        msg("How was it: {title}?"),
        msg("You have not said yet whether you are satisfied."),
        RATE,
        more=(msg("Without a word from you it is closed on {time}."),),
    ),
    Kind.CLOSED: Wording(msg("It is closed"), msg("{outcome}. Thank you."), SEE),
    Kind.NO_AGREEMENT: Wording(
        msg("Closed without agreement"),
        msg("The leaders stand by the decision that you do not accept."),
        SEE,
    ),
    Kind.CORRECTED: Wording(
        msg("Your contact data are corrected"),
        msg("News of this comes here from now on. Was it not you? Reply to this mail."),
        SEE,
    ),
    Kind.REFUSED: Wording(
        msg("Appeal to decide: {title}"),
        msg("The citizen does not accept the decision of {answerer}: {reason}."),
        msg("Open and decide"),
        more=(msg("You can order a post to act, answer yourself, or stand by the decision."),),
    ),
    Kind.REOPENED: Wording(
        msg("Appealed against: {title}"),
        msg("Reason: {reason}. Mayor and vice mayor decide before {time}."),
        OPEN,
    ),
    Kind.MENTIONED: Wording(
        msg("You are asked: {title}"),
        msg("{actor} named you in the discussion of this case."),
        msg("Read and answer"),
    ),
    Kind.INFORMATION: Wording(
        msg("Something was added: {title}"),
        msg("Something was added to what lies with you."),
        OPEN,
    ),
    Kind.CALL: Wording(
        msg("Please tell the citizen: {title}"),
        msg("There is a phone number only. Call or write, then record it here."),
        msg("Open and record it"),
    ),
}
