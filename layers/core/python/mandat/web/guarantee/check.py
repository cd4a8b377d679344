"""/surat/cek: a hospital sees whether a guarantee letter is valid, used or void, and takes it in.

Nothing else of the letter is shown to who knows its number: no name, no illness, no hospital. The
number travels in forms, never in an address: the QR code of a letter carries it signed, and leads
to the same page with the number ready.
"""

from collections.abc import Mapping

from aws_lambda_powertools.event_handler import Response

from mandat.city.store import load_catalogue
from mandat.errors import LinkError, NotAllowedError, NotFoundError, NotYoursError
from mandat.guarantee.commands import find, loaded, use
from mandat.guarantee.domain.model import LetterStatus
from mandat.guarantee.domain.numbers import show_number
from mandat.platform.limits import spend_try
from mandat.platform.links import Purpose, read
from mandat.platform.observability import count
from mandat.text.mark import msg
from mandat.web.problems import Problem, Problems
from mandat.web.visit import Visit

PATH, USE = "/surat/cek", "use"
WORDS: Mapping[LetterStatus, str] = {
    LetterStatus.VALID: msg("Valid"),
    LetterStatus.USED: msg("Used"),
    LetterStatus.VOID: msg("Void"),
}


def ask(visit: Visit) -> Response[str]:
    return visit.page("guarantee/number.html", number="")


def scanned(visit: Visit, token: str) -> Response[str]:
    """What the letter is worth whose QR code was read; one that is none is asked for by number."""
    try:
        case_id = find(read(Purpose.LETTER, token, visit.now)["n"])
    except (LinkError, NotFoundError):
        return _unknown(visit)
    return _shown(visit, case_id)


def answer(visit: Visit) -> Response[str]:
    """What the letter is worth; with the hospital's code it is taken in, once for its form."""
    try:
        case_id = find(visit.request.value("number"))
    except NotFoundError:
        return _unknown(visit)
    if visit.request.value("act") == USE:
        return _used(visit, case_id)
    return _shown(visit, case_id)


def _unknown(visit: Visit) -> Response[str]:
    count("FormRejected")
    number = visit.request.value("number")
    problems = {"number": Problem("no_letter")}
    return visit.page("guarantee/number.html", problems=problems, number=number)


def _used(visit: Visit, case_id: str) -> Response[str]:
    """A try is counted before the code is looked at."""
    cause = visit.guard.cause(visit.request.value("nonce"), _scope(case_id), visit.now)
    spend_try(f"letter:{case_id}", visit.now, load_catalogue().limits.code_tries_per_hour)
    try:
        use(visit.request.value("number"), visit.request.value("code"), cause, visit.now)
    except NotYoursError as error:
        return _shown(visit, case_id, {"code": Problem(f"letter_{error.code}")})
    except NotAllowedError:
        return _shown(visit, case_id)
    count("CommandAccepted")
    return _shown(visit, case_id, taken_in=True)


def _shown(
    visit: Visit, case_id: str, problems: Problems | None = None, *, taken_in: bool = False
) -> Response[str]:
    guarantee = loaded(case_id)
    worth = guarantee.letter(visit.now) or LetterStatus.VOID
    return visit.page(
        "guarantee/letter.html",
        guarded=True,
        problems=problems,
        number=show_number(guarantee.number),
        worth=visit.say(WORDS[worth]),
        is_valid=worth is LetterStatus.VALID,
        taken_in=taken_in,
        nonce=visit.guard.nonce(_scope(case_id), visit.now),
    )


def _scope(case_id: str) -> str:
    return f"letter:{case_id}"
