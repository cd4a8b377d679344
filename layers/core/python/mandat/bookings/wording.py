"""What each kind of mail about a loan says first. Names in braces: bookings.names. «lending»."""

from collections.abc import Mapping

from mandat.messaging.domain import Kind
from mandat.messaging.wording import Wording
from mandat.text.mark import msg

_SEE = msg("See my request")
_OPEN = msg("Open the request")
_TRIP = msg("Open the trip")
_RATE = msg("Satisfied or not? Tell us")
_OTHER = msg("See what is free")
_KEEP = msg("Keep this mail to yourself: with its links one can act in your name.")
_LAST_WORD = msg("Not satisfied? Say why, and mayor and vice mayor decide about it.")
_UNRATED = msg("Without a word from you it is closed after 7 days as not rated.")
_ALONE = msg("Before that it is nobody else's. Without a word from you, the next in line gets it.")

WORDINGS: Mapping[Kind, Wording] = {
    Kind.BOOKING_HELD: Wording(
        msg("Your request is in, and the time is held for you"),
        msg("{thing}, {loan}. Nobody else gets it meanwhile. It is decided before {until}."),
        _SEE,
        more=(_KEEP,),
    ),
    Kind.BOOKING_IN_LINE: Wording(
        msg("You are in line"),
        msg("{thing}, {loan}, is taken. If it comes free, we ask you before those who came later."),
        _SEE,
        more=(
            msg("We cannot promise that it comes free, so please do not count on it."),
            _KEEP,
        ),
    ),
    Kind.BOOKING_OFFERED: Wording(
        msg("It has come free: take it until {until}"),
        msg("{thing}, {loan}, is held for you now. Do you still want it?"),
        msg("Take it, or give it up"),
        more=(_ALONE,),
    ),
    Kind.BOOKING_APPROVED: Wording(
        msg("Agreed: {thing}"),
        msg("{loan}. It is yours for that time, free of charge."),
        _SEE,
        more=(msg("The calendar file in this mail enters it in your calendar."),),
    ),
    Kind.BOOKING_PROPOSED: Wording(
        msg("Another time is proposed: please choose"),
        msg("{actor} proposes {proposed}. Both times are held for you until {until}."),
        msg("Choose a time"),
        more=(msg("Without a choice until then, both are given up."),),
    ),
    Kind.BOOKING_MOVED: Wording(
        msg("Moved: {thing}"),
        msg("It is now {thing}, {loan}. Before it was {previous}."),
        _SEE,
        watch=msg("It is now {thing}, {loan}, and held for you. It is decided before {until}."),
    ),
    Kind.BOOKING_CANCELLED: Wording(
        msg("Cancelled: {thing}"),
        msg("{loan} is given up. Thank you for saying so: somebody else can have it now."),
        _OTHER,
        watch=msg("{actor} has cancelled {loan}."),
    ),
    Kind.BOOKING_PREEMPTED: Wording(
        msg("We are sorry: {thing} is taken back"),
        msg("The city promised it to you for {loan} and takes it back: {reason}."),
        msg("Choose another time or thing"),
        more=(
            msg(
                "Please choose before {until}. After that it ends, and does not count as your loan."
            ),
        ),
    ),
    Kind.BOOKING_REMINDER: Wording(
        msg("Soon: {thing}"),
        msg("{loan}. Everything stands as agreed."),
        _SEE,
    ),
    Kind.BOOKING_RETURN: Wording(
        msg("It is time to give it back: {thing}"),
        msg("The time that was agreed ends {end}. Somebody else may be waiting for it."),
        _SEE,
    ),
    Kind.BOOKING_LATE: Wording(
        msg("Not back yet: {thing}"),
        msg("It was to be back {end}. Please give it back now, or call the driver."),
        _SEE,
    ),
    Kind.BOOKING_TO_DECIDE: Wording(
        msg("To decide: {title}, {day}"),
        msg("{thing}, {loan}. Held for the citizen until {until}: then it lapses, as your delay."),
        msg("Approve it"),
    ),
    Kind.BOOKING_TO_PREPARE: Wording(
        msg("To prepare: {title}, {day}"),
        msg("{thing}, {loan}. It is agreed. Please see to it that it is ready."),
        _OPEN,
    ),
    Kind.BOOKING_UNRETURNED: Wording(
        msg("Not back yet: {thing}"),
        msg("It was to be back {end}. Please find out, and record what became of it."),
        _OPEN,
        watch=msg("It was to be back {end}. {owner} was told, and nothing came of it."),
    ),
    Kind.BOOKING_CALL: Wording(
        msg("Please tell the citizen: {title}"),
        msg("This citizen has a phone number only. Please call or write: {news}."),
        _OPEN,
    ),
    Kind.TRIP: Wording(
        msg("New trip: {thing}, {day}"),
        msg("{loan}. Behind the button are handover and return."),
        _TRIP,
    ),
    Kind.TRIP_MOVED: Wording(
        msg("Trip moved: {thing}, {day}"),
        msg("It is now {loan}. Before it was {previous}."),
        _TRIP,
    ),
    Kind.TRIP_OFF: Wording(
        msg("Trip called off: {thing}"),
        msg("{loan} does not take place. You need to do nothing more."),
        _TRIP,
    ),
    Kind.TRIP_REMINDER: Wording(
        msg("Trip soon: {thing}, {day}"),
        msg("{loan}. Everything stands as agreed."),
        _TRIP,
        watch=msg("The time ends {end}. Please take it back, and record its state."),
    ),
    Kind.TRIP_LATE: Wording(
        msg("Not back yet: {thing}"),
        msg("It was to be back {end}. Please record handover and return, or that nobody came."),
        _TRIP,
    ),
}

# BOOKING_NEWS, by what happened: what the post does not need to act on.
NEWS: Mapping[str, Wording] = {
    "BookingChosen": Wording(
        msg("The citizen has chosen: {title}, {day}"),
        msg("{thing}, {loan}. That is agreed."),
        _OPEN,
    ),
    "BookingMoved": Wording(
        msg("Moved by the citizen: {title}, {day}"),
        msg("It is now {thing}, {loan}. Before it was {previous}."),
        _OPEN,
        watch=msg("It is now {thing}, {loan}. Before it was {previous}. Decide before {until}."),
    ),
    "BookingCancelled": Wording(
        msg("Cancelled by the citizen: {title}, {day}"),
        msg("{thing}, {loan}, is free again. You need to do nothing more."),
        _OPEN,
    ),
    "BookingExpired": Wording(
        msg("Lapsed: {title}, {day}"),
        msg("{lapsed}. {thing}, {loan}, is free again."),
        _OPEN,
        watch=msg("{owner} has not decided in time about {thing}, {loan}. It is free again."),
    ),
    "BookingNoShow": Wording(
        msg("Nobody came: {title}, {day}"),
        msg("{thing}, {loan}. The family may borrow again from {barred}."),
        _OPEN,
    ),
}

# Of a cancellation that is not the citizen's: what it was for does not take place.
CALLED_OFF = Wording(
    msg("Called off: {title}, {day}"),
    msg("{thing}, {loan}, is free again. You need to do nothing more."),
    _OPEN,
)

# How a loan ended, told to the citizen with the end of its case; of an end by itself, why.
ENDS: Mapping[str, Wording] = {
    "BookingReturned": Wording(
        msg("Given back: {thing}"),
        msg("Thank you. How was it? You have the last word."),
        _RATE,
        more=(_LAST_WORD, _UNRATED),
    ),
    "BookingNoShow": Wording(
        msg("You did not come for it: {thing}"),
        msg(
            "{loan}: it waited for you, and nobody came. By the terms you may borrow again from "
            "{barred}."
        ),
        msg("See it, or object"),
        more=(_LAST_WORD, _UNRATED),
    ),
    "BookingDeclined": Wording(
        msg("Not possible: {thing}"),
        msg("{actor} cannot lend it to you for {loan}: {reason}."),
        msg("See it, or object"),
        more=(
            _LAST_WORD,
            _UNRATED,
            msg("It does not count as your loan: you can ask for another time at once."),
        ),
    ),
    "not_decided": Wording(
        msg("We are sorry: the city did not decide in time"),
        msg(
            "You asked in time for {thing}, {loan}. {owner} did not decide, and that is the city's "
            "fault, not yours."
        ),
        msg("See it, or object"),
        more=(
            _LAST_WORD,
            _UNRATED,
            msg("It does not count as your loan: you can ask for another time at once."),
        ),
    ),
    "taken_back": Wording(
        msg("It ended without another time: {thing}"),
        msg("The city took it back, and no other time was chosen. We are sorry that it came so."),
        msg("See it, or object"),
        more=(_LAST_WORD, _UNRATED),
    ),
    "not_chosen": Wording(
        msg("No time was chosen: {thing}"),
        msg("Both times were held for you until now and are given up. You can ask anew."),
        _OTHER,
    ),
    "not_taken": Wording(
        msg("What came free went to the next in line"),
        msg("{thing}, {loan}, was held for you and not taken. You can ask anew."),
        _OTHER,
    ),
    "never_free": Wording(
        msg("It did not come free"),
        msg(
            "{thing}, {loan}, stayed taken, and your place in line has ended. You can ask for "
            "another time."
        ),
        _OTHER,
    ),
}

# What is told of any case, said of a loan. Kinds that are not here say nothing of a report.
OF_ITS_CASE: Mapping[Kind, Wording] = {
    Kind.MOVED: Wording(
        msg("Your request is now with {owner}"),
        msg("It belongs there. Nothing else has changed."),
        _SEE,
    ),
    Kind.ASKED: Wording(
        msg("We have a question about your request"),
        msg("{actor} cannot go on without your answer. Please answer before {time}."),
        msg("Answer the question"),
    ),
    Kind.UPDATE: Wording(
        msg("News about your request"),
        msg("{actor} writes to you."),
        _SEE,
    ),
    Kind.ANSWERED: Wording(
        msg("Your request has been answered"),
        msg("{actor} has answered. Are you satisfied or not? You have the last word."),
        _RATE,
        more=(_LAST_WORD, _UNRATED),
    ),
    Kind.REJECTED: Wording(
        msg("Your request cannot be met"),
        msg("{actor} has answered. Are you satisfied or not? You have the last word."),
        _RATE,
        more=(_LAST_WORD, _UNRATED),
    ),
    Kind.CONFIRMED: Wording(
        msg("The city's leaders stand by the answer"),
        msg("{actor} has looked at your objection and stands by the answer."),
        _RATE,
        more=(_LAST_WORD, _UNRATED),
    ),
    Kind.PROMISED: Wording(
        msg("The city's leaders gave an order about your request"),
        msg("{actor} ordered {owner} to act before {time}."),
        _SEE,
    ),
    Kind.DISPUTED: Wording(
        msg("Your objection lies before the leaders"),
        msg("You are not satisfied. Mayor and vice mayor decide before {time}."),
        _SEE,
    ),
    Kind.NUDGE: Wording(
        msg("How was it: {thing}?"),
        msg("You have not said yet whether you are satisfied."),
        _RATE,
        more=(msg("Without a word from you it is closed on {time} as not rated."),),
    ),
    Kind.CLOSED: Wording(
        msg("Your request is closed"),
        msg("{outcome}. Thank you."),
        _SEE,
    ),
    Kind.NO_AGREEMENT: Wording(
        msg("Your request is closed without agreement"),
        msg("The leaders stand by the answer that you do not accept. It counts as not satisfied."),
        _SEE,
    ),
    Kind.CORRECTED: Wording(
        msg("Your contact data are corrected"),
        msg("News of this request comes here from now on. Was it not you? Reply to this mail."),
        _SEE,
    ),
    Kind.MENTIONED: Wording(
        msg("You are asked: {title}"),
        msg("{actor} named you in the discussion of this loan."),
        msg("Read and answer"),
    ),
    Kind.REMINDER: Wording(
        msg("Half of the time is over: {title}, {day}"),
        msg("{thing}, {loan}. The time for {clock} ends {time}."),
        _OPEN,
    ),
    Kind.OVERDUE: Wording(
        msg("Too late: {title}, {day}"),
        msg("{thing}, {loan}. The time for {clock} ended {time}. Please act now."),
        _OPEN,
        watch=msg("{owner} holds this. The time for {clock} ended {time}."),
    ),
}

# The clocks of a case, as those of a loan.
CLOCKS: Mapping[str, str] = {
    "acknowledge": msg("deciding about the request"),
    "answer": msg("deciding about the request"),
    "finish": msg("bringing the loan to its end"),
}
# What a post calls for, by what happened.
CALLED_FOR: Mapping[str, str] = {
    "BookingOffered": msg("what was waited for has come free, and is held until {until}"),
    "BookingApproved": msg("the request is agreed"),
    "BookingProposed": msg("another time is proposed, to be chosen until {until}"),
    "BookingPreempted": msg("the loan is taken back, and another time can be chosen until {until}"),
    "BookingReminded": msg("the loan is soon"),
}
CALL_TEXTS: Mapping[str, str] = {
    "BookingOffered": msg(
        "Hello, this is {office}. {thing}, {loan}, has come free and is held for you until "
        "{until}. Take it at {site} with your number {reference} and your code."
    ),
    "BookingApproved": msg(
        "Hello, this is {office}. Your request {reference} is agreed: {thing}, {loan}."
    ),
    "BookingProposed": msg(
        "Hello, this is {office}. For your request {reference} we propose {proposed}. Please "
        "choose until {until} at {site} with your number and code."
    ),
    "BookingPreempted": msg(
        "Hello, this is {office}. We are sorry: {thing} is taken back for {loan}. Please choose "
        "another time until {until} at {site} with your number {reference} and your code."
    ),
    "BookingReminded": msg(
        "Hello, this is {office}. A reminder of your loan {reference}: {thing}, {loan}."
    ),
}
