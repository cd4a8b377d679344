"""From a posted form to the command on the death that it asks for."""

from collections.abc import Callable, Mapping

from mandat.bereavement.domain import acts as a
from mandat.city.calendar import Calendar
from mandat.records import record
from mandat.text.words import translations
from mandat.web.mourning.fields import YES, Sent
from mandat.web.mourning.permits import Action, is_confirmed
from mandat.web.mourning.wording import LETTERS

# What is stored is read in the language of the city.
CITYS = "id"


@record
class Wish:
    """A form that was sent by somebody who was allowed to, with what goes into every command.

    `person` is of the register, when the NIK that was typed is known there.
    """

    sent: Sent
    actor: str
    cause: str
    calendar: Calendar
    person: str = ""


def command_of(wish: Wish) -> a.DeathCommand:
    return _BUILDERS[wish.sent.action](wish)


def _confirm(wish: Wish) -> a.DeathCommand:
    """Whose letter it was is said in the note, before what was written."""
    if is_confirmed(wish.sent.standing.death):
        return _match(wish)
    sent, value = wish.sent, wish.sent.request.value
    letter = translations(CITYS).gettext(LETTERS[value("letter")])
    note = value("text")
    return _made(
        a.ConfirmDeath,
        wish,
        text=f"{letter}. {note}" if note else f"{letter}.",
        photos=sent.photos,
        person=wish.person,
        last4=sent.nik.last4 if sent.nik else sent.standing.death.last4,
        spouse=value("spouse") == YES,
        children=sent.children,
    )


def _match(wish: Wish) -> a.DeathCommand:
    """Only who it was; everything else stays as it was confirmed."""
    sent, death = wish.sent, wish.sent.standing.death
    return _made(
        a.ConfirmDeath,
        wish,
        person=wish.person,
        last4=sent.nik.last4 if sent.nik else death.last4,
        spouse=death.spouse,
        children=death.children,
    )


def _night(wish: Wish) -> a.DeathCommand:
    return _made(a.HoldNight, wish, number=wish.sent.number, present=wish.sent.present)


def _hand_over(wish: Wish) -> a.DeathCommand:
    return _made(a.HandOverPapers, wish, papers=wish.sent.papers, photos=wish.sent.photos)


def _undo(wish: Wish) -> a.DeathCommand:
    return _made(a.UndoDeath, wish, reason=wish.sent.request.value("reason"))


def _made(kind: type[a.DeathCommand], wish: Wish, **more: object) -> a.DeathCommand:
    request = wish.sent.request
    common = {
        "correlation_id": request.id,
        "text": request.value("text"),
        "calendar": wish.calendar,
        "terms": wish.sent.standing.terms,
    }
    return kind(wish.cause, wish.actor, **(common | more))  # type: ignore[arg-type]  # the fields of `kind`


_BUILDERS: Mapping[Action, Callable[[Wish], a.DeathCommand]] = {
    Action.CONFIRM: _confirm,
    Action.NIGHT: _night,
    Action.HAND_OVER: _hand_over,
    Action.UNDO: _undo,
}
