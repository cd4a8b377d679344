"""The register on moto: sealed, matched, read and logged, marked dead and alive again."""

from dataclasses import replace
from datetime import date, timedelta

import boto3
import pytest

from integration.residents import NOW, TERMS, TODAY, nik, person, set_terms
from mandat.cases.commands import submit
from mandat.cases.domain.facts import DataErased, Event
from mandat.city.domain import Catalogue
from mandat.errors import ConflictError, NotFoundError, NotYoursError, UnavailableError
from mandat.own.commands import erase
from mandat.platform.settings import settings
from mandat.platform.transaction import commit
from mandat.programmes import commands, store
from mandat.programmes.sealing import seal, unseal
from samples import submission

SOCIAL, CLERK = "post:dinas-sosial:a1", "post:dinas-dukcapil:a1"
BORN_IN_2015 = date(2015, 5, 5)
LAST_DAY = TODAY + timedelta(days=TERMS.retention_days)


@pytest.fixture(autouse=True)
def terms(aws: None) -> None:
    set_terms()


def items() -> list[dict[str, dict[str, object]]]:
    return boto3.client("dynamodb").scan(TableName=settings().table_name)["Items"]


def test_a_nik_is_stored_sealed_and_for_its_item_only() -> None:
    made = person()
    sealed = store.load_stored(made.id).sealed
    assert unseal(sealed, store.resident_key(made.id)) == nik(1).digits
    with pytest.raises(UnavailableError):
        unseal(sealed, store.resident_key("another"))


def test_nothing_in_the_table_holds_a_nik_in_clear() -> None:
    person(family=store.family_hash("1771010101100001"))
    commands.match(nik(1), SOCIAL, "visit", NOW)
    commit(commands.keep_nik("CASE0001", nik(1), NOW))
    text = str(items())
    assert nik(1).digits not in text
    assert nik(1).digits.encode().hex() not in text
    assert "1771010101100001" not in text


def test_it_is_matched_by_its_hash_and_logged() -> None:
    made = person()
    assert commands.match(nik(1), CLERK, "visit", NOW, "CASE0001") == made
    assert commands.match(nik(2), CLERK, "visit", NOW) is None
    (read,) = store.reads(made.id)
    assert (read.at, read.actor, read.purpose, read.case_id) == (NOW, CLERK, "visit", "CASE0001")


def test_who_asks_of_somebody_unknown_is_logged_too() -> None:
    commands.match(nik(2), CLERK, "visit", NOW)
    assert [one.actor for one in store.reads(store.person_id(nik(2)))] == [CLERK]


def test_the_last_reads_come_first() -> None:
    made = person()
    for minutes in (0, 5, 3):
        commands.consult(made.id, CLERK, "visit", NOW + timedelta(minutes=minutes))
    assert [one.at.minute for one in store.reads(made.id)] == [5, 3, 0]
    assert len(store.reads(made.id, limit=2)) == 2


def test_a_child_is_read_by_who_acts_for_children_and_the_attempt_is_logged() -> None:
    made = person(born_on=BORN_IN_2015)
    assert commands.consult(made.id, SOCIAL, "orphan", NOW) == made
    assert commands.consult(made.id, "system", "orphan", NOW) == made
    for stranger in (CLERK, "citizen", "post:dinas-sosial-lain:a1", "driver:dinas-sosial"):
        with pytest.raises(NotYoursError) as refused:
            commands.consult(made.id, stranger, "curious", NOW + timedelta(seconds=1))
        assert refused.value.code == "sealed_person"
    with pytest.raises(NotYoursError):
        commands.match(nik(1), CLERK, "curious", NOW + timedelta(seconds=2))
    assert {one.actor for one in store.reads(made.id)} >= {CLERK, "citizen", SOCIAL, "system"}


@pytest.mark.parametrize(
    ("born", "died", "sealed"),
    [
        (date(2008, 11, 24), None, False),
        (date(2008, 11, 25), None, True),
        # a child that died years ago is a child's record still
        (date(2000, 1, 1), date(2010, 1, 1), True),
    ],
)
def test_of_age_on_the_birthday(born: date, died: date | None, sealed: bool) -> None:
    made = person(born_on=born, died_on=died)
    if sealed:
        with pytest.raises(NotYoursError):
            commands.consult(made.id, CLERK, "visit", NOW)
    else:
        assert commands.consult(made.id, CLERK, "visit", NOW) == made


def test_the_local_day_decides() -> None:
    made = person(born_on=date(2008, 11, 25))
    evening = NOW.replace(hour=17)  # midnight in Bengkulu
    assert commands.consult(made.id, CLERK, "visit", evening) == made


def test_marked_dead_once_and_alive_by_the_same_case_only() -> None:
    made = person()
    assert commands.mark_dead(made.id, date(2026, 11, 23), "DEATH001", NOW)
    assert not commands.mark_dead(made.id, date(2026, 11, 23), "DEATH001", NOW)
    assert not commands.mark_dead(made.id, date(2026, 11, 20), "DEATH002", NOW)
    dead = store.load(made.id)
    assert (dead.died_on, dead.death_case) == (date(2026, 11, 23), "DEATH001")
    assert dead.retain_until == LAST_DAY
    assert not commands.mark_alive(made.id, "DEATH002", NOW)
    assert commands.mark_alive(made.id, "DEATH001", NOW)
    assert not commands.mark_alive(made.id, "DEATH001", NOW)
    alive = store.load(made.id)
    assert replace(alive, revision=1, retain_until=made.retain_until) == made


def test_who_is_unknown_cannot_be_marked() -> None:
    with pytest.raises(NotFoundError):
        commands.mark_dead("nobody", TODAY, "DEATH001", NOW)


def test_somebody_else_wrote_first() -> None:
    made = person()
    seen = store.load_stored(made.id)
    commands.mark_dead(made.id, TODAY, "DEATH001", NOW)
    late = replace(seen, person=replace(made, name="Lain Contoh", revision=2))
    with pytest.raises(ConflictError) as refused:
        commit(store.writes(seen, late))
    assert refused.value.code == store.CHANGED
    assert store.load(made.id).death_case == "DEATH001"


def test_a_household_is_who_stands_on_the_card() -> None:
    card, other = store.family_hash("1771010101100001"), store.family_hash("1771010101100002")
    first, second = person(1, family=card), person(2, family=card)
    assert {one.id for one in store.household(card)} == {first.id, second.id}
    before = store.load_stored(second.id)
    moved = replace(before, person=replace(second, family=other, revision=2))
    commit(store.writes(before, moved))
    assert [one.id for one in store.household(card)] == [first.id]
    assert [one.id for one in store.household(other)] == [second.id]
    assert store.household("") == ()


def test_every_record_says_when_it_is_forgotten_and_on_what_ground() -> None:
    person(family=store.family_hash("1771010101100001"))
    commands.match(nik(1), CLERK, "visit", NOW)
    commit(commands.keep_nik("CASE0001", nik(1), NOW))
    kinds = {one["kind"]["S"]: one for one in items() if one["pk"]["S"] != "CITY"}
    assert kinds.keys() == {"Resident", "HouseholdMember", "ResidentRead", "CaseNik", "Birth"}
    assert all("expires_at" in one for one in kinds.values())
    assert store.load(store.person_id(nik(1))).basis == "public_task"


def test_a_typed_nik_is_revealed_to_the_log_first() -> None:
    made = person()
    commit(commands.keep_nik("CASE0001", nik(1), NOW))
    assert store.case_nik("CASE0001").last4 == "0001"
    assert store.case_nik("CASE0001").person == made.id
    assert commands.reveal_nik("CASE0001", SOCIAL, NOW) == nik(1).digits
    (read,) = store.reads(made.id)
    assert (read.actor, read.purpose, read.case_id) == (SOCIAL, "reveal", "CASE0001")


def test_a_typed_nik_of_another_case_cannot_be_read() -> None:
    with pytest.raises(NotFoundError):
        commands.reveal_nik("CASE0002", SOCIAL, NOW)
    blob = seal(nik(1).digits, "CASE#CASE0001")
    with pytest.raises(UnavailableError):
        unseal(blob, "CASE#CASE0002")


@pytest.mark.parametrize("programme", ["stipend", ""])
def test_an_erasure_takes_the_typed_nik_of_a_programme(city: Catalogue, programme: str) -> None:
    filed = submission()
    case_id = submit(
        replace(filed, command=replace(filed.command, programme=programme)), NOW
    ).case.id
    commit(commands.keep_nik(case_id, nik(1), NOW))
    cause = Event(case_id, 2, NOW, "desk:1", "system", DataErased("desk"))
    for _ in range(2):
        erase(cause)
    kinds = {one["kind"]["S"] for one in items() if one["pk"]["S"] == f"CASE#{case_id}"}
    assert ("CaseNik" in kinds) == (not programme)
