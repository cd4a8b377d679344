"""Files that strangers send as photos: refused in words, or made anew with nothing of them."""

import json
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from io import BytesIO

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from hostile.files import REFUSED, REMADE, bombs, saved
from hostile.texts import MARK
from integration.citizens import Citizen
from integration.test_photos import arrives, run
from mandat.errors import RefusedError
from mandat.photos import imaging, uploads
from mandat.photos.imaging import FULL, NoPhotoError, pictures
from mandat.platform.links import Purpose, sign
from mandat.text.words import LOCALES

CODES = {"not_a_photo", "heic", "too_large", "damaged"}
GROUP = uploads.group_of("hostile")
MEMORY_MB, SECONDS = 600, 30
HEALTH = [HealthCheck.too_slow, HealthCheck.data_too_large]


def are_pixels_only(made: imaging.Pictures) -> None:
    for data in (made.full, made.thumb):
        assert data.startswith(b"\xff\xd8\xff")
        assert data.endswith(b"\xff\xd9")
        assert MARK.encode() not in data
        kept = Image.open(BytesIO(data))
        assert (kept.format, kept.mode, getattr(kept, "n_frames", 1)) == ("JPEG", "RGB", 1)
        assert max(kept.size) <= FULL
        assert not kept.getexif()
        assert set(kept.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}


@pytest.mark.parametrize("name", REMADE)
def test_of_two_things_in_one_file_the_pixels_stay(name: str) -> None:
    are_pixels_only(pictures(REMADE[name]))


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_something_else_first_is_refused(name: str) -> None:
    with pytest.raises(NoPhotoError) as refused:
        pictures(REFUSED[name])
    assert refused.value.code in CODES


def test_bombs_are_refused_or_small_within_the_memory_of_the_function() -> None:
    """In a process of their own: rusage would begin with the peak of the one that starts it."""
    script = """
import json, re, sys
from base64 import b64decode
from mandat.errors import RefusedError
from mandat.photos.imaging import pictures
found = {}
for line in sys.stdin:
    name, data = json.loads(line)
    try:
        pictures(b64decode(data))
        found[name] = "made"
    except RefusedError as error:
        found[name] = error.code
peak = re.search(r"VmHWM:\\s+(\\d+)", open("/proc/self/status").read())
print(json.dumps([found, int(peak[1]) // 1024]))
"""
    path = str(imaging.__file__).partition("/mandat/")[0]
    answer = subprocess.run(  # noqa: S603  our own script
        [sys.executable, "-c", script],
        input="".join(_line(name, data) for name, data in bombs().items()),
        env={"PYTHONPATH": path},
        capture_output=True,
        text=True,
        check=True,
        timeout=SECONDS,
    )
    found, peak = json.loads(answer.stdout)
    assert set(found) == set(bombs())
    assert set(found.values()) <= CODES | {"made"}
    huge = ("png of 3.6", "jpeg of 4", "line of")
    assert {code for name, code in found.items() if name.startswith(huge)} == {"too_large"}
    assert all(code in CODES for name, code in found.items() if name.startswith("webp"))
    assert peak < MEMORY_MB


def _line(name: str, data: bytes) -> str:
    from base64 import b64encode

    return json.dumps([name, b64encode(data).decode()]) + "\n"


@st.composite
def broken(draw: st.DrawFn) -> bytes:
    """A photo that was cut, changed, doubled or spread."""
    kind = draw(st.sampled_from(["JPEG", "PNG", "WEBP"]))
    data = bytearray(saved(kind))
    for _ in range(draw(st.integers(1, 6))):
        data[draw(st.integers(0, len(data) - 1))] = draw(st.integers(0, 255))
    place = draw(st.integers(0, len(data)))
    more = draw(st.binary(max_size=40))
    ways = (data[:place], data[:place] + more + data[place:], data + data, data[:place] + data)
    return bytes(draw(st.sampled_from([data, *ways])))


@settings(max_examples=120, suppress_health_check=HEALTH)
@given(data=broken())
def test_a_broken_photo_is_made_or_refused(data: bytes) -> None:
    made_or_refused(data)


@pytest.mark.proof
@settings(max_examples=5000, suppress_health_check=HEALTH)
@given(data=broken())
def test_thousands_of_broken_photos_are_made_or_refused(data: bytes) -> None:
    made_or_refused(data)


def made_or_refused(data: bytes) -> None:
    made = _made(data)
    if isinstance(made, str):
        assert made in CODES
    else:
        are_pixels_only(made)


def _made(data: bytes) -> imaging.Pictures | str:
    try:
        return pictures(data)
    except RefusedError as error:
        return error.code


@pytest.mark.usefixtures("catalogue")
@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("name", ["svg", "heic", "head only", "20 MB of nothing"])
def test_the_page_says_in_words_that_it_was_refused(name: str, locale: str) -> None:
    """And offers no kind of file that would be refused again."""
    assert run(arrives(f"{GROUP}/1", REFUSED[name])) == []
    token = sign(Purpose.UPLOAD, {"g": GROUP}, datetime.now(UTC) + timedelta(hours=1))
    page = Citizen(cookies={"bahasa": locale}).get(f"/foto/{token}")

    assert page.status == 200
    error = page.html.partition('class="error" role="alert">')[2].partition("</p>")[0]
    assert "JPEG, PNG" in error
    assert "HEIC" not in error
    assert uploads.uploads(GROUP).photos == ()


@pytest.mark.usefixtures("catalogue")
def test_what_was_sent_is_gone_and_only_pixels_are_kept() -> None:
    from mandat.platform import bucket

    assert run(arrives(f"{GROUP}/1", REMADE["html after a jpeg"])) == []
    keys = {one.key for one in bucket.stored("")}
    assert keys == {f"photos/{GROUP}/1.jpg", f"photos/{GROUP}/1_thumb.jpg"}
    assert all(MARK.encode() not in bucket.read(one)[1] for one in keys)
