"""From a posted form to the command that it asks for."""

from collections.abc import Callable, Mapping

from mandat.cases.domain import acts as a
from mandat.cases.domain.work import DISPATCHERS, LEADERS
from mandat.city.calendar import Calendar
from mandat.records import record
from mandat.web.request import Request
from mandat.web.staff.fields import EVERYBODY, read_deadline
from mandat.web.staff.permits import Action


@record
class Wish:
    """A form that was sent by somebody who was allowed to, with what goes into every command."""

    request: Request
    actor: str
    cause: str
    calendar: Calendar
    photos: tuple[str, ...] = ()
    heads: frozenset[str] = frozenset()
    readers: frozenset[str] = frozenset()

    @property
    def text(self) -> str:
        return self.request.value("text")


def command_of(action: Action, wish: Wish) -> a.Command:
    return _BUILDERS[action](wish)


def _claim(wish: Wish) -> a.Command:
    return _timed(a.ClaimTask, wish, heads=wish.heads)


def _discuss(wish: Wish) -> a.Command:
    named = wish.request.value("mention")
    return a.CommentCase(
        wish.cause,
        wish.actor,
        correlation_id=wish.request.id,
        text=wish.text,
        mention="" if named == EVERYBODY else named,
        readers=wish.readers,
    )


def _acknowledge(wish: Wish) -> a.Command:
    return a.AcknowledgeTask(wish.cause, wish.actor, correlation_id=wish.request.id)


def _update(wish: Wish) -> a.Command:
    return a.PostUpdate(
        wish.cause,
        wish.actor,
        correlation_id=wish.request.id,
        text=wish.text,
        photos=wish.photos,
    )


def _ask(wish: Wish) -> a.Command:
    return _timed(a.AskCitizen, wish)


def _finish(wish: Wish) -> a.Command:
    return _timed(a.FinishTask, wish, photos=wish.photos)


def _reject(wish: Wish) -> a.Command:
    return _timed(a.RejectTask, wish, photos=wish.photos, reason=wish.request.value("reason"))


def _transfer(wish: Wish) -> a.Command:
    reason, to = wish.request.value("reason"), wish.request.value("to")
    return _timed(a.TransferTask, wish, reason=reason, to=to, dispatchers=DISPATCHERS)


def _tell(wish: Wish) -> a.Command:
    """`how` is phone or whatsapp; a citizen who was not reached was not told in any way."""
    answer = wish.request.value("reached")
    how = answer if answer != "no" else "phone"
    return _timed(a.RecordContact, wish, reached=answer != "no", how=how)


def _order(wish: Wish) -> a.Command:
    deadline = read_deadline(wish.request.value("day"), wish.request.value("hour"))
    to = wish.request.value("to")
    return _timed(a.OrderTask, wish, leaders=LEADERS, to=to, deadline_at=deadline)


def _answer(wish: Wish) -> a.Command:
    return _timed(a.AnswerAsLeader, wish, leaders=LEADERS, photos=wish.photos)


def _confirm(wish: Wish) -> a.Command:
    return _timed(a.ConfirmAnswer, wish, leaders=LEADERS)


def _timed(kind: type[a.TimedCommand], wish: Wish, **more: object) -> a.Command:
    common = {"correlation_id": wish.request.id, "text": wish.text, "calendar": wish.calendar}
    return kind(wish.cause, wish.actor, **(common | more))  # type: ignore[arg-type]  # the fields of `kind`


_BUILDERS: Mapping[Action, Callable[[Wish], a.Command]] = {
    Action.CLAIM: _claim,
    Action.DISCUSS: _discuss,
    Action.ACKNOWLEDGE: _acknowledge,
    Action.FINISH: _finish,
    Action.UPDATE: _update,
    Action.ASK: _ask,
    Action.TRANSFER: _transfer,
    Action.REJECT: _reject,
    Action.TELL: _tell,
    Action.ORDER: _order,
    Action.ANSWER: _answer,
    Action.CONFIRM: _confirm,
}
