"""A mail as HTML and as plain text: two renderings of the same parts, both complete."""

from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

from mandat.messaging.mail import Mail
from mandat.text.words import translations

_TEMPLATES = Path(__file__).parent / "templates"


@cache
def _environment(locale: str) -> Environment:
    made = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=select_autoescape(("html",)),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
    )
    made.install_gettext_translations(translations(locale), newstyle=True)  # type: ignore[attr-defined]  # added by the extension
    return made


def html(mail: Mail) -> str:
    return _environment(mail.locale).get_template("mail.html").render(mail=mail)


def text(mail: Mail) -> str:
    return _environment(mail.locale).get_template("mail.txt").render(mail=mail)
