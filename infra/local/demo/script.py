"""The play as data: complaints.yaml says who reports what and who does what about it.

A step of a play is `by` (a holder's mail address without its domain, or `warga`), `act` (the last
word of the form's address) and whatever else is filled in. `days` is a deadline from today.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

CITIZEN = "warga"
ABOVE = {CITIZEN, "walikota", "wakil.walikota"}
ABOUT_THE_STEP = {"by", "act", "photos", "days", "into"}


@dataclass(frozen=True)
class Step:
    """`into` names an earlier complaint of the play."""

    by: str
    act: str
    photos: int = 0
    days: int = 0
    into: str = ""
    values: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Complaint:
    """`ends` is the state that the citizen's page shows at the end. `follows`: instead of filing,
    the citizen follows what the form finds, whatever its state. `short` ones are the tests' play.
    """

    name: str
    service: str
    owner: str
    values: Mapping[str, str]
    ends: str = ""
    contact: str = "mail"
    search: str = ""
    photos: int = 0
    follows: bool = False
    short: bool = False
    play: tuple[Step, ...] = ()

    @property
    def holder(self) -> str:
        """Whose link shows the case at the end: of whoever worked on it last."""
        workers = [one.by for one in self.play if one.by not in ABOVE]
        return workers[-1] if workers else self.owner


def load() -> tuple[Complaint, ...]:
    """All complaints, in the order in which they are filed."""
    import yaml

    told = yaml.safe_load(Path(__file__).with_name("complaints.yaml").read_text("utf-8"))
    return tuple(_complaint(one) for one in told)


def _complaint(told: dict[str, Any]) -> Complaint:
    values = {name: str(value) for name, value in told.pop("form").items()}
    play = tuple(_step(one, told["owner"]) for one in told.pop("play", ()))
    return Complaint(values=values, play=play, **told)


def _step(told: dict[str, Any], owner: str) -> Step:
    about = {name: value for name, value in told.items() if name in ABOUT_THE_STEP}
    values = {name: str(told[name]) for name in told.keys() - ABOUT_THE_STEP}
    return Step(**{"by": owner} | about, values=values)
