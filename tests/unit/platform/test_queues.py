"""A consumer gets its record, whatever it calls it."""

import json
from types import SimpleNamespace
from typing import Any

import pytest
from aws_lambda_powertools.utilities.batch.exceptions import BatchProcessingError

from integration.citizens import logged
from mandat.platform import queues
from mandat.platform.queues import consume

RECORD = {"messageId": "m1", "eventSource": "aws:sqs", "body": "{}", "receiptHandle": "r"}


def test_a_consumer_may_name_its_record_as_it_likes() -> None:
    seen: list[str] = []
    answer = consume(
        {"Records": [RECORD]}, SimpleNamespace(), lambda _one: seen.append(_one.message_id)
    )
    assert seen == ["m1"]
    assert answer == {"batchItemFailures": []}


def test_what_an_error_quotes_is_neither_logged_nor_raised(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(queues, "hurry", lambda _record, _error: None)

    def fails(_record: Any) -> None:
        raise ValueError("Warga Contoh, warga@example.org")

    with logged() as log, pytest.raises(BatchProcessingError) as raised:
        consume({"Records": [RECORD]}, SimpleNamespace(), fails)

    assert str(raised.value).strip() == "all 1 records failed"
    assert "Warga" not in log.getvalue()
    (line,) = [json.loads(one) for one in log.getvalue().splitlines()]
    assert (line["error"], line["record"]) == ("ValueError", "m1")
