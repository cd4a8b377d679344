"""What a browser sent, without surprises; cookies that stay ours."""

import base64
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from mandat.errors import InvalidError, LinkError, LinkExpiredError
from mandat.platform import secrets
from mandat.web.guard import Guard, guard_of
from mandat.web.problems import Problem, problem_of, shown, text_problem
from mandat.web.request import BODY_MAX, read_request, whole_number

NOW = datetime(2026, 11, 24, 2, tzinfo=UTC)


def event(body: str = "", **more: Any) -> dict[str, Any]:
    return {"httpMethod": "POST", "path": "/lapor", "headers": {}, "body": body, **more}


def test_line_breaks_are_one_character_and_control_characters_none() -> None:
    request = read_request(event("text=satu%0D%0Adua%00%07+"))

    assert request.value("text") == "satu\ndua"
    assert request.value("missing") == ""


def test_a_body_may_come_encoded() -> None:
    body = base64.b64encode(b"a=1&a=2").decode()

    assert read_request(event(body, isBase64Encoded=True)).values("a") == ["1", "2"]


def test_cookies_are_read_whatever_the_header_is_called() -> None:
    assert read_request(event(headers={"cookie": "a=1; b=2"})).cookies == {"a": "1", "b": "2"}
    assert read_request(event(headers={"Cookie": 'a="; b'})).cookies == {"a": '"'}


@pytest.mark.parametrize("body", ["x" * (BODY_MAX + 1), "&".join(["a=1"] * 101)])
def test_a_form_of_absurd_size_is_invalid(body: str) -> None:
    with pytest.raises(InvalidError):
        read_request(event(body))


@pytest.mark.parametrize("body", ["text=satu", "é", "a" * 5])
def test_a_body_that_lies_about_its_encoding_is_invalid(body: str) -> None:
    with pytest.raises(InvalidError):
        read_request(event(body, isBase64Encoded=True))


def test_half_a_surrogate_pair_is_no_fault_of_ours() -> None:
    half = "\ud800"
    found = read_request(
        event(headers={"cookie": f"a={half}"}, queryStringParameters={"lang": half})
    )

    assert (found.cookies, found.query) == ({"a": "?"}, {"lang": "?"})
    with pytest.raises(InvalidError):
        read_request(event(f"text={half}"))


@pytest.mark.parametrize("text", ["", "-1", "1.0", "²", "٣", "9" * 5000, "1\n", " 1"])
def test_only_numbers_that_our_pages_write_are_numbers(text: str) -> None:
    assert whole_number(text) is None
    assert whole_number("012") == 12


@pytest.fixture
def keys(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("mandat.platform.links.signing_keys", lambda: ["old", "new"])
    assert secrets


@pytest.mark.usefixtures("keys")
def test_a_nonce_is_good_for_its_browser_its_form_and_its_time() -> None:
    guard = guard_of({})
    nonce = guard.nonce("case:1", NOW)

    cause = guard.cause(nonce, "case:1", NOW)
    assert cause.startswith("nonce:")
    assert guard_of({"__Host-mandat": guard.session}).cause(nonce, "case:1", NOW) == cause
    for other in (Guard("else", fresh=False), guard):
        with pytest.raises(LinkError):
            other.cause(nonce, "case:2", NOW)
    with pytest.raises(LinkExpiredError):
        guard.cause(nonce, "case:1", NOW + timedelta(hours=3))


def test_the_cookie_goes_with_links_from_elsewhere_but_with_no_foreign_post() -> None:
    (cookie,) = guard_of({}).cookies

    text = str(cookie)
    assert "__Host-mandat=" in text
    for mark in ("Secure", "HttpOnly", "SameSite=Lax", "Path=/"):
        assert mark in text
    assert guard_of({"__Host-mandat": "known"}).cookies == ()


def test_problems_are_told_in_the_language_of_the_page() -> None:
    problems = text_problem("text", "x")

    assert shown(problems, "en")["text"].startswith("Write a little more")
    assert shown(problems, "id")["text"].startswith("Tulis sedikit lagi")
    assert "4.001" in shown(text_problem("text", "x" * 4001), "id")["text"]
    question = {"question": {"id": "Kapan?", "en": "When?"}}
    assert "When?" in shown({"q": Problem("answer_question", question)}, "en")["q"]


def test_what_the_rules_of_a_case_found_is_told_next_to_the_field() -> None:
    found = shown(problem_of(InvalidError("photos", "photos_needed")), "id")

    assert found == {"photos": "Laporan jenis ini perlu foto bukti. Tambahkan dahulu."}
    assert shown({"x": Problem("no_such_code")}, "en") == {"x": "Fill this in."}
