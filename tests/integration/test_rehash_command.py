"""The register under a new key: everybody is found by it, and all that named them names them."""

import json
from collections.abc import Iterator
from dataclasses import replace
from importlib import import_module
from types import ModuleType
from typing import Any

import boto3
import pytest

from infra.template import ROOT
from integration import stipends as on
from integration.residents import NOW, TERMS, csv_text, nik, person, row, upload
from mandat.cases import store as cases
from mandat.city.domain import Catalogue
from mandat.platform.secrets import forget_secrets
from mandat.platform.settings import settings
from mandat.platform.transaction import commit
from mandat.programmes import commands, store
from mandat.programmes.imports import Run, carry_on
from mandat.programmes.sealing import unseal
from mandat.programmes.terms_store import forget_programmes, put_programmes, read_programmes
from mandat.stipend import store as stipends
from mandat.stipend.commands import open_payment
from unit.stipend import samples as p

MONTH = "2026-11"


@pytest.fixture
def command(catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch) -> Iterator[ModuleType]:
    on.promise()
    known = read_programmes()
    assert known
    put_programmes(replace(known, version=known.version + 1, register=TERMS), known.version)
    forget_programmes()
    monkeypatch.syspath_prepend(ROOT / "infra/operations")
    found = import_module("rehash")
    names = {
        "TableName": settings().table_name,
        "DataKey": settings().data_key,
        "HashingSecret": settings().hashing_secret,
    }
    monkeypatch.setattr(found, "outputs", lambda _stage: names)
    monkeypatch.setattr("sys.argv", ["rehash", "--stage", "staging"])
    monkeypatch.setattr(found, "WORKERS", 1)
    yield found
    forget_secrets()


def run(command: ModuleType) -> int:
    code: int = command.main()
    forget_secrets()
    return code


def keys() -> dict[str, str]:
    answer = boto3.client("secretsmanager").get_secret_value(SecretId=settings().hashing_secret)
    found: dict[str, str] = json.loads(answer["SecretString"])
    return found


def recipient(number: int = 1) -> str:
    """Somebody who is paid, was looked at, and whose NIK lies with a case: her id."""
    who = person(number, village=p.VILLAGE).id
    on.enrol(who)
    assert open_payment(who, MONTH, p.NOW)
    commands.consult(who, "system", "payment", NOW)
    commit(commands.keep_nik(f"CASE{number:04}", nik(number), NOW))
    return who


def everything() -> str:
    return json.dumps(raw(), default=str)


def raw() -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = boto3.client("dynamodb").scan(TableName=settings().table_name)[
        "Items"
    ]
    return found


def check(old: str, number: int = 1) -> str:
    """Everything is hers under the new id, and nothing is left of the old one."""
    new = store.person_id(nik(number))
    assert new != old
    assert old not in everything()
    found = store.load_stored(new)
    assert (found.person.id, found.person.last4) == (new, nik(number).last4)
    assert unseal(found.sealed, store.resident_key(new)) == nik(number).digits
    payment = stipends.find_payment(MONTH, new)
    assert payment
    assert payment.person == new
    assert stipends.load_payment(payment.case_id) == payment
    assert cases.timeline(payment.case_id)[1].fact.person == new
    assert on.enrolment(new).person == new
    assert "payment" in {one.purpose for one in store.reads(new)}
    assert commands.reveal_nik(f"CASE{number:04}", "post:dinas-sosial:a1", NOW) == (
        nik(number).digits
    )
    assert not open_payment(new, MONTH, p.NOW)
    return new


def test_everybody_is_found_by_the_new_key_and_owed_nothing_twice(command: ModuleType) -> None:
    first, second = recipient(1), recipient(2)
    assert run(command) == 0
    assert set(keys()) == {"key", "nik"}
    check(first, 1)
    check(second, 2)


def test_a_key_that_leaked_is_replaced_again(command: ModuleType) -> None:
    first = recipient()
    run(command)
    second, leaked = check(first), keys()["nik"]
    run(command)
    assert keys()["nik"] != leaked
    check(second)


def test_nothing_is_told_of_anybody(
    command: ModuleType, capsys: pytest.CaptureFixture[str]
) -> None:
    who = recipient()
    run(command)
    said = capsys.readouterr().out
    assert "1 of 1 ids" in said
    assert not any(one in said for one in (who, nik(1).digits, nik(1).last4, keys()["nik"]))


class StoppedError(Exception):
    """The operator's machine went to sleep."""


@pytest.mark.parametrize("after", [0, 3, 8, 12])
def test_it_goes_on_where_it_stopped(
    command: ModuleType, monkeypatch: pytest.MonkeyPatch, after: int
) -> None:
    old = [recipient(1), recipient(2)]
    moved, done = command._moved, []

    def stopping(table: str, item: Any, ids: Any) -> bool | None:
        if len(done) >= after:
            raise StoppedError
        found: bool | None = moved(table, item, ids)
        done.extend([found] if found else [])
        return found

    monkeypatch.setattr(command, "_moved", stopping)
    with pytest.raises(StoppedError):
        command.main()
    assert {"key", "nik_next"} == set(keys())
    chosen = keys()["nik_next"]
    monkeypatch.setattr(command, "_moved", moved)
    assert run(command) == 0
    assert keys()["nik"] == chosen
    for number, one in enumerate(old, 1):
        check(one, number)


def test_what_somebody_wrote_meanwhile_is_kept_and_done_by_the_next_run(
    command: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = recipient()
    renamed = command._renamed

    def written(item: Any, ids: Any) -> Any:
        if item["kind"]["S"] == "Enrolment":
            on.enrolment(old)
            boto3.client("dynamodb").update_item(
                TableName=settings().table_name,
                Key={"pk": item["pk"], "sk": item["sk"]},
                UpdateExpression="SET revision = revision + :one",
                ExpressionAttributeValues={":one": {"N": "1"}},
            )
        return renamed(item, ids)

    monkeypatch.setattr(command, "_renamed", written)
    assert run(command) == 1
    assert "nik" not in keys()
    monkeypatch.setattr(command, "_renamed", renamed)
    assert run(command) == 0
    check(old)


def test_the_next_extract_finds_everybody_and_makes_nobody_anew(command: ModuleType) -> None:
    carry_on(upload(csv_text([row(1), row(2)])), Run(lambda: True, NOW))
    run(command)
    before = {one["pk"]["S"] for one in raw() if one["kind"]["S"] == "Resident"}
    carry_on(upload(csv_text([row(1), row(2)]), name="lagi"), Run(lambda: True, NOW))
    after = {one["pk"]["S"] for one in raw() if one["kind"]["S"] == "Resident"}
    assert before == after == {store.resident_key(store.person_id(nik(n))) for n in (1, 2)}
