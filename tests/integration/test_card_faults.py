"""What goes wrong around a card: somebody was faster, nobody knows, the register has forgotten."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest

from integration import cardholders as x
from integration.applicants import desk
from integration.citizens import Citizen
from integration.desks import Browser, forms
from integration.lenders import Clock, clock
from integration.test_card_desk import DUKCAPIL, list_path
from integration.test_card_pages import CHOSEN, DAY, path
from mandat.cases import store as cases
from mandat.errors import (
    MandatError,
    NotAllowedError,
    NotFoundError,
    OutcomeUnknownError,
    TakenError,
)
from mandat.idcard.domain.model import CardStatus as C
from mandat.platform.links import track_url
from mandat.web.cards import desk as card_desk
from mandat.web.cards import doors, many
from mandat.web.idcard import own
from unit.idcard import samples as t

pytestmark = pytest.mark.usefixtures("city")


@pytest.fixture(autouse=True)
def hour(city: object) -> Iterator[Clock]:
    x.young(name="Bintang Contoh")
    with clock(t.NOW) as found:
        yield found


def failing(error: MandatError) -> Any:
    def fail(*_: object, **__: object) -> None:
        raise error

    return fail


@pytest.mark.parametrize(
    ("error", "status", "words"),
    [
        (TakenError("slot_taken"), 409, "Pilih waktu yang masih kosong"),
        (NotAllowedError("too_late"), 200, "KTP pertama Anda"),
    ],
)
def test_a_time_that_cannot_be_kept_is_said(
    monkeypatch: pytest.MonkeyPatch, error: MandatError, status: int, words: str
) -> None:
    case_id, browser = x.expected(), Citizen()
    page = browser.get(f"{path(case_id)}/waktu?hari={DAY}")
    monkeypatch.setattr(own, "execute", failing(error))
    answer = browser.post(page.form.action, page.form.fields | {"time": CHOSEN})
    assert answer.status == status
    assert answer.shows(words)
    assert x.card().status is C.INVITED


def test_a_time_that_a_post_chose_too_late_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    browser, link = Browser(), desk(x.expected(), t.NOW, DUKCAPIL)
    form = browser.form(link, "jadwalkan-rekam")
    monkeypatch.setattr(doors, "execute", failing(TakenError("slot_taken")))
    sent = dict(form.fields) | {"time": t.TIME.isoformat(), "sure": "yes"}
    assert browser.post(form.action, sent).status == 409


def test_what_is_not_certain_is_sent_again(monkeypatch: pytest.MonkeyPatch) -> None:
    x.do(x.expected(), t.appoint(counter="loket-rekam-1"))
    browser = Browser()
    page = browser.get(list_path(DUKCAPIL)).body
    (form,) = [one for one in forms(page) if "/t/ktp/" in one.action]
    with monkeypatch.context() as broken:
        broken.setattr(many, "execute", failing(OutcomeUnknownError("unknown")))
        answer = browser.post(form.action, [*form.fields, ("semua", "yes"), ("sure", "yes")])
    assert answer.status == 409
    assert "dihitung satu kali" in answer.body or "sekali" in answer.body
    browser.post(form.action, [*form.fields, ("semua", "yes"), ("sure", "yes")])
    assert x.card().status is C.RECORDED


def test_whom_the_register_has_forgotten_still_has_a_page(monkeypatch: pytest.MonkeyPatch) -> None:
    case_id = x.expected()
    gone = failing(NotFoundError("no_resident"))
    monkeypatch.setattr(own, "known", gone)
    monkeypatch.setattr(card_desk, "known", gone)
    assert Citizen().get(path(case_id)).shows("KTP pertama Anda")
    link = desk(case_id, t.NOW, DUKCAPIL)
    page = Browser().get(link).body
    assert "Seorang remaja" in page
    assert "undangan.pdf" not in page


def test_a_case_without_a_card_has_neither_page(monkeypatch: pytest.MonkeyPatch) -> None:
    case_id = x.expected()
    for module in (own.store, card_desk.store):
        monkeypatch.setattr(module, "load", lambda _: None)
    assert Citizen().get(path(case_id)).status == 404
    assert Browser().get(desk(case_id, t.NOW, DUKCAPIL)).status == 404
    assert cases.load(case_id)
    assert urlsplit(track_url(case_id)).path.startswith("/k/")
