"""Pages: Jinja templates, translated, with the headers that every page has."""

from functools import cache
from pathlib import Path
from typing import Any

from aws_lambda_powertools.event_handler import Response
from jinja2 import Environment

from mandat.platform.settings import settings
from mandat.text import templates
from mandat.web.assets import asset_url

HTML = "text/html; charset=utf-8"
OK = 200
KEPT = "private, no-cache"
_TEMPLATES = Path(__file__).parent / "templates"


@cache
def environment(locale: str) -> Environment:
    """The pages' templates in one language, with what every page may ask for."""
    made = templates.environment(_TEMPLATES, locale)
    made.globals.update(asset=asset_url, locale=locale)
    return made


def render(template: str, locale: str, **context: Any) -> str:
    return environment(locale).get_template(template).render(**context)


def page(
    template: str,
    locale: str,
    *,
    status: int = OK,
    cookies: tuple[Any, ...] = (),
    keep: bool = False,
    **context: Any,
) -> Response[str]:
    """An HTML answer. Pages are never stored: they may show a person's words.

    `keep`: the page may stay in this browser for its Back button, which would otherwise ask to
    send the form again.
    """
    headers = dict(page_headers()) | ({"Cache-Control": KEPT} if keep else {})
    body = render(template, locale, **context)
    return Response(status, HTML, body, headers=headers, cookies=list(cookies))


@cache
def page_headers() -> tuple[tuple[str, str], ...]:
    return (
        ("Cache-Control", "no-store"),
        ("Referrer-Policy", "no-referrer"),
        ("X-Content-Type-Options", "nosniff"),
        ("Content-Security-Policy", _policy()),
        ("Strict-Transport-Security", "max-age=31536000"),
    )


def _policy() -> str:
    """Nothing from elsewhere, but uploads go straight to the photo bucket's own origin."""
    bucket = bucket_origin()
    return (
        "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; "
        f"img-src 'self' data: {bucket}; form-action 'self' {bucket}; frame-src 'self' {bucket}; "
        "frame-ancestors 'self'; base-uri 'none'"
    )


@cache
def bucket_origin() -> str:
    """Scheme and host to which photos are posted, as the S3 client itself would address them."""
    from urllib.parse import urlsplit

    from mandat.photos.uploads import upload_address

    parts = urlsplit(upload_address(settings().photo_bucket))
    return f"{parts.scheme}://{parts.netloc}"


def redirect(location: str, cookies: tuple[Any, ...] = ()) -> Response[str]:
    """303: what was posted is done, this is where it shows."""
    headers = {**dict(page_headers()), "Location": location}
    return Response(303, HTML, "", headers=headers, cookies=list(cookies))
