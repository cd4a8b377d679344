"""The evenings of a death as people read them: the day, whether it was held, who came."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from mandat.bereavement.domain.model import Night
from mandat.bookings.domain.grid import at_minute
from mandat.city.calendar import to_local
from mandat.records import record
from mandat.story.timeline import post_title
from mandat.text.mark import msg
from mandat.web.bereavement.wording import night_words

if TYPE_CHECKING:
    from mandat.web.bereavement.told import Told

CAME = msg("With you: {posts}.")
WITH_PAPERS = msg("The papers are handed to you on this evening.")


@record
class Evening:
    """`day` is the moment at which it begins, `more` what is to be said of it.

    `papers`: they are, or were to be, handed over on this evening.
    """

    number: int
    title: str
    day: datetime
    hour: str
    held: bool = False
    papers: bool = False
    more: str = ""


def evenings(told: Told) -> tuple[Evening, ...]:
    return tuple(_evening(number, told) for number in range(1, len(told.death.nights) + 1))


def _evening(number: int, told: Told) -> Evening:
    night = told.death.nights[number - 1]
    held = next((one for one in told.death.held if one.number == number), None)
    papers = to_local(told.death.handover_by).date() == night
    return Evening(
        number=number,
        title=told.say(night_words(number), number=number),
        day=at_minute(night, told.terms.evening_minute),
        hour=told.hour,
        held=held is not None,
        papers=papers,
        more=came(held, told) if held else _ahead(told, papers=papers),
    )


def came(held: Night, told: Told) -> str:
    """The posts that were there; nothing when none was written down."""
    titles = ", ".join(post_title(one, told.catalogue) for one in held.present)
    return told.say(CAME, posts=titles) if titles else ""


def _ahead(told: Told, *, papers: bool) -> str:
    return told.say(WITH_PAPERS) if papers and not told.is_handed_over else ""
