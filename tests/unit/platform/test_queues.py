"""A consumer gets its record, whatever it calls it."""

from types import SimpleNamespace

from mandat.platform.queues import consume

RECORD = {"messageId": "m1", "eventSource": "aws:sqs", "body": "{}", "receiptHandle": "r"}


def test_a_consumer_may_name_its_record_as_it_likes() -> None:
    seen: list[str] = []
    answer = consume(
        {"Records": [RECORD]}, SimpleNamespace(), lambda _one: seen.append(_one.message_id)
    )
    assert seen == ["m1"]
    assert answer == {"batchItemFailures": []}
