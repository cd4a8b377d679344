"""Care without payment on the table: invented requests, of the sample's terms."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from integration.lending import no_pause
from mandat.cases import store as cases
from mandat.cases.commands import execute as execute_case
from mandat.cases.domain.acts import OrderTask, RecordContact, RefuseAnswer, RouteCase
from mandat.cases.domain.facts import Event
from mandat.cases.domain.model import CaseStatus
from mandat.city.domain import owner_of
from mandat.city.store import load_catalogue
from mandat.guarantee import follow_ups
from mandat.guarantee.commands import Done, ask_for, execute
from mandat.guarantee.domain import acts as a
from mandat.guarantee.following import KINDS, follow
from mandat.personal.submission import Submission
from mandat.programmes.domain.terms import GuaranteeTerms, Programmes
from mandat.programmes.terms_store import forget_programmes, put_programmes, read_programmes
from samples import resent, submission
from unit.cases import samples as s
from unit.guarantee import samples as g


def promise(terms: GuaranteeTerms = g.TERMS) -> None:
    """The terms of the sample, in place of those that the city has synced."""
    forget_programmes()
    known = read_programmes()
    replaces = known.version if known else 0
    put_programmes(replace(known or Programmes(), version=replaces + 1, guarantee=terms), replaces)


def filed(key: str, service: str = "berobat-biasa") -> Submission:
    sent = submission(
        f"submit:{key}",
        service_id=service,
        programme="guarantee",
        sealed=True,
        village=g.VILLAGE,
    )
    return resent(sent, person="")


def ask(key: str = "one", at: datetime = g.NOW, **changes: Any) -> str:
    """A request that the health agency has; the case's id."""
    wish = g.unlisted(terms=a.NOTHING_PROMISED, **({"urgent": True} | changes))
    case_id = ask_for(filed(key), wish, at).case.id
    route = RouteCase(f"route:{case_id}", "system", calendar=s.CALENDAR, owner="dinas-kesehatan")
    execute_case(case_id, route, at)
    return case_id


def do(case_id: str, command: a.GuaranteeCommand, at: datetime = g.NOW) -> Done:
    """With the terms that are in the table."""
    return execute(case_id, replace(command, terms=a.NOTHING_PROMISED), at, pause=no_pause)


def issued(key: str = "one", **changes: Any) -> Done:
    return do(ask(key, **changes), g.issue(cause=f"issue:{key}"))


def record(*case_ids: str) -> list[Event]:
    return [event for one in case_ids for event in cases.timeline(one)]


def followed(case_id: str) -> dict[str, str]:
    """The follow-up cases of a letter that are open or were, by their kind."""
    found = {kind: follow_ups.find(kind, case_id) for kind in KINDS}
    return {kind: one.case_id for kind, one in found.items() if one}


def heard(case_id: str, at: datetime = g.NOW) -> dict[str, str]:
    """The feed read until nothing new comes; the follow-up cases, routed."""
    read: set[str] = set()
    while news := [
        one for one in record(case_id, *followed(case_id).values()) if one.id not in read
    ]:
        for event in news:
            follow(event, at)
            read.add(event.id)
    for one in followed(case_id).values():
        if cases.load(one).task is None and cases.load(one).status is CaseStatus.SUBMITTED:
            routed(one, at)
    return followed(case_id)


def routed(case_id: str, at: datetime = g.NOW) -> None:
    case, catalogue = cases.load(case_id), load_catalogue()
    owner = owner_of(catalogue.service(case.service_id), catalogue.village(case.village))
    route = RouteCase(f"route:{case_id}", "system", calendar=s.CALENDAR, owner=owner)
    execute_case(case_id, route, at)


def settle(case_id: str, at: datetime = g.NOW, **changes: Any) -> follow_ups.Settled:
    """By whoever holds it."""
    actor = f"post:{cases.load(case_id).owner}:a1"
    return follow_ups.execute(case_id, g.settle(actor, **changes), at, no_pause)


def appealed(case_id: str, at: datetime = g.NOW) -> None:
    """The citizen does not accept it, and the mayor orders it to be decided anew."""
    told = RecordContact("told", g.HEALTH, calendar=s.CALENDAR, how="phone")
    execute_case(case_id, told, at)
    appeal = RefuseAnswer("appeal", g.CITIZEN, calendar=s.CALENDAR, text=g.TEXT, reason="not_done")
    execute_case(case_id, appeal, at)
    leaders = frozenset({"walikota"})
    order = OrderTask(
        "order", "post:walikota:a1", calendar=s.CALENDAR, text=g.TEXT, leaders=leaders,
        to="dinas-kesehatan", deadline_at=at + timedelta(days=1),
    )  # fmt: skip
    execute_case(case_id, order, at)
