"""What a letter leaves to be done: opened once, settled by its own acts, dropped with it."""

from datetime import timedelta
from urllib.parse import urlsplit

import pytest

from integration import guarantees as on
from integration.citizens import Citizen
from mandat.cases import store as cases
from mandat.cases.commands import execute as execute_case
from mandat.cases.domain.acts import FinishTask, RejectTask
from mandat.cases.domain.model import CaseStatus, Outcome
from mandat.city.domain import Catalogue
from mandat.errors import InvalidError, NotAllowedError, NotFoundError, NotYoursError
from mandat.guarantee import follow_ups, following
from mandat.guarantee.commands import loaded
from mandat.guarantee.domain import acts as a
from mandat.guarantee.domain.limits import COVER, COVERED, STATEMENT
from mandat.guarantee.domain.model import FollowUpStatus, GuaranteeStatus
from mandat.own.commands import erase_for_desk
from mandat.personal import store as personal
from mandat.platform.links import track_url
from programmes import handler
from samples import LambdaContext, sqs_event, stream_record
from unit.cases import samples as s
from unit.guarantee import samples as g

DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def promised(city: Catalogue) -> None:
    on.promise()


def issued(key: str = "one", **changes: object) -> str:
    return on.issued(key, **changes).case.id


def stated(key: str = "one") -> str:
    """An ordinary letter, whose lurah has spoken first."""
    case_id = on.ask(key, urgent=False)
    on.do(case_id, g.ask_lurah())
    on.do(case_id, g.state())
    on.do(case_id, g.issue())
    return case_id


def test_cover_by_bpjs_follows_every_letter_and_nothing_else_does_where_poverty_was_shown() -> None:
    opened = on.heard(stated())
    assert set(opened) == {COVER}
    case = cases.load(opened[COVER])
    assert (case.owner, case.service_id) == ("dinas-kesehatan", "berobat-jaminan")
    assert (case.programme, case.pending, case.sealed) == ("guarantee", True, True)


def test_after_an_urgent_letter_the_lurah_says_whether_the_household_is_poor() -> None:
    opened = on.heard(issued())
    assert set(opened) == {COVER, STATEMENT}
    case = cases.load(opened[STATEMENT])
    assert (case.owner, case.village) == ("lurah-berkas", g.VILLAGE)


def test_what_follows_says_whose_letter_it_was_and_whom_to_call() -> None:
    case_id = issued()
    told = personal.narrative(on.heard(case_id)[STATEMENT]).description
    assert personal.narrative(case_id).description in told
    assert personal.contact(case_id).phone in told
    assert loaded(case_id).number not in told


def test_the_same_event_again_opens_nothing() -> None:
    case_id = issued()
    first = on.heard(case_id)
    assert following.settle(case_id, g.NOW + DAY) == 0
    assert on.heard(case_id, g.NOW + DAY) == first


def test_a_request_that_is_refused_or_withdrawn_leaves_nothing_to_be_done() -> None:
    refused, withdrawn = on.ask("refused"), on.ask("withdrawn")
    on.do(refused, g.refuse())
    on.do(withdrawn, g.say(a.WithdrawRequest, g.CITIZEN))
    assert on.heard(refused) == {}
    assert on.heard(withdrawn) == {}


def test_a_follow_up_is_not_ended_by_the_acts_of_any_case() -> None:
    case_id = on.heard(issued())[COVER]
    for command in (
        FinishTask("f", g.HEALTH, text=g.TEXT, calendar=s.CALENDAR),
        RejectTask("r", g.HEALTH, text=g.TEXT, calendar=s.CALENDAR, reason="not_found"),
    ):
        with pytest.raises(NotAllowedError, match="programme_pending"):
            execute_case(case_id, command, g.NOW)


def test_a_cover_is_told_on_the_record_of_the_letter() -> None:
    case_id = issued()
    cover, since = on.heard(case_id)[COVER], g.NOW.date() + 7 * DAY
    done = on.settle(cover, how=COVERED, since=since)
    assert done.case.status is CaseStatus.ANSWERED
    on.heard(case_id)
    letter = loaded(case_id)
    assert (letter.cover, letter.covered_since) == (COVERED, since)
    assert on.settle(cover, how=COVERED, since=since).replayed
    seen = len(cases.timeline(case_id))
    on.heard(case_id)
    assert len(cases.timeline(case_id)) == seen


@pytest.mark.parametrize(("how", "poor"), [("poor", True), ("not_poor", False)])
def test_a_statement_that_comes_after_is_told_on_the_record_of_the_letter(
    how: str, poor: bool
) -> None:
    case_id = issued()
    on.settle(on.heard(case_id)[STATEMENT], how=how, text=g.TEXT)
    on.heard(case_id)
    letter = loaded(case_id)
    assert (letter.stated, letter.status) == (poor, GuaranteeStatus.ISSUED)


def test_a_statement_still_comes_when_the_hospital_has_used_the_letter_and_its_case_is_closed() -> (
    None
):
    case_id = issued()
    statement = on.heard(case_id)[STATEMENT]
    on.do(case_id, g.use())
    on.settle(statement, how="not_found", text=g.TEXT)
    on.heard(case_id)
    assert cases.load(statement).status is CaseStatus.ANSWERED
    assert (loaded(case_id).stated, loaded(case_id).status) == (None, GuaranteeStatus.USED)


def test_a_letter_that_is_void_drops_what_it_left_to_be_done() -> None:
    case_id = issued()
    opened = on.heard(case_id)
    on.do(case_id, g.void())
    on.heard(case_id)
    for one in opened.values():
        assert follow_ups.loaded(one).status is FollowUpStatus.DROPPED
        assert cases.load(one).outcome is Outcome.WITHDRAWN
    assert following.settle(case_id, g.NOW + DAY) == 0


def test_what_was_settled_before_the_letter_became_void_stays_settled() -> None:
    case_id = issued()
    opened = on.heard(case_id)
    on.settle(opened[COVER])
    on.do(case_id, g.void())
    on.heard(case_id)
    assert follow_ups.loaded(opened[COVER]).status is FollowUpStatus.SETTLED
    assert follow_ups.loaded(opened[STATEMENT]).status is FollowUpStatus.DROPPED
    assert loaded(case_id).cover == "insured_before"


def test_a_letter_that_becomes_void_before_the_feed_is_read_opens_nothing() -> None:
    case_id = issued()
    on.do(case_id, g.void())
    assert on.heard(case_id) == {}


def test_a_letter_that_becomes_void_while_a_follow_up_opens_drops_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    case_id, opens = issued(), follow_ups.open_follow_up

    def voided_meanwhile(*args: object, **more: object) -> object:
        done = opens(*args, **more)  # type: ignore[arg-type]  # handed on as they came
        if loaded(case_id).status is GuaranteeStatus.ISSUED:
            on.do(case_id, g.void())
        return done

    monkeypatch.setattr(follow_ups, "open_follow_up", voided_meanwhile)
    following.settle(case_id, g.NOW)
    statuses = {follow_ups.loaded(one).status for one in on.followed(case_id).values()}
    assert statuses == {FollowUpStatus.DROPPED}


def test_a_follow_up_that_is_settled_while_its_letter_becomes_void_stays_so(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    case_id = issued()
    cover, found = on.heard(case_id)[COVER], follow_ups.find
    on.do(case_id, g.void())

    def settled_meanwhile(kind: str, letter: str) -> object:
        one = found(kind, letter)
        if kind == COVER and one and one.status is FollowUpStatus.DUE:
            on.settle(cover)
        return one

    monkeypatch.setattr(follow_ups, "find", settled_meanwhile)
    following.settle(case_id, g.NOW)
    assert follow_ups.loaded(cover).status is FollowUpStatus.SETTLED


def test_an_appeal_that_ends_in_a_letter_opens_what_follows_it() -> None:
    case_id = on.ask()
    on.do(case_id, g.refuse())
    on.heard(case_id)
    on.appealed(case_id)
    on.do(case_id, g.issue(cause="after the appeal"))
    assert set(on.heard(case_id)) == {COVER, STATEMENT}


def test_what_the_posts_read_is_erased_with_the_data_of_who_asked() -> None:
    case_id = issued()
    opened = on.heard(case_id)
    on.settle(opened[COVER])
    erase_for_desk(case_id, "desk", g.NOW)
    on.heard(case_id)
    assert cases.load(opened[COVER]).erased_at
    assert cases.load(opened[STATEMENT]).erased_at is None
    on.settle(opened[STATEMENT], how="poor", text=g.TEXT)
    on.heard(case_id)
    assert cases.load(opened[STATEMENT]).erased_at


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"how": "poor"}, "how"),
        ({"how": "declined"}, "text"),
        ({"how": COVERED}, "since"),
        ({"how": COVERED, "since": g.NOW.date() + 400 * DAY}, "since"),
        ({"since": g.NOW.date()}, "since"),
    ],
)
def test_what_is_wrong_is_said_beside_its_field(changes: dict[str, object], field: str) -> None:
    cover = on.heard(issued())[COVER]
    with pytest.raises(InvalidError) as refused:
        on.settle(cover, **changes)
    assert refused.value.field == field


def test_only_who_holds_it_settles_it() -> None:
    cover = on.heard(issued())[COVER]
    with pytest.raises(NotYoursError):
        follow_ups.execute(cover, g.settle(g.LURAH), g.NOW)
    with pytest.raises(NotYoursError):
        follow_ups.execute(cover, g.say(a.DropFollowUp, g.HEALTH), g.NOW)
    with pytest.raises(NotAllowedError):
        follow_ups.execute(cover, g.issue(), g.NOW)


def test_a_case_without_a_follow_up_has_none_to_settle() -> None:
    with pytest.raises(NotFoundError, match="no_follow_up"):
        follow_ups.execute(issued(), g.settle(), g.NOW)


def test_the_consumer_of_the_programmes_follows_letters() -> None:
    case_id = issued()
    number = next(one.seq for one in cases.timeline(case_id) if one.type == "GuaranteeIssued")
    answer = handler.handle(sqs_event("{}", stream_record(case_id, number)), LambdaContext())
    assert answer == {"batchItemFailures": []}
    assert set(on.followed(case_id)) == {COVER, STATEMENT}


def test_whoever_asked_reads_how_the_cover_ended() -> None:
    case_id = issued()
    on.settle(on.heard(case_id)[COVER], how=COVERED, since=g.NOW.date())
    on.heard(case_id)
    path = urlsplit(track_url(case_id)).path
    assert Citizen().get(path).shows("Kepesertaan BPJS: pasien menjadi peserta BPJS mulai")
