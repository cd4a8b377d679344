"""Care without payment on the table: invented requests, of the sample's terms."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from integration.lending import no_pause
from mandat.cases.commands import execute as execute_case
from mandat.cases.domain.acts import RouteCase
from mandat.guarantee.commands import Done, ask_for, execute
from mandat.guarantee.domain import acts as a
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


def filed(key: str) -> Submission:
    sent = submission(
        f"submit:{key}",
        service_id="berobat-biasa",
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
