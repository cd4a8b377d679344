"""The demonstration's browser and script: forms as pages show them, cookies, pictures, the play."""

import json
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from urllib.parse import parse_qs

import pytest

from local.demo import pages, script
from local.demo.borrowing import Borrower, time_of
from local.demo.browser import Browser, multipart
from local.demo.lending import LoanStory, connected, family_card
from local.demo.play import filled
from local.demo.script import WIB, Step, When
from local.demo.stage import Stage, contact_of, is_later
from local.demo.weekends import free_weekends
from local.errors import LocalError

FORM = """
<h1>Di mana?</h1>
<button form="isian" name="act" value="back">Kembali</button>
<form id="isian" method="post" action="/lapor">
<input type="hidden" name="key" value="k1">
<textarea name="text">
lama</textarea>
<select name="village"><option value="">Pilih</option>
<optgroup label="Ratu Agung"><option value="17.71">Kebun Tebeng</option></optgroup></select>
<input type="radio" name="who" value="named"><input type="radio" name="who" value="anonymous">
<input type="checkbox" name="sure" value="yes">
<input type="file" name="file">
<button name="act" value="next">Lanjut</button>
</form>
<p class="key">BKL-1</p><p class="error"><span class="vh">Galat:</span> Pilih.</p>
<a href="https://wa.me/?text=/k/elsewhere">WhatsApp</a>
<a href="/k/mine?x=1">Laporan <b>saya</b></a>
"""


@pytest.fixture
def form() -> pages.Form:
    return pages.read(FORM).form


def test_an_untouched_form_sends_what_a_browser_would(form: pages.Form) -> None:
    assert form.filled({}) == [("key", "k1"), ("text", "lama"), ("village", "")]
    assert form.files == "file"


def test_a_choice_is_named_by_its_value_or_its_words(form: pages.Form) -> None:
    sent = form.filled({"village": "Kebun Tebeng", "who": "named", "text": "baru", "sure": "yes"})
    assert dict(sent) == {
        "key": "k1",
        "village": "17.71",
        "who": "named",
        "text": "baru",
        "sure": "yes",
    }


@pytest.mark.parametrize("values", [{"who": "nobody"}, {"village": "Atlantis"}, {"key": "forged"}])
def test_what_the_page_does_not_offer_cannot_be_sent(
    form: pages.Form, values: dict[str, str]
) -> None:
    with pytest.raises(LocalError):
        form.filled(values)


def test_buttons_outside_of_their_form_are_its_buttons(form: pages.Form) -> None:
    assert form.button("next") == ("act", "next")
    assert form.button("ba") == ("act", "back")
    with pytest.raises(LocalError):
        form.button("send")


def test_words_and_links_of_a_page() -> None:
    page = pages.read(FORM)
    assert (page.first("h1"), page.first("key"), page.first("tag")) == ("Di mana?", "BKL-1", "")
    assert page.first("error") == "Galat: Pilih."
    assert page.link("/k/") == page.link("/k/", "Laporan saya") == "/k/mine?x=1"
    assert page.link("/k/", "orang lain") == ""


def test_a_page_without_a_form_says_what_it_is() -> None:
    with pytest.raises(LocalError, match="Tautan ini sudah berakhir"):
        _ = pages.read("<h1>Tautan ini sudah berakhir</h1>").form


class Site(BaseHTTPRequestHandler):
    """Sets a Secure cookie, answers a post with a redirect, shows which cookie came back."""

    def do_GET(self) -> None:
        said = self.headers.get("Cookie", "nothing")
        error = "<p class='error'>Galat</p>" if self.path == "/wrong" else ""
        self._answer(
            200, f"<h1>{said}</h1>{error}<form method=post action=/in><input name=a></form>"
        )

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        self._answer(303, "", Location="/wrong" if parse_qs(body)["a"] == ["bad"] else "/out")

    def _answer(self, status: int, body: str, **headers: str) -> None:
        self.send_response(status)
        self.send_header("Set-Cookie", "__Host-mandat=s3; Path=/; Secure; HttpOnly")
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body.encode())

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class's name
        """Tests speak through their asserts."""


@pytest.fixture
def site() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    yield f"http://mandat.localhost:{server.server_port}/"
    server.shutdown()
    server.server_close()
    thread.join()


def test_a_browser_keeps_secure_cookies_and_follows_redirects(site: str) -> None:
    browser = Browser()
    page = browser.open(site)
    assert page.first("h1") == "nothing"
    page = browser.send(page, page.form, {"a": "x"})
    assert page.address == f"{site}out"
    assert page.first("h1") == "__Host-mandat=s3"
    assert Browser().open(site).first("h1") == "nothing"


def test_a_page_that_complains_stops_the_play(site: str) -> None:
    browser = Browser()
    page = browser.open(site)
    with pytest.raises(LocalError, match="Galat"):
        browser.send(page, page.form, {"a": "bad"})


def test_a_picture_goes_last_in_its_form() -> None:
    body, content_type = multipart([("key", "incoming/g/1")], "file", b"\xff\xd8picture")
    edge = content_type.partition("boundary=")[2].encode()
    assert body.count(b"--" + edge) == 3
    assert body.index(b"incoming/g/1") < body.index(b'name="file"') < body.index(b"picture")
    assert body.endswith(b"--" + edge + b"--\r\n")


def test_a_step_fills_in_what_its_page_asks() -> None:
    page = pages.read(
        '<form><input type="checkbox" name="sure" value="yes"><input name=day></form>'
    )
    step = Step("walikota", "perintah", days=2, into="lama", values={"text": "Kerjakan."})
    sent = filled(step, page, {"lama": "ABCD2345"})
    assert sent["sure"] == "yes"
    assert sent["into"] == "ABCD2345"
    assert sent["text"] == "Kerjakan."
    assert sent["hour"] == "16:00"


def test_the_play_is_as_varied_as_it_promises() -> None:
    complaints = script.load()
    assert len(complaints) == len({one.name for one in complaints}) == 30
    assert len({one.values["village"] for one in complaints}) > 20
    assert len({one.owner for one in complaints}) > 12
    assert {one.contact for one in complaints} == {"mail", "phone", "both", "none"}
    assert {one.values["who"] for one in complaints} == {"named", "confidential", "anonymous"}
    assert any(one.photos for one in complaints)
    assert {step.into for one in complaints for step in one.play} <= {
        "",
        *(one.name for one in complaints),
    }


def test_addresses_are_new_in_every_run() -> None:
    first = script.load()[0]
    assert contact_of(first, "run1") != contact_of(first, "run2")
    assert contact_of(first, "run1")["email"].endswith("@example.org")


def test_loans_are_asked_for_in_every_state_that_people_bring_about() -> None:
    loans = script.load_loans()
    assert len({one.name for one in loans}) == len(loans) == 13
    assert {one.service for one in loans} == {
        "mobil-dinas",
        "perlengkapan-duka",
        "ambulans-terjadwal",
    }
    assert len({one.ends for one in loans}) >= 9
    assert {one.like for one in loans} <= {"", *(one.name for one in loans)}
    assert all(one.ends for one in loans)
    assert len(family_card()) == 16
    assert family_card().startswith("1771")


def test_who_waits_for_a_loan_is_filed_after_it() -> None:
    stage = Stage("http://mandat.localhost:1", None)  # type: ignore[arg-type]  # nobody looks into it
    stage.weekends = [date(2026, 12, 5)]
    stories = [stage.story(one) for one in (*script.load(), *script.load_loans())]
    connected(stories)
    later = [one for one in stories if is_later(one)]
    assert [one.like.loan.name for one in later if isinstance(one, LoanStory) and one.like] == [
        "resepsi-disetujui",
        "akad-dibatalkan",
    ]


SATURDAYS = [date(2026, 12, 5), date(2026, 12, 12)]
NOON = datetime(2026, 11, 24, 12, 10, tzinfo=WIB)


def test_a_time_is_a_day_of_a_free_weekend_or_soon() -> None:
    assert time_of(When(weekend=2, sunday=True), SATURDAYS, NOON)["day"] == "2026-12-13"
    assert time_of(When(in_days=1), [], NOON) == {"day": "2026-11-25"}
    soon = time_of(When(in_hours=5, fields={"length": "60"}), [], NOON)
    assert soon == {"day": "2026-11-24", "start": str(17 * 60 + 30), "length": "60"}
    with pytest.raises(LocalError, match="No free weekend"):
        time_of(When(weekend=3), SATURDAYS, NOON)


DAY = (
    '<form><button name="act" value="month:2026-11/">Nov</button>'
    '<button name="act" value="month:2026-12/">Dec</button>'
    '<button name="act" value="day:2026-12-26">26</button></form>'
)


@pytest.mark.parametrize(
    ("day", "pressed"),
    [("2026-12-26", "day:2026-12-26"), ("2027-02-06", "month:2026-12/")],
)
def test_the_calendar_is_turned_until_the_day_is_there(day: str, pressed: str) -> None:
    asked: list[str] = []

    class Pressing(Browser):
        def send(self, *about: object, **_: object) -> pages.Page:
            asked.append(str(about[-1]))
            return pages.read('<p class="key">BKL-1</p><p class="key">ABC</p>')

        def open(self, address: str) -> pages.Page:
            return pages.read(DAY, address)

    filed = Borrower(Pressing(), {}, {"day": day}).ask("http://mandat.localhost:1/pinjam/x")
    assert filed.reference == "BKL-1"
    assert asked == [pressed]


def test_weekends_are_free_when_everything_is_on_both_days(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    whole = [["06:00", "22:00"]]
    first, second = date(2026, 12, 5), date(2026, 12, 12)
    days = [(one + timedelta(days=n)).isoformat() for one in (first, second) for n in (0, 1)]
    all_free = dict.fromkeys(days, whole)
    partly = all_free | {days[1]: [["06:00", "11:00"]]}
    month = {
        "next": "",
        "days": dict.fromkeys(days, "free"),
        "things": {"bd-1-a": {"days": all_free}, "bd-2-a": {"days": partly}},
    }
    monkeypatch.setattr("local.demo.weekends._get", lambda *_: json.loads(json.dumps(month)))
    assert free_weekends("http://mandat.localhost:1", "mobil-dinas", whole) == [second]
