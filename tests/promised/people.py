"""A browser without JavaScript whose person presses again when a page says that it failed."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit

from bench import doors
from bench.visitor import BUCKET, Visitor, function_of
from local.demo import pages
from local.demo.browser import Sent

TRIES = 12
FAILED = 503
# Asked for anew by a form that comes back; and what the page itself puts into it.
PROMISE = "sure"
OF_THE_PAGE = frozenset({"nonce", "key", "act", "step", "upload", PROMISE})


@dataclass
class Patient(Visitor):
    """Whoever it is: `failures` counts the honest pages that were met."""

    failures: int = 0

    def _answer(self, sent: Sent) -> tuple[int, str, str]:
        parts = urlsplit(sent.address)
        if (parts.hostname or "").startswith(BUCKET):
            return self._upload(sent)
        for _ in range(TRIES):
            event = self._event(sent, parts.path, parts.query)
            answer = doors.answer(function_of(parts.path), event)
            headers = answer.get("multiValueHeaders", {})
            self._remember(parts.hostname or "", headers.get("Set-Cookie", []))
            html = answer["body"] or ""
            if answer["statusCode"] != FAILED:
                return answer["statusCode"], headers.get("Location", [""])[0], html
            self.failures += 1
            sent = _again(sent, html)
        raise AssertionError(f"still failing after {TRIES} tries: {parts.path[:20]}")


def _again(sent: Sent, html: str) -> Sent:
    """What the page that came back offers, with everything on it that was typed."""
    page = pages.read(html, sent.address)
    assert page.first("h1"), f"no honest page: {html[:200]}"
    if sent.method == "GET":
        return sent
    typed = parse_qsl(sent.body.decode())
    form = next((one for one in page.forms if set(typed) & set(one.buttons)), page.form)
    lost = {one for one in typed if one[0] not in OF_THE_PAGE and one not in form.pairs}
    assert not lost, f"{page.first('h1')!r} has lost {sorted(name for name, _ in lost)}"
    sure = {PROMISE: "yes"} if PROMISE in form.fields else {}
    pressed = [one for one in form.buttons if one in typed] or form.buttons[:1]
    pairs = form.filled(sure) + [one for one in pressed if one[0]]
    address = urljoin(sent.address, form.action)
    return Sent("POST", address, urlencode(pairs).encode(), sent.content_type)
