"""One complaint from the form to the rating, played on moto, with everything that follows from it.

Run as a process of its own; prints what it cost as JSON. A citizen with a mail address and a
number reports a damaged road with one photo and confirms the address; the owner accepts within the
hour and finishes the next day, with the photo that this service asks for; the citizen rates the
answer. No other complaint came in the windows of the heads, so every head gets a mail of its own:
that is the dearest case.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable
from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from typing import Any

import boto3

from bench import clock, doors, template
from bench.meter import Meter
from bench.places import SURROUNDINGS
from bench.requests import REPORT, queue_event
from bench.visitor import SITE, Visitor
from bench.world import all_items, city
from local.demo.filing import add_photos, file_complaint
from local.demo.script import Complaint

# A Tuesday, 09:05 in Bengkulu.
START = datetime(2026, 11, 24, 2, 5, tzinfo=UTC)
OWNER = "dinas-pupr"
ANSWER = (
    "Lubang di depan gerbang sekolah sudah kami tambal dengan aspal panas dan kami padatkan. "
    "Pekerjaan selesai hari ini dan jalan sudah dapat dilalui kembali."
)
ASKED = ("q_bahaya", "description", "village", "rt", "rw", "landmark", "who", "name")
PHOTOS = 1
# The page of the case, the form and its sending, each time; photos have pages of their own.
DESK_PAGES = 6
CITIZEN_PAGES = 3


class Journey:
    """`invoked` counts invocations by function, `passed` what feed and queues passed on."""

    def __init__(self, meter: Meter) -> None:
        self.meter = meter
        self.invoked: Counter[str] = Counter()
        self.passed: Counter[str] = Counter()
        self.visitors = (Visitor(), Visitor())
        self.routed = template.fed("RoutingSubscription")
        self.shown: Counter[str] = Counter()
        self.citizen_mails = 0
        self._fed = {one["sk"]["S"] + one["pk"]["S"] for one in _events()}
        doors.watch(self._called)

    def _called(self, function: str) -> Any:
        self.invoked[function] += 1
        self.meter.function = function
        return self.meter.hearing()

    def step(self, name: str, at: datetime, do: Callable[[], Any]) -> Any:
        """Do something at an hour, then everything that follows from it."""
        clock.set_to(at)
        self.meter.step = name
        found = do()
        self._photographs()
        while self._feed() or self._deliver():
            pass
        return found

    def _photographs(self) -> None:
        """S3 tells of every upload."""
        for visitor in self.visitors:
            while visitor.uploaded:
                key = visitor.uploaded.pop()
                self._hand("photos", json.dumps({"Records": [{"s3": {"object": {"key": key}}}]}))

    def _feed(self) -> int:
        """New events to the functions that hear of them; how many there were."""
        new = [one for one in _events() if one["sk"]["S"] + one["pk"]["S"] not in self._fed]
        for image in new:
            self._fed.add(image["sk"]["S"] + image["pk"]["S"])
            self.passed["events"] += 1
            if image["type"]["S"] in self.routed:
                self._hand("routing", _record(image))
            if "photos" in image:
                self._hand("photos", _record(image))
            self._hand("notify", _record(image))
        return len(new)

    def _hand(self, function: str, body: str) -> None:
        self.passed[f"to {function}"] += 1
        doors.call(function, queue_event(body))

    def _deliver(self) -> int:
        found = _taken("messages")
        for body in found:
            self.citizen_mails += not json.loads(body).get("post")
            self._hand("deliver", body)
        return len(found)

    def sweep(self) -> None:
        """The sweeper's minute, and what it hands on."""
        doors.call("sweeper", queue_event("{}"))
        for body in _taken("due"):
            self._hand("reminders", body)


def _events() -> list[dict[str, Any]]:
    return [one for one in all_items() if one["sk"]["S"].startswith("EVENT#")]


def _record(image: dict[str, Any]) -> str:
    return json.dumps({"eventName": "INSERT", "dynamodb": {"NewImage": image}})


def _taken(queue: str) -> list[str]:
    client, url = (
        boto3.client("sqs"),
        SURROUNDINGS[f"{'MESSAGE' if queue == 'messages' else 'DUE'}_QUEUE_URL"],
    )
    found = []
    while batch := client.receive_message(QueueUrl=url, MaxNumberOfMessages=10).get("Messages"):
        found += [one["Body"] for one in batch]
        for one in batch:
            client.delete_message(QueueUrl=url, ReceiptHandle=one["ReceiptHandle"])
    return found


def _filed(visitor: Visitor) -> str:
    values = {name: REPORT[name] for name in ASKED}
    contact = {"phone": "0812-3000-0001", "email": "warga.satu@example.org"}
    complaint = Complaint(
        "bench", REPORT["service"], OWNER, values, search="jalan rusak", photos=PHOTOS
    )
    return file_complaint(visitor, SITE, complaint, contact).case_id


def _acted(visitor: Visitor, path: str, act: str, photos: int = 0, **values: str) -> None:
    """Open the page behind a link, then the form, then send it."""
    visitor.open(f"{SITE}{path}")
    page = visitor.open(f"{SITE}{path}/{act}")
    add_photos(visitor, page, photos)
    visitor.send(page, page.form, values)


def _confirmed(visitor: Visitor, case_id: str) -> None:
    page = visitor.open(f"{SITE}{doors.address_link(case_id, 'warga.satu@example.org')}")
    visitor.send(page, page.form, {"choice": "yes"})


def play(journey: Journey) -> None:
    """The whole complaint."""
    (citizen, owner), hour = journey.visitors, timedelta(hours=1)
    case_id = journey.step("form and routing", START, lambda: _filed(citizen))
    desk = doors.desk(case_id, OWNER)
    journey.step("address", START + hour / 6, lambda: _confirmed(citizen, case_id))
    journey.step("windows of heads", START + hour / 3, journey.sweep)
    journey.step("acknowledgement", START + hour, lambda: _acted(owner, desk, "terima", sure="yes"))
    journey.step(
        "answer",
        START + 25 * hour,
        lambda: _acted(owner, desk, "selesai", PHOTOS, text=ANSWER, sure="yes"),
    )
    rated = {"stars": "5"}
    journey.step(
        "rating",
        START + 30 * hour,
        lambda: _acted(citizen, doors.tracking(case_id), "puas", **rated),
    )
    journey.passed["pages"] = citizen.asked + owner.asked
    journey.shown.update(citizen=CITIZEN_PAGES, desk=DESK_PAGES)


def main() -> None:
    with city():
        journey = Journey(Meter())
        play(journey)
    calls = Counter(
        (step, function, f"{service}:{name}")
        for step, function, service, name in journey.meter.calls
    )
    print(
        json.dumps(
            {
                "charges": [asdict(one) for one in journey.meter.charges],
                "invoked": journey.invoked,
                "passed": journey.passed,
                "shown": journey.shown,
                "logged": doors.printed(),
                "citizen_mails": journey.citizen_mails,
                "calls": [[*key, number] for key, number in calls.items()],
            }
        )
    )


if __name__ == "__main__":
    main()
