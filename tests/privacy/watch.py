"""Listens to everything that the product writes while a test runs, and searches it afterwards.

Hooks: the product's logger and every other one, what is printed for the metrics, the SQS calls,
and each answer of a site. Personal values are learnt from what is written to the table, codes from
the place where they are hashed.
"""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import wraps
from typing import Any

from aws_lambda_powertools.metrics.provider.cloudwatch_emf import cloudwatch
from botocore.client import BaseClient

from mandat.platform import secrets
from mandat.platform.observability import logger
from mandat.web.routing import Site
from privacy.search import found_in, personal_values
from privacy.urls import addresses, bare

QUEUED = {"SendMessage", "SendMessageBatch"}
# What comes back of a mail names its address: that is what the queue is for.
NAMES_ADDRESSES = "eedback"
STORED = {"PutItem", "UpdateItem", "TransactWriteItems"}


@dataclass
class Watch:
    """What was heard since `begin`; `values` and `codes` are kept for all tests of a module."""

    lines: list[str] = field(default_factory=list)
    queued: list[str] = field(default_factory=list)
    urls: list[str] = field(default_factory=list)
    values: set[str] = field(default_factory=set)
    codes: set[str] = field(default_factory=set)
    module: str = ""

    def begin(self, module: str) -> None:
        if module != self.module:
            self.module = module
            self.values.clear()
            self.codes.clear()
        for heard in (self.lines, self.queued, self.urls):
            heard.clear()

    def found(self) -> list[str]:
        """Everything personal in what was heard, each with the place."""
        heard = (("log or metric", self.lines), ("queue", self.queued))
        known = [
            f"{place}: {one}"
            for place, texts in heard
            for one in found_in("\n".join(texts), self.values, self.codes)
        ]
        addresses_heard = "\n".join(sorted({bare(url) for url in self.urls}))
        urls = [f"address: {one}" for one in found_in(addresses_heard, self.values, self.codes)]
        return [*known, *urls]

    @contextmanager
    def apart(self) -> Iterator["Watch"]:
        """For a test that plants something: what is heard meanwhile is its own."""
        heard = self.lines, self.queued, self.urls
        self.lines, self.queued, self.urls = [], [], []
        try:
            yield self
        finally:
            self.lines, self.queued, self.urls = heard


WATCH = Watch()


class _Ear(logging.Handler):
    def emit(self, record: logging.LogRecord) -> None:
        WATCH.lines.append(self.format(record))


def install() -> None:
    """Once a process, before the first test."""
    own, other = _Ear(), _Ear()
    own.setFormatter(logger.registered_formatter)
    logger.addHandler(own)
    other.addFilter(lambda record: record.name != logger.name)
    logging.getLogger().addHandler(other)
    vars(cloudwatch)["print"] = _print
    BaseClient._make_api_call = _called(BaseClient._make_api_call)  # type: ignore[attr-defined]
    Site.answer = _answered(Site.answer)  # type: ignore[method-assign]
    secrets.code_hash = _hashed(secrets.code_hash)


def _print(text: str) -> None:
    WATCH.lines.append(text)
    print(text)  # noqa: T201  where the metrics would have gone


def _called(call: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(call)
    def listening(client: Any, operation: str, params: dict[str, Any]) -> Any:
        if operation in STORED:
            WATCH.values.update(personal_values(params))
        elif operation in QUEUED and NAMES_ADDRESSES not in params["QueueUrl"]:
            entries = params.get("Entries", [params])
            WATCH.queued += [one.get("MessageBody", "") for one in entries]
        return call(client, operation, params)

    return listening


def _answered(answer: Callable[..., dict[str, Any]]) -> Callable[..., dict[str, Any]]:
    @wraps(answer)
    def listening(site: Site, event: dict[str, Any], context: Any) -> dict[str, Any]:
        said = answer(site, event, context)
        WATCH.urls += addresses(said)
        return said

    return listening


def _hashed(code_hash: Callable[[str, str], str]) -> Callable[[str, str], str]:
    @wraps(code_hash)
    def listening(case_id: str, code: str) -> str:
        WATCH.codes.add(code)
        return code_hash(case_id, code)

    return listening
