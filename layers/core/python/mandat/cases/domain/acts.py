"""What somebody wants done to a case: commands, imperative. Every one carries its cause.

The cause is unique to the wish (a submission key, a form's nonce, a source event, a due item):
a retry with the same cause meets the first outcome instead of acting again.
"""

from dataclasses import field
from datetime import datetime

from mandat.cases.domain.model import ContactKind, Due, Terms
from mandat.city.calendar import Calendar
from mandat.records import record


@record
class Command:
    """`actor` is citizen, system or post:<post id>:<address id>."""

    cause: str
    actor: str
    correlation_id: str = field(default="", kw_only=True)

    @property
    def post(self) -> str:
        """The post that acts, empty for the citizen and the system."""
        kind, _, rest = self.actor.partition(":")
        return rest.partition(":")[0] if kind == "post" else ""


@record
class TextCommand(Command):
    """`text` goes to a personal item, `photos` are upload ids (<group>/<n>).

    `shared`: the photos are another case's, which has claimed them; this one shows them too.
    """

    text: str = field(default="", repr=False)
    photos: tuple[str, ...] = ()
    shared: bool = field(default=False, kw_only=True)


@record
class TimedCommand(TextCommand):
    """A command that sets clocks: `calendar` says when they run."""

    calendar: Calendar = field(default_factory=Calendar, repr=False)


@record
class SubmitCase(TimedCommand):
    """`text` is the description; terms and title are the service's as it is today."""

    case_id: str = ""
    service_id: str = ""
    service_version: int = 1
    service_title: dict[str, str] = field(default_factory=dict)
    severity: str = "normal"
    sealed: bool = False
    village: str = ""
    channel: str = "web"
    contact: ContactKind = ContactKind.NONE
    confidential: bool = False
    suspect: bool = False
    programme: str = ""
    terms: Terms | None = None
    code_hash: str = field(default="", repr=False)


@record
class RouteCase(TimedCommand):
    """`owner` is what the category's rule says; `rule` why."""

    owner: str = ""
    rule: str = "rule"


class AcknowledgeTask(Command):
    pass


@record
class TransferTask(TimedCommand):
    """`to` is the post that should act; `dispatchers` may pass on tasks that are not theirs."""

    to: str = ""
    reason: str = ""
    dispatchers: frozenset[str] = frozenset()


@record
class ClaimTask(TimedCommand):
    """`heads` are the posts that every complaint is forwarded to."""

    heads: frozenset[str] = frozenset()


@record
class CommentCase(TextCommand):
    """`readers` are the posts that may see the case; `mention` one of them, or empty."""

    mention: str = ""
    readers: frozenset[str] = frozenset()


@record
class MergeCase(Command):
    """`into` is an open case of the same category that the acting post owns too."""

    into: str = ""


class AskCitizen(TimedCommand):
    pass


class PostUpdate(TextCommand):
    pass


class FinishTask(TimedCommand):
    pass


@record
class RejectTask(TimedCommand):
    """No, with a `reason` of limits.REJECT_REASONS; the citizen may refuse it as any answer."""

    reason: str = ""


@record
class RecordContact(TimedCommand):
    """Whether the citizen was told of the answer: `how` is mail, phone or whatsapp."""

    reached: bool = True
    how: str = "phone"


@record
class LoseMail(TimedCommand):
    """Mail to the citizen fails for good: `contact` is how the citizen can still be told."""

    contact: ContactKind = ContactKind.NONE


@record
class PostponeMail(TimedCommand):
    """The mail that tells the answer goes out at `until`: the address has had its mail today."""

    until: datetime | None = None


class AddInformation(TimedCommand):
    pass


class WithdrawCase(Command):
    pass


@record
class CorrectContact(TimedCommand):
    """The contact itself is a personal item: `contact` is how the citizen is told from now on."""

    contact: ContactKind = ContactKind.NONE


@record
class EraseData(Command):
    """`reason`: asked (by the citizen's own link) or desk (proved at the counter)."""

    reason: str = "asked"


@record
class AcceptAnswer(Command):
    """The citizen is satisfied: `stars` from 1 to 5 close the case."""

    stars: int = 0


@record
class RefuseAnswer(TimedCommand):
    """The citizen is not: a `reason` of limits.REFUSE_REASONS, straight to the leaders."""

    reason: str = ""


@record
class LeaderCommand(TimedCommand):
    """`leaders` are the posts before whom refused answers come: mayor and vice mayor."""

    leaders: frozenset[str] = frozenset()


@record
class OrderTask(LeaderCommand):
    """A leader's disposisi: who does it (`to`, empty for whoever has it) and by when."""

    to: str = ""
    deadline_at: datetime | None = None


class AnswerAsLeader(LeaderCommand):
    pass


class ConfirmAnswer(LeaderCommand):
    pass


@record
class Remind(TimedCommand):
    """`due` is the moment that came; it acts only while that moment still stands."""

    due: Due | None = None
