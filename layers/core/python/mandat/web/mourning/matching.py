"""Whom the NIK means that a lurah typed for a death."""

from datetime import datetime

from mandat.programmes.domain.nik import Nik
from mandat.web.programmes import typed

PURPOSE = "confirm_death"


def matched(nik: Nik | None, actor: str, case_id: str, now: datetime) -> str:
    """The id of the person; empty when nothing was typed, or the register knows nobody."""
    return typed.matched(nik, actor, PURPOSE, case_id, now)
