"""Mail about a death: to the family, to the lurah, and to whoever does something for it.

No NIK stands in any of them, nor its last digits; nothing says how somebody died.
"""

from collections.abc import Mapping

from mandat.bereavement.domain.limits import ANNULMENT
from mandat.bereavement.mourned import Mourned, mourned_of, names
from mandat.bereavement.wording import ANNUL, ENDS, WORDINGS
from mandat.messaging import parts
from mandat.messaging.compose import lead_of
from mandat.messaging.domain import OF_DEATHS, Kind
from mandat.messaging.mail import Block, Mail, Rows
from mandat.messaging.matter import Matter
from mandat.messaging.wording import WORDINGS as OF_ANY_CASE
from mandat.messaging.wording import Wording
from mandat.platform.links import CONFIRM_DEATH
from mandat.programmes import letters
from mandat.programmes.letters import Letter
from mandat.programmes.wording import OF_ITS_CASE
from mandat.text.mark import msg
from mandat.text.words import show_date

FORMS: Mapping[Kind, str] = {Kind.DEATH_TO_TEND: CONFIRM_DEATH}
FAMILY = msg("The family, to call")
# What is settled or called off needs no house any more.
_WITH_HOUSE = frozenset({Kind.DEATH_TO_TEND, Kind.DEATH_STEP, Kind.DEATH_STEP_REFUSED})


def compose(matter: Matter) -> Mail:
    """The mail for the reader of `matter.message`. Raises LookupError where no death is."""
    mourned = mourned_of(matter)
    if mourned is None:
        raise LookupError("no_death")
    return compose_mourned(mourned)


def compose_mourned(mourned: Mourned) -> Mail:
    wording, matter = wording_of(mourned), mourned.matter
    letter = Letter(
        wording,
        names(mourned),
        facts=_facts(mourned),
        url=letters.url_of(matter, FORMS),
        lead=lead_of(matter, wording),
        first=parts.first(matter),
        blocks=_blocks(mourned),
    )
    return letters.mail(matter, letter)


def wording_of(mourned: Mourned) -> Wording:
    kind = mourned.matter.message.kind
    if kind is Kind.DEATH_STEP and mourned.step == ANNULMENT:
        return ANNUL
    if kind in WORDINGS:
        return WORDINGS[kind]
    if mourned.is_end:
        return ENDS[mourned.told.type]
    return OF_ITS_CASE.get(kind) or OF_ANY_CASE[kind]


def _facts(mourned: Mourned) -> Rows:
    matter = mourned.matter
    if matter.message.post:
        return letters.post_facts(matter)
    told = _nights(mourned) if matter.message.kind is Kind.DEATH_RECEIVED else ()
    return letters.citizen_facts(matter, *told)


def _blocks(mourned: Mourned) -> tuple[Block | None, ...]:
    kind, matter = mourned.matter.message.kind, mourned.matter
    if kind in _WITH_HOUSE:
        return (evenings(mourned), family(mourned), parts.report(matter))
    return () if kind in OF_DEATHS else letters.usual(matter, FAMILY)


def evenings(mourned: Mourned) -> Block | None:
    """Tonight and the evenings after it, and when the papers are handed over."""
    if mourned.step == ANNULMENT:
        return None
    title = mourned.speech.say(msg("The evenings, and the papers"))
    return Block(title, rows=_nights(mourned))


def _nights(mourned: Mourned) -> Rows:
    speech, death = mourned.speech, mourned.death
    hour, minute = divmod(mourned.terms.evening_minute, 60)
    at = f"{hour:02}{'.' if speech.locale == 'id' else ':'}{minute:02}"
    rows = (
        (
            f"{mourned.evening} {number}",
            speech.say(
                msg("{day}, from {hour} WIB on"), day=show_date(night, speech.locale), hour=at
            ),
        )
        for number, night in enumerate(death.nights, start=1)
    )
    papers = (speech.say(msg("The papers are handed over")), speech.time(death.handover_by))
    return (*rows, papers)


def family(mourned: Mourned) -> Block | None:
    """For the lurah and whoever does a step: whom to call. Not who asked to stay unnamed."""
    matter = mourned.matter
    if matter.message.post != matter.case.owner:
        return None
    return letters.contact_block(matter, mourned.family, FAMILY)
