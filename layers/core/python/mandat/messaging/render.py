"""A mail as HTML and as plain text: two renderings of the same parts, both complete."""

from functools import cache
from pathlib import Path

from jinja2 import Environment

from mandat.messaging.mail import Mail
from mandat.text import templates

_TEMPLATES = Path(__file__).parent / "templates"


@cache
def _environment(locale: str) -> Environment:
    return templates.environment(_TEMPLATES, locale)


def html(mail: Mail) -> str:
    return _environment(mail.locale).get_template("mail.html").render(mail=mail)


def text(mail: Mail) -> str:
    return _environment(mail.locale).get_template("mail.txt").render(mail=mail)
