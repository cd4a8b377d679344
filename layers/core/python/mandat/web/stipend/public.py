"""/santunan and /santunan/jumlah: what the stipend is, and what it came to, without a name."""

from aws_lambda_powertools.event_handler import Response

from mandat.city.calendar import to_local
from mandat.city.domain import Catalogue
from mandat.errors import InvalidError
from mandat.programmes.domain.hiding import LEAST
from mandat.records import record
from mandat.stipend.domain.months import checked, later, newest
from mandat.stipend.domain.totals import Cell, Totals
from mandat.stipend.store import totals as load_totals
from mandat.story.stipends import show_period, show_rupiah
from mandat.story.timeline import post_title
from mandat.web.stipend.asking import asking
from mandat.web.visit import Visit


@record
class Row:
    """A kelurahan; `people` and `rupiah` are empty where the number would name somebody."""

    name: str
    people: str
    rupiah: str


def about(visit: Visit) -> Response[str]:
    world = asking(visit.now)
    return visit.page(
        "stipend/about.html",
        asking=world,
        terms=world.terms,
        amount=show_rupiah(world.terms.amount),
        approver=post_title(world.terms.approved_by, world.catalogue),
    )


def totals(visit: Visit) -> Response[str]:
    """?bulan=2026-12; without it the month that is being paid."""
    world = asking(visit.now)
    latest = newest(to_local(visit.now).date(), world.terms)
    month = month_asked(visit, latest)
    found = load_totals(month)
    return visit.page(
        "stipend/totals.html",
        asking=world,
        month=show_period(month, visit.locale),
        totals=found,
        everything=_whole(found, visit),
        rows=[_row(one, world.catalogue) for one in found.cells] if found else (),
        least=LEAST,
        previous=later(month, -1),
        following=later(month) if month < latest else "",
    )


def month_asked(visit: Visit, latest: str) -> str:
    """The month of the address, not after `latest`; `latest` when there is none that can be."""
    try:
        return min(checked(visit.request.query.get("bulan", "")), latest)
    except InvalidError:
        return latest


def _whole(found: Totals | None, visit: Visit) -> str:
    """The city's sum in words; empty where it is not told."""
    if found is None or found.people is None or found.rupiah is None:
        return ""
    rupiah = show_rupiah(found.rupiah)
    return visit.say("{n} people, {amount}", n=found.people, amount=rupiah)


def _row(cell: Cell, catalogue: Catalogue) -> Row:
    village = catalogue.village(cell.village)
    name = village.name if village else cell.village
    if cell.people is None or cell.rupiah is None:
        return Row(name, "", "")
    return Row(name, str(cell.people), show_rupiah(cell.rupiah))
