"""Addresses, ids and forms of uploads, on AWS and at an endpoint of one's own."""

import base64
import json
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from pynamodb.connection import Connection

from mandat.errors import InvalidError
from mandat.photos import uploads
from mandat.photos.commands import arrived
from mandat.platform import bucket, clients
from mandat.platform.settings import settings

GROUP = uploads.group_of("nonce:1")
PHOTO = f"{GROUP}/1"
BACK = "https://mandat.example.org/foto/token"


@pytest.fixture(autouse=True)
def _own_client() -> Iterator[None]:
    bucket.client.cache_clear()
    yield
    bucket.client.cache_clear()


def policy(form: uploads.UploadForm) -> list[object]:
    conditions: list[object] = json.loads(base64.b64decode(form.fields["policy"]))["conditions"]
    return conditions


def test_a_form_keeps_its_group() -> None:
    assert uploads.group_of("nonce:1") == GROUP
    assert uploads.group_of("nonce:2") != GROUP
    assert uploads.is_photo_id(PHOTO)


@pytest.mark.parametrize(
    "value",
    ["", "1", GROUP, f"{GROUP}/0", f"{GROUP}/4", f"{GROUP}/11", f"../{GROUP}/1", f"{GROUP}/1\n"],
)
def test_only_ids_of_ours_become_keys(value: str) -> None:
    assert not uploads.is_photo_id(value)
    with pytest.raises(InvalidError):
        uploads.upload_form(value, BACK)
    with pytest.raises(InvalidError):
        uploads.photo_key(value, "full")


@pytest.mark.parametrize(
    ("key", "ids"),
    [
        (f"incoming/{PHOTO}", (PHOTO,)),
        (f"incoming%2F{GROUP}%2F1", (PHOTO,)),
        (f"incoming/../photos/{GROUP}/1", ()),
        (f"incoming/{GROUP}/4", ()),
        (f"incoming/{GROUP}/1/2", ()),
        (f"incoming/{GROUP.upper()}/1", ()),
        (f"photos/{PHOTO}.jpg", ()),
        (f"incoming/%2e%2e/{PHOTO}", ()),
    ],
)
def test_only_ids_of_ours_are_heard_of(key: str, ids: tuple[str, ...]) -> None:
    notice = {"Records": [{"s3": {"object": {"key": key}}}]}
    assert arrived(json.dumps(notice)) == ids


def test_a_form_lets_an_empty_choice_and_any_type_through_and_comes_back() -> None:
    form = uploads.upload_form(PHOTO, BACK)
    assert form.fields["key"] == f"incoming/{PHOTO}"
    assert form.fields["success_action_redirect"] == BACK
    assert ["content-length-range", 0, 100 * 1024 * 1024] in policy(form)
    assert "Content-Type" not in json.dumps(policy(form))


def test_every_field_of_a_form_is_in_its_policy(monkeypatch: pytest.MonkeyPatch) -> None:
    """A Lambda role's session token too: S3 refuses a field that the policy does not name."""
    monkeypatch.setattr(clients, "connection", Connection)
    monkeypatch.setenv("AWS_SESSION_TOKEN", "session")
    form = uploads.upload_form(PHOTO, BACK)
    named = {name for one in policy(form) if isinstance(one, dict) for name in one}
    assert form.fields["x-amz-security-token"] == "session"
    assert set(form.fields) - {"policy", "x-amz-signature"} <= named


@pytest.mark.parametrize(
    ("endpoint", "address"),
    [
        ("", "https://mandat-photos-test.s3.ap-southeast-3.amazonaws.com/"),
        ("http://127.0.0.1:4566", "http://127.0.0.1:4566/mandat-photos-test"),
        ("http://mandat.localhost:4566/", "http://mandat.localhost:4566/mandat-photos-test"),
    ],
)
def test_forms_and_photos_have_one_origin(
    monkeypatch: pytest.MonkeyPatch, endpoint: str, address: str
) -> None:
    if endpoint:
        monkeypatch.setenv("AWS_ENDPOINT_URL", endpoint)
    name = settings().photo_bucket
    seen = bucket.client().generate_presigned_url("get_object", {"Bucket": name, "Key": "k"})
    assert uploads.upload_form(PHOTO, BACK).url == uploads.upload_address(name) == address
    assert urlsplit(seen)[:2] == urlsplit(address)[:2]
    assert bucket.client().generate_presigned_post(name, "k")["url"] == address


def test_a_form_says_nothing_when_it_is_shown() -> None:
    form = uploads.upload_form(PHOTO, BACK)
    assert form.fields["x-amz-signature"] not in repr(form)
