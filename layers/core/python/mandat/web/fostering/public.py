"""/anak-asuh: how many children have no official who fosters them; nobody's name."""

from aws_lambda_powertools.event_handler import Response

from mandat.city.domain import Catalogue
from mandat.city.store import load_catalogue
from mandat.fostering.domain.totals import FosterTotals
from mandat.fostering.store import totals
from mandat.programmes.domain.hiding import LEAST
from mandat.programmes.domain.terms import FosterTerms
from mandat.programmes.terms_store import load_programmes
from mandat.story.fosterings import show_period
from mandat.story.stipends import show_rupiah
from mandat.text.mark import msg
from mandat.web.report.summary import said
from mandat.web.visit import Visit

QUOTA = msg("{rank}: {n} children each")
ONE = msg("{rank}: 1 child each")
MONTH = msg("In {month} help is proved for {proved} of {owed} children so far.")


def about(visit: Visit) -> Response[str]:
    terms, catalogue, found = load_programmes().fostering, load_catalogue(), totals()
    return visit.page(
        "fostering/about.html",
        figures=found,
        rows=_rows(found, catalogue) if found else (),
        unshown=found.hidden if found else 0,
        month=_month(found, visit) if found else "",
        quotas=_quotas(terms, visit),
        amount=show_rupiah(terms.least_amount),
        days=terms.leaders_days,
        least=LEAST,
    )


def _quotas(terms: FosterTerms, visit: Visit) -> list[str]:
    return [
        visit.say(ONE if one.quota == 1 else QUOTA, rank=said(one.title, visit.locale), n=one.quota)
        for one in terms.ranks
    ]


def _rows(found: FosterTotals, catalogue: Catalogue) -> list[tuple[str, int | None]]:
    """(kecamatan, children or None where that is hidden), by name."""
    names = {one.district_code: one.district for one in catalogue.villages}
    return sorted((names.get(one.code, one.code), one.children) for one in found.districts)


def _month(found: FosterTotals, visit: Visit) -> str:
    """What is owed to fewer than five is not told."""
    month = found.month
    if month.owed < LEAST:
        return ""
    period = show_period(month.month, visit.locale)
    return visit.say(MONTH, month=period, proved=month.proved, owed=month.owed)
