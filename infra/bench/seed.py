"""What the measure of growth fills its table from: the city, one real case, and the requests.

Run on moto as a process of its own; prints JSON.
"""

from __future__ import annotations

import json
from typing import Any

from bench import doors
from bench.record import OWNER
from bench.requests import page_event, queue_event
from bench.world import all_items, city

CITY = ("CITY", "POST#")


def requests(case_id: str) -> dict[str, tuple[str, dict[str, Any]]]:
    """Function and event of everything that is measured."""
    return {
        "submission": ("intake", doors.report_event()),
        "tracking page": ("intake", page_event("GET", doors.tracking(case_id))),
        "worklist page": ("actions", page_event("GET", doors.worklist(OWNER))),
        "sweep": ("sweeper", queue_event("{}")),
    }


def main() -> None:
    with city():
        case_id = doors.owned()
        items = all_items()
        of_city = [one for one in items if one["pk"]["S"].startswith(CITY)]
        told = {
            "case": case_id,
            "city": of_city,
            "items": [one for one in items if one not in of_city],
            "requests": requests(case_id),
        }
    print(json.dumps(told))


if __name__ == "__main__":
    main()
