"""What posts read about the stipend and what they do with it. Message ids in English."""

from collections.abc import Mapping

from mandat.stipend.domain.model import ApplicationStatus, PaymentStatus
from mandat.text.mark import msg
from mandat.web.paying.permits import Action
from mandat.web.staff.wording import FIELD_ERRORS as OF_STAFF
from mandat.web.staff.wording import REFUSALS as REFUSALS_OF_STAFF
from mandat.web.staff.wording import ActionWords

S, P = ApplicationStatus, PaymentStatus
STATUS: Mapping[ApplicationStatus | PaymentStatus, str] = {
    S.APPLIED: msg("To be visited"),
    S.VERIFIED: msg("Visited: to be decided"),
    S.APPROVED: msg("Granted"),
    S.STOPPED: msg("Granted, and ended again"),
    S.REFUSED: msg("Not granted"),
    S.WITHDRAWN: msg("Withdrawn"),
    P.DUE: msg("To be paid"),
    P.PAID: msg("Paid, receipt not proved"),
    P.RECEIVED: msg("Received"),
    P.VOID: msg("Not owed"),
}

ACTIONS: Mapping[Action, ActionWords] = {
    Action.VISIT: ActionWords(
        title=msg("Record the visit"),
        intro=msg("After the visit to the house. What you found goes to who decides."),
        button=msg("Record the visit"),
        done=msg("Recorded: the visit. Now it is decided."),
        label=msg("What you saw, in words that she may read"),
    ),
    Action.APPROVE: ActionWords(
        title=msg("Grant the stipend"),
        intro=msg("She is entered in the list and paid every month. She is told at once."),
        button=msg("Grant it"),
        done=msg("Recorded: the stipend is granted. She is told now."),
        sure=msg("Yes, our post grants this stipend"),
        label=msg("A word to her"),
    ),
    Action.REFUSE: ActionWords(
        title=msg("Do not grant the stipend"),
        intro=msg("She reads the reason and can appeal to the vice mayor and the mayor."),
        button=msg("Do not grant it"),
        done=msg("Recorded: it is not granted. She is told now."),
        sure=msg("Yes, we do not grant it, and this reason may go to her"),
        label=msg("Explanation for her"),
    ),
    Action.PAY: ActionWords(
        title=msg("Record the payment"),
        intro=msg("When the money has left: sent by the bank, or put into her hand."),
        button=msg("Record the payment"),
        done=msg("Recorded: it is paid."),
        sure=msg("Yes, all of it has been paid"),
        label=msg("Note"),
    ),
    Action.PROVE: ActionWords(
        title=msg("Prove the receipt"),
        intro=msg("When she cannot say so herself by her link: show that it has arrived."),
        button=msg("Record the proof"),
        done=msg("Recorded: the money has arrived."),
        sure=msg("Yes, she has all of it"),
        label=msg("Note"),
    ),
    Action.STOP: ActionWords(
        title=msg("End the stipend"),
        intro=msg(
            "From this month on nothing is owed to her that was not paid yet. She is told why. "
            "A death you need not enter here: its report ends the stipend by itself."
        ),
        button=msg("End it"),
        done=msg("Recorded: the stipend is ended."),
        sure=msg("Yes, our post ends this stipend, and she is told why"),
        label=msg("Explanation for her"),
    ),
    Action.RESUME: ActionWords(
        title=msg("Undo the end of the stipend"),
        intro=msg("As if it had never ended: the months since then are owed to her again."),
        button=msg("Let it go on"),
        done=msg("Recorded: the stipend goes on."),
        sure=msg("Yes, our post lets this stipend go on"),
        label=msg("Explanation for her"),
    ),
    Action.LOOK: ActionWords(
        title=msg("Compare with the register"),
        intro=msg("Shows the NIK in full and what the register knows of her. The look is logged."),
        button=msg("Show it"),
        done="",
        sure=msg("Yes, we need it for this application"),
    ),
}

FIELD_ERRORS: Mapping[str, str] = {
    **OF_STAFF,
    "bad_day": msg("Write a date, for example 30-11-2026."),
    "choose_day": msg("Write the day of the visit: today or earlier."),
    "stipend_photo": msg("Add at least one photo: it is the proof."),
    "choose_recommended": msg("Say whether you recommend it."),
    "not_all_met": msg("Recommended, but not everything is ticked. All of it must hold."),
    "choose_month": msg("Choose the first month."),
    "choose_how": msg("Say how it was paid."),
    "choose_payments": msg("Tick at least one payment."),
    "not_called": msg("Tell her first: no mail does it. Then tick this."),
    "choose_proof": msg("Say what the photo shows."),
}

REFUSALS: Mapping[str, str] = {
    **REFUSALS_OF_STAFF,
    "not_approver": msg("Another post decides on this."),
    "person_unknown": msg(
        "The register does not know this NIK. Have Dukcapil correct it, then grant it."
    ),
    "person_died": msg("By the register she has died. Nothing can be granted."),
    "enrolled_elsewhere": msg("She is on the list by another application: open that one."),
    "already_enrolled": msg("She gets this stipend already. Refuse it for that reason."),
    "criteria_not_met": msg("The visit did not find everything to hold. It cannot be granted."),
    "sealed_person": msg("This NIK is a child's. Its record is sealed."),
    "not_routed": msg("It was opened a moment ago. Send it again in a minute."),
    "stipend_stopped": msg("Her stipend was stopped. This month is not owed any more."),
}
# Accepting the task, without a word on the application yet.
READ = msg("We have read it and see to it")
NOT_NOW = msg("It has moved on. This can no longer be done.")

PROOFS: Mapping[str, str] = {
    "signature": msg("Her signature or thumbprint on the receipt"),
    "photo": msg("She with the money, or the bank's receipt"),
}
HOW: Mapping[str, str] = {
    "bank": msg("By bank transfer"),
    "cash": msg("In cash, into her hand"),
}
HOW_HINTS: Mapping[str, str] = {
    "bank": msg("She is asked by her link whether it has arrived."),
    "cash": msg("Needs a photo at once."),
}
RECOMMENDED: Mapping[str, str] = {
    "yes": msg("Yes, recommended"),
    "no": msg("No, not recommended"),
}
# Why nothing is asked of the post now.
RESTS: Mapping[ApplicationStatus | PaymentStatus, str] = {
    S.STOPPED: msg("The stipend is ended. If that was wrong, undo it here: she loses no month."),
    P.PAID: msg("She has been asked whether it has arrived. If she cannot say so, prove it here."),
    P.VOID: msg("Nothing to do: the stipend was stopped before this month was paid."),
}
