"""What posts read about a death and what they do for its family. Message ids in English."""

from collections.abc import Mapping

from mandat.bereavement.domain.model import Death, DeathStatus
from mandat.text.mark import msg
from mandat.web.mourning.permits import Action, is_confirmed
from mandat.web.problems import MESSAGES
from mandat.web.staff.wording import FIELD_ERRORS as OF_STAFF
from mandat.web.staff.wording import REFUSALS as REFUSALS_OF_STAFF
from mandat.web.staff.wording import ActionWords

STATUS: Mapping[DeathStatus, str] = {
    DeathStatus.REPORTED: msg("Reported, not confirmed yet"),
    DeathStatus.CONFIRMED: msg("Confirmed"),
    DeathStatus.HANDED_OVER: msg("The papers lie in the family's hands"),
    DeathStatus.UNDONE: msg("The report was wrong and is undone"),
}
REPORTERS: Mapping[str, str] = {
    "family": msg("The family"),
    "rt": msg("The RT head"),
    "hospital": msg("A hospital or health centre"),
}
LETTERS: Mapping[str, str] = {
    "doctor": msg("The doctor's letter"),
    "lurah": msg("The lurah's own letter"),
}
UNDO_REASONS: Mapping[str, str] = {
    "alive": msg("The person is alive"),
    "other_person": msg("It was somebody else"),
    "duplicate": msg("It was reported twice"),
}

ACTIONS: Mapping[Action, ActionWords] = {
    Action.CONFIRM: ActionWords(
        title=msg("Confirm the death"),
        intro=msg("After this the papers are made, and what was paid to the person stops."),
        button=msg("Confirm"),
        done=msg("Recorded: the death is confirmed. The papers are being made."),
        sure=msg("Yes, I have seen the letter, and it is this person"),
        label=msg("Note, for the record"),
    ),
    Action.NIGHT: ActionWords(
        title=msg("Write down an evening"),
        intro=msg("Who came on behalf of the city. The family reads it on its page."),
        button=msg("Record the evening"),
        done=msg("Recorded. Thank you for being there."),
        label=msg("Note, for the family"),
    ),
    Action.HAND_OVER: ActionWords(
        title=msg("Hand over the papers"),
        intro=msg("At the house, into the family's hands. This finishes the case."),
        button=msg("Record the hand-over"),
        done=msg("Recorded: the papers lie in the family's hands."),
        sure=msg("Yes, the family holds them now"),
        label=msg("What was said and handed over"),
    ),
    Action.UNDO: ActionWords(
        title=msg("This report is wrong: undo it"),
        intro=msg(
            "Everything that it set off is taken back: papers, equipment, and what was stopped "
            "is paid again. The family is told at once."
        ),
        button=msg("Undo the report"),
        done=msg("Recorded: the report is undone, with all that it had set off."),
        sure=msg("Yes, I know that the report is wrong"),
        label=msg("What is true, in words for the family"),
    ),
}

# Once it is confirmed, what remains is to say who it was.
MATCH = ActionWords(
    title=msg("Match the NIK"),
    intro=msg("Then the register knows of it, and what was paid to the person stops."),
    button=msg("Match"),
    done=msg("Recorded."),
    sure=msg("Yes, this is the NIK of the one who died"),
)


def words_of(action: Action, death: Death) -> ActionWords:
    matches = action is Action.CONFIRM and is_confirmed(death)
    return MATCH if matches else ACTIONS[action]


FIELD_ERRORS: Mapping[str, str] = {
    **MESSAGES,
    **OF_STAFF,
    "photos_needed": msg("Add at least {photos} photo first."),
    "nik_unknown": msg("The register does not know this NIK. Look at it again, or ask Dukcapil."),
    "choose_letter": msg("Choose whose letter it is."),
    "choose_night": msg("Choose the evening."),
    "choose_present": msg("Tick who came, or «nobody of the city»."),
    "nobody_and_some": msg("Tick «nobody of the city», or those who came, not both."),
    "too_many_posts": msg("These are too many. Tick those who really came."),
    "all_papers": msg("Tick every paper: all that was made is handed over in one go."),
    "children_out_of_range": msg("Write a whole number, at most 20."),
}

REFUSALS: Mapping[str, str] = {
    **REFUSALS_OF_STAFF,
    "already_confirmed": msg("The death has been confirmed already."),
    "other_person": msg("Another person was matched before. Undo the report if that was wrong."),
    "already_reported": msg("This person's death has been reported before: undo this report."),
    "papers_to_come": msg("Not all papers are made yet. They are handed over together."),
    "too_early": msg("That evening has not begun yet."),
    "not_routed": msg("The case has not reached a post yet. Try again in a minute."),
}
NOT_NOW = msg("The case has moved on. This can no longer be done.")

# What a step asks of the post that holds it, by its service.
TO_DO: Mapping[str, str] = {
    "duka-takziah": msg(
        "Arrange the evenings at the house with the family and the RT head: who leads the "
        "prayers, who speaks for the city. Write down each evening here."
    ),
    "duka-jenazah": msg("Call the family, send the hearse, and say here when it has been done."),
    "duka-akta": msg("Make the death certificate. It is handed over by the lurah at the house."),
    "duka-kk": msg("Make the new family card, without the one who died."),
    "duka-ktp": msg("Make the new KTP of the husband or wife, who is widowed now."),
    "duka-anak": msg(
        "Visit the children who are left behind and speak with whoever cares for them about the "
        "fostering programme. Their names are in the register, not here."
    ),
    "duka-perlengkapan": msg(
        "The pool was too short for a loan. Find tents, chairs and a sound system, bring them to "
        "the house before the first evening, and fetch them after the last."
    ),
}
ANNUL = msg("The report was wrong: annul what was issued, and give back the old papers.")
