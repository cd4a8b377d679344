"""Doors of photos: /foto/<token> chooses and sends them, /f/<token> shows one."""

from aws_lambda_powertools.event_handler import Response

from mandat.errors import NotFoundError
from mandat.photos.uploads import (
    PHOTOS_MAX,
    Uploads,
    fresh_address,
    is_photo_id,
    upload_form,
    uploads,
)
from mandat.platform.links import Purpose, photo_url, read, site
from mandat.web.visit import Visit


def choose(visit: Visit, token: str) -> Response[str]:
    """The page in the frame. The bucket sends people back to it from another site, so it neither
    needs nor sets the guard's cookie: its token is all that it can do.
    """
    group = read(Purpose.UPLOAD, token, visit.now)["g"]
    found = uploads(group)
    slot = _slot(visit, group, found)
    address = site(f"/foto/{token}")
    return visit.page(
        "photo.html",
        photos=[_shown(one, found) for one in found.photos],
        refused=dict(found.refused).values(),
        form=upload_form(slot, address) if slot else None,
        address=address,
        waiting=set(found.photos) - set(found.ready),
        replacing=slot in found.photos,
        most=PHOTOS_MAX,
    )


def _slot(visit: Visit, group: str, found: Uploads) -> str | None:
    """Where the next file goes: over the one that the citizen wants to replace, or a free place."""
    wanted = f"{group}/{visit.request.query.get('ganti', '')}"
    return wanted if wanted in found.photos else found.free


def _shown(photo: str, found: Uploads) -> dict[str, str]:
    thumb = photo_url(photo) if photo in found.ready else ""
    return {"number": photo.rpartition("/")[2], "thumb": thumb}


def show(visit: Visit, token: str) -> Response[str]:
    claims = read(Purpose.PHOTO, token, visit.now)
    photo, size = claims.get("p", ""), "full" if claims.get("s") == "full" else "thumb"
    address = fresh_address(photo, size) if is_photo_id(photo) else None  # type: ignore[arg-type]
    if address is None:
        raise NotFoundError("no_photo")
    return visit.redirect(address)
