"""What an official does by his link, and what each form of it asks."""

from collections.abc import Mapping
from enum import StrEnum

from mandat.text.mark import msg
from mandat.web.staff.wording import ActionWords


class Action(StrEnum):
    """A form of an official; the value is the last word of its address, /asuh/<token>/<value>."""

    SUPPORT = "bukti"
    CHECK = "semester"


# Photos come first: choosing them leaves the page on old phones, and nothing typed is lost yet.
FIELDS: Mapping[Action, tuple[str, ...]] = {
    Action.SUPPORT: ("photos", "whose", "amount", "proof", "note", "sure"),
    Action.CHECK: ("child", "school", "health", "note", "sure"),
}

ACTIONS: Mapping[Action, ActionWords] = {
    Action.SUPPORT: ActionWords(
        title=msg("Prove the month's help"),
        intro=msg("At least {amount} for each child, of your own salary. Due before {time}."),
        button=msg("Record the help"),
        done=msg("Recorded: the help of the month. Thank you."),
        sure=msg("Yes, I have given this for each child that is ticked"),
        label=msg("How was the visit, and what did you bring?"),
    ),
    Action.CHECK: ActionWords(
        title=msg("Tell of school and health"),
        intro=msg("Once a school term: you have seen the child and asked. Due before {time}."),
        button=msg("Record it"),
        done=msg("Recorded: school and health. Thank you."),
        sure=msg("Yes, I have seen the child and asked"),
        label=msg("What should the Social Agency know?"),
    ),
}
