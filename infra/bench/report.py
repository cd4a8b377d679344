"""The tables of README.md, made of results.json: nobody copies figures by hand."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from bench.places import HERE
from bench.results import Results

README = HERE / "README.md"
START, END = "<!-- figures: made by the bench -->", "<!-- end of figures -->"
TITLES = {
    "cold": "Cold start",
    "warm": "Warm",
    "capacity": "Capacity of one complaint",
    "money": "Dollars of 1,000 complaints",
    "growth": "Growth",
    "mailed": "From the form to the owner's mail, and memory",
    "bookings": "A loan, and forty who want the same car",
    "imports": "Extracts into the register",
}
IMPORTED = {"new": "who are new", "again": "as they were"}
HOLDS = {"alone": "one after the other", "crowd": "forty at the same moment"}
Rows = Iterable[Iterable[object]]


def write(results: Results) -> None:
    """Put the tables of what was measured into README.md, between its marks."""
    text = README.read_text("utf-8")
    before, _, rest = text.partition(START)
    _, _, after = rest.partition(END)
    README.write_text(f"{before}{START}\n\n{tables(results)}\n{END}{after}", "utf-8")


def tables(results: Results) -> str:
    """All tables, in the order in which the README explains them."""
    return "\n".join(
        f"### {title}\n\n{_told(part, results[part])}"
        for part, title in TITLES.items()
        if part in results
    )


def _told(part: str, found: Results) -> str:
    own = {
        "capacity": _capacity,
        "money": _money,
        "growth": _growth,
        "mailed": _mailed,
        "bookings": _bookings,
        "imports": _imports,
    }
    told = own[part](found) if part in own else _ratios(found)
    machine = found.get("machine")
    return f"{told}\n{_taken(machine)}\n" if machine else told


def _taken(machine: Results) -> str:
    return (
        f"Taken {machine['at'][:16].replace('T', ' ')} UTC on {machine['cores']} cores "
        f"({machine['processor']}), Python {machine['python']}, load {machine['load']}.\n"
    )


def _ratios(found: Results) -> str:
    rows = [
        (
            *(one["name"], f"{one['product']:g} {one['unit']}", f"{one['floor']:g} {one['unit']}"),
            f"{one['ratio']:.2f}{'' if one['holds'] else ' **over**'}",
            one["limit"] or "",
        )
        for one in found["ratios"]
    ]
    return table(("what", "ours", "floor", "ratio", "at most"), rows)


def _capacity(found: Results) -> str:
    items = [
        (one["kind"], one["where"], one["side"], _number(one["units"]), _number(one["fewest"]))
        for one in found["items"]
    ]
    steps = [
        (step, _number(one["write"]), _number(one["read"])) for step, one in found["steps"].items()
    ]
    counts = ", ".join(f"{name.replace('_', ' ')} {one}" for name, one in found["counts"].items())
    return "\n".join(
        (
            _ratios(found),
            table(("step", "write units", "read units"), steps),
            table(("item", "where", "side", "units", "fewest"), items),
            f"Counted in this complaint: {counts}.\n",
        )
    )


def _money(found: Results) -> str:
    lines = [_line(one) for one in found["lines"] if not one["apart"]]
    apart = [_line(one) for one in found["lines"] if one["apart"]]
    lines.append(("**together**", "", f"**{found['total']:.2f}**"))
    head = ("of 1,000 complaints", "amount", "dollars")
    assumed = " (assumed, see the file)" if found["prices_assumed"] else ""
    where = f"Prices of {found['region']}, {found['prices_of']}{assumed}."
    return "\n".join(
        (
            table(head, lines),
            table(("apart: mail and what is watched", "amount", "dollars"), apart),
            table(
                ("every month, without a complaint", "amount", "dollars"),
                map(_line, found["standing"]),
            ),
            f"{where}\n",
        )
    )


def _line(one: Results) -> tuple[str, str, str]:
    return one["name"], f"{one['amount']:,.10g} {one['unit']}", f"{one['dollars']:.4f}"


def _growth(found: Results) -> str:
    names = ("ms_cpu", "calls", "items", "half_units_read", "units_written")
    rows = [
        (request, f"{int(size):,}", *(_number(one.get(name, 0)) for name in names))
        for request, sizes in found["sizes"].items()
        for size, one in sizes.items()
    ]
    head = ("request", "cases", "ms CPU", "calls", "items", "half read units", "write units")
    return f"{table(head, rows)}\n{_ratios(found)}"


def _mailed(found: Results) -> str:
    took = [(found["complaints"], found["p50_seconds"], found["p95_seconds"])]
    took_table = table(("complaints", "p50, s", "p95, s"), took)
    memory = [
        (name, one, found["durations_ms"].get(name, "")) for name, one in _peaks(found).items()
    ]
    return f"{took_table}\n{table(('function', 'peak MB', 'warm invocation, ms'), memory)}"


def _bookings(found: Results) -> str:
    steps = [
        (step, _number(one["write"]), _number(one["read"])) for step, one in found["steps"].items()
    ]
    whole = [("**the whole loan**", *(_number(found["whole"][side]) for side in ("write", "read")))]
    items = [
        (one["kind"], one["where"], one["side"], _number(one["units"])) for one in found["items"]
    ]
    holds = [
        (
            HOLDS[name],
            one["answers"].get("held", 0),
            one["answers"].get("taken", 0),
            one["p50_ms"],
            one["p95_ms"],
        )
        for name, one in found["holds"].items()
    ]
    return "\n".join(
        (
            table(("requests on the emulator", "held", "refused", "p50, ms", "p95, ms"), holds),
            table(("step", "write units", "read units"), [*steps, *whole]),
            table(("item of the whole loan", "where", "side", "units"), items),
        )
    )


def _imports(found: Results) -> str:
    names = ("rows_per_second", "ms_cpu_per_row", "peak_megabytes", "writes", "sealed")
    rows = [
        (f"{int(size):,}", IMPORTED[what], *(f"{one[name]:,.10g}" for name in names))
        for size, found_of_size in found["sizes"].items()
        for what, one in found_of_size.items()
    ]
    head = ("lines", "of people", "rows a second", "ms CPU a row", "peak MB", "writes", "sealed")
    return f"{table(head, rows)}\n{_ratios(found)}"


def _peaks(found: Results) -> dict[str, Any]:
    return dict(found["peak_megabytes"])


def _number(value: float) -> str:
    return f"{value:.4g}"


def table(head: Iterable[object], rows: Rows) -> str:
    """A table of Markdown."""
    names = [str(one) for one in head]
    lines = [_row(names), _row(["---"] * len(names)), *(_row(map(str, row)) for row in rows)]
    return "\n".join(lines) + "\n"


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"
