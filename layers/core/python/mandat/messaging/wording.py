"""What each kind of mail says first. Message ids in English; names in braces: see `names`."""

from collections.abc import Mapping

from mandat.messaging.domain import Kind
from mandat.records import record
from mandat.text.mark import msg


@record
class Wording:
    """`subject` is the heading too. `watch` is said instead of `lead` to who is told besides."""

    subject: str
    lead: str
    button: str
    watch: str = ""
    more: tuple[str, ...] = ()


_READ = msg("See my report")
_RATE = msg("Satisfied or not? Tell us")
_OPEN = msg("Open the case")
_ACCEPT = msg("Open and accept")
_TELL = msg("Open and record it")
_CHARGED = msg("Not satisfied? Say why, and mayor and vice mayor decide about it.")
_SEVEN_DAYS = msg("Without a word from you the report is closed after 7 days as not rated.")

WORDINGS: Mapping[Kind, Wording] = {
    Kind.RECEIVED: Wording(
        msg("We have received your report"),
        msg("Thank you. You need to do nothing now: we write when there is news."),
        _READ,
        more=(msg("Keep this mail to yourself: with its link one can answer in your name."),),
    ),
    Kind.MOVED: Wording(
        msg("Your report is now with {owner}"),
        msg("It belongs there. The promise to you now is: done before {time}."),
        _READ,
    ),
    Kind.MERGED: Wording(
        msg("Your report is worked on together with an earlier one"),
        msg("The same was reported before. {owner} works on both, and yours keeps its own time."),
        _READ,
    ),
    Kind.ASKED: Wording(
        msg("We have a question about your report"),
        msg("{actor} cannot go on without your answer. Please answer before {time}."),
        msg("Answer the question"),
    ),
    Kind.UPDATE: Wording(
        msg("News about your report"),
        msg("{actor} writes how far the work is."),
        _READ,
    ),
    Kind.ANSWERED: Wording(
        msg("Your report has been answered"),
        msg("{actor} has answered. Are you satisfied or not? You have the last word."),
        _RATE,
        more=(_CHARGED, _SEVEN_DAYS),
    ),
    Kind.REJECTED: Wording(
        msg("Your report cannot be carried out"),
        msg("{actor} gives this reason: {reason}. Are you satisfied with that or not?"),
        _RATE,
        more=(_CHARGED, _SEVEN_DAYS),
    ),
    Kind.CONFIRMED: Wording(
        msg("The city's leaders stand by the answer"),
        msg("{actor} has looked at your objection and stands by the answer."),
        _RATE,
        more=(_CHARGED, _SEVEN_DAYS),
    ),
    Kind.PROMISED: Wording(
        msg("The city's leaders gave an order about your report"),
        msg("{actor} ordered {owner} to act before {time}."),
        _READ,
    ),
    Kind.DISPUTED: Wording(
        msg("Your objection lies before the leaders"),
        msg("You are not satisfied. Mayor and vice mayor decide before {time}."),
        _READ,
    ),
    Kind.NUDGE: Wording(
        msg("Are you satisfied with the answer?"),
        msg("Your report was answered, and you have not said yet what you think of it."),
        _RATE,
        more=(msg("Without a word from you it is closed on {time} as not rated."),),
    ),
    Kind.CLOSED: Wording(
        msg("Your report is closed"),
        msg("{outcome}. Thank you for helping the city."),
        _READ,
    ),
    Kind.NO_AGREEMENT: Wording(
        msg("Your report is closed without agreement"),
        msg("The leaders stand by the answer that you do not accept. It counts as not satisfied."),
        _READ,
    ),
    Kind.CORRECTED: Wording(
        msg("Your contact data are corrected"),
        msg("News of this report comes here from now on. Was it not you? Reply to this mail."),
        _READ,
    ),
    Kind.ASSIGNED: Wording(
        msg("New: {title}"),
        msg("A citizen reports this, and it is {owner} who must act. The clock runs."),
        _ACCEPT,
    ),
    Kind.TRANSFERRED: Wording(
        msg("Passed on to you: {title}"),
        msg("{previous} passed this on: {reason}. Your clock starts now."),
        _ACCEPT,
    ),
    Kind.RELEASED: Wording(
        msg("No longer yours: {title}"),
        msg("{actor} gave this task to {owner}. You need to do nothing more."),
        _OPEN,
    ),
    Kind.CLAIMED: Wording(
        msg("Claimed by another post: {title}"),
        msg("{owner} says that this is theirs, and holds it now. You need to do nothing more."),
        _OPEN,
    ),
    Kind.FORWARDED: Wording(
        msg("A citizen reports: {title}"),
        msg("{owner} must act on this. Is it a task of yours? Then take it."),
        msg("This is our task"),
    ),
    Kind.MENTIONED: Wording(
        msg("You are asked: {title}"),
        msg("{actor} named you in the discussion of this report."),
        msg("Read and answer"),
    ),
    Kind.INFORMATION: Wording(
        msg("The citizen added something: {title}"),
        msg("The citizen added information to the case that you hold."),
        _OPEN,
        watch=msg("The citizen added information to the case that lies before you."),
    ),
    Kind.RESUMED: Wording(
        msg("The clock runs again: {title}"),
        msg("The citizen has not answered your question in time. Please go on without it."),
        _OPEN,
    ),
    Kind.CALL: Wording(
        msg("Please tell the citizen: {title}"),
        msg("This citizen has a phone number only. Call or write, then record it here."),
        _TELL,
    ),
    Kind.CALL_AGAIN: Wording(
        msg("Please ask the citizen: {title}"),
        msg("The citizen was told of the answer, but has not said yet: satisfied or not?"),
        _OPEN,
    ),
    Kind.REMINDER: Wording(
        msg("Half of the time is over: {title}"),
        msg("The time for {clock} ends {time}."),
        _OPEN,
    ),
    Kind.OVERDUE: Wording(
        msg("Too late: {title}"),
        msg("The time for {clock} ended {time}. Please act now."),
        _OPEN,
        watch=msg("{owner} holds this. The time for {clock} ended {time}."),
    ),
    Kind.ESCALATED: Wording(
        msg("One step up: {title}"),
        msg("The time for {clock} ended {time}. This was put before {level}."),
        _OPEN,
        watch=msg("{owner} holds this. The time for {clock} ended {time}, and nothing came of it."),
    ),
    Kind.REFUSED: Wording(
        msg("Please decide: {title}"),
        msg("The citizen does not accept the answer of {answerer}: {reason}."),
        msg("Open and decide"),
        more=(msg("You can order a post to act, answer yourself, or stand by the answer."),),
    ),
    Kind.REOPENED: Wording(
        msg("The citizen is not satisfied: {title}"),
        msg("Reason: {reason}. Mayor and vice mayor decide before {time}."),
        _OPEN,
    ),
    Kind.ORDERED: Wording(
        msg("Order of the leaders: {title}"),
        msg("{actor} orders {owner} to act before {time}. The citizen knows of this deadline."),
        _ACCEPT,
    ),
    Kind.LEADER_ANSWERED: Wording(
        msg("Answered by the leaders: {title}"),
        msg("{actor} has answered the citizen. You need to do nothing more."),
        _OPEN,
    ),
    Kind.UPHELD: Wording(
        msg("Your answer stands: {title}"),
        msg("{actor} stands by your answer."),
        _OPEN,
    ),
    Kind.ENDED: Wording(
        msg("Closed: {title}"),
        msg("{outcome}."),
        _OPEN,
    ),
    Kind.NEW_LINK: Wording(
        msg("Your new link"),
        msg("Somebody with an old link of {post} asked for a new one. Here it is."),
        _OPEN,
    ),
}
