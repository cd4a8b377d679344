"""Which case an upload belongs to. An upload id is <group>/<n>; a group has one owner for ever."""

from datetime import timedelta

from pynamodb.attributes import UnicodeAttribute
from pynamodb.exceptions import DoesNotExist

from mandat.cases.domain.facts import Event
from mandat.platform.table import Number, TableItem, epoch
from mandat.platform.transaction import NEW, Delete, Put, Write, commit

TAKEN = "photos_taken"
RETENTION_DAYS = 730


class ClaimItem(TableItem, discriminator="PhotoClaim"):
    case_id = UnicodeAttribute()
    seq = Number()
    photos = UnicodeAttribute()


def claim_writes(event: Event) -> list[Write]:
    """The claim of an event's photos, refused with the code TAKEN when another case has them."""
    groups = sorted({photo.partition("/")[0] for photo in event.photos})
    return [Put(_claim(group, event), NEW, TAKEN) for group in groups]


def _claim(group: str, event: Event) -> ClaimItem:
    return ClaimItem(
        f"PHOTO#{group}",
        "CLAIM",
        case_id=event.case_id,
        seq=event.seq,
        photos=",".join(photo for photo in event.photos if photo.startswith(f"{group}/")),
        expires_at=epoch(event.at + timedelta(days=RETENTION_DAYS)),
    )


def claimed(group: str) -> tuple[str, ...]:
    """The claimed upload ids of a group; empty while nobody has sent them."""
    try:
        item = ClaimItem.get(f"PHOTO#{group}", "CLAIM", consistent_read=True)
    except DoesNotExist:
        return ()
    return tuple(item.photos.split(","))


def unclaim(group: str) -> None:
    """The photos are erased: nobody has them any more."""
    commit([Delete(ClaimItem(f"PHOTO#{group}", "CLAIM"))])
