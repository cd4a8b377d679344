"""The feed of audit entries: what notify finds in a queue message."""

import json

from mandat.posts.domain import Entry
from mandat.posts.store import AUDIT_KEY, entry_of_record


def entry_of_message(body: str) -> Entry | None:
    """The entry in a raw DynamoDB stream record; None for a record that is no inserted entry."""
    record = json.loads(body)
    image = record.get("dynamodb", {}).get("NewImage") or {}
    sort_key = image.get("sk", {}).get("S", "")
    if record.get("eventName") != "INSERT" or not sort_key.startswith(AUDIT_KEY):
        return None
    return entry_of_record(image)
