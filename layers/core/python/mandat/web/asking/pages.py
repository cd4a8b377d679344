"""The doors of a form of one question a page: its start, each page as it is sent, its failure.

A button is `act=<verb>` or `act=<verb>:<what>`: next, back, edit:place, lang:en, resume, wipe,
send. Enter without a button is «next».
"""

from collections.abc import Callable, Collection
from typing import Any, Generic, TypeVar

from aws_lambda_powertools.event_handler import Response

from mandat.errors import ConflictError, OutcomeUnknownError
from mandat.platform.observability import count, log_failure
from mandat.records import record
from mandat.web.asking.form import Asked
from mandat.web.problems import Problems
from mandat.web.routing import named
from mandat.web.visit import Visit

F = TypeVar("F", bound=Asked[Any, Any])


@record
class Pages(Generic[F]):
    """One form. `folder` holds its templates, one for each step, and `unsent.html`.

    `always` are fields that no page shows or carries; `extras` are what the page of a step needs
    besides. `send` is the door that a whole draft is given to, "stipend.sending:send".
    """

    path: str
    folder: str
    new: Callable[[Visit], F]
    read: Callable[[Visit], F]
    extras: Callable[[F], dict[str, Any]]
    send: str
    always: frozenset[str] = frozenset({"service", "who"})

    def start(self, visit: Visit) -> Response[str]:
        return self.show(self.new(visit))

    def post(self, visit: Visit) -> Response[str]:
        verb, _, what = visit.request.value("act").partition(":")
        form = self.read(visit)
        if verb == "wipe":
            return visit.redirect(self.path)
        if verb == "send":
            return self._sent(form)
        turned = _turned(form, verb, what)
        if turned:
            return self.show(turned)
        problems = form.problems()
        return self.show(form, problems) if problems else self.show(form.following())

    def unsent(self, visit: Visit, error: Exception) -> Response[str]:
        """Whatever goes wrong on our side while it is sent, what was typed is kept."""
        log_failure(error)
        known = not isinstance(error, OutcomeUnknownError | ConflictError)
        form = self.read(visit)
        last = form.at(form.way.last)
        return self.show(last, template=f"{self.folder}/unsent.html", status=503, known=known)

    def _sent(self, form: F) -> Response[str]:
        wrong = form.wrong()
        if wrong:
            step, problems = wrong
            return self.show(form.at(step, checking=True), problems)
        if form.renewed:
            return self.show(form.at(form.way.last), renewed=True)
        found: Response[str] = named(self.send)(form)
        return found

    def show(
        self,
        form: F,
        problems: Problems | None = None,
        *,
        template: str = "",
        status: int = 200,
        **more: Any,
    ) -> Response[str]:
        """A page of the form; the browser may keep it for its Back button, as it keeps the draft.

        `template` is of a page that asks nothing: everything travels along hidden.
        """
        if problems:
            count("FormRejected")
        return form.visit.page(
            template or f"{self.folder}/{form.step.id}.html",
            status=status,
            problems=problems,
            guarded=True,
            keep=True,
            form=form,
            draft=form.draft,
            asking=form.world,
            hidden=self._hidden(form, () if template else form.step.fields),
            progress=form.progress(),
            is_first=form.is_first,
            **self.extras(form),
            **more,
        )

    def _hidden(self, form: F, shown: Collection[str]) -> list[tuple[str, str]]:
        draft = form.draft.hidden({*self.always, *shown})
        return [("key", form.key), ("step", form.step.id), *draft]


def _turned(form: F, verb: str, what: str) -> F | None:
    """The page that a button leads to without a look at this one; None for «next»."""
    turns: dict[str, Callable[[], F]] = {
        "back": form.back,
        "edit": lambda: form.edited(what),
        "lang": lambda: form,
        "resume": form.resumed,
    }
    return turns[verb]() if verb in turns else None
