"""Home and what surrounds it: files, languages, HEAD, errors, photo doors."""

import json
import re
from datetime import UTC, datetime, timedelta

import boto3
import pytest

from integration.citizens import Citizen
from mandat.city.store import load_catalogue
from mandat.platform.links import Purpose, photo_url, sign
from mandat.platform.settings import settings

pytestmark = pytest.mark.usefixtures("catalogue")

GROUP = "0123456789abcdef0123"


def test_home_offers_what_is_built_and_the_leaders() -> None:
    page = Citizen().get("/")

    assert page.shows('href="/lapor"')
    assert page.shows('href="/lacak"')
    for leader in load_catalogue().leaders:
        assert page.shows(f"tel:{leader.phone}")
        assert page.shows(f"https://wa.me/{leader.whatsapp}?text=Selamat%20siang")


@pytest.mark.parametrize("path", ["/", "/lapor", "/lacak", "/privasi", "/lapor/terkirim"])
def test_head_answers_like_get_without_a_body(path: str) -> None:
    page = Citizen().get(path, "HEAD")

    assert (page.status, page.html) == (200, "")


def test_the_language_is_asked_once_and_remembered() -> None:
    citizen = Citizen()
    assert '<html lang="id">' in citizen.get("/").html

    assert '<html lang="en">' in citizen.get("/?lang=en").html
    assert '<html lang="en">' in citizen.get("/lacak").html
    assert '<html lang="id">' in citizen.get("/lacak?lang=id").html
    assert '<html lang="id">' in citizen.get("/privasi?lang=xx").html


def test_static_files_may_be_kept_for_ever_and_pages_not_at_all() -> None:
    citizen = Citizen()
    page = citizen.get("/")
    style = re.search(r'href="(/static/app\.[0-9a-f]{8}\.css)"', page.html)
    assert style

    found = citizen.get(style[1])

    assert found.headers["Cache-Control"] == ["public, max-age=31536000, immutable"]
    assert found.headers["Content-Type"] == ["text/css; charset=utf-8"]
    assert page.headers["Cache-Control"] == ["no-store"]
    assert citizen.get("/static/app.00000000.css").status == 404


def test_the_form_may_stay_in_the_browser_for_its_back_button() -> None:
    assert Citizen().get("/lapor").headers["Cache-Control"] == ["private, no-cache"]


def test_the_first_load_of_the_form_is_small() -> None:
    citizen = Citizen()
    page = citizen.get("/lapor")
    files = re.findall(r'(?:href|src)="(/static/[^"]+)"', page.html)

    assert len(files) + 1 <= 6
    total = len(page.html.encode()) + sum(len(citizen.get(one).html.encode()) for one in files)
    assert total <= 25_000


def test_small_files_that_machines_ask_for() -> None:
    citizen = Citizen()

    assert citizen.get("/favicon.ico").headers["Content-Type"] == ["image/svg+xml"]
    robots = citizen.get("/robots.txt").html
    assert "Disallow: /k/" in robots
    assert "Disallow: /t/" in robots
    assert json.loads(citizen.get("/sehat").html)["status"] == "ok"


def test_pages_allow_nothing_from_elsewhere() -> None:
    policy = Citizen().get("/").headers["Content-Security-Policy"][0]

    assert "default-src 'none'" in policy
    assert settings().photo_bucket in policy


def test_an_unknown_page_is_a_page() -> None:
    page = Citizen().get("/tidak/ada")

    assert page.status == 404
    assert page.shows("Halaman tidak ditemukan")


def test_a_form_that_is_far_too_large_is_told_so() -> None:
    page = Citizen().post("/lapor", {"description": "x" * 300_000})

    assert page.status == 422


def test_photos_are_chosen_in_a_frame_that_needs_no_cookie() -> None:
    citizen = Citizen()
    page = citizen.get(f"/foto/{_upload_token()}")

    assert citizen.cookies == {}
    assert page.form.action.startswith("https://")
    assert page.form.fields["key"] == f"incoming/{GROUP}/1"
    assert page.form.fields["success_action_redirect"].endswith(f"/foto/{_upload_token()}")


def test_the_frame_goes_on_with_the_next_free_place_and_ends_at_three() -> None:
    citizen = Citizen()
    _put(f"incoming/{GROUP}/1")
    assert citizen.get(f"/foto/{_upload_token()}").form.fields["key"] == f"incoming/{GROUP}/2"

    _put(f"incoming/{GROUP}/2")
    _put(f"incoming/{GROUP}/3")
    page = citizen.get(f"/foto/{_upload_token()}")
    assert page.forms == []
    instead = citizen.get(f"/foto/{_upload_token()}?ganti=2")
    assert instead.form.fields["key"] == f"incoming/{GROUP}/2"


def test_the_frame_says_which_files_could_not_be_used() -> None:
    _put(f"photos/{GROUP}/1.refused.not_image")

    assert Citizen().get(f"/foto/{_upload_token()}").shows("tidak dapat dipakai")


def test_a_photo_that_can_be_shown_is_one_redirect_away() -> None:
    _put(f"photos/{GROUP}/1_thumb.jpg")
    citizen = Citizen()

    found = citizen.get(photo_url(f"{GROUP}/1"))

    assert found.status == 303
    assert "X-Amz-Signature" in found.headers["Location"][0]
    assert citizen.get(photo_url(f"{GROUP}/2")).status == 404
    assert citizen.get("/f/rusak").status == 410


def test_a_token_of_one_purpose_opens_no_other_door() -> None:
    assert Citizen().get(f"/k/{_upload_token()}").status == 410


_NOW = datetime.now(UTC)


def _upload_token() -> str:
    return sign(Purpose.UPLOAD, {"g": GROUP}, _NOW + timedelta(hours=12))


def _put(key: str) -> None:
    boto3.client("s3").put_object(Bucket=settings().photo_bucket, Key=key, Body=b"x")
