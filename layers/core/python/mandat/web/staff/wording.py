"""What acting posts read about actions, errors and what became of them. Message ids in English."""

from collections.abc import Mapping

from mandat.cases.domain.limits import OWNER_TEXT_MIN, TEXT_MAX
from mandat.errors import InvalidError
from mandat.records import record
from mandat.text.mark import msg
from mandat.web.problems import MESSAGES
from mandat.web.staff.permits import Action
from mandat.web.visit import Visit


@record
class ActionWords:
    """`title` names the step, `intro` says what follows, `sure` is the box to tick, `button` sends.

    `done` is what the page says afterwards.
    """

    title: str
    intro: str
    button: str
    done: str
    sure: str = ""
    label: str = ""


ACTIONS: Mapping[Action, ActionWords] = {
    Action.CLAIM: ActionWords(
        title=msg("This is our task"),
        intro=msg("The report becomes yours with its clock. Its holder and the citizen are told."),
        button=msg("Take it"),
        done=msg("Recorded: this report is with your post now."),
        sure=msg("Yes, this is a task of our post, and we are working on it"),
    ),
    Action.DISCUSS: ActionWords(
        title=msg("Discussion between posts"),
        intro=msg("The citizen never reads this. Do not write names or numbers of citizens."),
        button=msg("Say it"),
        done=msg("Your words are recorded."),
        label=msg("What do you want to say?"),
    ),
    Action.ACKNOWLEDGE: ActionWords(
        title=msg("Accept the report"),
        intro=msg("The citizen's page will say that you have read the report."),
        button=msg("Accept"),
        done=msg("Recorded: your post has accepted this report."),
        sure=msg("Yes, our post has read the report and is working on it"),
    ),
    Action.FINISH: ActionWords(
        title=msg("Answer and finish"),
        intro=msg("For work that is done. The citizen reads the answer and judges it."),
        button=msg("Send the answer"),
        done=msg("Your answer is recorded."),
        sure=msg("Yes, the work is done and this answer may go to the citizen"),
        label=msg("Answer to the citizen"),
    ),
    Action.UPDATE: ActionWords(
        title=msg("Tell how far the work is"),
        intro=msg("Counts as the first answer to the citizen. The case stays with you."),
        button=msg("Send the news"),
        done=msg("Your news is recorded."),
        sure=msg("Yes, this may go to the citizen"),
        label=msg("News for the citizen"),
    ),
    Action.ASK: ActionWords(
        title=msg("Ask the citizen"),
        intro=msg("The clock pauses until the citizen answers."),
        button=msg("Send the question"),
        done=msg("Your question is recorded; the clock pauses."),
        sure=msg("Yes, we cannot go on without this answer"),
        label=msg("Question to the citizen"),
    ),
    Action.TRANSFER: ActionWords(
        title=msg("Not our responsibility"),
        intro=msg("Costs your score nothing: the clock belongs to whoever holds the case."),
        button=msg("Pass it on"),
        done=msg("The case was passed on."),
        label=msg("Note for the next post"),
    ),
    Action.REJECT: ActionWords(
        title=msg("Cannot be done"),
        intro=msg("The citizen reads the reason and may object to mayor and vice mayor."),
        button=msg("Send the rejection"),
        done=msg("Your rejection is recorded."),
        sure=msg("Yes, this may go to the citizen"),
        label=msg("Explanation for the citizen"),
    ),
    Action.TELL: ActionWords(
        title=msg("Tell the citizen"),
        intro=msg("This citizen has no email. Call or write first, then record it here."),
        button=msg("Record it"),
        done=msg("Recorded."),
        label=msg("What happened?"),
    ),
    Action.ORDER: ActionWords(
        title=msg("Give an order"),
        intro=msg("The citizen sees who must act, and by when."),
        button=msg("Send the order"),
        done=msg("Your order is recorded."),
        sure=msg("Yes, send this order"),
        label=msg("Order to the post"),
    ),
    Action.ANSWER: ActionWords(
        title=msg("Answer the citizen yourself"),
        intro=msg("Your answer goes to the citizen in place of the post's."),
        button=msg("Send the answer"),
        done=msg("Your answer is recorded."),
        sure=msg("Yes, this answer may go to the citizen"),
        label=msg("Answer to the citizen"),
    ),
    Action.CONFIRM: ActionWords(
        title=msg("Stand by the answer"),
        intro=msg("After the second time the case closes without agreement."),
        button=msg("Confirm the answer"),
        done=msg("Recorded: you stand by the answer."),
        sure=msg("Yes, the answer of the post is right"),
        label=msg("Why, in words for the citizen"),
    ),
}
# How an action is offered to a dispatcher who does not hold the case.
DISPATCH_TITLE = msg("Pass it on to another post")

# Beside the sentences that all forms share.
FIELD_ERRORS: Mapping[str, str] = {
    **MESSAGES,
    "not_sure": msg("Tick the box to go on."),
    "choose_reason": msg("Choose a reason."),
    "choose_post": msg("Choose a post."),
    "choose_reader": msg("Choose a post, or everybody."),
    "choose_reached": msg("Choose what happened."),
    "deadline_unreadable": msg("Write a date and a time, for example 30-11-2026 and 14.00."),
    "photos_needed": msg("Add at least {photos} photos of the result."),
    "photos_expired": msg("The photos were kept for 12 hours only. Add them again."),
    "bad_photo": msg("Choose the photos again."),
}

# Why nothing was done although the form was right.
REFUSALS: Mapping[str, str] = {
    "not_owner": msg("The case is not with your post any more."),
    "not_teller": msg("Another post tells the citizen."),
    "not_leader": msg("Only mayor and vice mayor may do this."),
    "no_contact": msg("The citizen left no contact and cannot be asked."),
    "pause_used_up": msg("The clock may not be paused any longer: the 5 working days are used up."),
    "already_acknowledged": msg("{holder} has accepted this report already and holds it."),
    "already_yours": msg("This report is with your post already."),
    "not_head": msg("Only heads of agencies take reports."),
    "not_reader": msg("Your post does not take part in this discussion."),
    "too_many_comments": msg("The discussion is full. Please call each other."),
    "already_told": msg("The citizen has been told already."),
}
NOT_NOW = msg("The case has moved on. This can no longer be done.")
AGAIN = msg("This had been recorded before. It was not sent twice.")

# Why a form comes back although nothing is wrong with its fields.
FORM_AGAIN: Mapping[str, str] = {
    "nonce": msg("This page was open for too long. What you typed is still here: send it again."),
    "unknown": msg("We cannot tell whether it arrived. Send it again: it will count only once."),
    "busy": msg("Somebody else changed the case at this moment. Send it again."),
}


def shown(
    errors: list[InvalidError], visit: Visit, photos_needed: int, least: int = OWNER_TEXT_MIN
) -> dict[str, str]:
    """Field to sentence, in the order of `errors`; the first of a field counts."""
    values = {
        "least": least,
        "most": TEXT_MAX,
        "length": len(visit.request.value("text")),
        "photos": photos_needed,
    }
    found: dict[str, str] = {}
    for one in errors:
        found.setdefault(one.field, visit.say(FIELD_ERRORS[one.code], **values))
    return found
