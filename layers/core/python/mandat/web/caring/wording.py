"""What posts read about care without payment and what they do for it. Message ids in English."""

from collections.abc import Mapping

from mandat.guarantee.domain.limits import COVER, STATEMENT
from mandat.guarantee.domain.model import FollowUpStatus, GuaranteeStatus, LetterStatus
from mandat.story.guarantees import ENDINGS as ENDED
from mandat.story.words import PROGRAMME_REASONS
from mandat.text.mark import msg
from mandat.web.caring.permits import Action
from mandat.web.problems import MESSAGES
from mandat.web.staff.wording import FIELD_ERRORS as OF_STAFF
from mandat.web.staff.wording import REFUSALS as REFUSALS_OF_STAFF
from mandat.web.staff.wording import ActionWords

S, F, L = GuaranteeStatus, FollowUpStatus, LetterStatus
STATUS: Mapping[GuaranteeStatus | FollowUpStatus, str] = {
    S.ASKED: msg("To be decided"),
    S.ASKING: msg("The lurah is asked whether the household is poor"),
    S.STATED: msg("The lurah has answered: to be decided"),
    S.ISSUED: msg("The letter is issued"),
    S.USED: msg("The letter is used"),
    S.VOID: msg("The letter is void"),
    S.REFUSED: msg("No letter is issued"),
    S.WITHDRAWN: msg("Withdrawn"),
    F.DUE: msg("To be done"),
    F.SETTLED: msg("Done, and written down"),
    F.DROPPED: msg("Called off: the letter is void"),
}
WORTH: Mapping[LetterStatus, str] = {
    L.VALID: msg("Valid until {day}, not used yet"),
    L.USED: msg("Taken in by the hospital"),
    L.VOID: msg("No longer valid"),
}
APPLICANTS: Mapping[str, str] = {
    "self": msg("The patient"),
    "family": msg("The family"),
    "rt": msg("The RT head"),
    "hospital": msg("A hospital or health centre"),
}
# What shows that the household is poor.
LISTED = msg("The register knows the household as poor")
SAID_POOR = msg("The lurah has said that the household is poor")
SAID_NOT_POOR = msg("The lurah has said that the household is not poor")
NOT_SHOWN = msg("Nothing shows it yet")
# What a letter that goes first means for who issues it.
UNSHOWN = msg(
    "Nothing shows yet that the household is poor. It is urgent, so the letter comes first, and "
    "the lurah is asked afterwards by himself."
)
TO_DO: Mapping[str, str] = {
    COVER: msg(
        "Enrol the patient with BPJS, so that no letter is needed the next time, and write down "
        "here from which day the cover holds."
    ),
    STATEMENT: msg(
        "The letter was urgent and came first. Please go there, and say here whether the "
        "household is poor."
    ),
}

ACTIONS: Mapping[Action, ActionWords] = {
    Action.ISSUE: ActionWords(
        title=msg("Issue the guarantee letter"),
        intro=msg("The citizen gets it at once behind their link, and the hospital can check it."),
        button=msg("Issue the letter"),
        done=msg("Recorded: the letter is issued. Whoever asked is told now."),
        sure=msg("Yes, our post guarantees this treatment"),
        label=msg("A word to whoever asked"),
    ),
    Action.ASK_LURAH: ActionWords(
        title=msg("Ask the lurah whether the household is poor"),
        intro=msg("The request goes to the lurah, and comes back by itself with the answer."),
        button=msg("Ask the lurah"),
        done=msg("Recorded: the lurah is asked."),
        sure=msg("Yes, we need the lurah's word for this decision"),
    ),
    Action.STATE: ActionWords(
        title=msg("Say whether the household is poor"),
        intro=msg("Your statement goes to the Health Agency, which decides. You fetch no paper."),
        button=msg("Send the statement"),
        done=msg("Recorded: your statement is with the Health Agency now."),
        sure=msg("Yes, this is my statement as lurah"),
        label=msg("What you found, in words that the family may read"),
    ),
    Action.REFUSE: ActionWords(
        title=msg("Issue no letter"),
        intro=msg("Whoever asked reads the reason and can appeal to mayor and vice mayor."),
        button=msg("Refuse it"),
        done=msg("Recorded: no letter is issued. Whoever asked is told now."),
        sure=msg("Yes, we issue no letter, and this reason may go to whoever asked"),
        label=msg("Explanation for whoever asked"),
    ),
    Action.VOID: ActionWords(
        title=msg("Make the letter void"),
        intro=msg("From now on no hospital takes it in, and what followed it is called off."),
        button=msg("Make it void"),
        done=msg("Recorded: the letter is void. Whoever has it is told now."),
        sure=msg("Yes, this letter must not be used any more"),
        label=msg("Why, in words for whoever has it"),
    ),
    Action.COVER: ActionWords(
        title=msg("Write down the cover by BPJS"),
        intro=msg("This finishes the case; whoever asked for the letter reads it on their page."),
        button=msg("Write it down"),
        done=msg("Recorded."),
        sure=msg("Yes, it is as written here"),
        label=msg("Explanation"),
    ),
    Action.STATE_AFTER: ActionWords(
        title=msg("Say whether the household is poor"),
        intro=msg("The letter came first, being urgent. Your statement goes to who issued it."),
        button=msg("Send the statement"),
        done=msg("Recorded: who issued the letter reads your statement."),
        sure=msg("Yes, this is my statement as lurah"),
        label=msg("What you found"),
    ),
}

# In the order in which a form offers them.
REFUSED_FOR: Mapping[str, str] = {
    one: PROGRAMME_REASONS[one]
    for one in ("not_poor", "not_resident", "insured", "not_found", "incomplete")
}
ENDINGS: Mapping[str, Mapping[str, str]] = {
    COVER: {
        "covered": msg("the patient is covered by BPJS now"),
        **{
            one: ENDED[one]
            for one in ("insured_before", "declined", "not_resident", "not_found", "died")
        },
    },
    STATEMENT: {one: ENDED[one] for one in ("poor", "not_poor", "not_found")},
}

FIELD_ERRORS: Mapping[str, str] = {
    **MESSAGES,
    **OF_STAFF,
    "choose_hospital": msg("Choose the hospital."),
    "choose_lurah": msg("Choose the lurah."),
    "choose_day": msg("Write the day on which the cover begins."),
    "bad_day": msg("Write the day on which the cover begins, for example 30-11-2026."),
    "day_too_far": msg("This day is more than a year away. Look at it again."),
}

REFUSALS: Mapping[str, str] = {
    **REFUSALS_OF_STAFF,
    "not_issuer": msg("Only the Health Agency issues, refuses and voids letters."),
    "not_shown_poor": msg("Nothing shows yet that the household is poor. Ask the lurah first."),
    "already_shown": msg("It is shown already that the household is poor. The letter can go out."),
    "person_died": msg("The register says that this person has died."),
    "not_routed": msg("The case has not reached a post yet. Try again in a minute."),
}
NOT_NOW = msg("The case has moved on. This can no longer be done.")
