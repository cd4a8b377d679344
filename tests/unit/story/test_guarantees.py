"""The story of a guarantee letter in the words of both languages."""

from mandat.cases.domain.facts import Event
from mandat.guarantee.domain import facts as f
from mandat.story import guarantees
from mandat.story.programmes import sentence
from unit.guarantee import samples as t


def told(events: list[Event], locale: str = "id") -> list[str]:
    own = [one for one in events if one.type.startswith("Guarantee")]
    return [guarantees.sentence(one, "Kepala Dinas Kesehatan", locale) for one in own]


def test_from_the_request_to_the_letter_that_is_void() -> None:
    line = t.Line(t.unlisted())
    line.do(t.ask_lurah())
    line.do(t.state())
    line.do(t.issue(person=t.PERSON))
    line.do(t.void())
    story = told(line.events)
    assert [one[:1].isupper() for one in story] == [True] * len(story)
    assert "{" not in "".join(story)
    assert "2026" in "".join(story)
    assert told(line.events, "en") != story
    first = next(one for one in line.events if one.type == "GuaranteeAsked")
    by = "Kepala Dinas Kesehatan"
    assert sentence(first, by, None, "id") == story[0]  # type: ignore[arg-type]  # not asked of the city


def test_a_refusal_says_why_and_an_unknown_code_is_shown_as_it_is() -> None:
    line = t.asked()
    line.do(t.refuse())
    (refusal,) = told(line.events)[-1:]
    assert "not_poor" not in refusal
    assert guarantees._say({}, "zqx", "id") == "zqx"


def test_what_followed_a_letter_says_how_it_ended() -> None:
    day = t.NOW.date()
    endings = (("covered", day), ("declined", None), ("poor", None))
    for locale in ("id", "en"):
        for how, since in endings:
            fact = f.GuaranteeFollowedUp("cover", how, since)
            told = guarantees.ending_of(fact, locale)
            assert "{" not in told
            assert ("2026" in told) == (since is not None)
    settled = f.GuaranteeFollowUpSettled("not_poor")
    event = Event("C1", 2, t.NOW, "c", t.LURAH, settled)
    assert "lurah" in guarantees.sentence(event, "Lurah Berkas", "id").lower()
