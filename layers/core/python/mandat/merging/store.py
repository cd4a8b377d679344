"""Which later cases a case answers too: CASE#<id> / MERGED#<case id>."""

from collections.abc import Iterator

from mandat.cases.domain.model import CaseStatus
from mandat.cases.store import CaseItem, case_key
from mandat.platform.table import TableItem
from mandat.platform.transaction import Check, Put, Write

NOT_OPEN = "main_not_open"
_PREFIX = "MERGED#"


class MergedItem(TableItem, discriminator="MergedCase"):
    """No more than its key: the merged case knows the rest."""


def merge_writes(case_id: str, into: str) -> list[Write]:
    """The line of a merged case, and that `into` is open still: no answer slips between."""
    return [
        Put(MergedItem(case_key(into), _PREFIX + case_id)),
        Check(CaseItem(case_key(into), "CASE"), CaseItem.status == CaseStatus.OPEN, NOT_OPEN),
    ]


def merged_into(case_id: str) -> Iterator[str]:
    """The cases that were merged into this one, page by page."""
    found = MergedItem.query(
        case_key(case_id), MergedItem.sk.startswith(_PREFIX), page_size=50, consistent_read=True
    )
    return (item.sk.removeprefix(_PREFIX) for item in found)
