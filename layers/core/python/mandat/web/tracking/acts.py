"""What a citizen can do to a case: each act's fields, its command and its words."""

from collections.abc import Callable, Mapping
from dataclasses import field

from mandat.cases.domain import acts as a
from mandat.cases.domain.limits import REFUSE_REASONS, STARS
from mandat.city.domain import Catalogue
from mandat.records import record
from mandat.text.mark import msg
from mandat.web.problems import Problem, Problems, text_problem
from mandat.web.request import Request

CITIZEN = "citizen"


@record
class Wish:
    """A form that was sent: `photos` are the uploads that go along."""

    request: Request
    catalogue: Catalogue
    cause: str
    photos: tuple[str, ...] = ()
    text: str = field(default="", repr=False)


@record
class Act:
    """`path` ends the address of its page, `fact` must be possible, `done` is said afterwards.

    `handed`: a link that went through the hands of a recorder can do it too. What closes a case
    in the judged one's favour it cannot.

    Every form needs a choice or a text that nobody made beforehand: a program that presses every
    button changes nothing.
    """

    path: str
    fact: str
    done: str
    check: Callable[[Request], Problems]
    command: Callable[[Wish], a.Command]
    has_photos: bool = False
    handed: bool = True

    @property
    def template(self) -> str:
        return f"tracking/{self.path}.html"


def _trace(wish: Wish) -> str:
    return wish.request.id


def _check_text(request: Request) -> Problems:
    return text_problem("text", request.value("text"))


def _add(wish: Wish) -> a.Command:
    return a.AddInformation(
        wish.cause,
        CITIZEN,
        correlation_id=_trace(wish),
        text=wish.text,
        photos=wish.photos,
        calendar=wish.catalogue.calendar,
    )


def _check_sure(request: Request) -> Problems:
    return {} if request.value("sure") == "yes" else {"sure": Problem("choose_one")}


def _withdraw(wish: Wish) -> a.Command:
    return a.WithdrawCase(wish.cause, CITIZEN, correlation_id=_trace(wish))


def _check_stars(request: Request) -> Problems:
    good = request.value("stars") in {str(number) for number in STARS}
    return {} if good else {"stars": Problem("choose_one")}


def _accept(wish: Wish) -> a.Command:
    stars = int(wish.request.value("stars"))
    return a.AcceptAnswer(wish.cause, CITIZEN, correlation_id=_trace(wish), stars=stars)


def _check_refusal(request: Request) -> Problems:
    reason: Problems = {}
    if request.value("reason") not in REFUSE_REASONS:
        reason = {"reason": Problem("choose_one")}
    return {**reason, **_check_text(request)}


def _refuse(wish: Wish) -> a.Command:
    return a.RefuseAnswer(
        wish.cause,
        CITIZEN,
        correlation_id=_trace(wish),
        text=wish.text,
        reason=wish.request.value("reason"),
        calendar=wish.catalogue.calendar,
    )


ACTS: Mapping[str, Act] = {
    act.path: act
    for act in (
        Act(
            "tambah",
            "InformationAdded",
            msg("Your information is added. The office in charge is told."),
            _check_text,
            _add,
            has_photos=True,
        ),
        Act(
            "batal",
            "CaseClosed",
            msg("Your report is withdrawn."),
            _check_sure,
            _withdraw,
            handed=False,
        ),
        Act(
            "puas",
            "AnswerAccepted",
            msg("Thank you. Your rating is recorded and the report is closed."),
            _check_stars,
            _accept,
            handed=False,
        ),
        Act(
            "belum-puas",
            "AnswerRefused",
            msg("Your report is open again. The mayor and the vice mayor are told now."),
            _check_refusal,
            _refuse,
        ),
    )
}
