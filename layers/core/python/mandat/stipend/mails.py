"""Mail about the stipend: to whoever applied or receives it, and to the posts that owe something.

No NIK stands in any of them, nor its last digits: whoever must see it opens the page.
"""

from collections.abc import Mapping

from mandat.cases.domain.model import ClockName
from mandat.messaging import parts
from mandat.messaging.compose import lead_of
from mandat.messaging.domain import OF_STIPENDS, Kind
from mandat.messaging.mail import Block, Button, Mail, Rows
from mandat.messaging.matter import Matter
from mandat.messaging.wording import WORDINGS as OF_ANY_CASE
from mandat.messaging.wording import Wording
from mandat.platform.links import APPROVE_STIPEND, REFUSE_STIPEND, VISIT
from mandat.programmes import letters
from mandat.programmes.letters import Letter, form_url
from mandat.programmes.wording import OF_ITS_CASE
from mandat.stipend.asked import Asked, asked_of, names
from mandat.stipend.domain.model import PaymentStatus
from mandat.stipend.wording import CLAIMED, ENDS, MET, OF_DUE, OF_PAID, WORDINGS
from mandat.story.stipends import show_period, show_rupiah
from mandat.text.mark import msg

FORMS: Mapping[Kind, str] = {
    Kind.STIPEND_TO_VISIT: VISIT,
    Kind.STIPEND_TO_DECIDE: APPROVE_STIPEND,
}
SAID_BY: Mapping[Kind, str] = {
    Kind.STIPEND_STOPPED: "StipendStopped",
    Kind.STIPEND_RESUMED: "StipendResumed",
}
# Nobody has promised to read or to answer a month's payment.
OF_A_MONTH = frozenset({ClockName.FINISH, ClockName.ORDER, ClockName.DECIDE})
WHO_APPLIED = msg("Who applied, to call")


def compose(matter: Matter) -> Mail:
    """The mail for the reader of `matter.message`. Raises LookupError for a case without either."""
    asked = asked_of(matter)
    if asked is None:
        raise LookupError("no_stipend")
    return compose_asked(asked)


def compose_asked(asked: Asked) -> Mail:
    wording, matter = wording_of(asked), asked.matter
    letter = Letter(
        wording,
        names(asked),
        facts=_facts(asked),
        url=letters.url_of(matter, FORMS),
        lead=_lead(asked, wording),
        first=parts.first(matter),
        blocks=_blocks(asked),
    )
    return letters.mail(matter, letter)


def wording_of(asked: Asked) -> Wording:
    kind = asked.matter.message.kind
    if kind in WORDINGS:
        return WORDINGS[kind]
    if asked.is_end:
        return ENDS[asked.told.type]
    payment = asked.payment
    own: Mapping[Kind, Wording] = {}
    if payment:
        own = OF_DUE if payment.status is PaymentStatus.DUE else OF_PAID
    return own.get(kind) or OF_ITS_CASE.get(kind) or OF_ANY_CASE[kind]


def _lead(asked: Asked, wording: Wording) -> str:
    if asked.matter.message.kind is Kind.STIPEND_REMINDER:
        paid = asked.payment is not None and asked.payment.status is PaymentStatus.PAID
        return wording.watch if paid else wording.lead
    return lead_of(asked.matter, wording)


def _facts(asked: Asked) -> Rows:
    say, payment = asked.speech.say, asked.payment
    own: Rows = ()
    if payment:
        month = show_period(payment.month, asked.speech.locale)
        own = ((say(msg("For")), month), (say(msg("Amount")), show_rupiah(payment.amount)))
    if not asked.matter.message.post:
        return letters.citizen_facts(asked.matter, *own)
    hours = OF_A_MONTH if payment else frozenset(ClockName)
    return letters.post_facts(asked.matter, *own, hours=hours)


def _blocks(asked: Asked) -> tuple[Block | None, ...]:
    kind, matter = asked.matter.message.kind, asked.matter
    if kind is Kind.STIPEND_TO_VISIT:
        return (criteria(asked), parts.report(matter), letters.person(matter, WHO_APPLIED))
    if kind is Kind.STIPEND_TO_DECIDE:
        return (
            refuse(asked),
            found(asked),
            visit(asked),
            parts.report(matter),
            letters.story(matter),
        )
    if kind in SAID_BY:
        return (letters.said_with(matter, SAID_BY[kind], msg("What the office says")),)
    return () if kind in OF_STIPENDS else letters.usual(matter, WHO_APPLIED)


def criteria(asked: Asked) -> Block | None:
    """What whoever applied said of each point."""
    return _points(asked, msg("What was said of each point"), CLAIMED, _claimed(asked))


def found(asked: Asked) -> Block | None:
    """What the visit found of each point."""
    met = asked.application.met if asked.application else ()
    return _points(asked, msg("What the visit found"), MET, met)


def _claimed(asked: Asked) -> tuple[str, ...]:
    return asked.application.claimed if asked.application else ()


def _points(
    asked: Asked, title: str, words: Mapping[bool, str], chosen: tuple[str, ...]
) -> Block | None:
    speech = asked.speech
    rows = tuple(
        (speech.of(question), speech.say(words[point in chosen]))
        for point, question in asked.terms.criteria
    )
    return Block(speech.say(title), rows=rows, stacked=True) if rows else None


def visit(asked: Asked) -> Block | None:
    """What was written at the visit, with its photos."""
    return letters.said_with(asked.matter, "StipendVerified", msg("The report of the visit"))


def refuse(asked: Asked) -> Block | None:
    """Beside the button: the other answer."""
    say = asked.speech.say
    link = Button(say(msg("Refuse, with a reason")), form_url(asked.matter, REFUSE_STIPEND))
    return Block(say(msg("Not so?")), links=(link,))
