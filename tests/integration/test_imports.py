"""Extracts on moto: whole rows or none, every refusal with its code, again and again the same."""

import itertools
import json
import logging
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any

import boto3
import hypothesis
import pytest
from botocore.client import BaseClient
from hypothesis import given
from hypothesis import strategies as st

from imports.handler import handle
from integration.residents import (
    DINSOS,
    DUKCAPIL,
    NOW,
    TERMS,
    TODAY,
    csv_text,
    nik,
    report,
    row,
    set_terms,
    upload,
)
from mandat.city.domain import Catalogue
from mandat.errors import OutcomeUnknownError, UnavailableError
from mandat.platform import extracts, transaction
from mandat.platform.settings import settings
from mandat.programmes import commands, imports, loading, store, uploads_store
from mandat.programmes.domain.person import Marital, Person
from mandat.programmes.domain.spans import LINE_MAX
from mandat.programmes.imports import Run, carry_on
from mandat.programmes.uploads_store import Counts, Progress

ALWAYS, NEVER = (lambda: True), (lambda: False)


@pytest.fixture(autouse=True)
def city_of_terms(catalogue: Catalogue) -> None:
    set_terms()


@pytest.fixture
def written(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """Every write to the register, as it is committed."""
    found: list[Any] = []

    def noted(writes: Any) -> None:
        found.append(writes)
        transaction.commit(writes)

    monkeypatch.setattr(loading, "commit", noted)
    return found


def run(key: str, has_time: Callable[[], bool] = ALWAYS, batch: int = 500) -> Progress | None:
    return carry_on(key, Run(has_time, NOW, batch))


def done(key: str, **more: Any) -> Counts:
    found = run(key, **more)
    assert found is not None
    assert (found.status, found.reason) == ("done", "")
    return found.counts


def resident(number: int = 1) -> Person:
    return store.load(store.person_id(nik(number)))


def table() -> list[dict[str, Any]]:
    """Everything of the register; not how far an import has come."""
    found = boto3.client("dynamodb").scan(TableName=settings().table_name)["Items"]
    mine = [one for one in found if one["kind"]["S"] in {"Resident", "HouseholdMember"}]
    return sorted(mine, key=lambda one: (one["pk"]["S"], one["sk"]["S"]))


def queued() -> list[str]:
    sqs = boto3.client("sqs")
    got = sqs.receive_message(QueueUrl=settings().import_queue_url, MaxNumberOfMessages=10)
    return [one["Body"] for one in got.get("Messages", ())]


def test_a_row_of_dukcapil_is_a_person_on_a_card() -> None:
    key = upload(csv_text([row(1, no_kk="1771010101100001")]))
    assert done(key) == Counts(new=1)
    found = resident()
    family = store.family_hash("1771010101100001")
    assert found == Person(
        id=store.person_id(nik(1)),
        last4="0001",
        name="Siti1 Contoh",
        born_on=date(1955, 1, 1),
        sex="f",
        marital=Marital.WIDOWED,
        village="17.71.01.1001",
        neighbourhood="RT 05 RW 02",
        address="Jalan Contoh 1",
        faith="islam",
        family=family,
        source="dukcapil",
        basis="legal_duty",
        retain_until=TODAY + timedelta(days=TERMS.retention_days),
    )
    assert store.household(family) == (found,)
    assert report(key) == []
    assert extracts.find(key) is None


def test_dinsos_tells_of_poverty_and_reach_and_of_who_dukcapil_has_not_told() -> None:
    assert done(upload(csv_text([row(1)], DINSOS), "dinsos")) == Counts(new=1)
    found = resident()
    assert (found.phone, found.decile) == ("+6281234567890", 1)
    assert (found.source, found.basis, found.faith) == ("dinsos", "public_task", "")


def test_the_order_of_the_files_makes_no_difference() -> None:
    said = {
        "dukcapil": csv_text([row(1, nama="Siti Contoh", kelurahan="17.71.01.1002")]),
        "dinsos": csv_text([row(1, nama="SITI C Contoh")], DINSOS),
    }
    for source in ("dinsos", "dukcapil"):
        done(upload(said[source], source, "dahulu"))
    first = resident()
    for number, source in enumerate(("dukcapil", "dinsos", "dukcapil", "dinsos")):
        assert done(upload(said[source], source, f"lagi-{number}")) == Counts(unchanged=1)
    assert resident() == first
    assert (first.name, first.village, first.decile) == ("Siti Contoh", "17.71.01.1002", 1)
    assert first.source == "dukcapil"


def test_run_twice_it_writes_nothing(written: list[Any]) -> None:
    text = csv_text([row(number) for number in range(1, 8)])
    done(upload(text, name="pertama"))
    before = table()
    written.clear()
    assert done(upload(text, name="kedua")) == Counts(unchanged=7)
    assert not written
    assert table() == before


def test_written_otherwise_it_is_the_same_row(written: list[Any]) -> None:
    done(upload(csv_text([row(1, tanggal_lahir="1955-01-01", alamat="Jalan  Contoh 1")])))
    written.clear()
    other = row(1, tanggal_lahir="01/01/1955", jenis_kelamin="perempuan", rt="005")
    other["kelurahan"] = "1771011001"
    columns = tuple(reversed(DUKCAPIL))
    text = csv_text([other], columns, delimiter=";", end="\r\n")
    assert done(upload(b"\xef\xbb\xbf" + text.encode(), name="lain")) == Counts(unchanged=1)
    assert not written


def test_the_same_file_again_is_the_same_upload() -> None:
    text = csv_text([row(1)])
    first = run(upload(text))
    second = run(upload(text))
    assert first == second
    assert len(table()) == 2


def test_a_changed_row_is_written_over_what_was_known(written: list[Any]) -> None:
    done(upload(csv_text([row(1), row(2)]), name="pertama"))
    sealed = store.load_stored(store.person_id(nik(1))).sealed
    written.clear()
    text = csv_text([row(1, nama="Baru Contoh", no_kk="1771010101109999"), row(2)])
    assert done(upload(text, name="kedua")) == Counts(changed=1, unchanged=1)
    assert len(written) == 1
    found = store.load_stored(store.person_id(nik(1)))
    assert (found.person.name, found.person.revision) == ("Baru Contoh", 2)
    assert found.sealed == sealed
    assert store.household(store.family_hash("1771010101109999")) == (found.person,)
    assert store.household(store.family_hash("1771010101100001")) == ()


def test_who_is_still_listed_after_years_is_kept_longer(written: list[Any]) -> None:
    text = csv_text([row(1)])
    done(upload(text, name="pertama"))
    for years, writes in ((1, 0), (2, 1)):
        written.clear()
        later = Run(ALWAYS, NOW + timedelta(days=365 * years))
        carry_on(upload(text, name=f"tahun-{years}"), later)
        assert len(written) == writes
    assert resident().retain_until == TODAY + timedelta(days=TERMS.retention_days + 730)


REFUSALS = {
    "nik_digits": {"nik": "1.77101E+15"},
    "nik_province": {"nik": "9971014101550001"},
    "nik_date": {"nik": "1771017201550001"},
    "nik_serial": {"nik": "1771014101550000"},
    "card_digits": {"no_kk": ""},
    "name_missing": {"nama": " "},
    "text_long": {"nama": "C" * 101},
    "date_unreadable": {"tanggal_lahir": "31-02-1955"},
    "born_out_of_range": {"tanggal_lahir": "2026-11-25"},
    "sex_unknown": {"jenis_kelamin": "X"},
    "marital_unknown": {"status_kawin": ""},
    "faith_unknown": {"agama": "?"},
    "village_unknown": {"kelurahan": "31.71.01.1001"},
    "neighbourhood": {"rt": "RT5"},
    "died_out_of_range": {"tanggal_meninggal": "1954-12-31"},
    "phone_unreadable": {"no_hp": "tidak ada"},
    "decile_unreadable": {"desil": "11"},
    "quotes": {"nama": '"Siti'},
    "columns": {"nama": "Contoh,Siti"},
    "unreadable": {"nama": "Siti\x07Contoh"},
    "line_long": {"alamat": "C" * LINE_MAX},
}
OF_DINSOS = ("phone_unreadable", "decile_unreadable")


def test_a_line_is_refused_alone_with_its_number_and_a_code() -> None:
    codes = [code for code in REFUSALS if code not in OF_DINSOS]
    columns = (*DUKCAPIL, "tanggal_meninggal")
    wrong = [row(number) | REFUSALS[code] for number, code in enumerate(codes, 3)]
    key = upload(csv_text([row(1), row(2), *wrong, row(99)], columns))
    assert done(key) == Counts(new=3, refused=len(codes))
    assert report(key) == [f"{number},{code}" for number, code in enumerate(codes, 4)]
    assert len(table()) == 6


def test_a_line_of_dinsos_is_refused_alone() -> None:
    wrong = [row(number) | REFUSALS[code] for number, code in enumerate(OF_DINSOS, 2)]
    key = upload(csv_text([row(1), *wrong], DINSOS), "dinsos")
    assert done(key) == Counts(new=1, refused=2)
    assert report(key) == [f"{number},{code}" for number, code in enumerate(OF_DINSOS, 3)]


def test_bytes_that_are_no_utf_8_are_a_refused_line() -> None:
    text = csv_text([row(1), row(2, nama="José Contoh"), row(3, nama="Zoë Contoh")])
    body = text.encode().replace("José".encode(), "José".encode("latin-1"))
    key = upload(body)
    assert done(key) == Counts(new=2, refused=1)
    assert report(key) == ["3,encoding"]
    assert resident(3).name == "Zoë Contoh"


def test_quoted_values_and_a_line_break_inside_one() -> None:
    quoted = row(1, alamat='"Jalan Contoh 1, ""Pondok"""')
    broken = row(2, alamat='"Jalan\nContoh 1"')
    key = upload(csv_text([quoted, broken, row(3)]))
    assert done(key) == Counts(new=2, refused=2)
    assert report(key) == ["3,quotes", "4,columns"]
    assert resident(1).address == 'Jalan Contoh 1, "Pondok"'
    assert resident(3).name == "Siti3 Contoh"


def test_empty_lines_are_counted_and_no_rows() -> None:
    header, first, second = csv_text([row(1), row(2, rt="x")]).splitlines()
    key = upload(f"\r\n{header}\n\n{first}\n \n\n{second}")
    assert done(key) == Counts(new=1, refused=1)
    assert report(key) == ["7,neighbourhood"]


def test_a_nik_that_stands_twice_is_taken_from_neither_line() -> None:
    rows = [row(1), row(2), row(1, nama="Lain Contoh"), row(3), row(3)]
    key = upload(csv_text(rows))
    # two equal lines say the same: they are one person, told once more
    assert done(key).refused == 2
    assert report(key) == ["2,nik_twice", "4,nik_twice"]
    assert store.find(store.person_id(nik(1))) is None
    assert resident(3).revision == 1


def test_a_nik_that_stands_twice_is_found_across_batches_and_gaps() -> None:
    spaced = row(1) | {"nik": " ".join((nik(1).digits[:6], nik(1).digits[6:])), "rt": "9"}
    key = upload(csv_text([row(1), row(2), row(3), spaced]))
    assert done(key, batch=1) == Counts(new=2, refused=2)
    assert report(key) == ["2,nik_twice", "5,nik_twice"]


HEADERS = {
    "header_missing": ",".join(DUKCAPIL[:-1]),
    "header_unknown": ",".join((*DUKCAPIL, "nama_ibu")),
    "header_twice": ",".join((*DUKCAPIL, "nik")),
    "encoding": ",".join(DUKCAPIL).encode("utf-16"),
    "line_long": ",".join((*DUKCAPIL, "x" * LINE_MAX)),
    "file_empty": "\n\n",
}


@pytest.mark.parametrize("code", HEADERS)
def test_a_file_with_another_header_is_refused_whole(code: str) -> None:
    header = HEADERS[code]
    rest = "\n".join(csv_text([row(1)]).splitlines()[1:]) if code != "file_empty" else ""
    plain = header if isinstance(header, bytes) else header.encode()
    key = upload(plain + b"\n" + rest.encode())
    found = run(key)
    assert found is not None
    assert (found.status, found.reason, found.counts) == ("refused", code, Counts())
    assert report(key) == [f"1,{code}"]
    assert table() == []
    assert extracts.find(key) is None


def test_a_file_of_nobody_and_one_of_another_register() -> None:
    for text, source, code in (("", "dukcapil", "file_empty"), ("nik\n", "bpjs", "source_unknown")):
        key = upload(text, source)
        found = run(key)
        assert found is not None
        assert found.reason == code
        assert report(key) == [f"1,{code}"]


def test_a_file_that_is_too_long(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(imports, "BYTES_MAX", 10)
    found = run(upload(csv_text([row(1)])))
    assert found is not None
    assert found.reason == "file_long"


def test_it_goes_on_where_the_time_ran_out() -> None:
    rows = [row(number) for number in range(1, 8)]
    rows[1]["rt"] = rows[5]["rt"] = "x"
    key = upload(csv_text(rows))
    counts = [_passed(run(key, NEVER, batch=2)) for _ in range(5)]
    assert counts == [2, 4, 6, 7, 7]
    assert report(key) == ["3,neighbourhood", "7,neighbourhood"]
    assert queued() == [json.dumps({"import": key})] * 4


def _passed(progress: Progress | None) -> int:
    assert progress is not None
    return sum(vars(progress.counts).values())


# What a line of a random file may be, and what must be said of it.
KINDS = {
    "right": "",
    "wrong": "neighbourhood",
    "same": "nik_twice",
    "short": "columns",
    "blank": "",
}
_files = itertools.count(1)


@given(
    st.lists(st.sampled_from(sorted(KINDS)), min_size=1, max_size=12),
    st.integers(1, 5),
    st.lists(st.booleans(), max_size=12),
)
@hypothesis.settings(
    max_examples=12, suppress_health_check=[hypothesis.HealthCheck.function_scoped_fixture]
)
def test_however_it_is_cut_every_line_is_told_of_once(
    kinds: list[str], batch: int, times: list[bool]
) -> None:
    first, left = 100 * next(_files), iter(times)
    lines = [",".join(DUKCAPIL), *(_line(kind, first, at) for at, kind in enumerate(kinds, 1))]
    key = upload("\n".join(lines), name=f"acak-{first}")
    found = run(key, lambda: next(left, True), batch)
    while found and not found.is_over:
        found = run(key, lambda: next(left, True), batch)

    said = KINDS | ({} if kinds.count("same") > 1 else {"same": ""})
    codes = [(at, said[kind]) for at, kind in enumerate(kinds, 2)]
    assert report(key) == [f"{at},{code}" for at, code in codes if code]
    taken = [kind for kind in kinds if kind != "blank" and not said[kind]]
    refused = sum(bool(code) for _, code in codes)
    assert found is not None
    assert found.counts == Counts(new=len(taken), refused=refused)
    there = [store.find(store.person_id(nik(first + at))) for at in range(len(kinds) + 1)]
    assert len([one for one in there if one]) == len(taken)


def _line(kind: str, first: int, at: int) -> str:
    """The `same` are one person, told otherwise in each line."""
    if kind in {"short", "blank"}:
        return "a,b" * (kind == "short")
    told = row(first, rt=str(at)) if kind == "same" else row(first + at)
    told |= {"rt": "x"} if kind == "wrong" else {}
    return ",".join(told[name] for name in DUKCAPIL)


@pytest.mark.parametrize("answered", [False, True])
def test_a_crash_anywhere_repeats_at_most_a_batch_and_changes_nothing(
    answered: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever call to AWS is a process' last, done or not: the next one ends with the same."""
    monkeypatch.setattr(loading, "WORKERS", 1)
    calls = 0
    while _dies(calls, monkeypatch, answered=answered):
        first = 10 * calls + 1
        found = run(_five(first), batch=2)
        assert found is None or found.counts == Counts(new=4, refused=1)
        assert report(_key(first)) == ["4,neighbourhood"]
        people = [resident(first + more) for more in (0, 1, 3, 4)]
        assert [one.revision for one in people] == [1] * 4
        calls += 1
    assert calls > 20


def _key(first: int) -> str:
    return f"incoming/dukcapil/orang-{first}.csv"


def _five(first: int) -> str:
    """The name of a file of five people, one of them with a mistake; put if it is not there."""
    rows = [row(first + more) for more in range(5)]
    rows[2]["rt"] = "x"
    return upload(csv_text(rows), name=f"orang-{first}")


def _dies(calls: int, monkeypatch: pytest.MonkeyPatch, *, answered: bool) -> bool:
    """The process ends at its n-th call of AWS, before it or before its answer; False: it lived."""
    key = _five(10 * calls + 1)
    with monkeypatch.context() as dying:
        _die_at(dying, calls, answered=answered)
        try:
            run(key, batch=2)
        except RuntimeError:
            return True
    return False


def _die_at(monkeypatch: pytest.MonkeyPatch, calls: int, *, answered: bool) -> None:
    left = iter(range(calls))
    call = BaseClient._make_api_call  # type: ignore[attr-defined]

    def dying(client: Any, operation: str, params: Any) -> Any:
        if next(left, None) is not None:
            return call(client, operation, params)
        if answered:
            call(client, operation, params)
        raise RuntimeError("the process is gone")

    monkeypatch.setattr(BaseClient, "_make_api_call", dying)


def test_another_run_of_the_same_file_gives_way() -> None:
    key = upload(csv_text([row(1), row(2)]))
    extract = extracts.find(key)
    assert extract is not None

    def overtaken() -> bool:
        upload_id = uploads_store.upload_id(extract.key, extract.etag)
        seen = uploads_store.load(upload_id)
        assert seen is not None
        further = replace(seen, place=replace(seen.place, offset=seen.place.offset + 1))
        uploads_store.save(seen, further, NOW)
        return True

    assert run(key, overtaken, batch=1) is None
    assert queued() == []


def test_a_file_that_is_put_anew_meanwhile_is_another_upload() -> None:
    key = upload(csv_text([row(1), row(2)]))
    run(key, NEVER, batch=1)
    upload(csv_text([row(3)]))
    assert done(key) == Counts(new=1)
    assert store.find(store.person_id(nik(2))) is None


def test_a_file_that_is_gone_is_nothing_to_do() -> None:
    assert run("incoming/dukcapil/tidak-ada.csv") is None


def test_the_dead_are_not_revived_nor_their_day_moved() -> None:
    columns = (*DUKCAPIL, "tanggal_meninggal")
    done(upload(csv_text([row(1), row(2, tanggal_meninggal="2026-11-01")], columns), name="a"))
    assert resident(2).died_on == date(2026, 11, 1)
    commands.mark_dead(resident(1).id, date(2026, 11, 20), "DEATH001", NOW)
    text = csv_text(
        [row(1, nama="Baru Contoh", tanggal_meninggal="2026-11-02"), row(2, rt="9")], columns
    )
    assert done(upload(text, name="b")) == Counts(changed=2)
    assert (resident(1).died_on, resident(1).death_case) == (date(2026, 11, 20), "DEATH001")
    assert resident(1).name == "Baru Contoh"
    assert resident(2).died_on == date(2026, 11, 1)
    # Dukcapil may correct a day that Dukcapil told
    done(upload(csv_text([row(2, tanggal_meninggal="2026-11-03")], columns), name="c"))
    assert resident(2).died_on == date(2026, 11, 3)


def test_a_death_that_was_undone_is_told_again_by_the_next_extract() -> None:
    columns = (*DUKCAPIL, "tanggal_meninggal")
    text = csv_text([row(1, tanggal_meninggal="2026-11-19")], columns)
    done(upload(csv_text([row(1)]), name="a"))
    commands.mark_dead(resident().id, date(2026, 11, 20), "DEATH001", NOW)
    done(upload(text, name="b"))
    commands.mark_alive(resident().id, "DEATH001", NOW)
    assert resident().is_alive
    assert done(upload(text, name="c")) == Counts(changed=1)
    assert resident().died_on == date(2026, 11, 19)


def test_a_death_case_at_the_same_moment_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    done(upload(csv_text([row(1)]), name="a"))
    read = store.load_many

    def meanwhile(ids: Any) -> Any:
        found = read(ids)
        commands.mark_dead(resident().id, date(2026, 11, 20), "DEATH001", NOW)
        return found

    monkeypatch.setattr(store, "load_many", meanwhile)
    assert done(upload(csv_text([row(1, rt="9")]), name="b")) == Counts(changed=1)
    found = resident()
    assert (found.died_on, found.neighbourhood) == (date(2026, 11, 20), "RT 09 RW 02")


def test_kms_that_does_not_answer_leaves_the_batch_to_be_done_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    key = upload(csv_text([row(1), row(2), row(3)]))
    with monkeypatch.context() as broken:
        broken.setattr(loading, "seal", _fails_for(nik(2).digits))
        with pytest.raises(UnavailableError):
            run(key)
    assert done(key) == Counts(new=3)
    assert len(table()) == 6


def test_a_fault_after_some_batches_goes_on_with_a_new_message(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    key = upload(csv_text([row(1), row(2), row(3)]))
    with monkeypatch.context() as broken:
        broken.setattr(loading, "seal", _fails_for(nik(2).digits))
        assert _passed(run(key, batch=1)) == 1
    assert queued() == [json.dumps({"import": key})]
    assert done(key, batch=1) == Counts(new=3)


@pytest.mark.parametrize("written", [True, False])
def test_a_write_that_nobody_answers_is_looked_up_and_done_once(
    written: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    left = iter([True])

    def unanswered(writes: Any) -> None:
        lost = next(left, False)
        if written or not lost:
            transaction.commit(writes)
        if lost:
            raise OutcomeUnknownError("write_unanswered")

    monkeypatch.setattr(loading, "commit", unanswered)
    key = upload(csv_text([row(1), row(2)]))
    assert done(key) == Counts(new=2)
    assert [resident(number).revision for number in (1, 2)] == [1, 1]


def _fails_for(digits: str) -> Callable[[str, str], bytes]:
    from mandat.programmes.sealing import seal

    def sealing(text: str, item: str) -> bytes:
        if text == digits:
            raise UnavailableError("Encrypt_unanswered")
        return seal(text, item)

    return sealing


def test_no_nik_stands_in_the_table_or_a_report_in_clear() -> None:
    key = upload(csv_text([row(1), row(2, rt="x"), row(3) | {"nik": "17710141015"}]))
    run(key)
    s3 = boto3.client("s3")
    listed = s3.list_objects_v2(Bucket=settings().register_bucket)["Contents"]
    bodies = [
        s3.get_object(Bucket=settings().register_bucket, Key=one["Key"])["Body"].read().decode()
        for one in listed
    ]
    everything = boto3.client("dynamodb").scan(TableName=settings().table_name)["Items"]
    for text in (*bodies, str(everything)):
        assert not any(part in text for part in (nik(1).digits, nik(2).digits, "17710141015"))


def event(*bodies: str) -> dict[str, Any]:
    records = [
        {"messageId": f"m{number}", "receiptHandle": "r", "body": body, "eventSource": "aws:sqs"}
        | {"eventSourceARN": "arn:aws:sqs:ap-southeast-3:123456789012:imports"}
        for number, body in enumerate(bodies)
    ]
    return {"Records": records}


def told_by_s3(key: str) -> str:
    found = {"s3": {"object": {"key": key.replace(" ", "+")}}}
    return json.dumps({"Records": [found]})


@pytest.fixture
def lines(caplog: pytest.LogCaptureFixture) -> Iterator[list[str]]:
    from mandat.platform.observability import logger

    found: list[str] = []
    ear = logging.Handler()
    ear.emit = lambda record: found.append(logger.registered_formatter.format(record))  # type: ignore[method-assign]
    logger.addHandler(ear)
    yield found
    logger.removeHandler(ear)


def context(left_ms: int) -> Any:
    return SimpleNamespace(
        function_name="imports",
        memory_limit_in_mb=512,
        invoked_function_arn="arn:aws:lambda:ap-southeast-3:123456789012:function:imports",
        aws_request_id="request",
        get_remaining_time_in_millis=lambda: left_ms,
    )


def test_the_function_loads_what_s3_tells_of(lines: list[str]) -> None:
    key = upload(csv_text([row(1), row(2, rt="x")]), name="data kota")
    body = told_by_s3(key)
    assert handle(event(body), context(900_000)) == {"batchItemFailures": []}
    assert resident().name == "Siti1 Contoh"
    text = "\n".join(lines)
    assert '"new":1' in text.replace(" ", "")
    assert not any(one in text for one in (nik(1).digits, "Contoh", "data kota"))
    assert handle(event(body), context(900_000)) == {"batchItemFailures": []}
    assert "nothing to import" in "\n".join(lines)


def test_the_function_calls_itself_again_when_time_is_short(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(imports, "BATCH", 1)
    key = upload(csv_text([row(1), row(2)]))
    handle(event(told_by_s3(key)), context(50_000))
    assert store.find(store.person_id(nik(1)))
    (again,) = queued()
    handle(event(again), context(900_000))
    assert store.find(store.person_id(nik(2)))
    assert report(key) == []


def test_what_is_no_extract_is_passed_over() -> None:
    upload("x", "dukcapil")
    others = [json.dumps({"Event": "s3:TestEvent"}), told_by_s3("reports/dukcapil/contoh.csv")]
    assert handle(event(*others), context(900_000)) == {"batchItemFailures": []}
    assert table() == []
