"""A small city in which every door of both sites has somebody who may open it."""

import re
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import timedelta
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urlsplit

import boto3
from moto.backends import get_backend
from moto.core import DEFAULT_ACCOUNT_ID as ACCOUNT_ID

from actions.handler import handle as act
from booking.handler import handle as lend
from hostile.carded import Carded
from hostile.cared import Cared
from hostile.fostered import Fostered
from hostile.http import Answer, event
from hostile.lenders import Lenders
from hostile.lent import OFFERS, Loans
from hostile.owed import Owed
from intake.handler import handle as take
from integration.desks import (
    CALLED,
    Browser,
    case_link,
    filed,
    fresh,
    now,
    open_city,
    refused,
    told,
    tracking_token,
    work_link,
)
from integration.posthouse import post, post_link, submit
from mandat.cases.commands import execute
from mandat.cases.domain import acts as a
from mandat.cases.domain.model import Case
from mandat.city.store import load_catalogue
from mandat.following.commands import follow_case
from mandat.people.store import address_hash
from mandat.photos.uploads import group_of, photo_key
from mandat.platform.links import (
    Purpose,
    address_url,
    follow_url,
    own_url,
    photo_url,
    sign,
    take_post_url,
)
from mandat.platform.settings import settings
from mandat.posts.store import handover
from mandat.web import citizen
from mandat.web.assets import asset_url
from mandat.web.bookings import pages as borrowing
from mandat.web.bookings import site as bookings
from mandat.web.bookings.steps import STEPS as LOAN_STEPS
from mandat.web.report.pages import ACTS
from mandat.web.report.steps import STEPS
from mandat.web.routing import Route
from mandat.web.staff import site as staff
from samples import LambdaContext
from unit.cases.samples import LONG

LENT = ("/pinjam", "/sopir")
LOANS = tuple(one for one in bookings.ROUTES if one.path.startswith(LENT))
ROUTES = (*citizen.ROUTES, *staff.ROUTES, *LOANS)
HOUR, AGES = timedelta(hours=1), 40
GROUP = group_of("hostile")
PHOTO = f"{GROUP}/1"
STORY = "Ada lubang besar di depan gerbang sekolah, dua pengendara sudah jatuh."
DRAFT = {
    "service": "jalan-rusak",
    "description": STORY,
    "q_bahaya": "ya",
    "landmark": "Sebelah warung",
    "rt": "05",
    "rw": "2",
    "who": "named",
    "name": "Rahayu Contoh",
    "phone": "0812-0000-0009",
    "email": "rahayu@example.org",
}


@dataclass
class Form:
    """A form of a page: for each field the values that the page itself offers."""

    page: str
    action: str
    offered: dict[str, list[str]] = field(default_factory=dict)

    def filled(self) -> dict[str, str]:
        """The form as somebody sends it who makes the first choice of each."""
        return {name: values[-1] for name, values in self.offered.items() if values}


class _Forms(HTMLParser):
    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.page, self.forms, self._field = page, list[Form](), ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        known = {name: value or "" for name, value in attrs}
        if tag == "form" and known.get("method") == "post":
            self.forms.append(Form(self.page, known.get("action") or self.page))
        elif self.forms and tag == "option":
            self._offer(self._field, known.get("value", ""))
        elif self.forms and known.get("name"):
            self._field = known["name"]
            self._offer(self._field, known.get("value", ""))

    def _offer(self, name: str, value: str) -> None:
        self.forms[-1].offered.setdefault(name, []).append(value)


def forms_of(page: str, body: str) -> list[Form]:
    """The posting forms that lead to this site; an upload goes straight to the bucket."""
    reader = _Forms(page)
    reader.feed(body)
    return [one for one in reader.forms if not urlsplit(one.action).netloc]


def pattern_of(route: Route) -> re.Pattern[str]:
    return re.compile(re.sub(r"<\w+>", r"[^/]+", route.path))


def route_of(method: str, path: str) -> Route | None:
    """The door that an address leads to."""
    fitting = (one for one in ROUTES if one.method == method)
    return next((one for one in fitting if pattern_of(one).fullmatch(path)), None)


def ask(wanted: dict[str, Any]) -> Answer:
    """What API Gateway is told to answer."""
    site = act if _is_staff(wanted["path"]) else take
    site = lend if wanted["path"].startswith(LENT) else site
    answer = site(wanted, LambdaContext())  # type: ignore[arg-type]
    return Answer(answer["statusCode"], answer["body"] or "", answer["multiValueHeaders"])


def _is_staff(path: str) -> bool:
    return path.startswith(("/t/", "/j/", "/asuh/"))


class World:
    """`pages` are addresses by the path of their route; `forms` those that the pages show."""

    def __init__(self) -> None:
        open_city()
        self.browser = Browser()
        self._people()
        self.loans = Loans(now())
        known = (Lenders(now()), Owed(now()), Cared(now()), Fostered(now()), Carded(now()))
        others = {path: found for one in known for path, found in one.pages().items()}
        self.pages = {**self._citizens(), **self._staffs(), **self.loans.pages(), **others}
        self.cookie = "; ".join(f"{name}={value}" for name, value in self._cookies())
        seen = self._seen()
        self.forms = [*seen, *self._loan_steps(seen), *self._steps(seen)]
        self._kept = deepcopy(table().items)

    def restore(self) -> None:
        """As it was when it was made."""
        table().items = deepcopy(self._kept)

    def get(self, address: str) -> Answer:
        parts = urlsplit(address)
        query = dict(one.partition("=")[::2] for one in parts.query.split("&") if one)
        return ask(event("GET", parts.path, query=query, cookie=self.cookie))

    def forms_to(self, route: Route) -> list[Form]:
        return [one for one in self.forms if route_of("POST", urlsplit(one.action).path) is route]

    @property
    def last_form(self) -> Form:
        """The citizen's report, complete, with the button that sends it."""
        return next(one for one in reversed(self.forms) if one.action == "/lapor")

    def _people(self) -> None:
        self.open = filed("open")
        self.other = filed("other")
        self.answered = told(_finished(filed("answered")))
        self.called = _finished(filed("called", contact=CALLED))
        self.disputed = refused(told(_finished(filed("disputed"))))
        self.person = address_hash("rahayu@example.org")
        self.follower = follow_case(self.other, "seed", "ikut@example.org", "id", now())
        key = photo_key(PHOTO, "thumb")
        boto3.client("s3").put_object(Bucket=settings().photo_bucket, Key=key, Body=b"photo")
        self._posts()

    def _posts(self) -> None:
        home = post_link("dinas-pupr")
        day = f"{now() + timedelta(days=7):%d-%m-%Y}"
        deputy = {"name": "Wira Contoh", "email": "wira@example.org", "sure": "yes"}
        submit(self.browser, f"{home}/wakil", scope="all", day=day, **deputy)
        above = post_link(str(post("dinas-pupr").superior_id))
        new = {"name": "Baru Contoh", "email": "baru@example.org", "sure": "yes"}
        submit(self.browser, f"{above}/serah/dinas-pupr", **new, seat="all")
        self.above = above

    def _cookies(self) -> list[tuple[str, str]]:
        """Those of one browser that has been to every site."""
        return [("__Host-mandat", "a-browser"), ("bahasa", "id"), ("catat", "counter/")]

    def _citizens(self) -> dict[str, list[str]]:
        own = urlsplit(own_url(self.person, now() + HOUR)).path
        return {
            **{path: [path] for path in ("/", "/lapor", "/lacak", "/saya", "/privasi")},
            **{path: [path] for path in ("/favicon.ico", "/robots.txt", "/sehat")},
            "/lapor/terkirim": ["/lapor/terkirim"],
            "/k/<token>": [f"/k/{tracking_token(one)}" for one in (self.open, self.answered)],
            "/k/<token>/<act>": [
                *(f"/k/{tracking_token(self.open)}/{one}" for one in ("tambah", "batal")),
                *(f"/k/{tracking_token(self.answered)}/{one}" for one in ("puas", "belum-puas")),
            ],
            "/alamat/<token>": [_path(address_url(self.person, self.open.id, now() + HOUR))],
            "/ikut/<token>": [_path(follow_url(self.other.id, self.follower.hash))],
            "/saya/<token>": [own],
            "/saya/<token>/data": [f"{own}/data"],
            "/saya/<token>/data.json": [f"{own}/data.json"],
            "/saya/<token>/hapus": [f"{own}/hapus"],
            "/saya/<token>/<case_id>": [f"{own}/{self.open.id}"],
            "/foto/<token>": [f"/foto/{sign(Purpose.UPLOAD, {'g': GROUP}, now() + HOUR)}"],
            "/f/<token>": [_path(photo_url(PHOTO))],
            "/static/<name>": [asset_url("mark.svg")],
        }

    def _staffs(self) -> dict[str, list[str]]:
        home, work = post_link("dinas-pupr"), work_link("dinas-pupr")
        old = work_link("dinas-pupr", age_days=AGES)
        places = {place: old.replace("/t/daftar/", f"/t/{place}/") for place in _PLACES}
        asked = handover("dinas-pupr")
        return {
            "/t/jabatan/<token>": [home, places["jabatan"]],
            "/t/jabatan/<token>/wakil": [f"{home}/wakil"],
            "/t/jabatan/<token>/akhiri/<serial>": [f"{home}/akhiri/1"],
            "/t/jabatan/<token>/serah": [f"{self.above}/serah"],
            "/t/jabatan/<token>/serah/<post>": [f"{self.above}/serah/dinas-pupr"],
            "/j/<token>": [_path(take_post_url("dinas-pupr", asked.id if asked else "", _soon()))],
            "/t/catat/<token>": [_at(work, "catat"), _at(work_link("walikota"), "catat")],
            "/t/laporan/<token>": [_at(work_link("sekda"), "laporan"), places["laporan"]],
            "/t/daftar/<token>": [work, old],
            **{
                f"/t/{place}/<token>/tautan-baru": [f"{places[place]}/tautan-baru"]
                for place in _PLACES
            },
            "/t/<token>": [
                case_link(self.open, "dinas-pupr"),
                case_link(self.open, "dinas-pupr", age_days=AGES),
            ],
            "/t/<token>/gabung": [f"{case_link(self.other, 'dinas-pupr')}/gabung"],
            "/t/<token>/<action>": self._acts(),
        }

    def _acts(self) -> list[str]:
        """Every form that a page of a case offers to somebody."""
        found: dict[str, str] = {}
        for case, one in self._lookers():
            link = case_link(fresh(case), one)
            page = self.browser.get(link).body
            for name in re.findall(rf'href="{re.escape(link)}/([a-z]+)"', page):
                found.setdefault(name, f"{link}/{name}")
        return [path for name, path in found.items() if name != "gabung"]

    def _lookers(self) -> list[tuple[Case, str]]:
        mine = [(one, "dinas-pupr") for one in (self.open, self.called)]
        return [
            *mine,
            (self.open, "inspektorat"),
            (self.open, "sekda"),
            (self.open, "walikota"),
            (self.disputed, "walikota"),
        ]

    def _seen(self) -> list[Form]:
        pages = [one for paths in self.pages.values() for one in paths]
        return [form for one in pages for form in forms_of(one, self.get(one).body)]

    def _loan_steps(self, seen: list[Form]) -> list[Form]:
        """The pages of who borrows, each with the whole draft; and the page of moving a loan."""
        asked = (one for one in seen if one.action == "/pinjam/mobil-dinas")
        key = next(one.offered["key"][0] for one in asked if "key" in one.offered)
        draft = self.loans.draft(key)
        offered = {name: [value] for name, value in draft.items()}
        verbs = [*borrowing.ACTS, f"take:{draft['day']}/540/60/bd-2-a", f"day:{draft['day']}"]
        found = forms_of(self.loans.move.partition("?")[0], self.get(self.loans.move).body)
        for path in (f"/pinjam/{one}" for one in OFFERS):
            for step in LOAN_STEPS:
                sent = event(
                    "POST", path, form={**draft, "act": f"edit:{step.id}"}, cookie=self.cookie
                )
                form = forms_of(path, ask(sent).body)[-1]
                found.append(Form(path, path, {**form.offered, **offered, "act": verbs}))
        return found

    def _steps(self, seen: list[Form]) -> list[Form]:
        """The pages of the citizen's form, each with the whole draft and every button there is."""
        key = next(one.offered["key"][0] for one in seen if "step" in one.offered)
        village = load_catalogue().villages[0].code
        draft = {**DRAFT, "village": village, "key": key}
        found = []
        for step in STEPS:
            sent = {**draft, "act": f"edit:{step.id}"}
            body = ask(event("POST", "/lapor", form=sent, cookie=self.cookie)).body
            form = forms_of("/lapor", body)[-1]
            offered = {name: [value] for name, value in draft.items()}
            verbs = [f"{verb}:{self.other.id}" for verb in ACTS] + ["send"]
            found.append(Form("/lapor", "/lapor", {**form.offered, **offered, "act": verbs}))
        return found


_PLACES = ("jabatan", "catat", "laporan", "daftar")


def _at(work: str, place: str) -> str:
    return work.replace("/t/daftar/", f"/t/{place}/")


def _soon() -> Any:
    return now() + HOUR


def _path(url: str) -> str:
    return urlsplit(url).path


def _finished(case: Case) -> Case:
    calendar = load_catalogue().calendar
    finish = a.FinishTask(f"f:{case.id}", "post:dinas-pupr:a1", text=LONG, calendar=calendar)
    return execute(case.id, finish, now()).case


def table() -> Any:
    """The table as moto keeps it."""
    backend = get_backend("dynamodb")[ACCOUNT_ID]["ap-southeast-3"]
    return backend.get_table(settings().table_name)
