"""What the table and the mailbox say of a case, and that nothing of it is lost or doubled."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import msgspec

from chaos.letters import id_of
from e2e.stage import Mail, Stack
from mandat.cases.domain.model import Case
from mandat.cases.domain.timing import next_moment

SHARDS = 16


def case_id_of(reference: str) -> str:
    """BKL-7F3K-9QX2 -> 7F3K9QX2."""
    return reference.removeprefix("BKL-").replace("-", "")


@dataclass
class Ledger:
    """Reads of a running stack's table and mailbox."""

    stack: Stack

    @cached_property
    def table(self) -> Any:
        return self.stack.aws("dynamodb")

    @cached_property
    def name(self) -> str:
        stacks = self.stack.aws("cloudformation").describe_stacks(StackName="mandat-local")
        outputs = stacks["Stacks"][0]["Outputs"]
        return next(one["OutputValue"] for one in outputs if one["OutputKey"] == "TableName")

    def items(self, pk: str) -> list[dict[str, str]]:
        """Items of a partition; every value as text."""
        pages = self.table.get_paginator("query").paginate(
            TableName=self.name,
            KeyConditionExpression="pk = :pk",
            ExpressionAttributeValues={":pk": {"S": pk}},
            ConsistentRead=True,
        )
        found = [item for page in pages for item in page["Items"]]
        return [{name: next(iter(it.values())) for name, it in item.items()} for item in found]

    def of(self, reference: str, kind: str) -> list[dict[str, str]]:
        """Items of a case by their kind (docs/data-model.md), in the order of their keys."""
        found = self.items(f"CASE#{case_id_of(reference)}")
        return [item for item in found if item["kind"] == kind]

    def case(self, reference: str) -> Case:
        (item,) = self.of(reference, "Case")
        return msgspec.json.decode(item["state"], type=Case)

    def facts(self, reference: str) -> list[str]:
        """Types of its events, in order."""
        return [item["type"] for item in self.of(reference, "Event")]

    def due(self, reference: str) -> list[tuple[str, str]]:
        """(kind, moment) of every due item of a case."""
        wanted = case_id_of(reference)
        return [(one["due_kind"], one["due_at"]) for one in self._due() if one["case_id"] == wanted]

    def _due(self) -> list[dict[str, str]]:
        return [item for shard in range(SHARDS) for item in self.items(f"DUE#{shard:02}")]

    def leave_alone(self) -> None:
        """Forget all that is due: open cases of a test would climb through the next one's days."""
        for item in self._due():
            key = {name: {"S": item[name]} for name in ("pk", "sk")}
            self.table.delete_item(TableName=self.name, Key=key)

    def mails(self, reference: str, to: str = "") -> list[Mail]:
        """Mails of a case, the oldest first."""
        return [one for one in self.stack.mails(to=to)[::-1] if reference in one["subject"]]

    def told(self, reference: str) -> Counter[tuple[str, str]]:
        """How often each mailbox got each message of a case."""
        found = self.mails(reference)
        return Counter((id_of(one), one["to"]) for one in found)

    def unsettled(self, reference: str, kinds: tuple[str, ...]) -> frozenset[str]:
        """Messages (case and `kinds`, the ends of ids) that are claimed and not settled."""
        ids = [f"{case_id_of(reference)}.{kind}" for kind in kinds]
        return frozenset(
            one
            for one in ids
            for item in self.items(f"MESSAGE#{one}")
            if item["state"] == "sending"
        )

    def balance(self, reference: str, unsettled: frozenset[str] = frozenset()) -> Case:
        """The case, if its sequence, facts, owner, due items and mails are right, each once.

        A mail whose sender died between claim and settling may have come twice, as the same mail.
        """
        case, events = self.case(reference), self.of(reference, "Event")
        assert [int(one["seq"]) for one in events] == list(range(1, case.seq + 1))
        facts = Counter((one["type"], one["fact"], one["cause"]) for one in events)
        assert set(facts.values()) == {1}, "a fact stands twice in the record"
        assert case.owner, "nobody owns the case"
        assert [one["type"] for one in events].count("TaskAssigned") == 1
        assert self.due(reference) == self._moment(case)
        for (message, to), times in self.told(reference).items():
            assert times <= 1 + (message in unsettled), f"{message} came {times} times"
            mails = [one for one in self.mails(reference, to) if id_of(one) == message]
            assert len({one["subject"] for one in mails}) == 1
        return case

    @staticmethod
    def _moment(case: Case) -> list[tuple[str, str]]:
        """What must be due: the case's next moment, and nothing else."""
        moment = next_moment(case)
        return [(moment.kind, f"{moment.at:%Y-%m-%dT%H:%M:%S.%fZ}")] if moment else []
