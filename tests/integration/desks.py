"""A browser without JavaScript before functions/actions, and cases for it to open."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cache
from html.parser import HTMLParser
from http.cookies import SimpleCookie
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

from actions.handler import handle
from city.build import build_catalogue, build_posts
from city.check import CITIES, checked_city
from mandat.cases import store
from mandat.cases.commands import execute
from mandat.cases.commands import submit as file
from mandat.cases.domain import acts as a
from mandat.cases.domain.model import Case, ContactKind
from mandat.city.domain import Catalogue, Post
from mandat.city.store import (
    create_post,
    forget_catalogue,
    load_catalogue,
    load_post,
    put_catalogue,
)
from mandat.personal.domain import Contact, Narrative
from mandat.personal.submission import Submission
from mandat.platform.links import act_url, track_url, worklist_url
from samples import LambdaContext
from unit.cases.samples import LONG, submit

CODE = "ABC123"
POSTS = (
    *("walikota", "wakil-walikota", "sekda", "inspektorat", "triase"),
    *("dinas-pupr", "dinas-perkim", "dinas-sosial", "dp3ap2kb", "bpbd"),
)
PHONE = "+6281200000001"
CONTACT = Contact(name="Rahayu Contoh", phone=PHONE, email="rahayu@example.org")
CALLED = Contact(name="Rahayu Contoh", phone=PHONE)
STORY = "Ada lubang besar di depan gerbang sekolah, dua pengendara sudah jatuh."
NARRATIVE = Narrative(description=STORY, neighbourhood="04/02", landmark="Sebelah warung Bu Sri")
SECRETS = (CONTACT.name, PHONE, PHONE[3:], CONTACT.email, STORY, CODE, LONG)


@dataclass
class Answer:
    status: int
    body: str = field(repr=False)
    headers: dict[str, list[str]] = field(default_factory=dict)

    @property
    def location(self) -> str:
        return self.headers.get("Location", [""])[0]


@dataclass
class Form:
    """A form as the page gives it: `fields` are what a bare click on its button sends."""

    action: str
    method: str = "get"
    fields: list[tuple[str, str]] = field(default_factory=list)


class Browser:
    """Keeps cookies, follows nothing by itself."""

    def __init__(self) -> None:
        self.cookies: dict[str, str] = {}

    def get(self, address: str, method: str = "GET") -> Answer:
        return self._send(method, address, "")

    def post(self, address: str, fields: Any) -> Answer:
        return self._send("POST", address, urlencode(fields))

    def act(self, link: str, action: str, **typed: str) -> Answer:
        """Open the form of an action, fill in `typed`, send it."""
        form = self.form(link, action)
        return self.post(form.action, dict(form.fields) | typed)

    def form(self, link: str, action: str) -> Form:
        page = self.get(f"{link}/{action}")
        assert page.status == 200, page.status
        return next(one for one in forms(page.body) if one.action.endswith(f"/{action}"))

    def _send(self, method: str, address: str, body: str) -> Answer:
        parts = urlsplit(address)
        cookie = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        event = proxy_event(method, parts.path, dict(parse_qsl(parts.query)), cookie, body)
        answer = handle(event, LambdaContext())  # type: ignore[arg-type]
        headers = answer.get("multiValueHeaders", {})
        self._keep(headers.get("Set-Cookie", []))
        return Answer(answer["statusCode"], answer["body"], headers)

    def _keep(self, lines: list[str]) -> None:
        for line in lines:
            for name, morsel in SimpleCookie(line).items():
                self.cookies[name] = morsel.value


def proxy_event(
    method: str, path: str, query: dict[str, str], cookie: str, body: str
) -> dict[str, Any]:
    """What API Gateway's REST proxy sends."""
    return {
        "resource": "/t/{proxy+}",
        "path": path,
        "httpMethod": method,
        "headers": {"Cookie": cookie, "Content-Type": "application/x-www-form-urlencoded"},
        "multiValueHeaders": {},
        "queryStringParameters": query or None,
        "multiValueQueryStringParameters": {name: [value] for name, value in query.items()} or None,
        "pathParameters": {"proxy": path.removeprefix("/t/")},
        "requestContext": {"requestId": "request-7", "resourcePath": "/t/{proxy+}", "stage": "v"},
        "body": body or None,
        "isBase64Encoded": False,
    }


class _Reader(HTMLParser):
    """Forms with their default values, and the links of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self.links: list[str] = []
        self._area = ""
        self._select: tuple[str, str] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        if tag == "a" and found.get("href"):
            self.links.append(str(found["href"]))
        elif tag == "form":
            self.forms.append(Form(found.get("action") or "", found.get("method") or "get"))
        elif self.forms and found.get("name"):
            self._field(tag, found)
        elif tag == "option" and self._select and not self._select[1] and "selected" in found:
            self._select = (self._select[0], found.get("value") or "")

    def _field(self, tag: str, found: dict[str, str | None]) -> None:
        name, value = str(found["name"]), found.get("value") or ""
        if tag == "select":
            self._select = (name, "")
        elif tag == "textarea":
            self._area = name
            self.forms[-1].fields.append((name, ""))
        elif found.get("type") not in {"checkbox", "radio"} or "checked" in found:
            self.forms[-1].fields.append((name, value))

    def handle_endtag(self, tag: str) -> None:
        if tag == "select" and self._select:
            self.forms[-1].fields.append(self._select)
            self._select = None
        elif tag == "textarea":
            self._area = ""

    def handle_data(self, data: str) -> None:
        if self._area:
            self.forms[-1].fields[-1] = (self._area, data.removeprefix("\n"))


def forms(page: str) -> list[Form]:
    return [one for one in _read(page).forms if one.method == "post"]


def links(page: str) -> list[str]:
    """The addresses of a page that lead to this function."""
    found = (urlsplit(one) for one in _read(page).links)
    return [one.geturl() for one in found if one.path.startswith("/t/")]


def _read(page: str) -> _Reader:
    reader = _Reader()
    reader.feed(page)
    return reader


@cache
def _built() -> tuple[Catalogue, dict[str, Post]]:
    sources = checked_city(CITIES / "bengkulu")
    return build_catalogue(sources), {post.id: post for post in build_posts(sources)}


def open_city() -> Catalogue:
    """The city's catalogue, with only those posts kept that the tests act as."""
    catalogue, posts = _built()
    forget_catalogue()
    put_catalogue(catalogue, replaces=0)
    for post in POSTS:
        create_post(posts[post])
    return load_catalogue()


def open_post(post_id: str) -> None:
    """One more of the city's posts."""
    create_post(_built()[1][post_id])


def filed(
    cause: str = "submit:1",
    service: str = "jalan-rusak",
    contact: Contact = CONTACT,
    owner: str = "dinas-pupr",
    **changes: Any,
) -> Case:
    """A case with its owner, filed now."""
    case = file(_submission(cause, service, contact, changes), now()).case
    calendar = load_catalogue().calendar
    route = a.RouteCase(f"route:{cause}", "system", calendar=calendar, owner=owner)
    return execute(case.id, route, now()).case


def _submission(cause: str, service: str, contact: Contact, changes: dict[str, Any]) -> Submission:
    found = load_catalogue().service(service)
    assert found
    command = submit(
        cause=cause,
        service_id=service,
        service_title=found.title,
        sealed=found.sealed,
        contact=_kind(contact),
        confidential=contact.confidential,
        **changes,
    )
    return Submission(command, contact, NARRATIVE, "digest", CODE)


def _kind(contact: Contact) -> ContactKind:
    if contact.email:
        return ContactKind.MAIL
    return ContactKind.PHONE if contact.phone else ContactKind.NONE


def now() -> datetime:
    return datetime.now(UTC)


def case_link(case: Case, post: str, address: str = "a1", *, age_days: int = 0) -> str:
    """The path of a post's link, signed `age_days` ago."""
    found = load_post(post)
    assert found
    signed = now() - timedelta(days=age_days)
    return urlsplit(act_url(case.id, post, address, found.generation, signed)).path


def work_link(post: str, *, age_days: int = 0) -> str:
    found = load_post(post)
    assert found
    signed = now() - timedelta(days=age_days)
    return urlsplit(worklist_url(post, "a1", found.generation, signed)).path


def tracking_token(case: Case) -> str:
    return urlsplit(track_url(case.id)).path.rpartition("/")[2]


def by_citizen(case: Case, kind: type[a.Command], cause: str, **more: Any) -> Case:
    """Something that the citizen does on their own page."""
    calendar = {"calendar": load_catalogue().calendar} if kind is not a.AcceptAnswer else {}
    return execute(case.id, kind(cause, "citizen", **calendar, **more), now()).case


def told(case: Case, cause: str = "told") -> Case:
    """The deliver function has mailed the answer."""
    calendar = load_catalogue().calendar
    return execute(
        case.id, a.RecordContact(cause, "system", calendar=calendar, how="mail"), now()
    ).case


def refused(case: Case, cause: str = "refuse") -> Case:
    text = "Lubangnya masih ada dan makin dalam."
    return by_citizen(case, a.RefuseAnswer, cause, text=text, reason="not_done")


def fresh(case: Case) -> Case:
    return store.load(case.id)


def logged(lines: str) -> Iterator[dict[str, Any]]:
    """The JSON lines among captured output."""
    for line in lines.splitlines():
        if line.startswith("{"):
            yield json.loads(line)
