"""From the city's checked files to the catalogue and the posts that the system uses."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from city.source import Place, Source
from mandat.city.calendar import Calendar
from mandat.city.domain import (
    Address,
    Agency,
    Catalogue,
    Deadlines,
    Group,
    Ladder,
    LeaderContact,
    Limits,
    Post,
    PostTitle,
    Question,
    Service,
    Sms,
    Village,
)

Sources = Mapping[str, Source]
Row = Mapping[str, Any]


@dataclass(frozen=True)
class Origin:
    """A post and where it was written, for the message when something about it is wrong."""

    post: Post
    source: Source
    place: Place
    head: bool = False


def slug(name: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")


def build_catalogue(sources: Sources) -> Catalogue:
    """The catalogue at version 0: the sync numbers it and its services."""
    calendar, services = sources["calendar"].data, sources["services"].data
    return Catalogue(
        version=0,
        city_name=sources["city"].data["name"],
        agencies=tuple(Agency(**row) for row in sources["agencies"].data["agencies"]),
        services=tuple(_service(row, sources) for row in services["services"]),
        villages=tuple(_village(row) for row in sources["kelurahan"].data),
        calendar=Calendar(
            frozenset(date.fromisoformat(row["date"]) for row in calendar["holidays"]),
            calendar["open_hour"],
            calendar["close_hour"],
        ),
        ladder=Ladder(**sources["ladder"].data),
        leaders=tuple(_leader(row) for row in sources["leaders"].data["leaders"]),
        limits=Limits(**sources["limits"].data),
        sms=_sms(sources["city"].data.get("sms")),
        groups=tuple(Group(**row) for row in services["groups"]),
        posts=tuple(_title(one.post, head=one.head) for one in post_origins(sources)),
    )


def _title(post: Post, *, head: bool) -> PostTitle:
    return PostTitle(post.id, post.title, post.agency_id, post.superior_id, head)


def build_posts(sources: Sources) -> tuple[Post, ...]:
    return tuple(origin.post for origin in post_origins(sources))


def post_origins(sources: Sources) -> Iterator[Origin]:
    """Written posts first, then a camat for each district and a lurah for each village."""
    source, villages = sources["posts"], sources["kelurahan"]
    for index, row in enumerate(source.data["posts"]):
        yield Origin(_post(row["id"], row), source, ("posts", index), row.get("head", False))
    districts: set[str] = set()
    for index, row in enumerate(villages.data):
        for kind in ("camat", "lurah"):
            template = source.data["places"][kind]
            post = _post_of_place(kind, template, row)
            if kind == "lurah" or post.id not in districts:
                yield Origin(post, villages, (index,), template.get("head", False))
            districts.add(post.id)


def _post_of_place(kind: str, template: Row, row: Row) -> Post:
    names = _names(row)
    filled = {key: template[key].format_map(names) for key in ("title", "agency", "superior")}
    addresses = [
        {key: text.format_map(names) for key, text in address.items()}
        for address in template["addresses"]
    ]
    return _post(_place_id(kind, row), {**filled, "addresses": addresses})


def _names(row: Row) -> dict[str, str]:
    """What a template of posts.yaml may insert."""
    return {
        "district": row["district"],
        "district_id": slug(row["district"]),
        "village": row["village"],
        "village_id": slug(row["village"]),
    }


def _place_id(kind: str, row: Row) -> str:
    return f"{kind}-{slug(row['village' if kind == 'lurah' else 'district'])}"


def _post(post_id: str, row: Row) -> Post:
    return Post(
        id=post_id,
        title=row["title"],
        agency_id=row["agency"],
        superior_id=row.get("superior"),
        addresses=tuple(Address(**address) for address in row["addresses"]),
    )


def _sms(row: Row | None) -> Sms:
    """Off where the city's file does not speak of it."""
    return Sms(**{**row, "kinds": tuple(row["kinds"])}) if row else Sms()


def _village(row: Row) -> Village:
    return Village(
        code=row["code"],
        name=row["village"],
        district_code=row["district_code"],
        district=row["district"],
        aliases=tuple(alias for alias in row["aliases"].split(";") if alias),
        lurah_id=_place_id("lurah", row),
        camat_id=_place_id("camat", row),
    )


def _service(row: Row, sources: Sources) -> Service:
    profile = sources["deadlines"].data["profiles"][row["deadlines"]]
    questions = tuple(_question(question) for question in row.get("questions", ()))
    return Service(
        **{
            **row,
            "version": 0,
            "keywords": tuple(row["keywords"]),
            "deadlines": Deadlines(**profile),
            "questions": questions,
        }
    )


def _question(row: Row) -> Question:
    options = tuple((option["id"], option["text"]) for option in row.get("options", ()))
    return Question(**{**row, "options": options})


def _leader(row: Row) -> LeaderContact:
    return LeaderContact(row["post"], row["title"], row["phone"], row["whatsapp"])
