"""Who must know: the table is whole, and every row finds the right people."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import get_args

import pytest

from mandat.cases.domain import acts as a
from mandat.cases.domain.apply import apply
from mandat.cases.domain.decide import decide
from mandat.cases.domain.facts import Event, Fact
from mandat.cases.domain.model import Case, ContactKind
from mandat.cases.domain.timing import next_moment
from mandat.city.domain import Address, Post
from mandat.messaging.domain import (
    CITIZEN,
    COURTESY,
    LISTS,
    OF_BOOKINGS,
    OF_CALLS,
    OF_CARDS,
    OF_DEATHS,
    OF_FOSTERERS,
    OF_GUARANTEES,
    OF_POSTS,
    OF_STIPENDS,
    TELLS,
    WHO_MUST_KNOW,
    Kind,
    Message,
    audience,
    messages,
    new_link,
)
from mandat.messaging.queue import decode, encode
from mandat.messaging.wording import WORDINGS
from unit.cases import samples as s

SUPERIORS = {
    "dinas-pupr": "sekda",
    "triase": "dinas-kominfo",
    "walikota": None,
    "sekda": "walikota",
}
LEADERS = ("walikota", "wakil-walikota")


def last(case: Case, command: a.Command, at: datetime = s.START) -> tuple[Case, list[str]]:
    """The case after `command`, and who must know of it."""
    events = decide(case, command, at)
    for event in events:
        case = apply(case, event)
    return case, heard(events, case)


def heard(events: tuple[Event, ...], case: Case) -> list[str]:
    return [f"{kind} {whom}" for event in events for kind, whom in audience(event, case, SUPERIORS)]


def late(case: Case, name: str) -> tuple[Case, list[str]]:
    """The case after its next reminder of the clock `name`."""
    while True:
        due = next_moment(case)
        assert due is not None
        command = a.Remind(f"due{case.seq}", "system", calendar=s.CALENDAR, due=due)
        case, who = last(case, command, due.at)
        if due.kind == name:
            return case, who


def test_every_fact_has_its_row_and_every_kind_its_words() -> None:
    used = {row.kind for rows in WHO_MUST_KNOW.values() for row in rows}

    assert set(WHO_MUST_KNOW) == set(get_args(Fact))
    of_slices = {*OF_BOOKINGS, *OF_CALLS, *OF_STIPENDS, *OF_DEATHS, *OF_POSTS, *OF_FOSTERERS}
    elsewhere = {
        *of_slices,
        *OF_GUARANTEES,
        *OF_CARDS,
        *LISTS,
        Kind.LATEST,
        Kind.FOLLOWED,
        Kind.OWN_LINK,
    }
    assert used | {Kind.NEW_LINK, Kind.FORWARDED} == set(Kind) - elsewhere
    assert set(WORDINGS) == set(Kind) - elsewhere
    assert not COURTESY & TELLS


def test_a_submission_is_confirmed_to_the_citizen_only() -> None:
    events = decide(None, s.submit(), s.START)

    assert heard(events, s.run(None, s.submit())) == ["received citizen"]


@pytest.mark.parametrize("contact", [ContactKind.PHONE, ContactKind.NONE])
def test_without_a_mail_address_no_mail_goes_to_the_citizen(contact: ContactKind) -> None:
    case = s.run(None, s.submit(contact=contact))

    assert heard(decide(None, s.submit(contact=contact), s.START), case) == []


def test_routing_tells_the_owner() -> None:
    assert last(s.run(None, s.submit()), s.route())[1] == ["assigned dinas-pupr"]


def test_passing_on_tells_the_new_owner_and_the_citizen() -> None:
    to = a.TransferTask("t", s.OWNER, calendar=s.CALENDAR, to="dlh", reason="other_agency")

    assert last(s.opened(), to)[1] == ["transferred dlh", "moved citizen"]


def test_a_dispatcher_who_takes_a_task_away_tells_who_had_it() -> None:
    to = a.TransferTask(
        "t",
        s.TRIAGE,
        calendar=s.CALENDAR,
        to="dlh",
        reason="other_agency",
        dispatchers=s.DISPATCHERS,
    )

    assert last(s.opened(), to)[1] == ["transferred dlh", "released dinas-pupr", "moved citizen"]


ASK = a.AskCitizen("ask", s.OWNER, text=s.LONG, calendar=s.CALENDAR)
ADD = a.AddInformation("add", "citizen", text="Di depan rumah nomor 12.", calendar=s.CALENDAR)


def test_a_question_goes_to_the_citizen_or_to_who_calls() -> None:
    assert last(s.opened(), ASK)[1] == ["asked citizen"]
    assert last(s.opened(contact=ContactKind.PHONE), ASK)[1] == ["call_citizen dinas-pupr"]


def test_an_answered_question_is_told_once() -> None:
    asked = last(s.opened(), ASK)[0]

    assert last(asked, ADD)[1] == ["information dinas-pupr"]


def test_a_question_that_was_not_answered_starts_the_clock_again() -> None:
    assert late(last(s.opened(), ASK)[0], "resume")[1] == ["resumed dinas-pupr"]


def test_information_before_routing_waits_for_the_owner() -> None:
    assert last(s.run(None, s.submit()), ADD)[1] == []


def test_news_goes_to_the_citizen() -> None:
    news = a.PostUpdate("u", s.OWNER, text=s.LONG)

    assert last(s.opened(), news)[1] == ["update citizen"]
    assert last(s.opened(contact=ContactKind.PHONE), news)[1] == []


def test_an_answer_goes_to_the_citizen_or_to_who_calls() -> None:
    assert last(s.opened(), s.finish())[1] == ["answered citizen"]
    assert last(s.opened(contact=ContactKind.PHONE), s.finish())[1] == ["call_citizen dinas-pupr"]
    assert last(s.opened(contact=ContactKind.NONE), s.finish())[1] == []


def test_only_triage_calls_a_confidential_citizen() -> None:
    case = s.opened(contact=ContactKind.PHONE, confidential=True)

    assert last(case, s.finish())[1] == ["call_citizen triase"]


def test_a_rejection_goes_to_the_citizen() -> None:
    reject = a.RejectTask("r", s.OWNER, text=s.LONG, calendar=s.CALENDAR, reason="not_city")

    assert last(s.opened(), reject)[1] == ["rejected citizen"]


def test_citizens_are_nudged_by_mail_or_by_a_person() -> None:
    told = s.run(s.opened(), s.finish(), s.told())
    by_phone = s.run(s.opened(contact=ContactKind.PHONE), s.finish(), s.told())

    assert late(told, "nudge:0")[1] == ["nudge citizen"]
    assert late(told, "nudge:1")[1] == ["nudge citizen"]
    assert late(by_phone, "nudge:0")[1] == ["call_again dinas-pupr"]


def test_time_climbs_from_the_owner_to_the_leaders() -> None:
    case = s.opened()

    assert late(case, "acknowledge:0")[1] == ["reminder dinas-pupr"]
    told = late(case, "acknowledge:1")[1]
    assert told == ["overdue dinas-pupr", "overdue sekda", "overdue triase"]
    assert late(case, "acknowledge:2")[1] == ["escalated dinas-pupr", "escalated sekda"]
    assert late(case, "acknowledge:3")[1] == [
        "escalated dinas-pupr",
        "escalated sekda",
        "escalated walikota",
        "escalated wakil-walikota",
    ]


def test_what_nobody_accepts_comes_to_triage_what_is_only_late_does_not() -> None:
    case = s.run(s.opened(), a.AcknowledgeTask("read", s.OWNER))

    assert "overdue triase" not in late(case, "answer:1")[1]


def test_a_claim_is_told_to_who_held_it_and_to_the_citizen() -> None:
    claim = a.ClaimTask("claim", s.OTHER, calendar=s.CALENDAR, heads=frozenset({"dlh"}))

    assert last(s.opened(), claim)[1] == ["claimed dinas-pupr", "moved citizen"]


def test_a_correction_is_told_to_who_calls_from_now_on() -> None:
    answered = s.run(s.opened(), s.finish())
    phone = a.CorrectContact("c", "citizen", calendar=s.CALENDAR, contact=ContactKind.PHONE)
    mail = replace(phone, contact=ContactKind.MAIL)

    assert last(answered, phone)[1] == ["call_citizen dinas-pupr"]
    assert last(answered, mail)[1] == ["corrected citizen"]


def test_a_comment_is_told_to_who_is_named_and_never_to_the_citizen() -> None:
    both = frozenset({"dlh", "dinas-pupr"})
    comment = a.CommentCase("c", s.OTHER, text="Ini saluran kami?", readers=both)

    assert last(s.opened(), comment)[1] == []
    assert last(s.opened(), replace(comment, mention="dinas-pupr"))[1] == ["mentioned dinas-pupr"]


def test_time_takes_a_sealed_case_to_inspektorat_and_no_further() -> None:
    case = s.opened(sealed=True)
    both = ["dinas-pupr", "inspektorat"]

    assert late(case, "acknowledge:0")[1] == ["reminder dinas-pupr"]
    assert late(case, "acknowledge:1")[1] == [f"overdue {one}" for one in both]
    assert late(case, "acknowledge:2")[1] == [f"escalated {one}" for one in both]
    assert late(case, "acknowledge:3")[1] == [f"escalated {one}" for one in both]


def test_a_late_call_is_the_tellers() -> None:
    case = s.run(s.opened(contact=ContactKind.PHONE, confidential=True), s.finish())

    assert late(case, "tell:0")[1] == ["reminder triase"]
    assert late(case, "tell:1")[1] == ["overdue triase", "overdue dinas-kominfo"]


@pytest.mark.parametrize("sealed", [False, True])
def test_a_refusal_comes_before_the_leaders_also_when_sealed(sealed: bool) -> None:
    told = s.run(s.opened(sealed=sealed), s.finish(), s.told())

    disputed, who = last(told, s.refuse())

    assert who == [
        "refused walikota",
        "refused wakil-walikota",
        "reopened dinas-pupr",
        "disputed citizen",
    ]
    assert late(disputed, "decide:0")[1] == [f"reminder {one}" for one in LEADERS]
    assert late(disputed, "decide:3")[1] == [f"escalated {one}" for one in LEADERS]
    assert last(disputed, ADD)[1] == [
        "information dinas-pupr",
        *(f"information {one}" for one in LEADERS),
    ]


def test_an_order_goes_to_its_post_and_the_citizen_knows_the_deadline() -> None:
    disputed = s.run(s.opened(), s.finish(), s.told(), s.refuse())

    assert last(disputed, s.order())[1] == ["ordered dinas-pupr", "promised citizen"]
    assert last(disputed, s.order(to="dlh"))[1] == [
        "ordered dlh",
        "released dinas-pupr",
        "promised citizen",
    ]


def test_a_leaders_answer_goes_to_the_citizen_and_the_owner() -> None:
    disputed = s.run(s.opened(), s.finish(), s.told(), s.refuse())
    answer = a.AnswerAsLeader("l", s.MAYOR, text=s.LONG, calendar=s.CALENDAR, leaders=s.LEADERS)

    assert last(disputed, answer)[1] == ["answered citizen", "leader_answered dinas-pupr"]


def test_the_second_confirmation_is_told_as_the_end() -> None:
    disputed = s.run(s.opened(), s.finish(), s.told(), s.refuse())

    upheld, who = last(disputed, s.confirm())
    again = s.run(upheld, s.told("told2"), s.refuse("refuse2"))

    assert who == ["confirmed citizen", "upheld dinas-pupr"]
    assert last(again, s.confirm("confirm2"))[1] == ["no_agreement citizen", "ended dinas-pupr"]


def test_an_end_without_agreement_is_told_by_phone_too() -> None:
    case = s.opened(contact=ContactKind.PHONE)
    case = s.run(case, s.finish(), s.told(), s.refuse(), s.confirm())
    case = s.run(case, s.told("told2"), s.refuse("refuse2"))

    assert last(case, s.confirm("c2"))[1] == ["call_citizen dinas-pupr", "ended dinas-pupr"]


def test_an_end_is_told_to_citizen_and_owner() -> None:
    told = s.run(s.opened(), s.finish(), s.told())

    assert last(told, a.AcceptAnswer("y", "citizen", stars=5))[1] == [
        "closed citizen",
        "ended dinas-pupr",
    ]
    assert last(s.run(None, s.submit()), a.WithdrawCase("w", "citizen"))[1] == ["closed citizen"]


def post(post_id: str, *addresses: str) -> Post:
    found = tuple(Address(one, "Contoh", f"{one}@example.org") for one in addresses)
    return Post(post_id, post_id, "agency", addresses=found)


def assigned() -> Event:
    return decide(s.run(None, s.submit()), s.route(), s.START)[0]


def test_a_post_gets_a_message_for_each_address() -> None:
    posts = {"dinas-pupr": post("dinas-pupr", "a1", "a2")}

    found = messages(assigned(), [(Kind.ASSIGNED, "dinas-pupr")], posts)

    assert [one.id for one in found] == [
        "7F3K9QX2.2.assigned.dinas-pupr.a1",
        "7F3K9QX2.2.assigned.dinas-pupr.a2",
    ]


@pytest.mark.parametrize("posts", [{}, {"dinas-pupr": post("dinas-pupr")}])
def test_triage_stands_in_for_a_post_that_nobody_holds(posts: dict[str, Post]) -> None:
    found = messages(
        assigned(), [(Kind.ASSIGNED, "dinas-pupr")], posts | {"triase": post("triase", "a1")}
    )

    assert [one.recipient for one in found] == ["triase.a1"]


def test_the_same_event_makes_the_same_messages() -> None:
    whom = [(Kind.RECEIVED, CITIZEN)]
    found = messages(assigned(), whom, {})

    assert found == messages(assigned(), whom, {})
    assert [one.recipient for one in found] == ["citizen"]


def test_a_new_link_goes_out_at_most_once_an_hour() -> None:
    first = new_link("7F3K9QX2", "dinas-pupr", "a1", s.START)

    assert new_link("7F3K9QX2", "dinas-pupr", "a1", s.START + timedelta(minutes=59)).id == first.id
    assert new_link("7F3K9QX2", "dinas-pupr", "a1", s.START + timedelta(hours=1)).id != first.id
    assert new_link("", "dinas-pupr", "a1", s.START).id == (
        "daftar.2026112402.new_link.dinas-pupr.a1"
    )


def test_a_queue_body_is_ids_and_comes_back_whole() -> None:
    message = new_link("7F3K9QX2", "dinas-pupr", "a1", s.START, "trace-1")

    assert decode(encode(message)) == message
    assert set(Message.__dataclass_fields__) == {
        "cause",
        "kind",
        "case_id",
        "seq",
        "post",
        "address",
        "correlation_id",
        "instead_of",
    }
