"""Everything that can be done in the fostering programme."""

from mandat.fostering.acting import Done, execute
from mandat.fostering.complaints import complain, open_complaint
from mandat.fostering.duties import settle_duty
from mandat.fostering.ending import Ending, end, resume
from mandat.fostering.leaving import Leaving, come_back, hand_all_on, leave
from mandat.fostering.needs import hand_on, settle_child, take_up

__all__ = [
    "Done",
    "Ending",
    "Leaving",
    "come_back",
    "complain",
    "end",
    "execute",
    "hand_all_on",
    "hand_on",
    "leave",
    "open_complaint",
    "resume",
    "settle_child",
    "settle_duty",
    "take_up",
]
