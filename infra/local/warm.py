"""Start functions before anybody needs them: a first start takes seconds, the next calls do not."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import partial
from http.client import HTTPConnection
from threading import Thread

from botocore.exceptions import BotoCoreError, ClientError

from local import aws, stackinfo
from local.settings import HOST, Settings
from local.warmup import WARM_UP

# One page of each function that answers people.
PATHS = ("/", "/t/-", "/pinjam", "/santunan")
# Each start unpacks layers and imports: more of them at once only fight over the processor.
AT_ONCE = 2


def doors(settings: Settings) -> None:
    """Ask each function that answers people for a page, and wait for the answers."""
    with ThreadPoolExecutor(AT_ONCE) as pool:
        list(pool.map(partial(_get, settings), PATHS))


def consumers_in_background(settings: Settings) -> None:
    """Start the functions that read queues; nobody waits for it, and a stop may cut it short."""
    Thread(target=_consumers, args=[settings], daemon=True).start()


def _consumers(settings: Settings) -> None:
    with suppress(BotoCoreError, ClientError):
        lambda_ = aws.client(settings, "lambda")
        for name in stackinfo.consumers(settings):
            lambda_.invoke(FunctionName=name, Payload=json.dumps(WARM_UP))


def _get(settings: Settings, path: str) -> None:
    """GET a page; Python does not resolve *.localhost, so the name goes into the Host header."""
    name = settings.site.removeprefix("http://")
    connection = HTTPConnection(HOST, settings.port, timeout=60)
    connection.request("GET", path, headers={"Host": name})
    connection.getresponse().read()
    connection.close()
