"""Who must act on a new case: the category's rule, asked of the live catalogue."""

from datetime import datetime

from mandat.cases import store
from mandat.cases.commands import Done, execute
from mandat.cases.domain.acts import RouteCase
from mandat.cases.domain.facts import CaseSubmitted, Event
from mandat.city.domain import owner_of
from mandat.city.store import load_catalogue
from mandat.orders.commands import give_order

TAKEN = "BookingAccepted"


def route_submitted(event: Event, now: datetime) -> Done | None:
    """Route the case of a CaseSubmitted event; other events are not for the router.

    What was in line is routed when the citizen takes what has come free.
    """
    fact = event.fact
    if event.type == TAKEN:
        return route_case(event.case_id, event.id, now)
    if not isinstance(fact, CaseSubmitted):
        return None
    command = _command(event.id, fact.service_id, fact.village, event.correlation_id)
    return _ordered(execute(event.case_id, command, now), now)


def route_case(case_id: str, cause: str, now: datetime) -> Done:
    """Route a case whose event did not reach the router in time."""
    case = store.load(case_id)
    command = _command(cause, case.service_id, case.village, "")
    return _ordered(execute(case_id, command, now), now)


def _ordered(routed: Done, now: datetime) -> Done:
    """A leader's order that came with the report follows at once; a retry gives it as well."""
    give_order(routed.case, now)
    return routed


def _command(cause: str, service_id: str, village: str, correlation_id: str) -> RouteCase:
    catalogue = load_catalogue()
    return RouteCase(
        cause,
        "system",
        correlation_id=correlation_id,
        calendar=catalogue.calendar,
        owner=owner_of(catalogue.service(service_id), catalogue.village(village)),
    )
