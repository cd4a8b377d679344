"""The play as data: who reports or borrows what, and who does what about it.

complaints.yaml, loans.yaml, promises.yaml, care.yaml. A step of a play is `by` (a holder's mail
address without its domain, `warga`, or `sopir`), `act` (the last word of the form's address) and
whatever else is filled in. `days` is a deadline from today.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

CITIZEN, DRIVER = "warga", "sopir"
WIB = ZoneInfo("Asia/Jakarta")
ABOVE = {CITIZEN, DRIVER, "walikota", "wakil.walikota"}
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


@dataclass(frozen=True)
class When:
    """The time that is wanted: on the n-th `weekend` that is free, `in_days`, or `in_hours`.

    `fields` are the form's others.
    """

    weekend: int = 0
    sunday: bool = False
    in_days: int = 0
    in_hours: int = 0
    fields: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Loan(Complaint):
    """`service` is the offer. `like` names a loan whose time it wants too, and waits for."""

    when: When = When()
    like: str = ""
    contact: str = "both"


@dataclass(frozen=True)
class Call(Complaint):
    """`crew` are the buttons that it presses, one after another."""

    crew: tuple[str, ...] = ()
    contact: str = "phone"


@dataclass(frozen=True)
class Promise(Complaint):
    """`path` is where its form is. `pays`: the month is paid too, once the stipend is granted."""

    path: str = ""
    pays: bool = False
    contact: str = "both"


@dataclass(frozen=True)
class Care(Complaint):
    """`used`: a hospital takes the letter in that was issued."""

    used: bool = False
    contact: str = "both"


@dataclass(frozen=True)
class Ward(Complaint):
    """An orphan of a kelurahan (its name, and its code): `entrusted` to an official who has
    `proved` the month's help; `complains` that none came."""

    child: str = ""
    village: str = ""
    code: str = ""
    entrusted: bool = False
    proved: bool = False
    complains: bool = False
    contact: str = "none"


@dataclass(frozen=True)
class Young(Complaint):
    """Somebody who turns 17 in so many `days`; `steps` are how far their card comes."""

    child: str = ""
    days: int = 0
    steps: tuple[str, ...] = ()
    contact: str = "none"


def load_cards() -> tuple[Young, ...]:
    """Who turns 17, and has a card on its way or in hand."""
    import yaml

    told = yaml.safe_load(Path(__file__).with_name("cards.yaml").read_text("utf-8"))
    return tuple(_young(one) for one in told)


def _young(told: dict[str, Any]) -> Young:
    steps = tuple(told.pop("steps", ()))
    return Young(service="", owner="kadis.dukcapil", values={}, steps=steps, **told)


def load_wards() -> tuple[Ward, ...]:
    """Orphans whom officials foster, and one whom nobody does yet."""
    import yaml

    told = yaml.safe_load(Path(__file__).with_name("wards.yaml").read_text("utf-8"))
    return tuple(Ward(service="", owner="kadis.dinsos", values={}, **one) for one in told)


def load_care() -> tuple[Care, ...]:
    """Requests for care without payment."""
    import yaml

    told = yaml.safe_load(Path(__file__).with_name("care.yaml").read_text("utf-8"))
    return tuple(_care(one) for one in told)


def _care(told: dict[str, Any]) -> Care:
    values = {name: str(value) for name, value in told.pop("form").items()}
    play = tuple(_step(one, told["owner"]) for one in told.pop("play", ()))
    return Care(service="", values=values, play=play, **told)


def load_promises() -> tuple[Promise, ...]:
    """Applications for the stipend, and deaths; people of infra/local/register."""
    import yaml

    told = yaml.safe_load(Path(__file__).with_name("promises.yaml").read_text("utf-8"))
    return tuple(_promise(one) for one in told)


def _promise(told: dict[str, Any]) -> Promise:
    values = {name: str(value) for name, value in told.pop("form").items()}
    play = tuple(_step(one, told["owner"]) for one in told.pop("play", ()))
    return Promise(service="", values=values, play=play, **told)


def load_calls() -> tuple[Call, ...]:
    """Urgent calls for an ambulance."""
    return (
        Call(
            name="sesak-napas",
            service="ambulans-darurat",
            owner="meja.psc119",
            short=True,
            values={
                "whom": "patient",
                "village": "Panorama",
                "where": "Jalan Contoh 5, rumah pagar hijau di depan pasar",
            },
            crew=("terima", "berangkat"),
        ),
    )


def load_loans() -> tuple[Loan, ...]:
    """All loans, in the order in which they are asked for."""
    import yaml

    told = yaml.safe_load(Path(__file__).with_name("loans.yaml").read_text("utf-8"))
    return tuple(_loan(one) for one in told)


def _loan(told: dict[str, Any]) -> Loan:
    values = {name: str(value) for name, value in told.pop("form").items()}
    play = tuple(_step(one, told["owner"]) for one in told.pop("play", ()))
    when = dict(told.pop("when", {}))
    fields = {name: str(value) for name, value in when.pop("fields", {}).items()}
    return Loan(values=values, play=play, when=When(**when, fields=fields), **told)


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
