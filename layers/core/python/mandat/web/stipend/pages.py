"""The form's doors: /santunan/daftar starts it, every page posts there; each button says its want.

A button is `act=<verb>` or `act=<verb>:<what>`: next, back, edit:place, lang:en, resume, wipe,
send. Enter without a button is «next».
"""

from collections.abc import Callable, Mapping

from aws_lambda_powertools.event_handler import Response

from mandat.errors import ConflictError, OutcomeUnknownError
from mandat.platform.observability import log_failure
from mandat.web.stipend.form import PATH, StipendForm, new_form, read_form
from mandat.web.stipend.page import show
from mandat.web.stipend.steps import LAST
from mandat.web.visit import Visit

Act = Callable[[StipendForm, str], Response[str]]


def start(visit: Visit) -> Response[str]:
    return show(new_form(visit))


def post(visit: Visit) -> Response[str]:
    verb, _, what = visit.request.value("act").partition(":")
    return ACTS.get(verb, _next)(read_form(visit), what)


def unsent(visit: Visit, error: Exception) -> Response[str]:
    """Whatever goes wrong on our side while it is sent, the text stays with who wrote it."""
    log_failure(error)
    known = not isinstance(error, OutcomeUnknownError | ConflictError)
    form = read_form(visit).at(LAST)
    return show(form, template="stipend/unsent.html", status=503, known=known)


def _next(form: StipendForm, _what: str) -> Response[str]:
    problems = form.problems()
    return show(form, problems) if problems else show(form.following())


def _back(form: StipendForm, _what: str) -> Response[str]:
    return show(form.back())


def _edit(form: StipendForm, what: str) -> Response[str]:
    return show(form.edited(what))


def _stay(form: StipendForm, _what: str) -> Response[str]:
    return show(form)


def _resume(form: StipendForm, _what: str) -> Response[str]:
    return show(form.resumed())


def _wipe(form: StipendForm, _what: str) -> Response[str]:
    return form.visit.redirect(PATH)


def _send(form: StipendForm, _what: str) -> Response[str]:
    wrong = form.wrong()
    if wrong:
        step, problems = wrong
        return show(form.at(step, checking=True), problems)
    if form.renewed:
        return show(form.at(LAST), renewed=True)
    from mandat.web.stipend.sending import send

    return send(form)


ACTS: Mapping[str, Act] = {
    "back": _back,
    "edit": _edit,
    "lang": _stay,
    "resume": _resume,
    "wipe": _wipe,
    "send": _send,
}
