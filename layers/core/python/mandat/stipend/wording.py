"""What each kind of mail about a stipend says first. Names in braces: asked.names. «programmes»."""

from collections.abc import Mapping

from mandat.messaging.domain import Kind
from mandat.messaging.wording import Wording
from mandat.programmes.wording import FREE, KEEP, LAST_WORD, OPEN, SEE, UNRATED
from mandat.text.mark import msg

_ARRIVED = msg("Has it arrived? Tell us")

WORDINGS: Mapping[Kind, Wording] = {
    Kind.STIPEND_RECEIVED: Wording(
        msg("Your application is in"),
        msg("{visitor} comes to see you at home. After that {approver} decides, and you hear it."),
        SEE,
        more=(FREE, KEEP),
    ),
    Kind.STIPEND_VISITED: Wording(
        msg("The visit was made: now it is decided"),
        msg("{visitor} was there on {day}. Now {approver} decides, before {time}."),
        SEE,
        more=(FREE,),
    ),
    Kind.STIPEND_PAID: Wording(
        msg("Paid: your stipend of {month}"),
        msg("{amount}, {how}. Has it arrived? Say so: only that proves that it is with you."),
        _ARRIVED,
        more=(msg("Has it not? The same button says so, and we look for it."), FREE),
    ),
    Kind.STIPEND_REMINDER: Wording(
        msg("Your stipend of {month}"),
        msg("{amount} are to be with you before {time}. Whoever pays is reminded as well."),
        SEE,
        watch=msg("{amount} were paid {how}. Has it arrived? Please tell us: one press is enough."),
        more=(FREE,),
    ),
    Kind.STIPEND_STOPPED: Wording(
        msg("Your stipend has ended"),
        msg("{stopped}: nothing is paid from {month} on. Is that not so? Reply to this mail."),
        SEE,
    ),
    Kind.STIPEND_RESUMED: Wording(
        msg("Your stipend goes on"),
        msg("{actor} has undone its end. What was not paid since then is owed to you again."),
        SEE,
        more=(FREE,),
    ),
    Kind.STIPEND_TO_VISIT: Wording(
        msg("To visit: {title}, {place}"),
        msg("Please go there before {time}, look at each point, and take a photo."),
        msg("Examine"),
        more=(msg("After that it goes to {approver} by itself: it is not you who refuses."),),
    ),
    Kind.STIPEND_TO_DECIDE: Wording(
        msg("To decide: {title}, {place}"),
        msg("{visitor} was there on {day}. {advice}. Please decide before {time}."),
        msg("Approve it"),
    ),
}

# How an application or a payment ended, told with the end of its case.
ENDS: Mapping[str, Wording] = {
    "StipendApproved": Wording(
        msg("Approved: you get the stipend"),
        msg("{actor} has approved it: {amount} each month, from {month} on."),
        SEE,
        more=(
            msg("Each month it is paid before day {day}. You need not apply again."),
            FREE,
            LAST_WORD,
        ),
    ),
    "StipendRefused": Wording(
        msg("Your application was not approved"),
        msg("{actor} does not approve it: {reason}."),
        msg("Read it, or appeal"),
        more=(
            msg(
                "Is that not so? You can appeal, free of charge: say why behind the button. "
                "Mayor and vice mayor then decide over {actor}."
            ),
            UNRATED,
        ),
    ),
    "StipendReceived": Wording(
        msg("Arrived: your stipend of {month}"),
        msg("{amount} are noted as received: {proof}."),
        SEE,
        more=(
            msg("Is that not so? Say it behind the button: mayor and vice mayor look into it."),
            UNRATED,
        ),
    ),
}

# What a post is told of any case, said of a payment: that is due, and that is not proved yet.
OF_DUE: Mapping[Kind, Wording] = {
    Kind.OVERDUE: Wording(
        msg("Unpaid: {title}, {month}"),
        msg("{amount} were to be paid before {time}. Please pay now, and record it."),
        OPEN,
        watch=msg("{owner} was to pay {amount} for {month} before {time}, and has not."),
    ),
    Kind.ESCALATED: Wording(
        msg("Still unpaid: {title}, {month}"),
        msg("{amount} were to be paid before {time}. This was put before {level}."),
        OPEN,
        watch=msg("{owner} was to pay {amount} for {month} before {time}, and has not."),
    ),
}
OF_PAID: Mapping[Kind, Wording] = {
    Kind.OVERDUE: Wording(
        msg("Receipt not proved: {title}, {month}"),
        msg("{amount} were paid, and nobody has shown before {time} that they arrived."),
        OPEN,
        watch=msg("{owner} has paid {amount} for {month}, and has not shown that they arrived."),
    ),
    Kind.ESCALATED: Wording(
        msg("Receipt still not proved: {title}, {month}"),
        msg("{amount} were paid, and nobody has shown before {time} that they arrived."),
        OPEN,
        watch=msg("{owner} has paid {amount} for {month}, and has not shown that they arrived."),
    ),
}

# What the visitor is asked, and what he found.
MET: Mapping[bool, str] = {True: msg("Yes"), False: msg("No")}
CLAIMED: Mapping[bool, str] = {True: msg("Says yes"), False: msg("Not said")}
