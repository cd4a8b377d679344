"""From programmes.yaml, checked, to what the system promises people that it knows."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from city.lending import WEEKDAYS, minute
from city.source import Source
from mandat.city.domain import Text
from mandat.programmes.domain.terms import (
    BereavementTerms,
    CardTerms,
    Counter,
    Faith,
    FosterRank,
    FosterTerms,
    GuaranteeTerms,
    Hospital,
    Programmes,
    RegisterTerms,
    SchoolTerm,
    StepTerms,
    StipendTerms,
)

Sources = Mapping[str, Source]
Row = Mapping[str, Any]

# What the terms are called in the file and in the programmes alike.
_STIPEND = (
    "amount",
    "least_age",
    "opens_on_day",
    "pay_by_day",
    "approved_by",
    "paid_by",
    "service",
    "payment_service",
)


def build_programmes(sources: Sources) -> Programmes:
    """The programmes at version 0: the sync numbers them."""
    data = sources["programmes"].data
    return Programmes(
        register=_register(data["register"]),
        stipend=_stipend(data["stipend"]),
        bereavement=_bereavement(data["bereavement"]),
        guarantee=_guarantee(data["guarantee"]),
        fostering=_fostering(data["fostering"]),
        card=_card(data["card"]),
    )


def numbered(wanted: Programmes, live: Programmes | None) -> Programmes:
    """With the live version where nothing changed, the next where something did."""
    version = live.version if live else 0
    same = live is not None and replace(wanted, version=version) == live
    return replace(wanted, version=version if same else version + 1)


def _register(row: Row) -> RegisterTerms:
    return RegisterTerms(
        provinces=frozenset(row["provinces"]),
        child_posts=frozenset(row["child_posts"]),
        retention_days=row["retention_days"],
        adult_age=row["adult_age"],
    )


def _stipend(row: Row) -> StipendTerms:
    return StipendTerms(
        pay_by_minute=minute(row["pay_by"]),
        list_days=tuple(row["list_days"]),
        criteria=tuple((one["id"], _filled(one["text"], row)) for one in row["criteria"]),
        **{name: row[name] for name in _STIPEND},
    )


def figures(row: Row) -> dict[str, str]:
    """What a criterion may insert, so that no text says another figure than the terms."""
    return {key: str(value) for key, value in row.items() if isinstance(value, int | str)}


def _filled(text: Text, row: Row) -> Text:
    known = figures(row)
    return {language: words.format_map(known) for language, words in text.items()}


def _bereavement(row: Row) -> BereavementTerms:
    return BereavementTerms(
        evening_minute=minute(row["evening"]),
        handover_minute=minute(row["handover"]),
        papers_minutes=row["papers_minutes"],
        nights=row["nights"],
        service=row["service"],
        undone_by=tuple(row["undone_by"]),
        faiths=tuple(Faith(**one) for one in row["faiths"]),
        steps=tuple(_step(one) for one in row["steps"]),
    )


def _step(row: Row) -> StepTerms:
    return StepTerms(**{**row, "items": tuple(row.get("items", {}).items())})


def _guarantee(row: Row) -> GuaranteeTerms:
    return GuaranteeTerms(
        **{**row, "hospitals": tuple(Hospital(**one) for one in row["hospitals"])}
    )


def _fostering(row: Row) -> FosterTerms:
    taken = {key: value for key, value in row.items() if key != "support_by"} | {
        "support_by_minute": minute(row["support_by"]),
        "list_days": tuple(row["list_days"]),
        "left_by": tuple(row["left_by"]),
        "ranks": tuple(FosterRank(**one) for one in row["ranks"]),
        "school_terms": tuple(SchoolTerm(**one) for one in row["school_terms"]),
    }
    return FosterTerms(**taken)


def _card(row: Row) -> CardTerms:
    hours = {"open": "open_minute", "close": "close_minute", "deliver_by": "deliver_by_minute"}
    taken = {key: value for key, value in row.items() if key not in hours} | {
        "remind_days": tuple(row["remind_days"]),
        "weekdays": frozenset(WEEKDAYS.index(day) for day in row["weekdays"]),
        "counters": tuple(Counter(**one) for one in row["counters"]),
    }
    return CardTerms(**taken, **{name: minute(row[key]) for key, name in hours.items()})
