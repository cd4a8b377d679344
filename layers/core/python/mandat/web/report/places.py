"""Finding a kelurahan by what people call it. Pure."""

import re

from mandat.city.domain import Village


def plain(name: str) -> str:
    """«Kel. Suka Rami» and «sukarami» are the same place."""
    text = re.sub(r"^(kelurahan|kel)\b\.?", "", name.strip().casefold())
    return re.sub(r"[^a-z0-9]", "", text)


def find_villages(typed: str, villages: tuple[Village, ...]) -> tuple[Village, ...]:
    """Those whose name or alias is the one typed, else those that begin with it."""
    wanted = plain(typed)
    if not wanted:
        return ()
    named = [(one, {plain(name) for name in (one.name, *one.aliases)}) for one in villages]
    same = tuple(one for one, names in named if wanted in names)
    return same or tuple(
        one for one, names in named if any(name.startswith(wanted) for name in names)
    )


def by_district(villages: tuple[Village, ...]) -> list[tuple[str, list[tuple[str, str]]]]:
    """For a list: (kecamatan, [(code, kelurahan)]), both in alphabetical order."""
    districts = sorted({one.district for one in villages})
    return [
        (
            district,
            sorted(
                ((one.code, one.name) for one in villages if one.district == district),
                key=lambda pair: pair[1],
            ),
        )
        for district in districts
    ]
