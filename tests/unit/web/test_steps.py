"""The order of the form's pages, on a small city."""

from dataclasses import replace

import pytest

from city.build import build_catalogue
from city.check import CITIES, checked_city
from mandat.city.domain import Catalogue
from mandat.web.report.draft import Draft, read_draft
from mandat.web.report.places import by_district, find_villages
from mandat.web.report.sending import narrative_of, taken_photos, terms_of
from mandat.web.report.steps import (
    ANONYMOUS,
    FIRST,
    LAST,
    after,
    before,
    first_wrong,
    is_email,
    progress,
    route,
    settled,
    step_of,
)
from mandat.web.request import Request

STORY = "Lubang besar di depan gerbang sekolah."
COMPLETE = Draft(
    service="jalan-rusak",
    description=STORY,
    village="17.71.01.1002",
    who="named",
    name="Rahayu Contoh",
    phone="0812 3456 7890",
    answers=(("bahaya", "ya"),),
)


@pytest.fixture(scope="module")
def city() -> Catalogue:
    return build_catalogue(checked_city(CITIES / "bengkulu"))


def names(draft: Draft, city: Catalogue) -> list[str]:
    return [step.id for step in route(draft, city)]


def test_a_page_is_asked_only_of_whom_it_concerns(city: Catalogue) -> None:
    assert names(COMPLETE, city) == [
        "service", "description", "details", "place", "photos", "who", "contact", "check",
    ]  # fmt: skip
    assert "danger" in names(replace(COMPLETE, service="kebakaran"), city)
    assert "details" not in names(replace(COMPLETE, service="parkir-liar"), city)
    assert "contact" not in names(replace(COMPLETE, who=ANONYMOUS), city)


def test_next_and_back_skip_the_same_pages(city: Catalogue) -> None:
    draft = replace(COMPLETE, service="parkir-liar")
    description, place = step_of("description"), step_of("place")

    assert after(description, draft, city) is place
    assert before(place, draft, city) is description
    assert before(FIRST, draft, city) is FIRST
    assert after(LAST, draft, city) is LAST


def test_back_does_not_warn_of_danger_twice(city: Catalogue) -> None:
    draft = replace(COMPLETE, service="kebakaran")

    assert before(step_of("description"), draft, city) is FIRST


def test_progress_counts_what_this_report_needs(city: Catalogue) -> None:
    assert progress(FIRST, COMPLETE, city) == (1, 8)
    assert progress(LAST, COMPLETE, city) == (8, 8)


def test_a_complete_draft_has_nothing_wrong(city: Catalogue) -> None:
    assert first_wrong(COMPLETE, city) is None
    wrong = first_wrong(replace(COMPLETE, description=""), city)
    assert wrong
    assert wrong[0].id == "description"


def test_settling_drops_what_choices_rule_out(city: Catalogue) -> None:
    other = settled(replace(COMPLETE, service="parkir-liar", who=ANONYMOUS), city)

    assert (other.answers, other.name, other.phone) == ((), "", "")


def test_an_unknown_step_is_the_first() -> None:
    assert step_of("nothing") is FIRST


def test_the_digest_tells_an_edited_draft_from_the_same() -> None:
    assert COMPLETE.digest == replace(COMPLETE).digest
    assert COMPLETE.digest != replace(COMPLETE, landmark="Sebelah warung").digest


def test_a_draft_travels_through_hidden_fields_unchanged() -> None:
    pairs = dict(COMPLETE.hidden(()))
    request = Request("POST", "/lapor", {}, {}, "r", {name: [one] for name, one in pairs.items()})

    assert read_draft(request) == COMPLETE


def test_a_draft_shows_no_person_when_it_is_printed() -> None:
    assert "Rahayu" not in repr(COMPLETE)
    assert STORY not in repr(COMPLETE)


@pytest.mark.parametrize("typed", ["Suka Rami", "kel. sukarami", "Kelurahan SUKARAMI", "sukaram"])
def test_a_kelurahan_has_many_spellings(typed: str, city: Catalogue) -> None:
    assert [one.name for one in find_villages(typed, city.villages)] == ["Sukarami"]


def test_no_name_finds_no_kelurahan(city: Catalogue) -> None:
    assert find_villages("", city.villages) == ()
    assert find_villages("Kel.", city.villages) == ()


def test_the_list_has_every_kelurahan_under_its_kecamatan(city: Catalogue) -> None:
    groups = by_district(city.villages)

    assert len(groups) == 9
    assert sum(len(villages) for _, villages in groups) == len(city.villages) == 67


@pytest.mark.parametrize(
    ("typed", "good"),
    [
        ("nama@contoh.org", True),
        ("a.b+c@mail.contoh.co.id", True),
        ("nama", False),
        ("nama@contoh", False),
        ("a b@contoh.org", False),
        ("a@b.org,c@d.org", False),
        ("nama@contoh.a.", False),
        ("nama(x)@contoh.org", False),
        ("nama@[127.0.0.1].org", False),
        ("a:nama@contoh.org", False),
        ("x" * 250 + "@contoh.org", False),
    ],
)
def test_a_mail_address_that_can_work(typed: str, good: bool) -> None:
    assert is_email(typed) is good


def test_terms_are_the_services_and_the_ladders_of_today(city: Catalogue) -> None:
    service = city.service("jalan-rusak")
    assert service

    terms = terms_of(service, city)

    assert terms.finish_minutes == service.deadlines.finish_minutes
    assert terms.leaders_minutes == city.ladder.leaders_minutes


def test_a_position_outside_the_world_is_none() -> None:
    assert narrative_of(replace(COMPLETE, latitude="91", longitude="x"), ()).latitude is None
    found = narrative_of(replace(COMPLETE, latitude="-3.79", longitude="102.26"), ())
    assert (found.latitude, found.longitude) == (-3.79, 102.26)


def test_only_photos_that_arrived_and_were_chosen_go_along() -> None:
    draft = replace(COMPLETE, photos="1,3")

    assert taken_photos(draft, "g", ("g/1", "g/2")) == ("g/1",)
