"""A mail's matter together with the application or payment that it is about, and its names."""

from dataclasses import field
from datetime import date

from mandat.cases.domain.facts import Event
from mandat.messaging.matter import Matter
from mandat.messaging.names import names as of_any_case
from mandat.messaging.speech import Speech
from mandat.programmes.domain.terms import StipendTerms
from mandat.programmes.terms_store import load_programmes
from mandat.records import record
from mandat.stipend import store
from mandat.stipend.domain.facts import (
    StipendApproved,
    StipendReceived,
    StipendRefused,
    StipendStopped,
)
from mandat.stipend.domain.model import Application, Payment
from mandat.stipend.news import Subject
from mandat.story.stipends import (
    HOW,
    NOT_RECOMMENDED,
    PROOFS,
    RECOMMENDED,
    STOPS,
    show_period,
    show_rupiah,
)
from mandat.story.timeline import post_title
from mandat.story.words import PROGRAMME_REASONS
from mandat.text.words import show_date

# By these an application or a payment ends; a fact of its case follows in the same step.
_ENDS = (StipendApproved, StipendRefused, StipendReceived)


@record
class Asked:
    """`told` is what the mail tells: its event, or the end that its event follows."""

    matter: Matter
    subject: Subject
    terms: StipendTerms = field(repr=False)
    told: Event

    @property
    def speech(self) -> Speech:
        return self.matter.speech

    @property
    def application(self) -> Application | None:
        return self.subject if isinstance(self.subject, Application) else None

    @property
    def payment(self) -> Payment | None:
        return self.subject if isinstance(self.subject, Payment) else None

    @property
    def is_end(self) -> bool:
        """The citizen is told how it ended, with the end of its case."""
        return not self.matter.message.post and self.told is not self.matter.event


def asked_of(matter: Matter) -> Asked | None:
    """None for a case that has neither."""
    case_id = matter.case.id
    subject = store.load_application(case_id) or store.load_payment(case_id)
    if subject is None:
        return None
    told = _end_of(matter) or matter.event
    return Asked(matter, subject, load_programmes().stipend, told)


def _end_of(matter: Matter) -> Event | None:
    event = matter.event
    same = (one for one in matter.recent if one.cause == event.cause and one.seq < event.seq)
    return next((one for one in same if isinstance(one.fact, _ENDS)), None)


def names(asked: Asked) -> dict[str, str]:
    """Every name that a wording may hold; one that does not apply is empty."""
    matter, terms = asked.matter, asked.terms
    village = matter.village
    own = {
        "place": village.name if village else matter.catalogue.city_name,
        "visitor": post_title(village.lurah_id, matter.catalogue) if village else "",
        "approver": post_title(terms.approved_by, matter.catalogue) if terms.approved_by else "",
        "amount": show_rupiah(terms.amount),
        "day": str(terms.pay_by_day),
        **(_of_payment(asked, asked.payment) if asked.payment else {}),
        **(_of_application(asked, asked.application) if asked.application else {}),
    }
    known = of_any_case(matter) | own
    reason = PROGRAMME_REASONS.get(str(getattr(asked.told.fact, "reason", "")), "")
    return known | ({"reason": asked.speech.say(reason)} if reason else {})


def _of_payment(asked: Asked, payment: Payment) -> dict[str, str]:
    say = asked.speech.say
    return {
        "month": show_period(payment.month, asked.speech.locale),
        "amount": show_rupiah(payment.amount),
        "how": say(HOW.get(payment.how, "")),
        "proof": say(PROOFS.get(payment.proof, "")),
    }


def _of_application(asked: Asked, application: Application) -> dict[str, str]:
    locale, say = asked.speech.locale, asked.speech.say
    visited: date | None = application.visited_on
    shown = {"day": show_date(visited, locale)} if visited and not asked.is_end else {}
    advice = RECOMMENDED if application.recommended else NOT_RECOMMENDED
    fact = asked.told.fact
    amount = {"amount": show_rupiah(fact.amount)} if isinstance(fact, StipendApproved) else {}
    month = show_period(application.from_month, locale)
    known = {"month": month, "advice": say(advice), **shown, **amount}
    return known | (_of_stop(asked, fact) if isinstance(fact, StipendStopped) else {})


def _of_stop(asked: Asked, fact: StipendStopped) -> dict[str, str]:
    reason = asked.speech.say(STOPS[fact.reason])
    month = show_period(fact.month, asked.speech.locale)
    return {"stopped": reason[:1].upper() + reason[1:], "month": month}
