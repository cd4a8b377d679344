"""What each post may do and see, in each state of a case: the whole table."""

from datetime import timedelta

import pytest

from mandat.cases.domain import acts as a
from mandat.cases.domain.model import Case, ContactKind
from mandat.cases.domain.sight import Sight, sight
from mandat.web.staff.permits import RULES, SHARED, Action, allowed, shared
from unit.cases.samples import (
    CALENDAR,
    LONG,
    OWNER,
    START,
    confirm,
    finish,
    opened,
    order,
    refuse,
    route,
    run,
    submit,
    told,
)

LATER = START + timedelta(minutes=30)
WORK = {"selesai", "perkembangan", "tanya", "alihkan", "tolak"}
LEAD = {"perintah", "jawab"}


def asked(**changes: object) -> Case:
    text = "Di depan gerbang yang sebelah mana?"
    return run(opened(**changes), a.AskCitizen("ask", OWNER, text=text, calendar=CALENDAR))


def answered(**changes: object) -> Case:
    return run(opened(**changes), finish())


def disputed(**changes: object) -> Case:
    return run(opened(**changes), finish(), told(), refuse())


PHONE = {"contact": ContactKind.PHONE}
STATES = {
    "submitted": run(None, submit()),
    "assigned": opened(),
    "anonymous": opened(contact=ContactKind.NONE),
    "acknowledged": run(opened(), a.AcknowledgeTask("ack", OWNER)),
    "waiting": asked(),
    "answered by mail": answered(),
    "answered by phone": answered(**PHONE),
    "answered, confidential": answered(confidential=True, **PHONE),
    "told": run(opened(), finish(), told()),
    "disputed": disputed(),
    "ordered": run(disputed(), order()),
    "confirmed": run(disputed(), confirm()),
    "closed": run(opened(), a.WithdrawCase("withdraw", "citizen")),
    "sealed": opened(sealed=True),
    "sealed, disputed": disputed(sealed=True),
}
# State -> post -> actions; a post that is not named may do nothing.
MAY: dict[str, dict[str, set[str]]] = {
    "submitted": {},
    "assigned": {
        "dinas-pupr": {"terima"} | WORK,
        "triase": {"alihkan"},
        "sekda": {"alihkan"},
        "walikota": LEAD,
    },
    "anonymous": {
        "dinas-pupr": {"terima"} | WORK - {"tanya"},
        "triase": {"alihkan"},
        "sekda": {"alihkan"},
        "walikota": LEAD,
    },
    "acknowledged": {
        "dinas-pupr": WORK,
        "triase": {"alihkan"},
        "sekda": {"alihkan"},
        "walikota": LEAD,
    },
    "waiting": {
        "dinas-pupr": WORK - {"tanya"},
        "triase": {"alihkan"},
        "sekda": {"alihkan"},
        "walikota": LEAD,
    },
    "answered by mail": {},
    "answered by phone": {"dinas-pupr": {"kabari"}},
    "answered, confidential": {"triase": {"kabari"}},
    "told": {},
    "disputed": {"walikota": {*LEAD, "kukuhkan"}},
    "ordered": {
        "dinas-pupr": {"terima"} | WORK,
        "triase": {"alihkan"},
        "sekda": {"alihkan"},
        "walikota": LEAD,
    },
    "confirmed": {},
    "closed": {},
    "sealed": {"dinas-pupr": {"terima"} | WORK},
    "sealed, disputed": {"walikota": {*LEAD, "kukuhkan"}},
}
POSTS = ("dinas-pupr", "triase", "sekda", "walikota", "inspektorat", "dinas-sosial")


@pytest.mark.parametrize("post", POSTS)
@pytest.mark.parametrize("state", STATES)
def test_a_post_may_do_what_the_table_says(state: str, post: str) -> None:
    assert {*allowed(STATES[state], post, LATER)} == MAY[state].get(post, set())


def test_the_vice_mayor_may_what_the_mayor_may() -> None:
    for case in STATES.values():
        assert allowed(case, "wakil-walikota", LATER) == allowed(case, "walikota", LATER)


def test_every_action_has_a_rule() -> None:
    assert set(RULES) | set(SHARED) == set(Action)


HEADS = frozenset({"dinas-pupr", "dinas-sosial", "inspektorat"})
TALKS = HEADS | {"triase", "sekda", "walikota"}
CLAIMED = {"assigned", "anonymous", "ordered"}
TALKED_ABOUT = {*STATES} - {"submitted", "closed"}


@pytest.mark.parametrize("post", [*POSTS, "lurah-sukarami"])
@pytest.mark.parametrize("state", STATES)
def test_a_head_may_take_and_discuss_what_the_table_says(state: str, post: str) -> None:
    case = STATES[state]
    heads = {post for post in HEADS - {case.owner} if state in CLAIMED}
    talks = {"dinas-pupr", "inspektorat"} if case.sealed else TALKS

    may = shared(case, post, LATER, HEADS)

    assert (Action.CLAIM in may) == (post in heads)
    assert (Action.DISCUSS in may) == (post in talks and state in TALKED_ABOUT)


def test_what_lies_at_triage_may_be_taken_although_triage_has_read_it() -> None:
    case = run(None, submit(), route(""), a.AcknowledgeTask("read", "post:triase:a1"))

    assert Action.CLAIM in shared(case, "dinas-sosial", LATER, HEADS)


def test_a_mail_that_did_not_go_out_in_time_is_told_by_the_owner() -> None:
    case = answered()
    assert case.clock
    assert allowed(case, "dinas-pupr", case.clock.by) == (Action.TELL,)


def test_asking_ends_with_the_days_that_may_be_paused() -> None:
    case = opened()
    reply = a.AddInformation("add", "citizen", text="Gerbang timur.", calendar=CALENDAR)
    for turn in range(2):
        at = case.changed_at + timedelta(days=2, hours=13)
        question = a.AskCitizen(f"ask{turn}", OWNER, text=LONG, calendar=CALENDAR)
        case = run(case, question, at=case.changed_at)
        later = a.AddInformation(f"add{turn}", "citizen", text=reply.text, calendar=CALENDAR)
        case = run(case, later, at=at)
    assert Action.ASK not in allowed(case, "dinas-pupr", case.changed_at)


NOTHING = Sight(content=False, contact=False, phone=False)
READS = Sight(content=True, contact=False, phone=False)
OWNS = Sight(content=True, contact=True, phone=True)
CALLS = Sight(content=True, contact=False, phone=True)
CALLS_BLIND = Sight(content=False, contact=False, phone=True)


@pytest.mark.parametrize(
    ("case", "post", "expected"),
    [
        (opened(), "dinas-pupr", OWNS),
        (opened(), "dinas-sosial", READS),
        (opened(), "sekda", READS),
        (opened(), "triase", READS),
        (opened(confidential=True), "dinas-pupr", READS),
        (opened(confidential=True), "triase", READS),
        (answered(confidential=True, **PHONE), "triase", CALLS),
        (answered(confidential=True, **PHONE), "dinas-pupr", READS),
        (asked(confidential=True, **PHONE), "triase", CALLS),
        (opened(sealed=True), "dinas-pupr", OWNS),
        (opened(sealed=True), "inspektorat", READS),
        (opened(sealed=True), "sekda", NOTHING),
        (opened(sealed=True), "triase", NOTHING),
        (opened(sealed=True), "walikota", NOTHING),
        (disputed(sealed=True), "walikota", READS),
        (disputed(sealed=True), "sekda", NOTHING),
        (answered(sealed=True, confidential=True, **PHONE), "triase", CALLS_BLIND),
    ],
)
def test_a_post_sees_what_it_must_know(case: Case, post: str, expected: Sight) -> None:
    assert sight(case, post) == expected
