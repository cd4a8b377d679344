"""The feed of events: what a consumer finds in a queue message."""

import json

from mandat.cases.domain.facts import Event
from mandat.cases.store import event_of_record

EVENT_KEY = "EVENT#"


def event_of_message(body: str) -> Event | None:
    """The event in a raw DynamoDB stream record; None for a record that is no inserted event.

    Every consumer filters again: a feed may pass on more than it should.
    """
    record = json.loads(body)
    image = record.get("dynamodb", {}).get("NewImage") or {}
    sort_key = image.get("sk", {}).get("S", "")
    if record.get("eventName") != "INSERT" or not sort_key.startswith(EVENT_KEY):
        return None
    return event_of_record(image)
