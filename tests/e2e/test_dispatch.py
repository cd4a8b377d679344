"""Ambulances: two calls never get one unit, and a call from the form to the end, on the stack."""

import json
import re
import time
import urllib.request
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import datetime
from threading import Barrier
from typing import Any

import pytest
from playwright.sync_api import expect

from chaos.emulated import working_at
from e2e.browser import Visitors, note
from e2e.people import Person
from e2e.stage import Mail, Stack
from integration.calls import board, calls, have_fleet, standing
from mandat.dispatch.commands import execute
from mandat.dispatch.domain.acts import CancelCall
from mandat.dispatch.domain.model import CallStatus, UnitState
from mandat.dispatch.store import set_service
from unit.dispatch import samples as d

PLACE = "17.71.07.1001"
CALLED = re.compile(r"Ambulans .+ dipanggil: Padang Jati")
CREW = re.compile(r"https?://\S+/kru/[\w.~-]+")
DESK = re.compile(r"https?://\S+/meja/[\w.~-]+")
SECONDS = 60
PASSED, ALARM = "UnitPassed", "UnitAlarmed"
# What the queue and a busy machine may take, after the second at which a moment is due.
LATE = 5
CALLERS, ROUNDS = 12, 4


def all_at_once(name: str, count: int) -> list[str]:
    """So many calls at the same moment, from a number each; the cases that they made."""
    start = Barrier(count)

    def one(place: int) -> str:
        start.wait()
        return calls(f"{name}:{place}", phone=f"+62812{hash(name) % 1000:03}{place:05}").case.id

    with ThreadPoolExecutor(count) as crowd:
        return list(crowd.map(one, range(count)))


@contextmanager
def only(units: int) -> Iterator[None]:
    """So many of the four units are in service."""
    left = sorted(board().values(), key=lambda one: one.id)[units:]
    for unit in left:
        set_service(unit, "maintenance", d.NOW)
    yield


@pytest.fixture
def own_table(stack: Stack) -> Iterator[None]:
    with working_at(stack.endpoint):
        have_fleet()
        yield


@pytest.mark.parametrize("units", [1, 3])
def test_many_calls_at_one_moment_and_few_units(own_table: None, units: int) -> None:
    with only(units):
        found = [standing(one) for one in all_at_once(f"few{units}", CALLERS)]

    taken = Counter(one.unit for one in found if one.is_active)
    assert set(taken.values()) == {1}
    assert len(taken) == units
    assert [one.status for one in found].count(CallStatus.WITH_DESK) == CALLERS - units
    busy = {one.id: one.case_id for one in board().values() if one.state is UnitState.AT_CALL}
    assert busy == {one.unit: one.case_id for one in found if one.is_active}


def test_two_calls_and_one_free_unit_again_and_again(own_table: None) -> None:
    """Every round has one winner, and the other call is with the desk."""
    with only(1):
        for number in range(ROUNDS):
            cases = all_at_once(f"two{number}", 2)
            found = sorted(standing(one).status for one in cases)
            assert found == [CallStatus.OFFERED, CallStatus.WITH_DESK]
            for case_id in cases:
                execute(case_id, CancelCall(f"off:{case_id}", "citizen"), d.NOW)


# --- The journey ------------------------------------------------------------------------------


def crew_mail(stack: Stack, after: int) -> Mail:
    return stack.wait_for_mail(after=after, where=lambda one: CREW.search(one["text"]) is not None)


def link_in(mail: Mail, pattern: re.Pattern[str]) -> str:
    found = pattern.search(mail["text"])
    assert found
    return found.group()


class Caller(Person):
    def call(self, phone: str) -> str:
        """From the first screen to the page that tells where the ambulance is."""
        page = self.page
        page.goto(f"{self.stack.site}/ambulans")
        expect(page.locator("a[href='tel:119']")).to_be_visible()
        self.look("first")
        self.follow("Minta ambulans sekarang")
        self.press("Kirim ambulans")
        self.look("missing")
        page.locator("input[name=whom][value=patient]").check()
        page.locator("select[name=village]").select_option(PLACE)
        page.locator("textarea[name=where]").fill("Jalan contoh 5, rumah hijau di depan masjid")
        page.locator("input[name=phone]").fill(phone)
        self.look("form")
        self.press("Kirim ambulans")
        self.reads("diminta datang")
        self.look("asked")
        return page.url


def taps(crew: Person, citizen: Person, status: str) -> None:
    """Four buttons, each of which the citizen reads."""
    for button, words in (
        ("Terima", "akan datang"),
        ("Berangkat", "sedang di jalan"),
        ("Tiba", "sudah tiba"),
        ("Antar ke RS", "menuju rumah sakit"),
    ):
        crew.press(button)
        citizen.page.goto(status)
        citizen.reads(words)


def test_from_the_form_by_sms_to_five_taps_and_the_desk(visitors: Visitors, stack: Stack) -> None:
    after = stack.newest_mail_id()
    citizen = Caller(visitors.new(), stack, "ambulance", watching=True)
    crew = Person(visitors.new(), stack, "ambulance-crew", watching=True)
    desk = Person(visitors.new(), stack, "ambulance-desk", watching=True)
    with sms_switched_on(stack):
        known = texts(stack)
        status = citizen.call(f"0812 3400 {after % 10000:04}")
        link = CREW.search(new_sms(stack, known, "/kru/"))
    assert link
    crew.page.goto(link.group())
    crew.reads("rumah hijau di depan masjid")
    crew.look("called")
    taps(crew, citizen, status)
    for one in (crew, citizen):
        one.look("carrying")
    crew.press("Selesai")
    crew.press("Salah ketuk: batalkan langkah ini")
    crew.press("Selesai")
    crew.look("finished")

    mail = stack.wait_for_mail(after=after, where=lambda one: DESK.search(one["text"]) is not None)
    desk.page.goto(link_in(mail, DESK))
    desk.reads("Panggilan terbuka")
    desk.look("board")
    assert citizen.found + crew.found + desk.found == []


def test_without_javascript_and_by_mail_the_open_page_looks_again_by_itself(
    visitors: Visitors, stack: Stack
) -> None:
    after = stack.newest_mail_id()
    citizen = Caller(visitors.new(javascript=False), stack, "ambulance-no-js", javascript=False)
    status = citizen.call(f"0813 3400 {after % 10000:04}")
    crew = Person(visitors.new(javascript=False), stack, "ambulance-crew-no-js", javascript=False)
    mail = crew_mail(stack, after)
    assert CALLED.fullmatch(mail["subject"].partition(" [")[0])
    crew.page.goto(link_in(mail, CREW))
    crew.press("Terima")

    expect(citizen.page.locator("h1")).to_contain_text("akan datang", timeout=30_000)
    assert citizen.page.url == status
    crew.page.locator("summary", has_text="Tidak bisa").click()
    crew.page.locator("input[name=reason][value=too_far]").check()
    crew.press("Alihkan sekarang")
    crew.reads("Tidak perlu berangkat")
    citizen.page.goto(status)
    citizen.reads("tidak datang: terlalu jauh")


@pytest.mark.proof
def test_silence_goes_to_the_next_after_two_minutes_and_alarms_after_five(
    visitors: Visitors, stack: Stack
) -> None:
    """To the second, as the sweep hands moments on: nobody touches the call for five minutes."""
    after = stack.newest_mail_id()
    citizen = Caller(visitors.new(), stack, "ambulance-silence")
    citizen.call(f"0817 3400 {after % 10000:04}")
    case_id = reference_in(citizen.page.locator("p.step").inner_text())

    told = events_until(stack, case_id, "UnitAlarmed", seconds=400)
    start = at(told, "UnitCalled")
    found = [(kind, round(moment - start)) for kind, moment in told if kind in {PASSED, ALARM}]

    note("ambulance-silence", ", ".join(f"{kind} after {late} s" for kind, late in found))
    wanted = [(PASSED, 120), (PASSED, 240), (ALARM, 300)]
    assert [kind for kind, _ in found] == [kind for kind, _ in wanted]
    assert all(0 <= late - due <= LATE for (_, late), (_, due) in zip(found, wanted, strict=True))
    citizen.page.reload()
    citizen.reads("tidak menjawab dalam dua menit")
    mail = stack.wait_for_mail(after=after, where=lambda one: one["subject"].startswith("BAHAYA"))
    staff = Person(visitors.new(), stack, "ambulance-red")
    desk = stack.wait_for_mail(after=after, where=lambda one: DESK.search(one["text"]) is not None)
    staff.page.goto(link_in(desk, DESK))
    expect(staff.page.locator("li.red")).not_to_have_count(0)
    staff.look("board")
    assert mail


def reference_in(text: str) -> str:
    found = re.search(r"BKL-(\w{4})-(\w{4})", text)
    assert found
    return "".join(found.groups())


def at(told: list[tuple[str, float]], kind: str) -> float:
    return next(moment for one, moment in told if one == kind)


def events_until(stack: Stack, case_id: str, last: str, seconds: float) -> list[tuple[str, float]]:
    """(type, epoch) of the case's events, once the one of type `last` is there."""
    table = stack.aws("dynamodb")
    name = next(one for one in table.list_tables()["TableNames"] if "Table" in one)
    wanted: dict[str, Any] = {":case": {"S": f"CASE#{case_id}"}, ":event": {"S": "EVENT#"}}
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        found = table.query(
            TableName=name,
            KeyConditionExpression="pk = :case AND begins_with(sk, :event)",
            ExpressionAttributeValues=wanted,
        )["Items"]
        told = [
            (one["type"]["S"], datetime.fromisoformat(one["at"]["S"]).timestamp()) for one in found
        ]
        if last in {kind for kind, _ in told}:
            return told
        time.sleep(1)
    raise AssertionError(f"no {last} in {seconds} s: {[kind for kind, _ in told]}")


@contextmanager
def sms_switched_on(stack: Stack) -> Iterator[None]:
    """The catalogue as a city that pays for SMS has it; what is warm forgets the old one."""
    table = stack.aws("dynamodb")
    name = next(one for one in table.list_tables()["TableNames"] if "Table" in one)
    key = {"pk": {"S": "CITY"}, "sk": {"S": "CATALOGUE"}}
    before = table.get_item(TableName=name, Key=key)["Item"]
    body = json.loads(before["body"]["S"])
    body["sms"] = {"enabled": True, "sender_id": "MANDATBKL", "kinds": []}
    table.put_item(TableName=name, Item={**before, "body": {"S": json.dumps(body)}})
    _forget(stack)
    try:
        yield
    finally:
        table.put_item(TableName=name, Item=before)
        _forget(stack)


def _forget(stack: Stack) -> None:
    """Other settings, other processes: nothing is left that has read the catalogue before."""
    client = stack.aws("lambda")
    for function in client.list_functions()["Functions"]:
        name = function["FunctionName"]
        if name.endswith(("-notify", "-deliver")):
            environment = function["Environment"]["Variables"] | {"READ_AT": str(time.time())}
            client.update_function_configuration(
                FunctionName=name, Environment={"Variables": environment}
            )


def texts(stack: Stack) -> set[str]:
    """Every SMS that the emulator has kept."""
    address = f"{stack.endpoint}/_ministack/sns/sms-messages"
    with urllib.request.urlopen(address) as answer:  # noqa: S310  our own emulator
        kept: dict[str, list[dict[str, str]]] = json.loads(answer.read())["sms_messages"]
    return {one["Message"] for sent in kept.values() for one in sent}


def new_sms(stack: Stack, known: set[str], words: str) -> str:
    """The first SMS with these words that was not known before."""
    deadline = time.monotonic() + SECONDS
    while time.monotonic() < deadline:
        found = [one for one in texts(stack) - known if words in one]
        if found:
            return found[0]
        time.sleep(0.3)
    raise AssertionError(f"no SMS with {words} in {SECONDS} s")
