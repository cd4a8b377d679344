"""What posts read of children and officials and do about them. Message ids in English."""

from collections.abc import Mapping

from mandat.fostering.domain.matching import ANYWHERE, BESIDE, DISTRICT, VILLAGE
from mandat.fostering.domain.model import DutyStatus, NeedStatus
from mandat.text.mark import msg
from mandat.web.children.permits import Action
from mandat.web.fostering.wording import FIELD_ERRORS as OF_OFFICIALS
from mandat.web.staff.wording import REFUSALS as REFUSALS_OF_STAFF
from mandat.web.staff.wording import ActionWords

STATUS: Mapping[str, str] = {
    f"need-{NeedStatus.OPEN}": msg("Without a fosterer"),
    f"need-{NeedStatus.MATCHED}": msg("Entrusted to an official"),
    f"need-{NeedStatus.DROPPED}": msg("Needs none any more"),
    f"duty-{DutyStatus.DUE}": msg("Not proved yet"),
    f"duty-{DutyStatus.PROVED}": msg("Proved"),
    f"duty-{DutyStatus.VOID}": msg("Not owed"),
    "complaint": msg("Help did not come"),
}
# Why nothing is asked of the post now.
RESTS: Mapping[str, str] = {
    f"duty-{DutyStatus.DUE}": msg(
        "The official proves it by his own link. Call him if it is late."
    ),
    f"duty-{DutyStatus.VOID}": msg("Nothing to do: it is not owed after all."),
}
NEAR: Mapping[str, str] = {
    VILLAGE: msg("in the same kelurahan"),
    DISTRICT: msg("in the same kecamatan"),
    BESIDE: msg("in the next kecamatan"),
    ANYWHERE: msg("elsewhere in the city"),
}
LOAD = msg("{n} of {quota} children")

ACTIONS: Mapping[Action, ActionWords] = {
    Action.MATCH: ActionWords(
        title=msg("Entrust the child to an official"),
        intro=msg("He is told at once by mail, without the child's name, and pays from then on."),
        button=msg("Entrust the child"),
        done=msg("Recorded: the child has a fosterer. He is told now."),
        sure=msg("Yes, this official fosters the child from today on"),
        label=msg("A word for the record; why, if you take none of those offered"),
    ),
    Action.PROVE: ActionWords(
        title=msg("Record help that you were shown"),
        intro=msg("For an official who cannot do it by his own link. It counts as his."),
        button=msg("Record the help"),
        done=msg("Recorded: the help of the month."),
        sure=msg("Yes, I was shown this"),
        label=msg("What you were shown or told"),
    ),
    Action.CHECK: ActionWords(
        title=msg("Record school and health"),
        intro=msg("For an official who cannot do it by his own link. It counts as his."),
        button=msg("Record it"),
        done=msg("Recorded: school and health."),
        sure=msg("Yes, he has told me so"),
        label=msg("What you were shown or told"),
    ),
    Action.END: ActionWords(
        title=msg("End the fostering"),
        intro=msg(
            "Who comes of age or has died leaves by itself. The child's link ends, and what "
            "is not given yet is not owed any more."
        ),
        button=msg("End the fostering"),
        done=msg("Recorded: the fostering has ended."),
        sure=msg("Yes, the child leaves the programme"),
        label=msg("A word for the record"),
    ),
}
ENDS: Mapping[str, str] = {
    "moved": msg("It has moved away from the city"),
    "declined": msg("The family does not want it"),
    "not_orphan": msg("A parent was found, or the family cares for it"),
}
LEAVES: Mapping[str, str] = {
    "retired": msg("Retired"),
    "moved_office": msg("Moved to another office outside the programme"),
    "resigned": msg("Resigned"),
    "died": msg("Died"),
    "other": msg("Another reason"),
}

FIELD_ERRORS: Mapping[str, str] = {
    **OF_OFFICIALS,
    "choose_official": msg("Choose an official."),
    "two_officials": msg("Choose one of those offered, or another one, not both."),
    "why_not_offered": msg("Write why none of those offered fits: at least {least} characters."),
}
REFUSALS: Mapping[str, str] = {
    **REFUSALS_OF_STAFF,
    "quota_full": msg("This official has no place left. Choose another one."),
    "official_left": msg("This official has left office. Choose another one."),
    "child_has_fosterer": msg("The child has a fosterer already."),
    "not_matcher": msg("Only the post that keeps the programme may do this."),
    "not_routed": msg("It was opened a moment ago. Send it again in a minute."),
}
NOT_NOW = msg("It has moved on. This can no longer be done.")
