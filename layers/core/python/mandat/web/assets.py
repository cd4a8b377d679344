"""Static files under names that change with their content, so that they may be kept for ever."""

import hashlib
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent / "static"
TYPES = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
}


@cache
def asset_url(name: str) -> str:
    """/static/app.1a2b3c4d.css for app.css."""
    path = FOLDER / name
    digest = hashlib.sha256(path.read_bytes()).hexdigest()[:8]
    return f"/static/{path.stem}.{digest}{path.suffix}"


@cache
def asset_body(url_name: str) -> tuple[str, str] | None:
    """Content type and text of a hashed name; None for a name that is not current."""
    for path in FOLDER.iterdir():
        if path.suffix in TYPES and asset_url(path.name) == f"/static/{url_name}":
            return TYPES[path.suffix], path.read_text("utf-8")
    return None
