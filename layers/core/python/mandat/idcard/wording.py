"""What each mail about a card at 17 says first. Names in braces: mails.names."""

from collections.abc import Mapping

from mandat.messaging.domain import Kind
from mandat.messaging.wording import Wording
from mandat.programmes.wording import FREE, KEEP, LAST_WORD, OPEN, RATE
from mandat.text.mark import msg

_CHOOSE = msg("Choose a quiet time")
_SEE = msg("See where the card is")

WORDINGS: Mapping[Kind, Wording] = {
    Kind.CARD_INVITED: Wording(
        msg("Your first identity card"),
        msg(
            "You turn 17 on {birthday}. Have your fingerprints and photo taken before: then the "
            "card is brought home to you on that day."
        ),
        _CHOOSE,
        more=(msg("Bring a copy of the family card (KK), nothing else."), FREE, KEEP),
    ),
    Kind.CARD_REMINDED: Wording(
        msg("Your first identity card waits for you"),
        msg("Your fingerprints and photo are not taken yet. You turn 17 on {birthday}."),
        _CHOOSE,
        more=(msg("Bring a copy of the family card (KK), nothing else."), FREE, KEEP),
    ),
    Kind.CARD_APPOINTED: Wording(
        msg("Your appointment for the identity card"),
        msg("We expect you on {when}: {where}."),
        msg("See or change the time"),
        more=(msg("Bring a copy of the family card (KK), nothing else."), FREE),
    ),
    Kind.CARD_OUT: Wording(
        msg("Your identity card comes to your home"),
        msg("The lurah brings it on {day}. You need to do nothing."),
        _SEE,
        more=(
            msg("Not at home? Somebody on the same family card may take it."),
            FREE,
        ),
    ),
}

# What is told of any case, said of a card.
OF_CARDS: Mapping[Kind, Wording] = {
    Kind.ANSWERED: Wording(
        msg("Your identity card is handed over"),
        msg("Congratulations. Did all go well? You have the last word."),
        RATE,
        more=(LAST_WORD,),
    ),
    Kind.OVERDUE: Wording(
        msg("An identity card is late: {place}"),
        msg("It was to be brought by {time}. Please bring it, or record what hinders it."),
        OPEN,
        watch=msg("{owner} was to bring it by {time}."),
    ),
    Kind.ESCALATED: Wording(
        msg("An identity card is still late: {place}"),
        msg("It was to be brought by {time}. Please bring it, or record what hinders it."),
        OPEN,
        watch=msg("{owner} was to bring it by {time}."),
    ),
    Kind.ENDED: Wording(
        msg("No identity card is to be brought any more: {place}"),
        msg("The case is closed: {outcome}. Please do not go there with it."),
        OPEN,
    ),
}
