"""The extract of the bench is one that the register takes; the ratios say what the issue asks."""

import json
from datetime import date
from pathlib import Path

from bench import extract, imports, report
from bench.registry import ETAG, Registry
from mandat.programmes.domain.layout import DUKCAPIL, layout
from mandat.programmes.domain.rows import Known, fields, read

VILLAGES = ("17.71.01.1001", "17.71.01.1002")
KNOWN = Known(frozenset({"17"}), frozenset(VILLAGES), date(2026, 11, 24))
BUCKET = "/mandat-register-bench"


def test_every_line_of_the_extract_is_somebody_else(tmp_path: Path) -> None:
    file = tmp_path / "extract.csv"
    extract.write(file, 10_050, VILLAGES)
    header, *lines = file.read_text("utf-8").splitlines()
    columns = layout(DUKCAPIL, header)
    people = [read(fields(line, columns), KNOWN) for line in lines]
    assert len({one.nik.digits for one in people}) == len(people) == 10_050
    assert {one.village for one in people} == set(VILLAGES)


def test_the_registry_keeps_what_is_written_and_hands_out_spans(tmp_path: Path) -> None:
    file = tmp_path / "extract.csv"
    file.write_bytes(b"0123456789")
    registry = Registry([], {"incoming/dukcapil/a.csv": file})
    item = {"pk": {"S": "RESIDENT#1"}, "sk": {"S": "RESIDENT"}}
    _call(registry, "TransactWriteItems", {"TransactItems": [{"Put": {"Item": item}}]})
    asked = {"RequestItems": {"t": {"Keys": [item, {"pk": {"S": "x"}, "sk": {"S": "y"}}]}}}
    assert _call(registry, "BatchGetItem", asked)["Responses"] == {"t": [item]}
    assert imports.residents(registry) == 1
    _call(registry, "TransactWriteItems", {"TransactItems": [{"Delete": {"Key": item}}]})
    assert _call(registry, "GetItem", {"Key": item}) == {}

    listed = registry.answer("GET", f"{BUCKET}?prefix=incoming%2F", {}, b"")[2].decode()
    assert f"<Size>10</Size><ETag>{ETAG}</ETag>" in listed
    address = f"{BUCKET}/incoming/dukcapil/a.csv"
    assert registry.answer("GET", address, {"range": "bytes=2-4"}, b"")[2] == b"234"
    registry.answer("DELETE", address, {}, b"")
    assert registry.files == {}
    assert registry.calls == {"TransactWriteItems": 2, "BatchGetItem": 1, "GetItem": 1} | {
        "GET": 2,
        "DELETE": 1,
    }


def _call(registry: Registry, name: str, asked: object) -> dict[str, object]:
    headers = {"x-amz-target": f"DynamoDB_20120810.{name}"}
    answer: dict[str, object] = json.loads(
        registry.answer("POST", "/", headers, json.dumps(asked).encode())[2]
    )
    return answer


def test_memory_that_grows_is_over_the_limit() -> None:
    def one(peak: float) -> dict[str, dict[str, float]]:
        figures = {"rows_per_second": 100.0, "peak_megabytes": peak, "ms_cpu_per_row": 2.0}
        return {name: figures | {"writes": 3, "sealed": 2} for name in ("new", "again")}

    flat = {"1000": one(60), "10000": one(62), "100000": one(66)}
    grown = {"1000": one(60), "10000": one(90), "100000": one(600)}
    # 100,000 rows at 100 a second are longer than Lambda gives
    assert [one.holds for one in imports._ratios(flat)] == [True, True, False, True]
    assert [one.holds for one in imports._ratios(grown)] == [False, False, False, False]
    told = report.tables({"imports": {"sizes": flat, "ratios": []}})
    assert "| 100,000 | who are new | 100 | 2 | 66 | 3 | 2 |" in told
