"""The catalogue as plain JSON values and back."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import date
from typing import Any

from mandat.city.calendar import Calendar
from mandat.city.domain import (
    Agency,
    Catalogue,
    Deadlines,
    Group,
    Ladder,
    LeaderContact,
    Limits,
    PostTitle,
    Question,
    Service,
    Village,
)

Json = Mapping[str, Any]


def service_to_dict(service: Service) -> dict[str, Any]:
    return asdict(service)


def service_from_dict(data: Json) -> Service:
    return Service(
        **{
            **data,
            "keywords": tuple(data["keywords"]),
            "deadlines": Deadlines(**data["deadlines"]),
            "questions": tuple(question_from_dict(one) for one in data["questions"]),
        }
    )


def question_from_dict(data: Json) -> Question:
    options = tuple((key, dict(text)) for key, text in data.get("options", ()))
    return Question(**{**data, "options": options})


def calendar_to_dict(calendar: Calendar) -> dict[str, Any]:
    holidays = sorted(day.isoformat() for day in calendar.holidays)
    return {**asdict(calendar), "holidays": holidays}


def calendar_from_dict(data: Json) -> Calendar:
    holidays = frozenset(date.fromisoformat(day) for day in data["holidays"])
    return Calendar(**{**data, "holidays": holidays})


def catalogue_to_dict(catalogue: Catalogue) -> dict[str, Any]:
    return {**asdict(catalogue), "calendar": calendar_to_dict(catalogue.calendar)}


def catalogue_from_dict(data: Json) -> Catalogue:
    return Catalogue(
        version=data["version"],
        city_name=data["city_name"],
        agencies=tuple(Agency(**one) for one in data["agencies"]),
        services=tuple(service_from_dict(one) for one in data["services"]),
        villages=tuple(village_from_dict(one) for one in data["villages"]),
        calendar=calendar_from_dict(data["calendar"]),
        ladder=Ladder(**data["ladder"]),
        leaders=tuple(LeaderContact(**one) for one in data["leaders"]),
        limits=Limits(**data["limits"]),
        groups=tuple(Group(**one) for one in data["groups"]),
        posts=tuple(PostTitle(**one) for one in data["posts"]),
    )


def village_from_dict(data: Json) -> Village:
    return Village(**{**data, "aliases": tuple(data["aliases"])})
