"""Every fact has its sentence in both languages, and tells each side what is its to know."""

from datetime import timedelta
from typing import get_args

import pytest

from mandat.cases.domain import acts as a
from mandat.cases.domain.apply import apply
from mandat.cases.domain.decide import decide
from mandat.cases.domain.facts import Event, Fact
from mandat.cases.domain.model import Case, ClockName, Outcome, TaskStatus
from mandat.city.domain import Catalogue, Ladder, Limits, PostTitle
from mandat.personal.domain import Said
from mandat.story import words
from mandat.story.timeline import SENTENCES, actor_title, lines
from mandat.text.words import translations
from mandat.web.promises import promises_of
from unit.cases import samples as s

CITY = Catalogue(
    version=1,
    city_name="Kota Contoh",
    agencies=(),
    services=(),
    villages=(),
    calendar=s.CALENDAR,
    ladder=Ladder(sekda_minutes=120, leaders_minutes=360),
    leaders=(),
    limits=Limits(),
    posts=(
        PostTitle("dinas-pupr", "Kepala Dinas PUPR", "pupr"),
        PostTitle("dlh", "Kepala DLH", "dlh"),
        PostTitle("walikota", "Wali Kota", "kota"),
    ),
)


def told(*commands: a.Command) -> tuple[Event, ...]:
    case: Case | None = None
    found: list[Event] = []
    for step, command in enumerate(commands):
        for event in decide(case, command, s.START + timedelta(minutes=step)):
            found.append(event)
            case = apply(case, event)
    return tuple(found)


def test_every_kind_of_fact_has_a_sentence() -> None:
    assert set(SENTENCES) == {fact.__name__ for fact in get_args(Fact)}


@pytest.mark.parametrize("locale", ["id", "en"])
def test_a_whole_case_reads_as_a_story(locale: str) -> None:
    events = told(
        s.submit(),
        s.route(),
        a.TransferTask(
            "t", s.OWNER, text="Bukan jalan kota.", calendar=s.CALENDAR, to="dlh",
            reason="other_agency",
        ),
        s.finish(s.OTHER),
        s.told(),
        s.refuse(),
        s.order(to="dinas-pupr"),
        s.finish(s.OWNER, "again"),
        s.told("told-2"),
        a.AcceptAnswer("ok", "citizen", stars=5),
    )  # fmt: skip

    story = lines(events, {}, CITY, locale, for_citizen=True)

    assert all("{" not in one.sentence and one.sentence[0].isupper() for one in story)
    text = " ".join(one.sentence for one in story)
    assert "Kepala Dinas PUPR" in text
    assert "5" in text
    assert "WIB" in text


def test_what_posts_write_to_each_other_is_not_for_the_citizen() -> None:
    events = told(s.submit(), s.route(), s.finish(), s.told(), s.refuse(), s.order())
    order = events[-1]
    texts = {order.seq: Said(order.seq, order.actor, "Kerjakan hari ini juga.")}

    mine = lines(events, texts, CITY, "id", for_citizen=True)
    theirs = lines(events, texts, CITY, "id", for_citizen=False)

    assert mine[-1].kind == theirs[-1].kind == "TaskOrdered"
    assert (mine[-1].text, theirs[-1].text) == ("", "Kerjakan hari ini juga.")


def test_actors_have_names() -> None:
    assert actor_title("post:dlh:a2", CITY, "id") == "Kepala DLH"
    assert actor_title("post:lama:a1", CITY, "id") == "lama"
    assert actor_title("citizen", CITY, "id") == "warga"
    assert actor_title("system", CITY, "en") == "the system"


def test_every_code_has_words() -> None:
    say = translations("id").gettext
    assert set(words.CLOCKS) == {*ClockName, "refused"}
    assert set(words.OUTCOMES) == set(Outcome)
    for table in (words.CLOCKS, words.OUTCOMES, words.TOLD, words.REFUSE_REASONS):
        assert all(say(text) != text for text in table.values())


def test_the_state_is_told_in_a_few_words() -> None:
    case = s.run(None, s.submit())
    assert words.status_words(case) == "Received"
    assert words.status_words(s.opened()) == "Passed on"
    assert s.opened().task
    closed = s.run(s.opened(), a.WithdrawCase("w", "citizen"))
    assert words.status_words(closed) == "Withdrawn by the citizen"
    assert closed.task
    assert closed.task.status is TaskStatus.CANCELLED


def test_promises_before_routing_are_those_the_owner_will_get() -> None:
    submitted = s.run(None, s.submit())
    routed = s.run(submitted, s.route(), at=s.START)

    assert promises_of(submitted, s.CALENDAR) == promises_of(routed, s.CALENDAR)
    assert promises_of(submitted, s.CALENDAR).read_by == s.START + timedelta(hours=1)
