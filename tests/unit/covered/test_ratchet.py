"""The floor of coverage: the domain whole, nothing below what it was."""

import json
from pathlib import Path

import pytest

from covered.figures import Figure, by_slice, measured
from covered.places import DOMAIN, ROOT, pure_core, slice_of
from covered.ratchet import raised, short, written

FILE = "layers/core/python/mandat/cases/store.py"
DECIDE = "layers/core/python/mandat/cases/domain/decide.py"


def seen(executed: list[int], missing: list[int]) -> dict[str, object]:
    return {
        "executed_lines": executed,
        "missing_lines": missing,
        "executed_branches": [],
        "missing_branches": [],
    }


def figure(reached: int, whole: int) -> Figure:
    return Figure(reached, whole, {FILE: "7"})


def test_the_domain_is_what_the_contract_of_the_pure_core_lists() -> None:
    assert {DECIDE, "layers/core/python/mandat/errors.py"} <= pure_core()
    assert all((ROOT / one).is_file() for one in pure_core())


@pytest.mark.parametrize(
    ("file", "name"),
    [
        (FILE, "cases"),
        (DECIDE, DOMAIN),
        ("functions/intake/handler.py", "functions"),
        ("layers/core/python/mandat/__init__.py", "mandat"),
    ],
)
def test_every_file_has_its_slice(file: str, name: str) -> None:
    assert slice_of(file, pure_core()) == name


def test_processes_are_counted_together(tmp_path: Path) -> None:
    for worker, (executed, missing) in {"gw0": ([1, 2], [3, 4]), "gw1": ([1, 3], [2, 4])}.items():
        files = {FILE: seen(executed, missing)}
        meta = {"software": "slipcover", "branch_coverage": True}
        (tmp_path / f"{worker}.json").write_text(json.dumps({"meta": meta, "files": files}))

    cases = by_slice(measured(tmp_path), pure_core())["cases"]
    assert (cases.reached, cases.whole, cases.missing) == (3, 4, {FILE: "4"})


def test_without_a_run_there_is_nothing_to_check(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        measured(tmp_path)


def test_one_missing_line_of_the_domain_is_too_many() -> None:
    assert short({DOMAIN: figure(10_000, 10_000)}, {}) == []
    told = short({DOMAIN: figure(9_999, 10_000)}, {DOMAIN: 0})
    assert told == ["domain: 99 % is covered, 100 % must be", f"  {FILE}: 7"]


def test_a_slice_may_not_fall() -> None:
    assert short({"cases": figure(90, 100)}, {"cases": 90}) == []
    assert short({"cases": figure(89, 100)}, {"cases": 90})[0].startswith("cases: 89 %")
    assert short({"cases": figure(90, 100)}, {})[0].startswith("cases has no floor")


def test_the_floor_only_rises() -> None:
    figures = {"cases": figure(80, 100), "web": figure(95, 100), DOMAIN: figure(9, 10)}
    floor = raised(figures, {"cases": 90, "web": 90, "gone": 50})
    assert floor == {"cases": 90, "web": 95}
    assert written(floor).endswith("cases = 90\nweb = 95\n")
