"""Following a case that somebody else filed: what a follower is told, and what is shown. Pure."""

from dataclasses import field

from mandat.records import record

# Told by mail, without a word that anybody wrote.
MILESTONES = frozenset(
    {"UpdatePosted", "TaskFinished", "TaskRejected", "LeaderAnswered", "CaseClosed"}
)
# What offices write to the citizen is for the follower too; what the citizen wrote is not.
SPOKEN = frozenset({"UpdatePosted", "TaskFinished", "TaskRejected", "LeaderAnswered"})
SHOWN = SPOKEN | {
    "CaseSubmitted",
    "TaskAssigned",
    "TaskAcknowledged",
    "TaskTransferred",
    "TaskClaimed",
    "TaskOrdered",
    "CaseMerged",
    "CaseClosed",
}


@record
class Follower:
    """`hash` names the follower of this case; `email` is empty for one who only has the link."""

    case_id: str
    hash: str
    email: str = field(default="", repr=False)
    locale: str = "id"
