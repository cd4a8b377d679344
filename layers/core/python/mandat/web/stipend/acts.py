"""What a recipient says by the secret link: it has arrived, it has not, and «no» is not right."""

from collections.abc import Callable, Mapping
from datetime import datetime

from mandat.cases import commands as cases
from mandat.cases.domain.acts import AddInformation, RefuseAnswer, WithdrawCase
from mandat.cases.domain.model import Case, CaseStatus
from mandat.city.calendar import Calendar
from mandat.programmes.domain.terms import StipendTerms
from mandat.records import record
from mandat.stipend import commands
from mandat.stipend.domain.acts import ProveReceipt, WithdrawApplication
from mandat.stipend.domain.limits import LINK
from mandat.text.mark import msg
from mandat.text.words import translations
from mandat.web.problems import Problem, Problems, text_problem
from mandat.web.request import Request
from mandat.web.stipend.told import APPEAL, MISSING, RECEIVED
from mandat.web.tracking.acts import CITIZEN
from mandat.web.visit import Visit

# A post reads what is stored in the language of the city.
CITYS = "id"
# What has not arrived: the code of the choice, its words, and the spine's reason for a refusal.
MISSED: Mapping[str, tuple[str, str]] = {
    "nothing": (msg("No money has come"), "not_done"),
    "less": (msg("It was less than it should be"), "half_done"),
    "other": (msg("Somebody else has it, or something else is wrong"), "wrong_answer"),
}
NOT_RIGHT = "wrong_answer"


@record
class Wish:
    """A form that was sent about `case`, with what goes into every command."""

    visit: Visit
    case: Case
    cause: str
    calendar: Calendar
    terms: StipendTerms

    @property
    def text(self) -> str:
        return self.visit.request.value("text")


@record
class StipendAct:
    """`path` ends the address of its page, `done` is said afterwards; `do` says whether it had been
    done before. Every form needs a choice or a text that nobody made beforehand.
    """

    path: str
    done: str
    check: Callable[[Request], Problems]
    do: Callable[[Wish], bool]

    @property
    def template(self) -> str:
        return f"stipend/{self.path}.html"


def _sure(request: Request) -> Problems:
    return {} if request.value("sure") == "yes" else {"sure": Problem("choose_one")}


def _missed(request: Request) -> Problems:
    chosen: Problems = {}
    if request.value("missed") not in MISSED:
        chosen = {"missed": Problem("choose_one")}
    return {**chosen, **text_problem("text", request.value("text"), least=0)}


def _said(request: Request) -> Problems:
    return text_problem("text", request.value("text"))


def _received(wish: Wish) -> bool:
    command = ProveReceipt(
        wish.cause,
        CITIZEN,
        correlation_id=wish.visit.request.id,
        calendar=wish.calendar,
        terms=wish.terms,
        proof=LINK,
    )
    return commands.execute(wish.case.id, command, wish.visit.now).replayed


def _not_received(wish: Wish) -> bool:
    """Before it is proved whoever paid is told, and afterwards the leaders: the proof is wrong."""
    words, reason = MISSED[wish.visit.request.value("missed")]
    said = translations(CITYS).gettext(words)
    text = f"{said}. {wish.text}".strip()
    if wish.case.status is CaseStatus.ANSWERED:
        return _refuse(wish, reason, text)
    command = AddInformation(
        wish.cause,
        CITIZEN,
        correlation_id=wish.visit.request.id,
        calendar=wish.calendar,
        text=text,
    )
    return cases.execute(wish.case.id, command, wish.visit.now).replayed


def withdraw(case_id: str, command: WithdrawCase, now: datetime) -> bool:
    """An application that is not decided ends with its case; a payment cannot be withdrawn.

    Whether it had been done before. Raises NotAllowedError.
    """
    trace = command.correlation_id
    wanted = WithdrawApplication(command.cause, command.actor, correlation_id=trace)
    return commands.execute(case_id, wanted, now).replayed


def _appealed(wish: Wish) -> bool:
    return _refuse(wish, NOT_RIGHT, wish.text)


def _refuse(wish: Wish, reason: str, text: str) -> bool:
    command = RefuseAnswer(
        wish.cause,
        CITIZEN,
        correlation_id=wish.visit.request.id,
        calendar=wish.calendar,
        text=text,
        reason=reason,
    )
    return cases.execute(wish.case.id, command, wish.visit.now).replayed


ACTS: Mapping[str, StipendAct] = {
    act.path: act
    for act in (
        StipendAct(
            RECEIVED, msg("Thank you. It is recorded that the money has arrived."), _sure, _received
        ),
        StipendAct(
            MISSING,
            msg("It is recorded, and whoever has to pay or decide is told now."),
            _missed,
            _not_received,
        ),
        StipendAct(
            APPEAL,
            msg("Your objection is recorded. The vice mayor and the mayor decide now."),
            _said,
            _appealed,
        ),
    )
}
