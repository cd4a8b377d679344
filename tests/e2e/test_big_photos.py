"""Photos at the limit of 20 MB against the running bucket, by a browser without JavaScript."""

import time

import pytest
from playwright.sync_api import FrameLocator, expect

from e2e.browser import PHONE, Visitors
from e2e.people import Citizen, jpeg
from e2e.stage import Stack

pytestmark = pytest.mark.proof
LIMIT = 20 * 1024 * 1024
# A busy machine hands a file to the function of photos late.
SECONDS = 120
LOOK_MS = 2000
BIG_JPEG = jpeg().ljust(LIMIT, b"\0")
HUGE = bytes(100 * 1024 * 1024 + 1)
TEXT = b"not a photo, ".ljust(LIMIT, b".")


@pytest.fixture
def citizen(visitors: Visitors, stack: Stack) -> Citizen:
    """Somebody at the page of photos."""
    page = visitors.new(viewport=PHONE, javascript=False)
    found = Citizen(page, stack, "big-photos", javascript=False)
    page.goto(f"{stack.site}/lapor")
    page.locator("input[name=q]").fill("jalan berlubang")
    page.locator("main button[value=search]").last.click()
    page.locator("button[value='pick:jalan-rusak']").click()
    found.tell()
    found.locate()
    return found


def chosen(citizen: Citizen, content: bytes) -> FrameLocator:
    frame = citizen.page.frame_locator("iframe.photos")
    picture = {"name": "foto.jpg", "mimeType": "image/jpeg", "buffer": content}
    frame.locator("input[type=file]").set_input_files(picture)  # type: ignore[arg-type]
    return frame


def send(citizen: Citizen, content: bytes) -> FrameLocator:
    frame = chosen(citizen, content)
    frame.get_by_role("button", name="Kirim foto").click()
    return frame


def look_again(citizen: Citizen) -> None:
    """Without JavaScript each look is another visit of the frame's page. Who looks all the time
    keeps the emulator from handing the file on.
    """
    citizen.page.wait_for_timeout(LOOK_MS)
    frame = citizen.page.frames[-1]
    frame.goto(frame.url)


def test_twenty_megabytes_of_a_photo_are_taken(citizen: Citizen) -> None:
    frame = send(citizen, BIG_JPEG)
    expect(frame.locator("ul.pics li")).to_have_count(1)
    citizen.look("taken")


@pytest.mark.parametrize("content", [TEXT, BIG_JPEG + b"\0"], ids=["text", "a byte too many"])
def test_what_is_no_photo_of_twenty_megabytes_is_refused_in_words(
    citizen: Citizen, content: bytes
) -> None:
    told = send(citizen, content).get_by_role("alert")
    until = time.monotonic() + SECONDS
    while not told.count() and time.monotonic() < until:
        look_again(citizen)
    expect(told).to_contain_text("paling besar 20 MB")
    citizen.look("refused")
    citizen.page.locator("input[name=no_photos]").check()
    citizen.press("Lanjut")
    expect(citizen.page.locator("input[name=who]").first).to_be_visible()


def test_what_no_phone_makes_never_lies_in_the_bucket(stack: Stack, citizen: Citizen) -> None:
    frame = citizen.page.frame_locator("iframe.photos")
    expect(frame.locator("input[type=file]")).to_be_attached()
    fields = {
        one.get_attribute("name"): one.input_value() for one in frame.locator("[type=hidden]").all()
    }
    target = frame.locator("form").get_attribute("action")
    answer = citizen.page.request.post(
        target,
        multipart=fields | {"file": {"name": "f.jpg", "mimeType": "image/jpeg", "buffer": HUGE}},
    )
    assert answer.status == 400
    name = target.rstrip("/").rpartition("/")[2]
    assert "Contents" not in stack.aws("s3").list_objects_v2(Bucket=name, Prefix=fields["key"])
