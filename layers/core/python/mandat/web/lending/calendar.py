"""Door of /t/pinjam/<token>: the month of what a post lends."""

from datetime import timedelta

from aws_lambda_powertools.event_handler import Response

from mandat.text.words import translations
from mandat.web import render
from mandat.web.lending.month import days_of, joined
from mandat.web.lending.shelf import Shelf, shelf_of
from mandat.web.lending.wording import CALENDAR_DONE
from mandat.web.staff.renewal import renew_list
from mandat.web.visit import Visit


def show(visit: Visit, token: str) -> Response[str]:
    return calendar_page(shelf_of(visit, token))


def renew(visit: Visit, token: str) -> Response[str]:
    return renew_list(visit, token, f"/t/pinjam/{token}")


def calendar_page(shelf: Shelf, *, status: int = 200, refused: str = "") -> Response[str]:
    """`refused` is a message id: why what was just sent was not done."""
    visit, month = shelf.visit, shelf.month
    asked = visit.request.query.get("barang", "")
    return render.page(
        "lending/month.html",
        visit.locale,
        status=status,
        cookies=visit.cookies(guarded=False),
        shelf=shelf,
        viewer=shelf.viewer,
        month=_month_title(shelf),
        here=f"{month[0]:%Y-%m}",
        previous=f"{month[0] - timedelta(days=1):%Y-%m}",
        following=f"{month[-1] + timedelta(days=1):%Y-%m}",
        asked=asked,
        choices=[(one.id, shelf.title(one.id)) for one in shelf.things],
        days=joined(days_of(shelf, month), shelf) if shelf.shown else (),
        done=CALENDAR_DONE.get(visit.request.query.get("hasil", ""), ""),
        refused=refused,
        worklist=shelf.viewer.worklist_link(shelf.now),
    )


def _month_title(shelf: Shelf) -> str:
    first = shelf.month[0]
    return f"{translations(shelf.visit.locale).gettext(f'{first:%B}')} {first.year}"
