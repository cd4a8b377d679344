"""Where the next page of a post's list starts: signed, and good for that post only."""

from mandat.errors import LinkError
from mandat.platform.links import Purpose, read, sign
from mandat.web.staff.viewer import Viewer
from mandat.web.visit import Visit

FIELD = "lanjut"


def ended_at(visit: Visit, viewer: Viewer) -> str:
    """The key where the page above ended; a cursor that does not hold starts at the top."""
    try:
        claims = read(Purpose.CURSOR, visit.request.query.get(FIELD, ""), visit.now)
    except LinkError:
        return ""
    return claims["k"] if claims["p"] == viewer.id else ""


def cursor(viewer: Viewer, key: str) -> str:
    return sign(Purpose.CURSOR, {"p": viewer.id, "k": key})
