"""A page of the form of the stipend."""

from typing import Any

from aws_lambda_powertools.event_handler import Response

from mandat.platform.observability import count
from mandat.web.problems import Problems
from mandat.web.stipend.form import StipendForm
from mandat.web.stipend.summary import extras

# The form is of one service, and whoever asks is named or asks for herself.
ALWAYS = frozenset({"service", "who"})


def show(
    form: StipendForm,
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
    shown = ALWAYS if template else {*ALWAYS, *form.step.fields}
    hidden = [("key", form.key), ("step", form.step.id), *form.draft.hidden(shown)]
    context = {"form": form, "draft": form.draft, "hidden": hidden, **extras(form), **more}
    return form.visit.page(
        template or f"stipend/{form.step.id}.html",
        status=status,
        problems=problems,
        guarded=True,
        keep=True,
        asking=form.world,
        progress=form.progress(),
        is_first=form.is_first,
        **context,
    )
