"""Start each function once, so that the first person does not wait for it."""

from __future__ import annotations

import urllib.error
import urllib.request
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial

from local import aws, stackinfo
from local.settings import HOST, Settings

PATHS = ("/", "/t/-")
# Each start unpacks layers and imports: more of them at once only fight over the processor.
AT_ONCE = 3


def all_functions(settings: Settings) -> int:
    """Call every door and every consumer once, with nothing to do; returns how many."""
    calls: list[Callable[[], object]] = [partial(_get, settings, path) for path in PATHS]
    calls += [partial(_consume_nothing, settings, name) for name in stackinfo.consumers(settings)]
    with ThreadPoolExecutor(AT_ONCE) as pool:
        return len(list(pool.map(lambda call: call(), calls)))


def _get(settings: Settings, path: str) -> None:
    """GET a page; Python does not resolve *.localhost, so the name goes into the Host header."""
    name = settings.site.removeprefix("http://")
    request = urllib.request.Request(f"http://{HOST}:{settings.port}{path}", headers={"Host": name})
    direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with direct.open(request, timeout=60) as answer:
            answer.read()
    except urllib.error.HTTPError as refusal:
        refusal.close()


def _consume_nothing(settings: Settings, name: str) -> None:
    aws.client(settings, "lambda").invoke(FunctionName=name, Payload=b'{"Records": []}')
