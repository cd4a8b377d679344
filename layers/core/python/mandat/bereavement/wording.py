"""What each kind of mail about a death says first. Names in braces: mourned.names. «programmes»."""

from collections.abc import Mapping

from mandat.messaging.domain import Kind
from mandat.messaging.wording import Wording
from mandat.programmes.wording import FREE, KEEP, LAST_WORD, OPEN, SEE
from mandat.text.mark import msg

WORDINGS: Mapping[Kind, Wording] = {
    Kind.DEATH_RECEIVED: Wording(
        msg("We grieve with you"),
        msg("{condolence} You need to do nothing more: {visitor} comes to you, and sees to it."),
        msg("All of it on one page"),
        more=(FREE, KEEP),
    ),
    Kind.DEATH_UNDONE: Wording(
        msg("The report is taken back"),
        msg("{actor} has taken it back: {reason}. We are sorry for what it caused."),
        SEE,
        more=(
            msg(
                "All that it had set off is taken back with it: evenings, papers, what it stopped."
            ),
        ),
    ),
    Kind.DEATH_TO_TEND: Wording(
        msg("A death in {place}: please go there"),
        msg("Reported {reporter}. Please go to the family now, and confirm it."),
        msg("Confirm it"),
        more=(msg("You hand over the papers on the last evening, before {handover}."),),
    ),
    Kind.DEATH_STEP: Wording(
        msg("For a family that mourns: {title}, {place}"),
        msg("Please have it done before {time}."),
        OPEN,
    ),
    Kind.DEATH_STEP_REFUSED: Wording(
        msg("Not possible: {step}, {place}"),
        msg("{refuser} cannot do it. Please see how the family can be helped all the same."),
        OPEN,
    ),
    Kind.DEATH_STEP_OFF: Wording(
        msg("Called off: {title}, {place}"),
        msg("The report was wrong. Please stop, and take back what you have begun."),
        OPEN,
    ),
    Kind.DEATH_WRONG: Wording(
        msg("The report was wrong: {title}, {place}"),
        msg("{actor} has taken it back: {reason}. A family without email must still be called."),
        OPEN,
    ),
}

ANNUL = Wording(
    msg("To annul: {title}, {place}"),
    msg("The report of a death was wrong. Please annul what was issued for it, before {time}."),
    OPEN,
)

# How it ended, told to the family with the end of its case.
ENDS: Mapping[str, Wording] = {
    "DeathPapersHandedOver": Wording(
        msg("The papers are with you"),
        msg("{actor} handed them over: {papers}. Please look whether all names are right."),
        SEE,
        more=(
            msg("Is something wrong in them? Say so behind the button: it is put right."),
            LAST_WORD,
        ),
    ),
}
