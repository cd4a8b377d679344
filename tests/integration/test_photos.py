"""The photos function: recorded notifications and stream records, in every order."""

import json
import sys
from collections.abc import Iterable
from io import BytesIO
from typing import Any

import boto3
import pytest
from botocore.exceptions import ClientError
from PIL import Image

from mandat.cases.commands import execute, submit
from mandat.cases.domain.acts import AddInformation
from mandat.cases.domain.facts import Event
from mandat.cases.feed import event_of_message
from mandat.errors import ConflictError
from mandat.photos import commands
from mandat.photos.uploads import (
    BYTES_MAX,
    fresh_address,
    group_of,
    incoming_key,
    photo_key,
    uploaded,
    uploads,
)
from mandat.platform import bucket
from mandat.platform.observability import logger
from mandat.platform.settings import settings
from photos.handler import handle
from samples import LambdaContext, sqs_event, stream_record, submission
from unit.cases.samples import CALENDAR, START

pytestmark = pytest.mark.usefixtures("aws")

GROUP = group_of("nonce:photos")
ONE, TWO, THREE = (f"{GROUP}/{n}" for n in (1, 2, 3))
CLAIMED = {"state": "claimed"}
UNCLAIMED = {"state": "unclaimed"}
BOTH = ("full", "thumb")


def jpeg(colour: str = "red", size: tuple[int, int] = (800, 600)) -> bytes:
    target = BytesIO()
    Image.new("RGB", size, colour).save(target, "JPEG")
    return target.getvalue()


def arrives(photo_id: str, body: bytes) -> str:
    """What a browser sent lies in the bucket; the notification of it, as S3 sends it."""
    key = incoming_key(photo_id)
    boto3.client("s3").put_object(Bucket=settings().photo_bucket, Key=key, Body=body)
    return notice(key, len(body))


def notice(key: str, size: int = 1) -> str:
    record = {
        "eventVersion": "2.1",
        "eventSource": "aws:s3",
        "awsRegion": "ap-southeast-3",
        "eventTime": "2026-11-24T02:00:00.000Z",
        "eventName": "ObjectCreated:Post",
        "userIdentity": {"principalId": "AWS:AROASAMPLE:intake"},
        "requestParameters": {"sourceIPAddress": "192.0.2.1"},
        "responseElements": {"x-amz-request-id": "REQUEST1", "x-amz-id-2": "id-2"},
        "s3": {
            "s3SchemaVersion": "1.0",
            "configurationId": "incoming",
            "bucket": {
                "name": settings().photo_bucket,
                "ownerIdentity": {"principalId": "OWNER"},
                "arn": f"arn:aws:s3:::{settings().photo_bucket}",
            },
            "object": {"key": key, "size": size, "eTag": "etag", "sequencer": "0055AED6DCD90281E5"},
        },
    }
    return json.dumps({"Records": [record]})


def run(*bodies: str) -> list[str]:
    """The records that come back."""
    answer = handle(sqs_event(*bodies), LambdaContext())  # type: ignore[arg-type]
    return [one["itemIdentifier"] for one in answer["batchItemFailures"]]


def sent(*photos: str, cause: str = "submit:1") -> str:
    """A complaint with photos is in the table; the stream record of its first event."""
    case = submit(submission(cause, photos=photos), START).case
    return stream_record(case.id, 1)


def event_of(record: str) -> Event:
    event = event_of_message(record)
    assert event is not None
    return event


def state(photo_id: str) -> list[dict[str, str]]:
    """The tags of photo and thumbnail."""
    client, name = boto3.client("s3"), settings().photo_bucket
    keys = [photo_key(photo_id, size) for size in ("full", "thumb")]
    found = [client.get_object_tagging(Bucket=name, Key=key)["TagSet"] for key in keys]
    return [{one["Key"]: one["Value"] for one in tags} for tags in found]


def keys() -> set[str]:
    return {one.key for one in bucket.stored("")}


def colour(photo_id: str) -> tuple[int, ...]:
    _, data = bucket.read(photo_key(photo_id, "full"))
    return Image.open(BytesIO(data)).getpixel((5, 5))  # type: ignore[return-value]


def test_an_upload_becomes_a_photo_that_nobody_has_claimed_yet() -> None:
    assert run(arrives(ONE, jpeg())) == []
    assert keys() == {photo_key(ONE, "full"), photo_key(ONE, "thumb")}
    assert state(ONE) == [UNCLAIMED, UNCLAIMED]
    found = uploads(GROUP)
    assert (found.photos, found.ready, found.free) == ((ONE,), (ONE,), TWO)


def test_what_waits_counts_as_there_but_cannot_be_seen() -> None:
    arrives(TWO, jpeg())
    assert uploaded(GROUP) == (TWO,)
    assert uploads(GROUP).ready == ()
    assert fresh_address(TWO, "thumb") is None


def test_a_photo_that_was_made_can_be_seen_for_a_while() -> None:
    run(arrives(ONE, jpeg()))
    address = fresh_address(ONE, "full") or ""
    assert photo_key(ONE, "full") in address
    assert "X-Amz-Expires=300" in address


def test_three_are_full() -> None:
    run(*(arrives(one, jpeg()) for one in (ONE, TWO, THREE)))
    assert uploads(GROUP).photos == (ONE, TWO, THREE)
    assert uploads(GROUP).free is None


def test_made_then_claimed() -> None:
    run(arrives(ONE, jpeg()))
    assert run(sent(ONE)) == []
    assert state(ONE) == [CLAIMED, CLAIMED]


def test_claimed_then_made() -> None:
    upload = arrives(ONE, jpeg())
    assert run(sent(ONE)) == []
    assert run(upload) == []
    assert state(ONE) == [CLAIMED, CLAIMED]


def test_claimed_while_it_is_made(monkeypatch: pytest.MonkeyPatch) -> None:
    """The claim's consumer finds nothing and lets go; the maker sees the claim after its writes."""
    make = commands._make

    def slowly(photo_id: str, data: bytes) -> None:
        assert commands.claim(event_of(sent(ONE))) == (ONE,)
        make(photo_id, data)

    monkeypatch.setattr(commands, "_make", slowly)
    assert run(arrives(ONE, jpeg())) == []
    assert state(ONE) == [CLAIMED, CLAIMED]


def test_claimed_between_two_makings(monkeypatch: pytest.MonkeyPatch) -> None:
    """A second file was on its way when the case was sent: it takes the place, and is claimed."""
    run(arrives(ONE, jpeg("red")))
    make = commands._make

    def slowly(photo_id: str, data: bytes) -> None:
        assert commands.claim(event_of(sent(ONE))) == ()
        make(photo_id, data)

    monkeypatch.setattr(commands, "_make", slowly)
    run(arrives(ONE, jpeg("blue")))
    assert state(ONE) == [CLAIMED, CLAIMED]
    assert colour(ONE)[2] > 200


def test_photos_of_a_later_text_are_claimed_too() -> None:
    case = submit(submission(), START).case
    words = AddInformation(
        "nonce:2", "citizen", text="Foto tambahan.", calendar=CALENDAR, photos=(ONE,)
    )
    done = execute(case.id, words, START)
    run(arrives(ONE, jpeg()), stream_record(case.id, done.events[0].seq))
    assert state(ONE) == [CLAIMED, CLAIMED]


def test_more_than_twenty_megabytes_are_refused_unread(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bucket, "read", lambda _: pytest.fail("it was read"))
    run(arrives(ONE, jpeg().ljust(BYTES_MAX + 1, b"\0")))
    assert incoming_key(ONE) not in keys()
    assert uploads(GROUP).refused == {ONE: "too_big"}


def test_before_it_is_claimed_a_photo_may_be_replaced() -> None:
    run(arrives(ONE, jpeg("red")))
    run(arrives(ONE, jpeg("blue")))
    assert colour(ONE)[2] > 200


def test_after_it_is_claimed_it_may_not() -> None:
    run(arrives(ONE, jpeg("red")), sent(ONE))
    assert run(arrives(ONE, jpeg("blue"))) == []
    assert colour(ONE)[0] > 200
    assert state(ONE) == [CLAIMED, CLAIMED]
    assert incoming_key(ONE) not in keys()


def test_a_photo_that_the_case_did_not_name_stays_unclaimed() -> None:
    run(arrives(ONE, jpeg()), sent(ONE), arrives(TWO, jpeg()))
    assert state(TWO) == [UNCLAIMED, UNCLAIMED]


def test_a_group_belongs_to_one_case() -> None:
    sent(ONE)
    with pytest.raises(ConflictError):
        sent(TWO, cause="submit:2")


def test_a_second_delivery_changes_nothing() -> None:
    upload, record = arrives(ONE, jpeg()), sent(ONE)
    assert run(upload, record, upload, record) == []
    before = bucket.stored("")
    assert run(upload, record) == []
    assert bucket.stored("") == before


def test_a_maker_that_died_before_it_looked_for_the_claim(monkeypatch: pytest.MonkeyPatch) -> None:
    upload = arrives(ONE, jpeg())
    sent(ONE)
    with monkeypatch.context() as patched:
        patched.setattr(commands, "_is_claimed", dies)
        patched.setattr(commands.bucket, "is_stored", lambda _key: True)
        assert run_or_dies(upload)
    assert run(upload) == []
    assert state(ONE) == [CLAIMED, CLAIMED]


def dies(*_: object) -> Any:
    raise RuntimeError("the function ended here")


def run_or_dies(body: str) -> bool:
    """Whether a lone record came back: a batch of which all fails is an error of the function."""
    try:
        return bool(run(body))
    except Exception:  # noqa: BLE001  Powertools' own class says no more than that
        return True


def test_one_bad_record_comes_back_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    good, bad = arrives(ONE, jpeg()), arrives(TWO, jpeg())
    read = bucket.read

    def read_some(key: str) -> tuple[str, bytes]:
        return dies() if key == incoming_key(TWO) else read(key)

    monkeypatch.setattr(bucket, "read", read_some)
    assert run(good, bad) == ["message-1"]
    assert uploads(GROUP).ready == (ONE,)


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b"catatan.txt, renamed to foto.jpg", "not_a_photo"),
        (jpeg()[:900], "damaged"),
        (b"\x00\x00\x00\x18ftypheic", "heic"),
    ],
)
def test_what_is_no_photo_leaves_its_reason(body: bytes, reason: str) -> None:
    assert run(arrives(ONE, body)) == []
    found = uploads(GROUP)
    assert (found.photos, found.refused, found.free) == ((), {ONE: reason}, ONE)
    assert fresh_address(ONE, "thumb") is None


def test_a_refused_photo_holds_no_claim_up() -> None:
    run(arrives(ONE, b"no photo"))
    assert run(sent(ONE)) == []


def test_a_good_photo_after_a_refused_one_clears_the_reason() -> None:
    run(arrives(ONE, b"no photo"))
    upload = arrives(ONE, jpeg())
    assert uploads(GROUP).refused == {}
    run(upload)
    assert uploads(GROUP).refused == {}
    assert uploads(GROUP).photos == (ONE,)


def test_no_choice_is_no_photo_and_no_refusal() -> None:
    upload = arrives(ONE, b"")
    assert uploaded(GROUP) == ()
    assert run(upload) == []
    assert uploads(GROUP).photos == ()
    assert uploads(GROUP).refused == {}
    assert keys() == set()


def test_the_test_message_of_a_new_bucket_is_taken() -> None:
    assert run(json.dumps({"Service": "Amazon S3", "Event": "s3:TestEvent"})) == []


def test_other_records_of_the_feed_are_passed_over() -> None:
    assert run(json.dumps({"eventName": "MODIFY", "dynamodb": {"NewImage": {}}})) == []


def test_a_newer_upload_is_not_deleted(monkeypatch: pytest.MonkeyPatch) -> None:
    """S3 refuses to delete what is no longer what was read; moto does not know the condition."""
    asked: dict[str, Any] = {}

    class Refusing:
        def delete_object(self, **how: Any) -> None:
            asked.update(how)
            answer: Any = {"Error": {}, "ResponseMetadata": {"HTTPStatusCode": asked.pop("status")}}
            raise ClientError(answer, "DeleteObject")

    monkeypatch.setattr(bucket, "client", Refusing)
    for status in (404, 412):
        asked["status"] = status
        bucket.delete(incoming_key(ONE), '"read"')
    assert asked["IfMatch"] == '"read"'
    asked["status"] = 403
    with pytest.raises(ClientError):
        bucket.delete(incoming_key(ONE), '"read"')


def lines(written: str) -> Iterable[dict[str, Any]]:
    return [json.loads(line) for line in written.splitlines() if line.startswith("{")]


def test_logs_and_metrics_tell_of_references_only(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    handler = logger.registered_handler
    monkeypatch.setattr(handler, "stream", sys.stdout)
    run(sent(ONE), arrives(ONE, jpeg()))
    written = capsys.readouterr().out
    for word in ("Warga", "+62", "example.org", "masjid", "berlubang", "192.0.2.1"):
        assert word not in written
    said = {line["message"]: line for line in lines(written) if "message" in line}
    assert said["claimed"]["case_id"]
    assert said["received"]["outcome"] == "claimed"
    (figures,) = [line for line in lines(written) if "FeedLag" in line]
    assert figures["FeedLag"][0] >= 0
    assert figures["PhotoReceived"] == [1.0]
