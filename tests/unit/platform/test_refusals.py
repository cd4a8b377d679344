"""What AWS says no to, and what is not asked at all."""

from typing import Any

import pytest
from botocore.exceptions import ClientError
from pynamodb.exceptions import PutError

from mandat.errors import ConflictError
from mandat.platform import extracts, queues, transaction
from mandat.platform.extracts import Extract
from mandat.programmes import terms_store
from mandat.programmes.domain.terms import Programmes

FILE = Extract("incoming/dukcapil/a.csv", 10, "etag")


def said(status: int) -> ClientError:
    answer: Any = {
        "Error": {"Code": "x"},
        "ResponseMetadata": {"HTTPStatusCode": status},
    }
    return ClientError(answer, "GetObject")


@pytest.mark.parametrize(("status", "known"), [(404, True), (412, True), (403, False)])
def test_a_file_that_is_gone_or_another_one_is_a_conflict(
    monkeypatch: pytest.MonkeyPatch, status: int, known: bool
) -> None:
    class Bucket:
        def get_object(self, **_asked: Any) -> Any:
            raise said(status)

    monkeypatch.setattr(extracts, "client", Bucket)
    with pytest.raises(ConflictError if known else ClientError):
        extracts.read(FILE, 0, 10)


def test_what_is_no_refusal_of_a_document_is_said_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_item: Any, **_condition: Any) -> None:
        raise PutError("no such table", said(400))

    monkeypatch.setattr(terms_store.ProgrammesItem, "save", broken)
    with pytest.raises(PutError):
        terms_store.put_programmes(Programmes(version=1), 0)


def test_nothing_to_send_is_not_sent() -> None:
    assert queues.send_batch("nowhere", []) == 0


def test_a_transaction_of_more_than_aws_takes_is_a_mistake_of_ours() -> None:
    class Write:
        order = 2

    with pytest.raises(ValueError, match="at most 100"):
        transaction.commit([Write()] * 101)  # type: ignore[list-item]  # it is only counted
