"""Whom a NIK that a post typed means: looked up with its name on the log, kept sealed."""

from datetime import datetime

from mandat.errors import NotYoursError
from mandat.platform.transaction import commit
from mandat.programmes import store
from mandat.programmes.commands import keep_nik, match
from mandat.programmes.domain.nik import Nik


def matched(nik: Nik | None, actor: str, purpose: str, case_id: str, now: datetime) -> str:
    """The id of the person, empty when nothing was typed or the register knows nobody.

    Of a child the post reads nothing, but it may say who it is.
    """
    if nik is None:
        return ""
    commit(keep_nik(case_id, nik, now))
    try:
        found = match(nik, actor, purpose, now, case_id)
    except NotYoursError:
        return store.person_id(nik)
    return found.id if found else ""
