"""Jinja templates, translated: from modules that the layer's build has made, else from source."""

from pathlib import Path
from typing import Any

from jinja2 import (
    BaseLoader,
    ChoiceLoader,
    Environment,
    FileSystemLoader,
    ModuleLoader,
    StrictUndefined,
    select_autoescape,
)

from mandat.platform.ids import show_reference
from mandat.text.words import show_day, show_month, show_time, translations

COMPILED = "compiled"


def environment(folder: Path, locale: str, **more: Any) -> Environment:
    """The templates of `folder` in one language. `{{ _("English text") }}` is translated.

    HTML is escaped. Modules that were compiled into `folder`/compiled save a cold start the
    parsing; `more` are options of jinja2.Environment.
    """
    made = Environment(
        loader=_loader(folder),
        autoescape=select_autoescape(("html",)),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
        # A package does not change while it runs.
        auto_reload=False,
        **more,
    )
    made.filters.update(
        day=lambda at: show_day(at, locale),
        month=lambda day: show_month(day, locale),
        time=lambda at: show_time(at, locale),
        reference=show_reference,
        said=lambda text: text.get(locale) or text.get("id", ""),
    )
    made.install_gettext_translations(translations(locale), newstyle=True)  # type: ignore[attr-defined]  # added by the extension
    return made


def _loader(folder: Path) -> BaseLoader:
    source = FileSystemLoader(folder)
    compiled = folder / COMPILED
    return ChoiceLoader([ModuleLoader(compiled), source]) if compiled.is_dir() else source


def compile_all(folder: Path) -> None:
    """Make the modules of `folder`, beside its sources."""
    made = environment(folder, "en")
    made.compile_templates(
        folder / COMPILED, extensions=["html", "txt"], zip=None, ignore_errors=False
    )
