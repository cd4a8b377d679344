"""Files that are not what they say: two things at once, bombs, other kinds under a photo's name."""

import struct
import zlib
from collections.abc import Mapping
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from PIL import Image, PngImagePlugin

from hostile.texts import MARK

SIZE = (120, 80)
MEGABYTE = 1024 * 1024
SCRIPT = f"<script>{MARK}()</script>".encode()


def saved(kind: str = "JPEG", size: tuple[int, int] = SIZE, mode: str = "RGB", **how: Any) -> bytes:
    target = BytesIO()
    Image.new(mode, size, 90 if mode in {"L", "I;16", "P"} else "teal").save(target, kind, **how)
    return target.getvalue()


def archive() -> bytes:
    target = BytesIO()
    with ZipFile(target, "w", ZIP_DEFLATED) as made:
        made.writestr(f"{MARK}.html", SCRIPT)
    return target.getvalue()


def _with_comment(comment: bytes) -> bytes:
    return saved(comment=comment)


def _png_with_texts() -> bytes:
    notes = PngImagePlugin.PngInfo()
    notes.add_text("Comment", SCRIPT.decode())
    notes.add_itxt("XML:com.adobe.xmp", f"<x:xmpmeta>{MARK}</x:xmpmeta>", zip=True)
    return saved("PNG", pnginfo=notes, icc_profile=MARK.encode() * 50)


def _exif() -> Image.Exif:
    notes = Image.Exif()
    notes[0x010E], notes[0x9286] = MARK, MARK  # its description, a comment
    return notes


def _second_picture() -> bytes:
    """A Multi-Picture file: the second one is no business of ours."""
    target, other = BytesIO(), Image.new("RGB", SIZE, "red")
    Image.new("RGB", SIZE, "teal").save(target, "MPO", save_all=True, append_images=[other])
    return target.getvalue() + MARK.encode()


PDF = b"%PDF-1.7\n1 0 obj <</JS (" + MARK.encode() + b")>> endobj\n%%EOF"
# A photo first: what comes after or inside it goes.
REMADE: Mapping[str, bytes] = {
    "html after a jpeg": saved() + b"<html>" + SCRIPT,
    "html in a comment": _with_comment(b"*/=1;" + SCRIPT),
    "zip after a jpeg": saved() + archive(),
    "pdf after a png": saved("PNG") + PDF,
    "gif after a webp": saved("WEBP") + b"GIF89a" + MARK.encode(),
    "php in exif": saved(exif=_exif(), xmp=f"<?php {MARK} ?>".encode()),
    "texts of a png": _png_with_texts(),
    "profile of a webp": saved("WEBP", icc_profile=MARK.encode() * 9, exif=_exif()),
    "second picture": _second_picture(),
    "cmyk": saved(mode="CMYK", comment=MARK.encode()),
    "16 bit": saved("PNG", mode="I;16") + MARK.encode(),
    "jpeg padded to 20 MB": saved() + MARK.encode() * (20 * MEGABYTE // len(MARK)),
}
# Something else first, whatever its name and type say.
REFUSED: Mapping[str, bytes] = {
    "gif then jpeg": b"GIF89a/*" + saved(),
    "pdf then jpeg": PDF + saved(),
    "zip then jpeg": archive() + saved(),
    "html then jpeg": SCRIPT + saved(),
    "svg": f"<svg xmlns='http://www.w3.org/2000/svg' onload='{MARK}()'/>".encode(),
    "postscript": b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n(x) run",
    "tiff": saved("TIFF"),
    "bmp": saved("BMP"),
    "ico": saved("ICO"),
    "gif": saved("GIF", mode="P"),
    "executable": b"MZ" + b"\x00" * 200 + MARK.encode(),
    "video": b"\x00\x00\x00\x18ftypisom" + b"\x00" * 200,
    "heic": b"\x00\x00\x00\x18ftypheic" + b"\x00" * 200,
    "head only": b"\xff\xd8\xff\xe0\x00\x10JFIF\x00",
    "jpeg in a webp": b"RIFF\x10\x00\x00\x00WEBP" + saved(),
    "20 MB of nothing": b"\x00" * (20 * MEGABYTE),
    "20 MB of text": b"a jpeg, really " * (20 * MEGABYTE // 15),
}


def chunk(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


def png(width: int, height: int, *more: bytes, pixels: bytes = b"") -> bytes:
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + b"".join(more)
        + chunk(b"IDAT", zlib.compress(pixels, 9))
        + chunk(b"IEND", b"")
    )


def jpeg_of(width: int, height: int) -> bytes:
    """A small JPEG that says it is this large."""
    small = saved()
    place = small.index(b"\xff\xc0") + 5
    return small[:place] + struct.pack(">HH", height, width) + small[place + 4 :]


def webp_of(width: int, height: int) -> bytes:
    """An extended WebP whose canvas says it is this large."""
    canvas = (width - 1).to_bytes(3, "little") + (height - 1).to_bytes(3, "little")
    body = b"VP8X" + struct.pack("<I", 10) + b"\x02\x00\x00\x00" + canvas
    return b"RIFF" + struct.pack("<I", len(body) + 4) + b"WEBP" + body


def bombs() -> dict[str, bytes]:
    """Small files that are huge inside; made when they are wanted, for making them takes memory."""
    nothing = b"\x00" * (64 * MEGABYTE)
    frames = [Image.new("RGB", (400, 400), (n, n, n)) for n in range(60)]
    animated = BytesIO()
    frames[0].save(animated, "PNG", save_all=True, append_images=frames[1:])
    return {
        "png of 3.6 gigapixels": png(60_000, 60_000),
        "png with 64 MB behind its pixels": png(8, 8, pixels=b"\x00" * 200 + nothing),
        "png with a compressed text of 64 MB": png(
            8,
            8,
            chunk(b"zTXt", b"Comment\x00\x00" + zlib.compress(nothing, 9)),
            pixels=b"\x00" * 200,
        ),
        "png with a profile of 64 MB": png(
            8, 8, chunk(b"iCCP", b"p\x00\x00" + zlib.compress(nothing, 9)), pixels=b"\x00" * 200
        ),
        "png of many texts": png(
            8,
            8,
            *[chunk(b"zTXt", b"C\x00\x00" + zlib.compress(nothing[:MEGABYTE], 9))] * 200,
            pixels=b"\x00" * 200,
        ),
        "png of many pictures": animated.getvalue(),
        "jpeg of 4 gigapixels": jpeg_of(65_500, 65_500),
        "webp of 268 megapixels": webp_of(16_383, 16_383),
        "webp of a terapixel": webp_of(1 << 24, 1 << 16),
        "line of a png": png(1_000_000, 1),
    }
