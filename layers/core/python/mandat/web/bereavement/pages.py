"""The form's doors: /kematian/lapor starts it, every page posts there; a button says its want.

A button is `act=<verb>` or `act=<verb>:<what>`: next, back, edit:house, lang:en, resume, wipe,
send. Enter without a button is «next».
"""

from collections.abc import Callable, Mapping
from typing import Any

from aws_lambda_powertools.event_handler import Response

from mandat.errors import ConflictError, OutcomeUnknownError
from mandat.platform.observability import count, log_failure
from mandat.web.bereavement.form import PATH, DeathForm, new_form, read_form
from mandat.web.bereavement.steps import LAST
from mandat.web.bereavement.summary import extras
from mandat.web.problems import Problems
from mandat.web.visit import Visit

Act = Callable[[DeathForm, str], Response[str]]
# The form says which service it is, and whoever reports is always named.
ALWAYS = frozenset({"service", "who"})


def start(visit: Visit) -> Response[str]:
    return show(new_form(visit))


def post(visit: Visit) -> Response[str]:
    verb, _, what = visit.request.value("act").partition(":")
    return ACTS.get(verb, _next)(read_form(visit), what)


def unsent(visit: Visit, error: Exception) -> Response[str]:
    """Whatever goes wrong on our side while it is sent, nobody has to tell it twice."""
    log_failure(error)
    known = not isinstance(error, OutcomeUnknownError | ConflictError)
    form = read_form(visit).at(LAST)
    return show(form, template="bereavement/unsent.html", status=503, known=known)


def show(
    form: DeathForm,
    problems: Problems | None = None,
    *,
    template: str = "",
    status: int = 200,
    **more: Any,
) -> Response[str]:
    """A page of the form; the browser may keep it for its Back button, as it keeps the draft."""
    if problems:
        count("FormRejected")
    hidden = form.draft.hidden({*ALWAYS, *form.step.fields})
    return form.visit.page(
        template or f"bereavement/{form.step.id}.html",
        status=status,
        problems=problems,
        guarded=True,
        keep=True,
        form=form,
        draft=form.draft,
        hidden=[("key", form.key), ("step", form.step.id), *hidden],
        progress=form.progress(),
        is_first=form.is_first,
        **extras(form),
        **more,
    )


def _next(form: DeathForm, _what: str) -> Response[str]:
    problems = form.problems()
    return show(form, problems) if problems else show(form.following())


def _back(form: DeathForm, _what: str) -> Response[str]:
    return show(form.back())


def _edit(form: DeathForm, what: str) -> Response[str]:
    return show(form.edited(what))


def _stay(form: DeathForm, _what: str) -> Response[str]:
    return show(form)


def _resume(form: DeathForm, _what: str) -> Response[str]:
    return show(form.resumed())


def _wipe(form: DeathForm, _what: str) -> Response[str]:
    return form.visit.redirect(PATH)


def _send(form: DeathForm, _what: str) -> Response[str]:
    wrong = form.wrong()
    if wrong:
        step, problems = wrong
        return show(form.at(step, checking=True), problems)
    if form.renewed:
        return show(form.at(LAST), renewed=True)
    from mandat.web.bereavement.sending import send

    return send(form)


ACTS: Mapping[str, Act] = {
    "back": _back,
    "edit": _edit,
    "lang": _stay,
    "resume": _resume,
    "wipe": _wipe,
    "send": _send,
}
