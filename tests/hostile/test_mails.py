"""Mails about a report whose every word is an attack: whole headers, and text that stays text."""

import json
import re
from collections.abc import Callable
from datetime import timedelta
from email.message import EmailMessage
from typing import Any

import pytest
from moto.core import DEFAULT_ACCOUNT_ID
from moto.ses.models import ses_backends

from deliver.handler import handle as deliver
from hostile.checks import foreign_parts, is_quiet, written
from hostile.texts import ADDRESSES, FORMATS, LINES, MARK, MARKUP, SCRIPTS, WORKED_OUT
from hostile.world import DRAFT
from integration.citizens import Citizen
from integration.desks import Browser, case_link, now, open_city
from integration.posthouse import Office, post_link, submit
from integration.test_intake_form import sent_id
from mandat.cases import store
from mandat.cases.domain.limits import REJECT_REASONS
from mandat.city.store import load_catalogue
from mandat.people.store import address_hash, confirm
from mandat.platform.links import track_url
from mandat.platform.settings import settings
from mandat.web.report.steps import is_email
from notify.handler import handle as notify
from routing.handler import handle as route
from samples import LambdaContext, messages, sqs_event, stream_record
from unit.messaging.mails import part, sent

LINE = re.compile(rb"([\w-]+):|[ \t]")
HEADERS = {
    *("From", "To", "Reply-To", "Subject", "MIME-Version", "Content-Type", "Content-Language"),
    *("X-Mandat-Message", "X-Mandat-Correlation", "Auto-Submitted", "X-Auto-Response-Suppress"),
    *("List-Id", "References"),
}
EMAIL = "rahayu@example.org"


@pytest.fixture(autouse=True)
def city(aws: None) -> None:
    open_city()
    confirm(address_hash(EMAIL), now())


def filed(**typed: str) -> str:
    """A report as the form takes it, every page at once; its case id."""
    citizen = Citizen()
    page = citizen.get("/lapor")
    draft = {**DRAFT, "village": load_catalogue().villages[0].code, **typed}
    page = citizen.post("/lapor", {**page.form.fields, **draft, "act": "send"})
    assert page.path == "/lapor/terkirim", (page.status, page.problems)
    return sent_id(page)


def passed(handler: Callable[..., Any], *bodies: str) -> None:
    """A batch of which nothing comes back."""
    if bodies:
        answer = handler(sqs_event(*bodies), LambdaContext())
        assert answer == {"batchItemFailures": []}


def pump(case_id: str, after: int = 0) -> int:
    """Feed the events that nobody heard of yet, until nothing new happens; the last number."""
    while events := store.timeline(case_id, after):
        records = [stream_record(case_id, one.seq) for one in events]
        passed(route, *records)
        passed(notify, *records)
        after = events[-1].seq
        queued = messages(settings().message_queue_url)
        passed(deliver, *(json.dumps(one) for one in queued))
    return after


def raw_mails() -> list[str]:
    found = ses_backends[DEFAULT_ACCOUNT_ID]["ap-southeast-3"].sent_messages
    return [one.raw_data for one in found]


def are_sound(mails: list[EmailMessage], raw: list[str]) -> None:
    assert mails
    for mail, text in zip(mails, raw, strict=True):
        head = text.encode().replace(b"\r\n", b"\n").partition(b"\n\n")[0]
        assert all(LINE.match(line) for line in head.split(b"\n")), head
        assert set(mail.keys()) <= HEADERS
        assert all(mail[name] for name in ("To", "From", "Subject"))
        assert all(len(mail.get_all(name) or ()) <= 1 for name in HEADERS)
        assert all(MARK not in str(mail[name]) for name in ("From", "Reply-To", "Subject"))
        assert foreign_parts(part(mail, "html")) == []
        assert WORKED_OUT not in part(mail, "plain") + part(mail, "html")


def _each(texts: tuple[str, ...]) -> list[Any]:
    """One by one in the long form."""
    return [pytest.param(_sendable(one), marks=pytest.mark.proof) for one in texts]


def _sendable(text: str) -> str:
    """As a browser would send it: half a surrogate pair is a question mark by then."""
    return text.encode(errors="replace").decode()


KINDS = (MARKUP, FORMATS, LINES, SCRIPTS)
TOGETHER = _sendable(" ".join(one for kind in KINDS for one in kind))


@pytest.mark.parametrize("text", [TOGETHER, *(one for kind in KINDS for one in _each(kind))])
def test_a_whole_story_of_attacks(text: str) -> None:
    """Filed, passed on, asked, answered, refused: everything that people write is `text`."""
    words = f"{text} dan dua puluh huruf lagi supaya cukup panjang."
    with written() as log:
        case_id = filed(description=words, name=text[-90:], landmark=text[:290])
        heard = pump(case_id)
        owner, citizen = Browser(), Citizen()
        link = case_link(store.load(case_id), "dinas-pupr")
        for action in ("perkembangan", "tanya"):
            owner.act(link, action, text=words, sure="yes")
        citizen.get(f"{track_url(case_id)}/tambah")
        citizen.send(text=words)
        reason = min(REJECT_REASONS)
        assert owner.act(link, "tolak", text=words, reason=reason, sure="yes").status == 303
        heard = pump(case_id, heard)
        assert store.load(case_id).told_at
        citizen.get(f"{track_url(case_id)}/belum-puas")
        citizen.send(reason="not_done", text=words)
        pump(case_id, heard)
    assert store.load(case_id).status == "disputed"
    assert len(sent()) > 6
    are_sound(sent(), raw_mails())
    is_quiet(log.getvalue(), (text, words))


@pytest.mark.parametrize("email", [*ADDRESSES[:2], ADDRESSES[6], *_each(ADDRESSES)])
def test_an_address_that_is_an_attack_reaches_nobody_else(email: str) -> None:
    """Refused by the form, or written to as it stands and to nobody else."""
    if not is_email(email.strip()):
        citizen = Citizen()
        page = citizen.get("/lapor")
        draft = {**DRAFT, "village": load_catalogue().villages[0].code, "email": email}
        assert citizen.post("/lapor", {**page.form.fields, **draft, "act": "send"}).status == 422
        return
    with written() as log:
        pump(filed(email=email))
    are_sound(sent(), raw_mails())
    foreign = [one for one in sent() if not str(one["To"]).endswith("@bengkulu.example.org")]
    assert all(str(one["To"].addresses[0].addr_spec) == email for one in foreign)
    assert all(len(one["To"].addresses) == 1 for one in sent())
    is_quiet(log.getvalue(), (email,))


@pytest.mark.parametrize("text", [MARKUP[1], LINES[1]])
def test_a_deputy_whose_name_is_an_attack(text: str) -> None:
    day = f"{now() + timedelta(days=7):%d-%m-%Y}"
    typed = {"name": text[:90], "email": "wira@example.org", "sure": "yes", "scope": "all"}
    answer = submit(Browser(), f"{post_link('dinas-pupr')}/wakil", day=day, **typed)
    assert answer.status == 303
    assert Office().pump()
    are_sound(sent(), raw_mails())
