"""Mail about care without payment: to who asked for it, and to whoever must act; no NIK, no number.

The letter itself stands behind the link of who asked for it, never in a mail.
"""

from mandat.guarantee.cared import Cared, cared_of, names
from mandat.guarantee.wording import ENDS, OF_REQUESTS, WORDINGS
from mandat.messaging import parts
from mandat.messaging.compose import lead_of
from mandat.messaging.domain import Kind
from mandat.messaging.mail import Block, Mail
from mandat.messaging.matter import Matter
from mandat.messaging.wording import WORDINGS as OF_ANY_CASE
from mandat.messaging.wording import Wording
from mandat.programmes import letters
from mandat.programmes.letters import Letter
from mandat.programmes.wording import OF_ITS_CASE
from mandat.text.mark import msg

WHO_ASKED = msg("Who asked for it, to call")
# To whoever must act: what was asked for, and whom to call.
_OF_TASKS = frozenset({Kind.GUARANTEE_WAITS, Kind.GUARANTEE_TASK})


def compose(matter: Matter) -> Mail:
    """The mail for the reader of `matter.message`."""
    cared, is_post = cared_of(matter), bool(matter.message.post)
    wording = wording_of(cared)
    letter = Letter(
        wording,
        names(cared),
        facts=letters.post_facts(matter) if is_post else letters.citizen_facts(matter),
        url=letters.url_of(matter, {}),
        lead=lead_of(matter, wording),
        first=parts.first(matter),
        blocks=_blocks(matter),
    )
    return letters.mail(matter, letter)


def wording_of(cared: Cared) -> Wording:
    kind = cared.matter.message.kind
    if kind in WORDINGS:
        return WORDINGS[kind]
    if cared.is_end:
        return ENDS[cared.told.type]
    return OF_REQUESTS.get(kind) or OF_ITS_CASE.get(kind) or OF_ANY_CASE[kind]


def _blocks(matter: Matter) -> tuple[Block | None, ...]:
    kind = matter.message.kind
    if kind in _OF_TASKS:
        return (letters.person(matter, WHO_ASKED), parts.report(matter), letters.story(matter))
    if kind is Kind.GUARANTEE_VOID:
        return (letters.said_with(matter, "GuaranteeVoided", msg("What was written about it")),)
    return () if kind in WORDINGS else letters.usual(matter, WHO_ASKED)
