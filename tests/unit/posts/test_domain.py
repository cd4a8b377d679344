"""Who holds a post, who stands in, who follows: the rules, told as to a new colleague."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from mandat.city.domain import Address, Deputy, Post
from mandat.errors import InvalidError, NotAllowedError, NotYoursError
from mandat.posts import domain as d
from mandat.posts.domain import EVERYBODY, Handover, Reason, Wish

NOW = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)
HEAD = Address("a1", "Mega Contoh", "kadis.pupr@example.org")
SECRETARY = Address("a2", "Nanda Contoh", "sekretaris.pupr@example.org")
POST = Post("dinas-pupr", "Kepala Dinas PUPR", "dinas-pupr", "sekda", (HEAD, SECRETARY))
SEKDA = Post("sekda", "Sekda", "setda", "walikota", (Address("a1", "Eka", "sekda@example.org"),))
DEPUTY = Wish("Wira Contoh", "wira@example.org")
NEWCOMER = Wish("Baru Contoh", "baru@example.org")
ACTOR, SUPERIOR = "post:dinas-pupr:a1", "post:sekda:a1"
WEEK = NOW + timedelta(days=7)


def hashed(email: str) -> str:
    return f"#{email}"


def delegated(post: Post = POST, wish: Wish = DEPUTY, case_id: str = "", **more: object) -> Post:
    until = more.get("until", WEEK)
    assert isinstance(until, datetime)
    return d.delegate(post, ACTOR, wish, case_id, until, NOW, hashed).post


def asked(seat: str = "a1", wish: Wish = NEWCOMER, post: Post = POST) -> Handover:
    return d.ask_handover(post, SEKDA, SUPERIOR, seat, wish, "h1", NOW)


def test_a_deputy_acts_through_links_of_his_own() -> None:
    post = delegated()

    one = post.address("d1")
    assert isinstance(one, Deputy)
    assert (one.email, one.until) == (DEPUTY.email, WEEK)
    assert d.may_act(post, "d1", post.edition("d1"), NOW)
    assert d.may_act(post, "a1", post.edition("a1"), NOW)


def test_a_delegation_ends_on_its_day() -> None:
    post = delegated()

    assert not d.may_act(post, "d1", post.edition("d1"), WEEK)


def test_a_link_of_an_ended_delegation_does_not_wake_when_the_id_is_used_again() -> None:
    post = delegated()
    old = post.edition("d1")
    change = d.end_delegation(post, ACTOR, 1)
    assert change is not None
    again = delegated(change.post, Wish("Lain Contoh", "lain@example.org"))

    assert again.address("d1") is not None
    assert not d.may_act(change.post, "d1", old, NOW)
    assert not d.may_act(again, "d1", old, NOW)


def test_ending_twice_changes_nothing() -> None:
    change = d.end_delegation(delegated(), ACTOR, 1)
    assert change is not None

    assert d.end_delegation(change.post, ACTOR, 1) is None


def test_a_post_has_at_most_five_deputies_and_room_when_one_is_over() -> None:
    post = POST
    for n in range(5):
        post = delegated(post, Wish("Wakil", f"wakil{n}@example.org"))

    with pytest.raises(NotAllowedError, match="deputies_full"):
        delegated(post, Wish("Wakil", "keenam@example.org"))

    over = replace(post.deputies[2], until=NOW)
    freed = replace(post, deputies=(*post.deputies[:2], over, *post.deputies[3:]))
    assert delegated(freed, Wish("Wakil", "keenam@example.org")).deputies[2].serial == 6


def test_the_same_delegation_again_takes_the_place_of_the_first() -> None:
    later = NOW + timedelta(days=30)
    post = delegated(delegated(), until=later)

    assert [(one.id, one.until) for one in post.deputies] == [("d1", later)]


def test_deputies_hand_on_nothing() -> None:
    with pytest.raises(NotYoursError, match="not_holder"):
        d.delegate(delegated(), "post:dinas-pupr:d1", NEWCOMER, "", WEEK, NOW, hashed)


@pytest.mark.parametrize("until", [NOW, NOW - timedelta(days=1), NOW + timedelta(days=91)])
def test_a_delegation_has_an_end_that_one_can_see(until: datetime) -> None:
    with pytest.raises(InvalidError, match="until_out_of_range"):
        delegated(until=until)


def test_a_holder_needs_no_delegation() -> None:
    with pytest.raises(InvalidError, match="already_holder"):
        delegated(wish=Wish("Nanda", " Sekretaris.PUPR@example.org"))


def test_a_deputy_for_one_task_acts_on_it_while_it_is_the_posts() -> None:
    post = delegated(case_id="7F3K9QX2")

    assert d.may_act_on(post, "d1", "7F3K9QX2", "dinas-pupr")
    assert not d.may_act_on(post, "d1", "7F3K9QX2", "dlh")
    assert not d.may_act_on(post, "d1", "OTHER", "dinas-pupr")
    assert not d.keeps_list(post, "d1")
    assert d.may_act_on(post, "a2", "OTHER", "dlh")


def test_the_newcomer_follows_and_every_older_link_ends() -> None:
    post = delegated()
    change = d.hand_over(post, asked(post=post), NOW, hashed)

    after = change.post
    assert [one.email for one in after.addresses] == [NEWCOMER.email, SECRETARY.email]
    assert after.deputies == ()
    assert not any(d.may_act(after, one, post.edition(one), NOW) for one in ("a1", "a2", "d1"))
    assert [one.id for one in change.gone] == ["a1", "d1"]


def test_everybody_may_be_followed_at_once() -> None:
    change = d.hand_over(POST, asked(EVERYBODY), NOW, hashed)

    assert [(one.id, one.email) for one in change.post.addresses] == [("a1", NEWCOMER.email)]
    assert [one.id for one in change.gone] == ["a1", "a2"]


def test_an_address_that_is_mended_is_nobodys_farewell() -> None:
    lost = d.mark(POST, "a1", HEAD.email, Reason.BOUNCED, NOW, hashed)
    assert lost is not None
    mended = asked(wish=Wish(HEAD.name, HEAD.email), post=lost.post)

    change = d.hand_over(lost.post, mended, NOW, hashed)

    assert change.post.addresses[0].is_reachable
    assert change.gone == ()


@pytest.mark.parametrize(
    ("by", "actor"),
    [
        (POST, ACTOR),
        (Post("dlh", "DLH", "dlh", "sekda", (HEAD,)), "post:dlh:a1"),
        (replace(SEKDA, deputies=()), "post:sekda:d1"),
    ],
)
def test_only_the_superior_or_the_personnel_agency_begins(by: Post, actor: str) -> None:
    with pytest.raises(NotYoursError):
        d.ask_handover(POST, by, actor, "a1", NEWCOMER, "h1", NOW)


@pytest.mark.parametrize(
    ("seat", "wish", "code"),
    [
        ("a9", NEWCOMER, "choose_one"),
        ("a1", Wish("Nanda Contoh", SECRETARY.email.upper()), "already_holder"),
    ],
)
def test_a_handover_names_a_seat_and_somebody_new(seat: str, wish: Wish, code: str) -> None:
    with pytest.raises(InvalidError) as refused:
        asked(seat, wish)
    assert refused.value.code == code


def test_the_personnel_agency_may_begin_any_but_its_own() -> None:
    agency = Post("bkpsdm", "BKPSDM", "bkpsdm", "sekda", (HEAD,))

    assert d.ask_handover(POST, agency, "post:bkpsdm:a1", "a2", NEWCOMER, "h1", NOW).seat == "a2"
    assert not d.may_hand_over("bkpsdm", agency)


@pytest.mark.parametrize(
    "entry",
    [
        replace(asked(), state=d.HandoverState.DONE),
        replace(asked(), state=d.HandoverState.DECLINED),
        replace(asked(), generation=0),
        replace(asked(), asked_at=NOW - d.HANDOVER_AGE),
    ],
)
def test_an_entry_is_settled_once_and_in_time(entry: Handover) -> None:
    with pytest.raises(NotAllowedError, match="handover_over"):
        d.hand_over(POST, entry, NOW, hashed)
    with pytest.raises(NotAllowedError, match="handover_over"):
        d.decline(POST, entry, NOW)


def test_a_bounce_of_an_old_mail_does_not_mark_who_holds_the_address_now() -> None:
    after = d.hand_over(POST, asked(), NOW, hashed).post

    assert d.mark(after, "a1", HEAD.email, Reason.BOUNCED, NOW, hashed) is None
    assert d.mark(after, "a9", HEAD.email, Reason.BOUNCED, NOW, hashed) is None


def test_facts_carry_hashes_and_no_mailboxes() -> None:
    facts = [
        d.delegate(POST, ACTOR, DEPUTY, "", WEEK, NOW, lambda _: "hash").fact,
        d.hand_over(POST, asked(), NOW, lambda _: "hash").fact,
    ]
    marked = d.mark(POST, "a1", HEAD.email, Reason.BOUNCED, NOW, lambda _: "hash")
    assert marked is not None

    for fact in (*facts, marked.fact):
        assert "@" not in repr(fact)
        assert "hash" in repr(fact)


def test_people_are_not_shown_in_logs() -> None:
    for thing in (POST, delegated(), asked(), DEPUTY):
        assert "example.org" not in repr(thing)
        assert "Contoh" not in repr(thing)
