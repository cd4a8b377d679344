"""Logs, metrics and the batch shape that every consumer shares."""

import re
import warnings
from datetime import datetime
from json import JSONEncoder
from traceback import extract_tb
from typing import Any

from aws_lambda_powertools import Logger, Metrics
from aws_lambda_powertools.metrics import MetricUnit

# An id has no space and no @: in a message that is none of ours, anything may stand in its place.
_ID = re.compile(r"[\w=#:;|.-]{0,200}", re.ASCII)
_NO_ID = "unreadable"
# Made once, and of words that are no JSON to be read: Powertools would do both for every line.
_LINE = JSONEncoder(ensure_ascii=False, separators=(",", ":"), default=str)
logger = Logger(log_uncaught_exceptions=True, json_serializer=_LINE.encode, json_deserializer=str)
metrics = Metrics()
# A request that counts nothing is no mistake, and no line in the log.
warnings.filterwarnings("ignore", message="No application metrics to publish")


def count(name: str, value: int = 1) -> None:
    metrics.add_metric(name=name, unit=MetricUnit.Count, value=value)


def lag(name: str, since: datetime, now: datetime) -> None:
    """Seconds from `since` to `now`, never negative."""
    seconds = max(0.0, (now - since).total_seconds())
    metrics.add_metric(name=name, unit=MetricUnit.Seconds, value=seconds)


def log_failure(error: Exception, **more: Any) -> None:
    """Kind and place of an error; not its message, which may quote what a person wrote."""
    frames = [f"{one.filename}:{one.lineno} {one.name}" for one in extract_tb(error.__traceback__)]
    logger.error("failed", error=type(error).__name__, frames=frames[-8:], **more)


def publish() -> None:
    """Tell what was counted so far: a function that dies later has told it."""
    metrics.flush_metrics()


def follow(case_id: str, correlation_id: str) -> None:
    """Tie the next log lines to a case and to the request that set it off."""
    logger.set_correlation_id(as_id(correlation_id or case_id))
    logger.append_keys(case_id=as_id(case_id))


def as_id(text: str) -> str:
    """What came in an id's place, as far as it may stand in a log."""
    return text if _ID.fullmatch(text) else _NO_ID
