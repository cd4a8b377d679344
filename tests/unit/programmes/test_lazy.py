"""Complaints pay nothing for programmes: no door and no consumer of theirs starts with them."""

import subprocess
import sys

OTHERS = ("intake", "actions", "booking", "notify", "deliver", "routing", "reminders")
SLICES = ("mandat.programmes", "mandat.stipend", "mandat.bereavement")
ROOMS = ("mandat.messaging", "pydyf", "segno", "boto3", "phonenumbers")


def imported(functions: tuple[str, ...], named: tuple[str, ...]) -> list[str]:
    """What is there of `named` once the handlers are."""
    handlers = ", ".join(f"{one}.handler" for one in functions)
    found = f"print(*(one for one in sys.modules if one.startswith({named!r})))"
    code = f"import sys; sys.path[:] = {sys.path!r}; import {handlers}; {found}"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)  # noqa: S603  this interpreter
    return ran.stdout.split()


def test_doors_and_consumers_of_complaints_start_without_programmes() -> None:
    assert imported(OTHERS, SLICES) == []


def test_the_doors_of_programmes_start_without_their_rooms() -> None:
    assert imported(("people", "papers"), (*SLICES, *ROOMS)) == []


def test_what_is_imported_would_be_noticed() -> None:
    assert "mandat.platform.settings" in imported(("people",), ("mandat.platform",))
