"""/ktp: the card at 17, and how many were brought on the day; nobody's name."""

from aws_lambda_powertools.event_handler import Response

from mandat.idcard.domain.totals import CardTotals
from mandat.idcard.store import totals
from mandat.programmes.domain.hiding import LEAST
from mandat.programmes.terms_store import load_programmes
from mandat.story.stipends import show_period
from mandat.web.report.summary import said
from mandat.web.visit import Visit


def about(visit: Visit) -> Response[str]:
    terms, found = load_programmes().card, totals()
    counters = dict.fromkeys(said(one.title, visit.locale) for one in terms.counters)
    return visit.page(
        "idcard/about.html",
        terms=terms,
        counters=list(counters),
        headline=_headline(found, visit),
        months=[_month(one, visit) for one in found],
        counted_at=found[0].counted_at if found else None,
        least=LEAST,
    )


def _headline(found: tuple[CardTotals, ...], visit: Visit) -> tuple[int, str] | None:
    """(percent, month) of the latest month of which a share can be told."""
    told = next((one for one in found if is_told(one)), None)
    if told is None or told.share is None:
        return None
    return told.share, show_period(told.month, visit.locale)


def is_told(one: CardTotals) -> bool:
    """Whether nobody can be recognised by the numbers."""
    return one.turned >= LEAST


def _month(one: CardTotals, visit: Visit) -> tuple[str, CardTotals | None]:
    return show_period(one.month, visit.locale), one if is_told(one) else None
