"""/saya/<token>/data: all that is held, as a page and as a file, at once (UU PDP Ps. 32)."""

import msgspec
from aws_lambda_powertools.event_handler import Response

from mandat.city.store import load_catalogue
from mandat.own.held import Document, follow_documents, person_file
from mandat.platform.ids import read_reference
from mandat.platform.links import site
from mandat.platform.observability import count
from mandat.web.own.key import before_of, person_of
from mandat.web.render import page_headers
from mandat.web.visit import Visit

FILE = 'attachment; filename="data-saya.json"'


def show(visit: Visit, token: str) -> Response[str]:
    found = _file(visit, token)
    ids = {one["reference"]: read_reference(one["reference"]) for one in found["cases"]}
    return visit.page(
        "own/data.html",
        token=token,
        cases=found["cases"],
        ids=ids,
        earlier=found["next"],
        before=before_of(visit),
    )


def download(visit: Visit, token: str) -> Response[str]:
    """The same as JSON; `next` is the address of the next file, when there is one."""
    found = _file(visit, token)
    after = found["next"].replace("#", "%23").replace(":", "%3A")
    more = site(f"/saya/{token}/data.json?sebelum={after}") if after else ""
    follows = follow_documents(person_of(visit, token))
    document = {**found, "follows": follows, "next": more}
    body = msgspec.json.format(msgspec.json.encode(document), indent=2).decode()
    count("DataHandedOut")
    headers = {**dict(page_headers()), "Content-Disposition": FILE}
    return Response(200, "application/json; charset=utf-8", body, headers=headers)


def _file(visit: Visit, token: str) -> Document:
    hashed = person_of(visit, token)
    return person_file(hashed, before_of(visit), load_catalogue(), visit.locale)
