"""Pictures out of files that nobody vouches for: what stays, what goes, what is refused."""

import struct
import subprocess
import sys
import zlib
from io import BytesIO
from typing import Any

import pytest
from PIL import ExifTags, Image, PngImagePlugin

from mandat.photos import imaging
from mandat.photos.imaging import NoPhotoError, pictures

RED, BLUE = (200, 30, 30), (30, 30, 200)
PLACE = {
    ExifTags.GPS.GPSLatitudeRef: "S",
    ExifTags.GPS.GPSLatitude: (3.0, 47.0, 30.0),
    ExifTags.GPS.GPSLongitudeRef: "E",
    ExifTags.GPS.GPSLongitude: (102.0, 15.0, 30.0),
}


def picture(size: tuple[int, int] = (400, 200), mode: str = "RGB") -> Image.Image:
    """Red with a blue left quarter: shows how it was turned."""
    made = Image.new("RGB", size, RED)
    made.paste(BLUE, (0, 0, size[0] // 4, size[1]))
    return made.convert(mode)


def saved(image: Image.Image, kind: str = "JPEG", **how: Any) -> bytes:
    target = BytesIO()
    image.save(target, kind, **how)
    return target.getvalue()


def exif(orientation: int = 1) -> Image.Exif:
    notes = Image.Exif()
    notes[ExifTags.Base.Orientation] = orientation
    notes[ExifTags.Base.Make] = "Kamera Contoh"
    notes[ExifTags.IFD.GPSInfo] = PLACE
    return notes


def opened(data: bytes) -> Image.Image:
    image = Image.open(BytesIO(data))
    image.load()
    return image


def near(pixel: Any, colour: tuple[int, int, int]) -> bool:
    return all(abs(one - other) < 30 for one, other in zip(pixel, colour, strict=True))


def test_full_and_thumbnail_are_jpegs_of_the_promised_size() -> None:
    made = pictures(saved(picture((4000, 3000))))
    assert opened(made.full).format == opened(made.thumb).format == "JPEG"
    assert opened(made.full).size == (1600, 1200)
    assert opened(made.thumb).size == (320, 240)


def test_a_small_photo_does_not_grow() -> None:
    assert opened(pictures(saved(picture((200, 100)))).full).size == (200, 100)


def test_nothing_of_the_file_is_kept_but_its_pixels() -> None:
    sent = saved(
        picture(),
        exif=exif(),
        comment=b"rumah warga",
        icc_profile=b"a profile",
        xmp=b"<x:xmpmeta/>",
    )
    assert ExifTags.IFD.GPSInfo in Image.open(BytesIO(sent)).getexif()
    made = pictures(sent)
    for data in (made.full, made.thumb):
        kept = opened(data)
        assert not kept.getexif()
        assert set(kept.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}
        assert not [
            word for word in (b"Exif", b"Kamera", b"rumah", b"profile", b"xmp") if word in data
        ]


def test_texts_of_a_png_are_gone() -> None:
    notes = PngImagePlugin.PngInfo()
    notes.add_text("Author", "Warga Contoh", zip=True)
    made = pictures(saved(picture(), "PNG", pnginfo=notes, exif=exif()))
    assert not opened(made.full).getexif()
    assert b"Warga" not in made.full


@pytest.mark.parametrize("orientation", range(1, 9))
def test_every_orientation_comes_out_upright(orientation: int) -> None:
    """The blue quarter, left when upright, is stored as a camera held that way stores it."""
    undo = {
        1: (),
        2: (Image.Transpose.FLIP_LEFT_RIGHT,),
        3: (Image.Transpose.ROTATE_180,),
        4: (Image.Transpose.FLIP_TOP_BOTTOM,),
        5: (Image.Transpose.TRANSPOSE,),
        6: (Image.Transpose.ROTATE_90,),
        7: (Image.Transpose.TRANSVERSE,),
        8: (Image.Transpose.ROTATE_270,),
    }
    stored = picture()
    for step in undo[orientation]:
        stored = stored.transpose(step)
    made = opened(pictures(saved(stored, exif=exif(orientation))).full)
    assert made.size == (400, 200)
    assert near(made.getpixel((10, 100)), BLUE)
    assert near(made.getpixel((390, 100)), RED)


def test_a_broken_note_does_not_spoil_the_picture() -> None:
    sent = saved(picture(), exif=b"Exif\x00\x00II*\x00\xff\xff\xff\xff")
    assert opened(pictures(sent).full).size == (400, 200)


@pytest.mark.parametrize(
    ("mode", "kind"),
    [
        ("L", "JPEG"),
        ("CMYK", "JPEG"),
        ("1", "PNG"),
        ("P", "PNG"),
        ("LA", "PNG"),
        ("RGBA", "PNG"),
        ("I;16", "PNG"),
        ("RGB", "WEBP"),
        ("RGBA", "WEBP"),
    ],
)
def test_any_kind_of_pixels(mode: str, kind: str) -> None:
    source = picture(mode="L" if mode == "I;16" else mode)
    sent = saved(source.convert(mode), kind)
    assert opened(pictures(sent).full).mode == "RGB"


@pytest.mark.parametrize("kind", ["PNG", "WEBP"])
def test_what_is_transparent_is_white(kind: str) -> None:
    glass = Image.new("RGBA", (100, 100), (0, 0, 0, 0))
    made = opened(pictures(saved(glass, kind)).full)
    assert near(made.getpixel((50, 50)), (255, 255, 255))


def test_of_an_animation_the_first_picture() -> None:
    frames = [Image.new("RGB", (50, 50), BLUE), Image.new("RGB", (50, 50), RED)]
    sent = saved(frames[0], "WEBP", save_all=True, append_images=frames[1:])
    assert near(opened(pictures(sent).full).getpixel((25, 25)), BLUE)


def ftyp(brand: bytes) -> bytes:
    return b"\x00\x00\x00\x18ftyp" + brand + b"\x00" * 64


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"Jalan berlubang di depan sekolah.", "not_a_photo"),
        (b"", "not_a_photo"),
        (b"%PDF-1.7\n", "not_a_photo"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "not_a_photo"),
        (b"GIF89a\x01\x00\x01\x00", "not_a_photo"),
        (ftyp(b"isom"), "not_a_photo"),
        (ftyp(b"heic"), "heic"),
        (b"\xff\xd8\xff\xe0" + b"\x00" * 100, "damaged"),
        (b"\x89PNG\r\n\x1a\n" + b"\x00" * 100, "damaged"),
        (b"RIFF\x10\x00\x00\x00WEBPVP8 " + b"\x00" * 20, "damaged"),
    ],
)
def test_what_is_no_photo_is_refused_with_its_reason(data: bytes, code: str) -> None:
    with pytest.raises(NoPhotoError) as refused:
        pictures(data)
    assert refused.value.code == code


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_half_a_file_is_refused(kind: str) -> None:
    sent = saved(picture((800, 600)), kind)
    with pytest.raises(NoPhotoError) as refused:
        pictures(sent[: len(sent) // 2])
    assert refused.value.code == "damaged"


def png_of(width: int, height: int) -> bytes:
    """A few hundred bytes that say they are a picture of this size."""

    def chunk(name: bytes, body: bytes) -> bytes:
        return (
            struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
        )

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    pixels = zlib.compress(b"\x00" * 1000)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")
    )


@pytest.mark.parametrize("size", [(60_000, 60_000), (16_000, 15_000), (8_000, 6_000), (31_000, 10)])
def test_a_bomb_is_refused_before_it_is_unpacked(size: tuple[int, int]) -> None:
    with pytest.raises(NoPhotoError) as refused:
        pictures(png_of(*size))
    assert refused.value.code == "too_large"


def test_a_progressive_jpeg_may_be_less_large_than_a_plain_one(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(imaging.PIXELS_MAX, "PROGRESSIVE", 1000)
    pictures(saved(picture()))
    with pytest.raises(NoPhotoError) as refused:
        pictures(saved(picture(), progressive=True))
    assert refused.value.code == "too_large"


def test_a_large_photo_fits_into_the_functions_memory() -> None:
    """48 megapixels, in a process of its own whose peak is looked at (it makes the file too)."""
    script = """
import re
from io import BytesIO
from PIL import Image
from mandat.photos.imaging import pictures
tile = Image.effect_noise((1000, 1000), 80).convert("RGB")
sent = BytesIO()
whole = Image.new("RGB", (8000, 6000))
for place in range(48):
    whole.paste(tile, (place % 8 * 1000, place // 8 * 1000))
whole.save(sent, "JPEG", quality=60)
del whole
pictures(sent.getvalue())
print(int(re.search(r"VmHWM:\\s+(\\d+)", open("/proc/self/status").read())[1]) // 1024)
"""
    path = str(imaging.__file__).partition("/mandat/")[0]
    answer = subprocess.run(  # noqa: S603  our own script
        [sys.executable, "-c", script],
        env={"PYTHONPATH": path},
        capture_output=True,
        text=True,
        check=True,
    )
    assert int(answer.stdout) < 600
