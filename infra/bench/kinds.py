"""Which kind of item a key names, also where nothing stands there. As docs/data-model.md lists."""

from __future__ import annotations

import re

# Sort key first where it decides; the first that fits names the item.
KINDS = (
    ("CASE#.*", "CASE", "Case"),
    ("CASE#.*", "EVENT#.*", "Event"),
    ("(CASE|POST)#.*", "CAUSE#.*", "Cause"),
    ("CASE#.*", "TASK#.*", "Task"),
    ("CASE#.*", "BOOKING", "Booking"),
    ("CASE#.*", "CONTACT", "Contact"),
    ("CASE#.*", "NARRATIVE", "Narrative"),
    ("CASE#.*", "TEXT#.*", "Text"),
    ("CASE#.*", "ORDER", "OrderWish"),
    ("CASE#.*", "FOLLOW#.*", "Follower"),
    ("CASE#.*", "MERGED#.*", "MergedCase"),
    ("NEAR#.*", ".*", "Near"),
    ("DUE#.*", ".*#digest", "Due (digest)"),
    ("DUE#.*", ".*#news", "Due (news)"),
    ("DUE#.*", ".*", "Due"),
    ("PHOTO#.*", ".*", "PhotoClaim"),
    ("LIMIT#.*", ".*", "Limit"),
    ("TRIES#.*", ".*", "Limit"),
    ("MESSAGE#.*", ".*", "MessageClaim"),
    ("WINDOW#.*", ".*", "Window"),
    ("CITY", "CATALOGUE", "Catalogue"),
    ("CITY", "FLEET", "Fleet"),
    ("SLOTS#.*", ".*", "DaySheet"),
    ("POOL#.*", ".*", "PoolDay"),
    ("FAMILY#.*", ".*", "Quota"),
    ("LINE#.*", ".*", "InLine"),
    ("POST#.*", "POST", "Post"),
    ("ADDRESS#.*", "ADDRESS", "CitizenAddress"),
    ("ADDRESS#.*", "WAIT#.*", "WaitingNews"),
    ("PERSON#.*", "CASE#.*", "PersonCase"),
    ("PERSON#.*", "FOLLOW#.*", "PersonFollow"),
)


def kind_of(pk: str, sk: str) -> str:
    """The kind that stands, or would stand, under this key. Raises KeyError for an unknown one."""
    for partition, sort, kind in KINDS:
        if re.fullmatch(partition, pk) and re.fullmatch(sort, sk):
            return kind
    raise KeyError(f"{pk} / {sk}")
