"""What posts and drivers read about bookings and what they do with them. Message ids in English."""

from collections.abc import Mapping

from mandat.bookings.domain.model import BookingStatus
from mandat.text.mark import msg
from mandat.web.lending.permits import Action
from mandat.web.staff.wording import FIELD_ERRORS as OF_STAFF
from mandat.web.staff.wording import REFUSALS as REFUSALS_OF_STAFF
from mandat.web.staff.wording import ActionWords

STATUS: Mapping[BookingStatus, str] = {
    BookingStatus.WAITING: msg("In line: somebody else has it"),
    BookingStatus.OFFERED: msg("Come free: the citizen was asked whether they take it"),
    BookingStatus.HELD: msg("Must be decided"),
    BookingStatus.PROPOSED: msg("The citizen chooses between two times"),
    BookingStatus.APPROVED: msg("Agreed"),
    BookingStatus.HANDED_OVER: msg("With the borrower"),
    BookingStatus.PREEMPTED: msg("Taken back: the citizen chooses another time"),
    BookingStatus.RETURNED: msg("Given back"),
    BookingStatus.DECLINED: msg("Declined"),
    BookingStatus.CANCELLED: msg("Cancelled"),
    BookingStatus.EXPIRED: msg("Ended without a loan"),
    BookingStatus.NO_SHOW: msg("Nobody came for it"),
}

# What the pages of the citizen asked, by the name under which the answer is kept.
ANSWERS: Mapping[str, str] = {"kartu-keluarga": msg("Family card")}

# Why nothing is asked of the post now.
RESTS: Mapping[BookingStatus, str] = {
    BookingStatus.PROPOSED: msg("Nothing to do: the citizen chooses, and is reminded by us."),
    BookingStatus.APPROVED: msg(
        "Nothing to do before the day. The driver has a link to hand over and to take back."
    ),
    BookingStatus.PREEMPTED: msg("Nothing to do: the citizen chooses another time or cancels."),
}

ACTIONS: Mapping[Action, ActionWords] = {
    Action.APPROVE: ActionWords(
        title=msg("Approve the loan"),
        intro=msg("The citizen is told at once, and the driver gets a link for the day."),
        button=msg("Approve"),
        done=msg("Recorded: the loan is approved. The citizen is told now."),
        sure=msg("Yes, our post lends it for this time"),
    ),
    Action.PROPOSE: ActionWords(
        title=msg("Propose another time"),
        intro=msg("Both times stay held until the citizen chooses one of them."),
        button=msg("Propose this time"),
        done=msg("Recorded: the citizen is asked now. Both times are held meanwhile."),
        label=msg("Why another time, in words for the citizen"),
    ),
    Action.DECLINE: ActionWords(
        title=msg("Decline the loan"),
        intro=msg("The time comes free at once. The citizen reads the reason and may object."),
        button=msg("Decline"),
        done=msg("Recorded: the loan is declined. The citizen is told now."),
        sure=msg("Yes, we do not lend it, and this reason may go to the citizen"),
        label=msg("Explanation for the citizen"),
    ),
    Action.PREEMPT: ActionWords(
        title=msg("Take it back for official duty"),
        intro=msg(
            "The citizen was promised this. They are told at once, with the nearest free times. "
            "It is recorded and counts in your score."
        ),
        button=msg("Take it back"),
        done=msg("Recorded: the loan is taken back. The citizen is told now."),
        sure=msg("Yes, we break this promise, and this explanation may go to the citizen"),
        label=msg("Explanation for the citizen"),
    ),
    Action.HAND_OVER: ActionWords(
        title=msg("Hand over"),
        intro=msg("What is written here is compared when it comes back."),
        button=msg("Record the hand-over"),
        done=msg("Recorded: it was handed over."),
        label=msg("What is damaged or missing?"),
    ),
    Action.TAKE_BACK: ActionWords(
        title=msg("Take back"),
        intro=msg("This ends the loan. The citizen is asked how it was."),
        button=msg("Record the return"),
        done=msg("Recorded: it was given back."),
        label=msg("What is damaged or missing?"),
    ),
    Action.NO_SHOW: ActionWords(
        title=msg("The borrower did not come"),
        intro=msg("Call first. The family cannot borrow again for some months."),
        button=msg("Record that nobody came"),
        done=msg("Recorded: nobody came for it."),
        sure=msg("Yes, half an hour is over, and nobody came or can be reached"),
    ),
    Action.CANCEL: ActionWords(
        title=msg("Cancel for the citizen"),
        intro=msg("Only when the citizen has asked you to. The time comes free at once."),
        button=msg("Cancel the loan"),
        done=msg("Recorded: the loan is cancelled."),
        sure=msg("Yes, the citizen has told us that they do not need it"),
    ),
}

FIELD_ERRORS: Mapping[str, str] = {
    **OF_STAFF,
    "choose_time": msg("Choose one of the times, or write a date, a start and an end."),
    "choose_thing": msg("Choose what is lent."),
    "same_time": msg("This is the time that was asked for. Choose another one."),
    "slot_taken": msg("Somebody else holds this time by now. Choose another one."),
    "pool_short": msg("There are not enough of them left on that day. Choose another one."),
    "too_many": msg("There are not so many of them."),
    "overnight": msg("A loan ends on the day on which it begins."),
    "too_long": msg("This is longer than the terms allow."),
    "closed_hours": msg("Nothing is lent at these hours."),
    "closed_day": msg("Nothing is lent on this day."),
    "too_soon": msg("Choose a time that lies ahead."),
    "too_far": msg("This is farther ahead than the terms allow."),
    "held_back": msg("This one is kept for emergencies at that time."),
    "odometer_unreadable": msg("Write what the odometer shows, digits only, for example 45210."),
    "odometer_less": msg("This is less than at the hand-over. Look again."),
    "choose_damage": msg("Say whether there is damage."),
    "damage_unsaid": msg("Say in a few words what is damaged or missing."),
    "bad_day": msg("Write a date, for example 30-11-2026."),
    "closing_days": msg("Choose days from today on, at most 31 in one go."),
    "closing_hours": msg("Say whether the whole day, or from when to when, in half hours."),
    "quota_used": msg("The family has had its loan already."),
    "barred": msg("The family may not borrow at present."),
}

REFUSALS: Mapping[str, str] = {
    **REFUSALS_OF_STAFF,
    "too_early": msg("It is too early for that."),
    "not_driver": msg("The loan is of another thing by now."),
}
# Accepting the task of deciding, without a word on the booking yet.
READ = msg("We have read it and decide later")
PREPARE = msg("We have read it and prepare it")
NOT_NOW = msg("The booking has moved on. This can no longer be done.")

# What the month of a post says after a form was sent.
CALENDAR_DONE: Mapping[str, str] = {
    "tutup": msg("Recorded: it is kept for the city, and nobody can borrow it then."),
    "buka": msg("Recorded: it is lent again on that day."),
}
OPENED_BEFORE = msg("Nothing is kept on that day any more.")

# What a taken or used-up place says, by the code of the write that was refused.
TAKEN = frozenset({"slot_taken", "pool_short"})
