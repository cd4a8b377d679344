"""The form's doors: /lapor starts it, every page posts there, and every button says what it wants.

A button is `act=<verb>` or `act=<verb>:<what>`: next, back, edit:place, group:jalan, subjects,
search, pick:jalan-rusak, lang:en, resume, wipe, follow:<case>, join:<case>, send. Enter without a
button is «next».
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from aws_lambda_powertools.event_handler import Response

from mandat.errors import ConflictError, OutcomeUnknownError
from mandat.photos.uploads import uploaded
from mandat.platform.links import follow_url
from mandat.platform.observability import count, log_failure
from mandat.web.nearby import shown
from mandat.web.phones import read_phone
from mandat.web.problems import Problem, Problems
from mandat.web.report.draft import QUESTION, Draft
from mandat.web.report.form import Form, new_form, read_form
from mandat.web.report.steps import FIRST, LAST, questions
from mandat.web.report.summary import extras, same_things
from mandat.web.visit import Visit

Act = Callable[[Form, str], Response[str]]


def start(visit: Visit) -> Response[str]:
    return show(new_form(visit))


def post(visit: Visit) -> Response[str]:
    verb, _, what = visit.request.value("act").partition(":")
    form = read_form(visit)
    return ACTS.get(verb, _next)(form, what)


def unsent(visit: Visit, error: Exception) -> Response[str] | None:
    """Whatever goes wrong on our side while a report is sent, its text stays with the citizen."""
    if visit.request.path != "/lapor" or not visit.request.value("act").startswith("send"):
        return None
    log_failure(error)
    known = not isinstance(error, OutcomeUnknownError | ConflictError)
    return show(read_form(visit).at(LAST), template="report/unsent.html", status=503, known=known)


def show(
    form: Form,
    problems: Problems | None = None,
    *,
    template: str = "",
    status: int = 200,
    **more: Any,
) -> Response[str]:
    """A page of the form; the browser may keep it for its Back button, as it keeps the draft."""
    if problems:
        count("FormRejected")
    shown = _shown(form)
    return form.visit.page(
        template or f"report/{form.step.id}.html",
        status=status,
        problems=problems,
        guarded=True,
        keep=True,
        form=form,
        draft=form.draft,
        hidden=[("key", form.key), ("step", form.step.id), *form.draft.hidden(shown)],
        progress=form.progress(),
        is_first=form.is_first,
        **extras(form),
        **more,
    )


def _shown(form: Form) -> set[str]:
    asked = questions(form.draft, form.catalogue) if form.step.id == "details" else ()
    return {*form.step.fields, *(f"{QUESTION}{one.id}" for one in asked)}


def _next(form: Form, _what: str) -> Response[str]:
    if form.step.id == "photos":
        form = form.having(_with_photos(form))
    problems = form.problems()
    return show(form, problems) if problems else show(form.following())


def _with_photos(form: Form) -> Draft:
    if form.visit.request.value("no_photos"):
        return replace(form.draft, photos="")
    numbers = [one.rpartition("/")[2] for one in uploaded(form.group)]
    return replace(form.draft, photos=",".join(numbers))


def _back(form: Form, _what: str) -> Response[str]:
    return show(form.back())


def _edit(form: Form, what: str) -> Response[str]:
    return show(form.edited(what))


def _subjects(form: Form, _what: str) -> Response[str]:
    return show(form.at(FIRST))


def _search(form: Form, _what: str) -> Response[str]:
    """Words that find nothing are no mistake: the page offers «Tidak tahu»."""
    wanted = form.visit.request.value("q")
    problems = {} if wanted else {"q": Problem("fill_in")}
    return show(form.at(FIRST), problems)


def _pick(form: Form, what: str) -> Response[str]:
    return _next(form.at(FIRST).having(replace(form.draft, service=what)), "")


def _stay(form: Form, _what: str) -> Response[str]:
    return show(form)


def _resume(form: Form, _what: str) -> Response[str]:
    return show(form.resumed())


def _wipe(form: Form, _what: str) -> Response[str]:
    return form.visit.redirect("/lapor")


def _send(form: Form, _what: str) -> Response[str]:
    wrong = form.wrong()
    if wrong:
        step, problems = wrong
        return show(form.at(step, checking=True), problems)
    if form.renewed:
        return show(form.at(LAST), renewed=True)
    from mandat.web.report.receipt import send

    return send(form)


def _follow(form: Form, what: str) -> Response[str]:
    """«Ikuti laporan itu»: what that means, before it is done."""
    found = [one for one in same_things(form) if one.case.id == what]
    if not found:
        return show(form.at(LAST))
    return show(form.at(LAST), template="report/follow.html", chosen=shown(found, form.visit)[0])


def _join(form: Form, what: str) -> Response[str]:
    """Follow instead of filing; whoever has no mail address keeps the link."""
    found = [one for one in same_things(form) if one.case.id == what]
    if not found:
        return show(form.at(LAST))
    if form.renewed or form.visit.request.value("sure") != "yes":
        problems = {} if form.renewed else {"sure": Problem("choose_one")}
        chosen = shown(found, form.visit)[0]
        return show(form.at(LAST), problems, template="report/follow.html", chosen=chosen)
    from mandat.following.commands import follow_case

    draft, visit = form.draft, form.visit
    seed = draft.email or read_phone(draft.phone) or form.cause
    follower = follow_case(found[0].case, seed, draft.email, visit.locale, visit.now)
    count("CommandAccepted")
    return visit.redirect(f"{follow_url(what, follower.hash)}?baru=1")


ACTS: Mapping[str, Act] = {
    "back": _back,
    "edit": _edit,
    "group": _subjects,
    "subjects": _subjects,
    "search": _search,
    "pick": _pick,
    "lang": _stay,
    "resume": _resume,
    "wipe": _wipe,
    "follow": _follow,
    "join": _join,
    "send": _send,
}
