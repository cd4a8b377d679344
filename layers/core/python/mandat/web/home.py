"""Home, privacy, and the small files that browsers and machines ask for."""

import json

from aws_lambda_powertools.event_handler import Response

from mandat.city.domain import LeaderContact
from mandat.city.store import load_catalogue
from mandat.errors import NotFoundError
from mandat.text.mark import msg
from mandat.web.assets import asset_body, asset_url
from mandat.web.visit import Visit

YEAR = "public, max-age=31536000, immutable"
# Of drivers, crews, the ambulance desk, and who called an ambulance.
LINKS = ("/sopir/", "/kru/", "/meja/", "/ambulans/status/")
# Of children, of officials who foster them, and of who turns 17.
PEOPLE = ("/anak/", "/asuh/", "/ktp/")
PRIVATE = ("/k/", "/t/", "/f/", "/foto/", "/saya/", "/ikut/", "/pinjam/ubah/", *LINKS, *PEOPLE)
ROBOTS = "User-agent: *\n" + "".join(f"Disallow: {path}\n" for path in PRIVATE)
# What people look for by name, above all in a bad hour: service, page, words.
LENT = (
    ("ambulans-darurat", "/ambulans", msg("Free ambulance")),
    ("mobil-dinas", "/pinjam/mobil-dinas", msg("Borrow the mayor's car for a wedding")),
    ("perlengkapan-duka", "/pinjam/perlengkapan-duka", msg("Things for a house of mourning")),
)
# What the city promises people: service, page, words.
PROMISED = (
    ("berobat-biasa", "/berobat", msg("Ill and no money: care in hospital for free")),
    ("kematian", "/kematian", msg("Somebody has died: papers, evenings of prayer, a hearse")),
    ("ktp-17", "/ktp", msg("The first identity card, brought on the 17th birthday")),
    ("santunan-lansia", "/santunan", msg("Monthly stipend for poor elderly widows")),
    ("anak-asuh", "/anak-asuh", msg("Orphans, and the officials who foster them")),
)
GREETING = msg("Good day. I am a resident of {city} and would like to say: ")


def home(visit: Visit) -> Response[str]:
    catalogue = load_catalogue()
    return visit.page(
        "home.html",
        city=catalogue.city_name,
        leaders=catalogue.leaders,
        lent=[(page, words) for service, page, words in LENT if catalogue.service(service)],
        promised=[(page, words) for service, page, words in PROMISED if catalogue.service(service)],
        greeting=visit.say(GREETING, city=catalogue.city_name),
        phone=_phone,
    )


def _phone(leader: LeaderContact) -> str:
    return f"tel:{leader.phone}"


def privacy(visit: Visit) -> Response[str]:
    return visit.page("privacy.html", city=load_catalogue().city_name)


def static(_visit: Visit, name: str) -> Response[str]:
    found = asset_body(name)
    if found is None:
        raise NotFoundError("no_file")
    kind, body = found
    return _file(kind, body, YEAR)


def icon(visit: Visit) -> Response[str]:
    return static(visit, asset_url("mark.svg").rpartition("/")[2])


def robots(_visit: Visit) -> Response[str]:
    return _file("text/plain; charset=utf-8", ROBOTS, "public, max-age=86400")


def health(_visit: Visit) -> Response[str]:
    """Whether a report could be taken: the table answers and the catalogue is there."""
    version = load_catalogue().version
    return _file("application/json", json.dumps({"status": "ok", "catalogue": version}), "no-store")


def _file(kind: str, body: str, cache: str) -> Response[str]:
    headers = {"Cache-Control": cache, "X-Content-Type-Options": "nosniff"}
    return Response(200, kind, body, headers=headers)
