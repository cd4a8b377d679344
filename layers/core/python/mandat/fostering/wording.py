"""What each mail of the fostering programme says first. Names in braces: about.names."""

from collections.abc import Mapping

from mandat.fostering.domain.model import Complaint, Duty, Need, Subject
from mandat.messaging.domain import Kind
from mandat.messaging.wording import Wording
from mandat.programmes.wording import OF_ITS_CASE, OPEN
from mandat.text.mark import msg

_CHILDREN = msg("Open the page of my foster children")
_KEEP = msg("Keep this mail to yourself: with its link one acts in your name.")

# To the official who fosters, who holds no post.
TO_OFFICIALS: Mapping[Kind, Wording] = {
    Kind.FOSTER_NEW: Wording(
        msg("A child is entrusted to you"),
        msg(
            "From today on you foster a child in {place}. Please visit it in the next days, and "
            "give at least {amount} a month of your own salary."
        ),
        _CHILDREN,
        more=(msg("What you give you prove each month by the same link."), _KEEP),
    ),
    Kind.FOSTER_MONTH: Wording(
        msg("Your foster children in {month}"),
        msg("Please give the help of the month, look after the children, and prove it by one tap."),
        _CHILDREN,
        more=(_KEEP,),
    ),
    Kind.FOSTER_REMINDER: Wording(
        msg("Not proved yet: your foster children in {month}"),
        msg("Something is still open. After its day your superiors and the city see that."),
        _CHILDREN,
        more=(_KEEP,),
    ),
}

OF_NEED: Mapping[Kind, Wording] = {
    Kind.ASSIGNED: Wording(
        msg("A child needs a fosterer: {place}"),
        msg("Please choose one of the nearest officials with room, before {time}."),
        msg("Open and choose"),
        more=(msg("After {days} days without one, mayor and vice mayor are told."),),
    ),
    Kind.REMINDER: Wording(
        msg("A child still needs a fosterer: {place}"),
        msg("It has had nobody since {since}. Please choose an official before {time}."),
        msg("Open and choose"),
    ),
    Kind.OVERDUE: Wording(
        msg("A child is without a fosterer: {place}"),
        msg("It has had nobody since {since}. Please choose an official now."),
        msg("Open and choose"),
        watch=msg("It has had nobody since {since}. {owner} was to find an official by {time}."),
    ),
    Kind.ESCALATED: Wording(
        msg("A child is without a fosterer: {place}"),
        msg("It has had nobody since {since}. Please choose an official now."),
        OPEN,
        watch=msg("It has had nobody since {since}. {owner} was to find an official by {time}."),
    ),
}
OF_DUTY: Mapping[Kind, Wording] = {
    Kind.OVERDUE: Wording(
        msg("Not proved: foster child, {period}"),
        msg("{official} has not proved it by {time}. Please call, and see that the child has it."),
        OPEN,
        watch=msg("{official} has not proved it by {time}."),
    ),
    Kind.ESCALATED: Wording(
        msg("Still not proved: foster child, {period}"),
        msg("{official} has not proved it by {time}. Please call, and see that the child has it."),
        OPEN,
        watch=msg("{official} has not proved it by {time}."),
    ),
}
OF_COMPLAINT: Mapping[Kind, Wording] = {
    Kind.ASSIGNED: Wording(
        msg("A foster child's help has not come: {place}"),
        msg("{what}. Please call or go there, and answer before {time}."),
        OPEN,
        more=(msg("The official was not told who said it."),),
    ),
}


def wording_of(kind: Kind, subject: Subject) -> Wording | None:
    """None where it is told as any programme tells it."""
    own = {Need: OF_NEED, Duty: OF_DUTY, Complaint: OF_COMPLAINT}[type(subject)]
    return own.get(kind) or OF_ITS_CASE.get(kind)
