"""What posts read about identity cards and what they do with them. Message ids in English."""

from collections.abc import Mapping

from mandat.idcard.domain.model import CardStatus
from mandat.text.mark import msg
from mandat.web.cards.permits import Action
from mandat.web.staff.wording import FIELD_ERRORS as OF_STAFF
from mandat.web.staff.wording import REFUSALS as REFUSALS_OF_STAFF
from mandat.web.staff.wording import ActionWords

S = CardStatus
STATUS: Mapping[CardStatus, str] = {
    S.EXPECTED: msg("To be invited"),
    S.INVITED: msg("Invited, no time chosen"),
    S.VISITING: msg("The lurah goes there"),
    S.APPOINTED: msg("Has an appointment"),
    S.RECORDED: msg("Recorded, to be printed"),
    S.PRINTED: msg("Printed, waits for its day"),
    S.OUT: msg("With the lurah, to be brought"),
    S.DELIVERED: msg("Handed over"),
    S.ENDED: msg("Ended without a card"),
}
# Why nothing is asked of the post now.
RESTS: Mapping[CardStatus, str] = {
    S.INVITED: msg("They choose a time by their link. Whoever comes without one is recorded too."),
    S.PRINTED: msg("On its day the lurah of the kelurahan gets it on the route list."),
}

ACTIONS: Mapping[Action, ActionWords] = {
    Action.RECORD: ActionWords(
        title=msg("Biometrics are recorded"),
        intro=msg("Fingers, eyes and face are taken, with an appointment or without."),
        button=msg("Record it"),
        done=msg("Recorded: the biometrics are taken."),
        sure=msg("Yes, the recording is complete"),
    ),
    Action.PRINT: ActionWords(
        title=msg("The card is printed"),
        intro=msg("It is brought on the birthday, or the day after today when that is over."),
        button=msg("Record it"),
        done=msg("Recorded: the card is printed. The lurah gets it on its day."),
        sure=msg("Yes, the card is printed and lies ready"),
    ),
    Action.DELIVER: ActionWords(
        title=msg("The card is handed over"),
        intro=msg("At the door or at the counter, with the mayor's greeting. Free of charge."),
        button=msg("Record the handover"),
        done=msg("Recorded: the card is handed over. Thank you."),
        sure=msg("Yes, the card is in their hands"),
        label=msg("Note"),
    ),
    Action.VISIT: ActionWords(
        title=msg("Record the visit"),
        intro=msg("Give them the invitation with the code, and say that it is free."),
        button=msg("Record the visit"),
        done=msg("Recorded: the visit. The case is with Dukcapil again."),
        sure=msg("Yes, our post was there"),
        label=msg("What you found, when nobody could be told"),
    ),
    Action.NOT_HOME: ActionWords(
        title=msg("Nobody took the card"),
        intro=msg("Choose when you come again. Until then nobody is late."),
        button=msg("Record it"),
        done=msg("Recorded: you bring it again on the day you chose."),
        sure=msg("Yes, our post was at the door"),
        label=msg("Note"),
    ),
    Action.APPOINT: ActionWords(
        title=msg("Choose a time for them"),
        intro=msg("For who asks by phone or at the door. A quiet half hour at the counter."),
        button=msg("Keep this time"),
        done=msg("Recorded: the time is kept."),
        sure=msg("Yes, they have agreed to this time"),
    ),
    Action.NOT_COME: ActionWords(
        title=msg("They did not come"),
        intro=msg("The time is over. They are invited as before, and may choose again."),
        button=msg("Record it"),
        done=msg("Recorded: nobody came. They may choose again."),
        sure=msg("Yes, nobody came"),
    ),
    Action.MOVE: ActionWords(
        title=msg("They have moved within the city"),
        intro=msg("The card goes to the new kelurahan. If its lurah has to bring it, he is told."),
        button=msg("Record the move"),
        done=msg("Recorded: it goes to the new kelurahan."),
        sure=msg("Yes, they live there now"),
    ),
    Action.END: ActionWords(
        title=msg("No card is brought"),
        intro=msg("They read the reason and can appeal to the vice mayor and the mayor."),
        button=msg("End it"),
        done=msg("Recorded: no card is brought."),
        sure=msg("Yes, it ends for this reason, and they may read it"),
        label=msg("Explanation that they may read"),
    ),
}

FOUND: Mapping[str, str] = {
    "told": msg("They know now, and have the invitation"),
    "away": msg("They are away: for school, work or longer"),
    "unknown": msg("Nobody knows them there"),
}
WHY: Mapping[str, str] = {
    "not_home": msg("Nobody was at home"),
    "asked_later": msg("They asked for another day"),
}
PROOFS: Mapping[str, str] = {
    "photo": msg("The owner with the card"),
    "signature": msg("The signature on the receipt"),
}
TAKEN_BY: Mapping[str, str] = {
    "self": msg("The owner"),
    "family": msg("Somebody of the family on the same family card"),
}
ENDS: Mapping[str, str] = {
    "refused": msg("They do not want a card"),
    "moved_away": msg("They have moved out of the city"),
    "has_card": msg("They have a card from elsewhere"),
    "not_resident": msg("They never lived here, or the register is wrong"),
    "deceased": msg("They have died: nothing is written to the family"),
}
# What the register said, beside what a post may say.
ENDED: Mapping[str, str] = {**ENDS, "died": msg("They have died")}

FIELD_ERRORS: Mapping[str, str] = {
    **OF_STAFF,
    "card_photo": msg("Add at least one photo: it is the proof."),
    "choose_proof": msg("Say what the photo shows."),
    "choose_taken_by": msg("Say who took the card."),
    "choose_found": msg("Say what you found."),
    "choose_why": msg("Say why nobody took it."),
    "choose_day": msg("Choose a day from tomorrow on, at most 14 days ahead."),
    "choose_time": msg("Choose a time that is still free."),
    "choose_village": msg("Choose the kelurahan."),
    "choose_reason": msg("Choose the reason."),
    "choose_cards": msg("Tick at least one."),
}
REFUSALS: Mapping[str, str] = {
    **REFUSALS_OF_STAFF,
    "not_maker": msg("Only the post that makes cards may do this."),
    "too_early": msg("The appointment has not begun yet."),
    "too_late": msg("The appointment has begun already."),
    "not_routed": msg("It was opened a moment ago. Send it again in a minute."),
    "slot_taken": msg("Somebody else has this time now. Choose another one."),
}
NOT_NOW = msg("It has moved on. This can no longer be done.")
# Accepting the task, without a word on the card yet.
READ = msg("We have read it and see to it")
