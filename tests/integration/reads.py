"""Which reads of the table a test made, and which of them a growing city could not bear."""

import sys
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import dropwhile
from typing import Any

from aws_lambda_powertools.logging import logger as powertools

# Of one query: a list that grows is read a page at a time, by whoever asks for the next.
PAGES_MAX = 3
# By one call of a handler, of one kind: two UTC days of 16 shards (a local day), and some.
QUERIES_MAX = 40
# Some 130 posts: in the morning each is asked what it owes, and by each mail to Sekda again.
OF_EACH_POST = {"worklist": 600}

# What may turn more pages, and why it ends all the same.
TURNS_PAGES = {
    "DUE#": "the sweep ends with its time, or with the room in the queue",
    "CASE# FOLLOW#": "everybody who follows hears of it; 100 a page",
    "CASE# MERGED#": "what was merged is answered too; 50 a page",
    "worklist service_id": "the sync of a city counts tasks, on an operator's machine",
}


def _files() -> Iterator[str]:
    """Of the running code, the innermost first."""
    frame = sys._getframe(1)
    while frame:
        yield frame.f_code.co_filename
        frame = frame.f_back  # type: ignore[assignment]  # None ends it


def by_product() -> bool:
    """Whether it is the product that asks PynamoDB, and not a test that looks what it did."""
    inside = dropwhile(lambda one: "/pynamodb/" not in one, _files())
    return "/mandat/" in next(one for one in inside if "/mandat/" in one or "/tests/" in one)


def by_handler() -> bool:
    return any(one.endswith("/handler.py") for one in _files())


@dataclass
class Watch:
    """Listens to the calls of a client; `found` says what was wrong with them."""

    is_ours: Callable[[], bool] = by_product
    found: list[str] = field(default_factory=list)
    queries: Counter[str] = field(default_factory=Counter)
    pages: Counter[str] = field(default_factory=Counter)

    def listen(self, client: Any) -> None:
        """Once, however often it is asked."""
        client.meta.events.register("provide-client-params.dynamodb", self._see, str(id(self)))

    def start(self) -> None:
        """A handler is called: what was read before is not its doing."""
        self.queries.clear()
        self.pages.clear()

    def taken(self) -> list[str]:
        found, self.found = self.found, []
        self.start()
        return found

    def _see(self, params: dict[str, Any], model: Any, **_: Any) -> None:
        if model.name == "Scan" and self.is_ours():
            self.found.append("a Scan")
        if model.name == "Query" and self.is_ours():
            self._query(pattern_of(params), params)

    def _query(self, pattern: str, asked: dict[str, Any]) -> None:
        if "Limit" not in asked:
            self.found.append(f"{pattern}: no limit")
        self.queries[pattern] += by_handler()
        most = OF_EACH_POST.get(pattern, QUERIES_MAX)
        if self.queries[pattern] == most + 1:
            self.found.append(f"{pattern}: more than {most} queries by one call")
        if self._page(f"{pattern} {asked['ExpressionAttributeValues']}", asked) > PAGES_MAX:
            self._many_pages(pattern)

    def _page(self, query: str, asked: dict[str, Any]) -> int:
        self.pages[query] = self.pages[query] + 1 if "ExclusiveStartKey" in asked else 1
        return self.pages[query]

    def _many_pages(self, pattern: str) -> None:
        if pattern not in TURNS_PAGES:
            self.found.append(f"{pattern}: more than {PAGES_MAX} pages")


def pattern_of(asked: dict[str, Any]) -> str:
    """An index and what is asked of it, or how the keys of the table begin."""
    if "IndexName" in asked:
        names = sorted(asked.get("ExpressionAttributeNames", {}).values())
        wanted = [one for one in names if "ProjectionExpression" in asked and one != "post_id"]
        return " ".join([asked["IndexName"], *wanted])
    values = [value["S"] for value in asked["ExpressionAttributeValues"].values()]
    keys = (value for value in values[:2] if value[:1].isalpha() and "#" in value)
    return " ".join(f"{key.partition('#')[0]}#" for key in keys)


# Of the connection that every item of the product is read by.
WATCH = Watch()


def notice_handlers() -> None:
    """Every handler of ours begins with Powertools' look at its context."""
    build = powertools.build_lambda_context_model

    def noticed(context: Any) -> Any:
        WATCH.start()
        return build(context)

    powertools.build_lambda_context_model = noticed
