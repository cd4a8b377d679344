"""Pictures out of bytes that nobody vouches for. The one module that knows Pillow.

What comes out is pixels only: upright, on white, at most 1,600 px, with nothing of the file that
went in: no EXIF, no place, no camera, no comment, no colour profile, no second picture.
"""

import warnings
from dataclasses import field
from io import BytesIO

from PIL import ExifTags, Image

from mandat.errors import RefusedError
from mandat.records import record

FULL = 1600
THUMB = 320
QUALITY = 80

# A progressive JPEG keeps all its coefficients in memory, PNG and WebP all their pixels; a plain
# JPEG is read at a fraction of its size. The largest of each kind peaks below 600 MB.
PIXELS_MAX = {"JPEG": 220_000_000, "PROGRESSIVE": 64_000_000, "PNG": 40_000_000, "WEBP": 32_000_000}
SIDE_MAX = 30_000

_TURNS = {
    2: (Image.Transpose.FLIP_LEFT_RIGHT,),
    3: (Image.Transpose.ROTATE_180,),
    4: (Image.Transpose.FLIP_TOP_BOTTOM,),
    5: (Image.Transpose.TRANSPOSE,),
    6: (Image.Transpose.ROTATE_270,),
    7: (Image.Transpose.TRANSVERSE,),
    8: (Image.Transpose.ROTATE_90,),
}
_HEIF = {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1", b"avif", b"avis"}

Image.MAX_IMAGE_PIXELS = max(PIXELS_MAX.values())


class NoPhotoError(RefusedError):
    """No photo can be made of a file.

    Codes: not_a_photo, heic (a format that we cannot read), too_large (in pixels), damaged.
    """


@record
class Pictures:
    """Two JPEG files: at most 1,600 px and at most 320 px on the longer side."""

    full: bytes = field(repr=False)
    thumb: bytes = field(repr=False)


def pictures(data: bytes) -> Pictures:
    """The photo in `data`, made anew. Raises NoPhotoError."""
    kind = sniff(data)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            warnings.filterwarnings("ignore", category=UserWarning)
            full = _upright(data, kind)
    except NoPhotoError:
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise NoPhotoError("too_large") from error
    except Exception as error:  # a decoder of bad bytes may raise anything: none of it is a photo
        raise NoPhotoError("damaged") from error
    small = full.copy()
    small.thumbnail((THUMB, THUMB))
    return Pictures(_jpeg(full), _jpeg(small))


def sniff(data: bytes) -> str:
    """JPEG, PNG or WEBP, as the first bytes say; a file's name and type are anybody's guess."""
    if data.startswith(b"\xff\xd8\xff"):
        return "JPEG"
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return "PNG"
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "WEBP"
    heif = data[4:8] == b"ftyp" and data[8:12] in _HEIF
    raise NoPhotoError("heic" if heif else "not_a_photo")


def _upright(data: bytes, kind: str) -> Image.Image:
    with Image.open(BytesIO(data), formats=[kind]) as image:
        _check_size(image, kind)
        turn = _TURNS.get(_orientation(image), ())
        image.thumbnail((FULL, FULL), reducing_gap=2.0)
        clean = _on_white(image)
    for step in turn:
        clean = clean.transpose(step)
    return clean


def _check_size(image: Image.Image, kind: str) -> None:
    progressive = kind == "JPEG" and image.info.get("progressive")
    most = PIXELS_MAX["PROGRESSIVE" if progressive else kind]
    if image.width * image.height > most or max(image.size) > SIDE_MAX:
        raise NoPhotoError("too_large")


def _orientation(image: Image.Image) -> int:
    """How the camera was held, 1 to 8; 1 when that cannot be read."""
    try:
        return int(image.getexif().get(ExifTags.Base.Orientation, 1))
    except Exception:  # noqa: BLE001  a broken note about the picture does not make the picture bad
        return 1


def _on_white(image: Image.Image) -> Image.Image:
    """A new image with the pixels of `image` and nothing else of it."""
    clean = Image.new("RGB", image.size, "white")
    if image.has_transparency_data:
        seen = image.convert("RGBA")
        clean.paste(seen, mask=seen.getchannel("A"))
    else:
        clean.paste(image.convert("RGB"))
    return clean


def _jpeg(image: Image.Image) -> bytes:
    target = BytesIO()
    image.save(target, "JPEG", quality=QUALITY, optimize=True)
    return target.getvalue()
