"""No official is unreachable: who is mailed what goes to a post."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from mandat.cases.domain.decide import decide
from mandat.cases.domain.facts import Event
from mandat.city.domain import Address, Deputy, Post
from mandat.messaging.domain import Kind, above, messages, read_id
from mandat.posts.reach import Reader, chain, reachable, readers, wanted
from unit.cases import samples as s

NOW = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)
SUPERIORS = {"dinas-pupr": "sekda", "sekda": "walikota", "walikota": None, "triase": "sekda"}


def post(post_id: str, *addresses: str, lost: str = "") -> Post:
    found = tuple(
        Address(one, "Contoh", f"{one}@example.org", NOW if one in lost.split() else None)
        for one in addresses
    )
    return Post(post_id, post_id, "agency", SUPERIORS.get(post_id), found)


def city(*posts: Post) -> dict[str, Post]:
    usual = [post(one, "a1") for one in SUPERIORS]
    return {one.id: one for one in (*usual, *posts)}


def told(posts: dict[str, Post], post_id: str = "dinas-pupr", case_id: str = "") -> list[str]:
    found = readers(post_id, posts, SUPERIORS.get, case_id, NOW)
    return [f"{one.post}.{one.address}" for one in found]


def test_every_holder_is_mailed() -> None:
    assert told(city(post("dinas-pupr", "a1", "a2"))) == ["dinas-pupr.a1", "dinas-pupr.a2"]


def test_mail_for_an_address_that_fails_goes_to_the_superior_too() -> None:
    posts = city(post("dinas-pupr", "a1", "a2", lost="a1"))

    assert told(posts) == ["dinas-pupr.a2", "sekda.a1"]


def test_the_superior_is_told_for_whom_he_stands_in() -> None:
    posts = city(post("dinas-pupr", "a1", lost="a1"))

    assert readers("dinas-pupr", posts, SUPERIORS.get, "", NOW) == (
        Reader("sekda", "a1", "dinas-pupr"),
    )
    assert not reachable(posts["dinas-pupr"])


def test_the_chain_goes_on_until_somebody_reads() -> None:
    posts = city(post("dinas-pupr", "a1", lost="a1"), post("sekda", "a1", lost="a1"))

    assert told(posts) == ["walikota.a1"]


def test_triage_reads_what_nobody_above_reads() -> None:
    posts = city(post("walikota", "a1", lost="a1"))

    assert told(posts, "walikota") == ["triase.a1"]


def test_when_nobody_reads_it_is_tried_all_the_same() -> None:
    posts = {one: post(one, "a1", lost="a1") for one in SUPERIORS}

    assert told(posts) == ["dinas-pupr.a1"]


def test_triage_is_tried_for_a_post_that_nobody_holds() -> None:
    lost = {one: post(one, "a1", lost="a1") for one in SUPERIORS}

    assert told(lost | {"dinas-pupr": post("dinas-pupr")}) == ["triase.a1"]
    assert told({one: post(one) for one in SUPERIORS}) == []


def test_superiors_that_are_tied_in_a_ring_end() -> None:
    assert chain("a", {"a": "b", "b": "c", "c": "b"}.get) == ("b", "c")


def test_a_deputy_is_mailed_what_was_handed_to_him() -> None:
    def deputy(n: int, case_id: str, until: datetime) -> Deputy:
        return Deputy(f"d{n}", "Wakil", f"d{n}@x.org", serial=n, case_id=case_id, until=until)

    week = NOW + timedelta(days=7)
    deputies = (deputy(1, "", week), deputy(2, "CASE", week), deputy(3, "", NOW))
    posts = city(replace(post("dinas-pupr", "a1"), deputies=deputies))

    assert told(posts) == ["dinas-pupr.a1", "dinas-pupr.d1"]
    assert told(posts, case_id="CASE") == ["dinas-pupr.a1", "dinas-pupr.d1", "dinas-pupr.d2"]


def test_deputies_do_not_make_up_for_a_head_whom_nothing_reaches() -> None:
    until = NOW + timedelta(days=7)
    deputy = Deputy("d1", "Wakil", "d1@example.org", serial=1, until=until)
    posts = city(replace(post("dinas-pupr", "a1", lost="a1"), deputies=(deputy,)))

    assert told(posts) == ["dinas-pupr.d1", "sekda.a1"]


def test_only_what_is_needed_is_loaded() -> None:
    whole = {"dinas-pupr": post("dinas-pupr", "a1")}
    broken = {"dinas-pupr": post("dinas-pupr", "a1", lost="a1")}

    assert wanted(["dinas-pupr"], whole, SUPERIORS.get) == {"dinas-pupr"}
    assert wanted(["dinas-pupr"], broken, SUPERIORS.get) == {
        "dinas-pupr",
        "sekda",
        "walikota",
        "triase",
    }
    assert wanted(["gone"], {}, SUPERIORS.get) == {"gone", "triase"}


def assigned(**changes: object) -> tuple[Event, object]:
    case = s.run(None, s.submit(**changes))
    return decide(case, s.route(), s.START)[0], s.opened(**changes)


def test_a_superior_who_is_told_anyway_is_told_once_and_as_himself() -> None:
    event, _ = assigned()
    posts = city(post("dinas-pupr", "a1", lost="a1"))
    whom = [(Kind.OVERDUE, "dinas-pupr"), (Kind.OVERDUE, "sekda")]

    for told_in_turn in (whom, whom[::-1]):
        found = messages(event, told_in_turn, posts, SUPERIORS.get, NOW)
        assert [(one.recipient, one.instead_of) for one in found] == [("sekda.a1", "")]


def test_inspektorat_stands_in_when_a_case_is_sealed() -> None:
    event, case = assigned(sealed=True)
    posts = city(post("dinas-pupr", "a1", lost="a1"), post("inspektorat", "a1"))
    whom = [(Kind.ASSIGNED, "dinas-pupr")]

    found = messages(event, whom, posts, above(case, SUPERIORS), NOW)  # type: ignore[arg-type]

    assert [one.recipient for one in found] == ["inspektorat.a1"]


def test_a_mails_id_tells_what_it_was_about() -> None:
    event, _ = assigned()
    posts = city(post("dinas-pupr", "a1"))
    mail = messages(event, [(Kind.ASSIGNED, "dinas-pupr"), (Kind.RECEIVED, "citizen")], posts)

    to_post, to_citizen = (read_id(one.id) for one in mail)
    assert to_post is not None
    assert (to_post.post, to_post.address) == ("dinas-pupr", "a1")
    assert to_citizen is not None
    assert to_citizen.is_citizens
    assert (to_citizen.case_id, to_citizen.seq) == (event.case_id, event.seq)
    assert read_id("citizen") is None
    assert read_id("what.ever.x") is None
