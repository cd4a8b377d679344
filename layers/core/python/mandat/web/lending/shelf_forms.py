"""What the forms about a post's things have in common."""

from collections.abc import Callable, Sequence
from typing import Any

from aws_lambda_powertools.event_handler import Response

from mandat.errors import InvalidError, LinkExpiredError
from mandat.web import render
from mandat.web.lending.page import shown
from mandat.web.lending.shelf import Shelf, shelf_of
from mandat.web.visit import Visit

CONFLICT, INVALID, BUSY = 409, 422, 503
Form = Callable[..., Response[str]]


def shelf_form(
    shelf: Shelf,
    template: str,
    status: int,
    errors: Sequence[InvalidError],
    *,
    nonce: str = "",
    **context: Any,
) -> Response[str]:
    visit = shelf.visit
    return render.page(
        template,
        visit.locale,
        status=status,
        cookies=visit.cookies(guarded=True),
        problems=shown(errors, visit),
        shelf=shelf,
        viewer=shelf.viewer,
        nonce=nonce or visit.guard.nonce(shelf.scope, shelf.now),
        value=visit.request.value,
        **context,
    )


def or_home(visit: Visit, token: str, show_form: Form) -> Response[str]:
    """A link whose time is over is renewed on the page of the month."""
    try:
        return show_form(shelf_of(visit, token))
    except LinkExpiredError:
        return visit.redirect(f"/t/pinjam/{token}")
