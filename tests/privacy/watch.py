"""Listens to everything that the product writes while a test runs, and searches it afterwards.

Hooks: the product's logger and every other one, what is printed for the metrics, the SQS calls,
and each answer of a site. Personal values are learnt from what is written to the table, codes from
the place where they are hashed.
"""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from functools import wraps
from typing import Any

from aws_lambda_powertools.metrics.provider.cloudwatch_emf import cloudwatch
from botocore.client import BaseClient

from mandat.platform import secrets
from mandat.platform.observability import logger
from mandat.web.routing import Site
from privacy.search import (
    childrens_names,
    found_in,
    found_in_mail,
    mail_text,
    personal_values,
)
from privacy.urls import addresses, bare

QUEUED = {"SendMessage", "SendMessageBatch"}
# What comes back of a mail names its address: that is what the queue is for.
NAMES_ADDRESSES = "eedback"
STORED = {"PutItem", "UpdateItem", "TransactWriteItems"}
# Whoever was a child on any day of the tests.
DAY = date(2026, 11, 24)
# What is hashed for these purposes names somebody: a person, a family.
NAMING = {"nik", "family"}


@dataclass
class Watch:
    """What was heard since `begin`; `values` and `codes` are kept for all tests of a module."""

    lines: list[str] = field(default_factory=list)
    queued: list[str] = field(default_factory=list)
    urls: list[str] = field(default_factory=list)
    values: set[str] = field(default_factory=set)
    codes: set[str] = field(default_factory=set)
    mails: list[str] = field(default_factory=list)
    numbers: set[str] = field(default_factory=set)
    children: set[str] = field(default_factory=set)
    module: str = ""

    def begin(self, module: str) -> None:
        if module != self.module:
            self.module = module
            for known in (self.values, self.codes, self.numbers, self.children):
                known.clear()
        for heard in (self.lines, self.queued, self.urls, self.mails):
            heard.clear()

    def found(self) -> list[str]:
        """Everything personal in what was heard, each with the place."""
        heard = (("log or metric", self.lines), ("queue", self.queued))
        known = [
            f"{place}: {one}"
            for place, texts in heard
            for one in found_in("\n".join(texts), self.values, self.codes, self.numbers)
        ]
        addresses_heard = "\n".join(sorted({bare(url) for url in self.urls}))
        led = found_in(addresses_heard, self.values, self.codes, self.numbers)
        mailed = found_in_mail("\n".join(self.mails), self.numbers, self.children)
        return [*known, *(f"address: {one}" for one in led), *(f"mail: {one}" for one in mailed)]

    @contextmanager
    def apart(self) -> Iterator["Watch"]:
        """For a test that plants something: what is heard meanwhile is its own."""
        heard = self.lines, self.queued, self.urls, self.mails
        self.lines, self.queued, self.urls, self.mails = [], [], [], []
        try:
            yield self
        finally:
            self.lines, self.queued, self.urls, self.mails = heard


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
    secrets.keyed_hash = _named(secrets.keyed_hash)


def _print(text: str) -> None:
    WATCH.lines.append(text)
    print(text)  # noqa: T201  where the metrics would have gone


def _called(call: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(call)
    def listening(client: Any, operation: str, params: dict[str, Any]) -> Any:
        if operation in STORED:
            WATCH.values.update(personal_values(params))
            WATCH.children.update(childrens_names(params, DAY))
        elif operation == "SendEmail":
            WATCH.mails.append(mail_text(params["Content"]["Raw"]["Data"]))
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


def _named(keyed_hash: Callable[[str, str], bytes]) -> Callable[[str, str], bytes]:
    @wraps(keyed_hash)
    def listening(purpose: str, value: str) -> bytes:
        if purpose in NAMING:
            WATCH.numbers.add(value)
        return keyed_hash(purpose, value)

    return listening
