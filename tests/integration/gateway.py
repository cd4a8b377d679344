"""The pages for a real browser: a small HTTP server before the handlers, moto behind them."""

import base64
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qsl, urlsplit

from actions.handler import handle as act
from booking.handler import handle as lend
from intake.handler import handle as take
from integration.desks import proxy_event
from papers.handler import handle as print_out
from people.handler import handle as serve
from samples import LambdaContext

LOCK = threading.Lock()
# As template.yaml has them; whatever else is asked for is intake's.
DOORS = {
    ("/t/", "/j/"): act,
    ("/pinjam", "/ambulans", "/kru/", "/sopir/", "/meja/"): lend,
    ("/santunan", "/kematian", "/surat/cek", "/berobat"): serve,
    ("/surat/",): print_out,
}


class Gateway(BaseHTTPRequestHandler):
    """API Gateway, as far as a browser sees it."""

    def do_GET(self) -> None:
        self._answer("")

    def do_POST(self) -> None:
        self._answer(self.rfile.read(int(self.headers["Content-Length"])).decode())

    def _answer(self, body: str) -> None:
        parts = urlsplit(self.path)
        cookie = self.headers.get("Cookie", "")
        event = proxy_event(self.command, parts.path, dict(parse_qsl(parts.query)), cookie, body)
        door = next((one for paths, one in DOORS.items() if parts.path.startswith(paths)), take)
        with LOCK:
            answer = door(event, LambdaContext())  # type: ignore[arg-type]  # what Powertools reads
        self.send_response(answer["statusCode"])
        for name, values in answer["multiValueHeaders"].items():
            for value in values:
                self.send_header(name, value)
        self.end_headers()
        sent = answer["body"]
        is_binary = answer.get("isBase64Encoded", False)
        self.wfile.write(base64.b64decode(sent) if is_binary else sent.encode())

    def log_message(self, *_: object) -> None:
        """No line for each request."""


@contextmanager
def served() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Gateway)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://mandat.localhost:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
