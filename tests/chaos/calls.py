"""The calls of AWS that the product makes, made out from what it asked in a life without a fault.

Requests of a function are one call when they ask the same service for the same operation on the
same kinds of items. Nothing here lists them: a call that is new is found, and fails, like the rest.
"""

from __future__ import annotations

import re
from base64 import urlsafe_b64encode
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from chaos.tape import Asked

Rule = dict[str, Any]
# A call is one case's when its body names it; of a mail that is the tag, in base64.
CASE, MAIL, ANYBODY = "case", "mail", "anybody"
# What a body says of its kind: the beginnings of keys, events, an index, secret, queue and action.
MARKS = re.compile(
    r'"(?!TOTAL)[A-Z]{3,}(?:#|")|"IndexName":"\w+"|"(?:Put|Update|Delete)":|'
    r'mandat/\w+/\w+"|mandat-local-[a-z-]+"'
)
EVENT = re.compile(r'(?<="type":\{"S":)"\w+"')


@dataclass(frozen=True)
class Call:
    """`marks` stand in its body and `others`, the marks of its siblings, do not."""

    function: str
    service: str
    operation: str
    marks: frozenset[str] = frozenset()
    others: frozenset[str] = frozenset()
    of: str = CASE

    @property
    def name(self) -> str:
        marks = " ".join(sorted(self.marks))
        return f"{self.function} {self.service} {self.operation} {marks}".rstrip()

    def rule(self, case_id: str = "") -> Rule:
        """What microburst knows the call by; with an id those of this case only."""
        found: Rule = {"service": self.service, "headers": {"User-Agent": f"app/{self.function}"}}
        if self.service != "ses":  # microburst does not know the operations of version 2
            found["operation"] = self.operation
        wanted = [
            *(_says(one) for one in self._named(case_id)),
            *(_says(one) for one in sorted(self.marks)),
            *(f"!{_says(one)}" for one in sorted(self.others)),
        ]
        return found | ({"body": " && ".join(wanted)} if wanted else {})

    def _named(self, case_id: str) -> tuple[str, ...]:
        if not case_id or self.of == ANYBODY:
            return ()
        return (case_id if self.of == CASE else tag_of(case_id),)


def _says(mark: str) -> str:
    return f"contains(to_string(@), '{mark}')"


def tag_of(case_id: str) -> str:
    """How the tag of a case's mails begins."""
    return urlsafe_b64encode(case_id.encode()).decode()[:8]


def calls(asked: Iterable[Asked], cases: Collection[str]) -> list[Call]:
    """The calls behind these requests, in the order of their first; `cases` are ids."""
    groups: dict[tuple[str, str, str], dict[frozenset[str], Counter[str]]] = defaultdict(dict)
    for one in asked:
        kinds = groups[one.function, one.service, one.operation]
        kinds.setdefault(_marks(one.body, cases), Counter())[_whose(one.body, cases)] += 1
    return [
        Call(*group, marks, _others(marks, kinds), _of(whose))
        for group, kinds in groups.items()
        for marks, whose in kinds.items()
    ]


def _others(marks: frozenset[str], kinds: Iterable[frozenset[str]]) -> frozenset[str]:
    """Marks of the siblings; a transaction with events is known by its events alone."""
    found = frozenset().union(*kinds) - marks
    return frozenset(_events(found)) if _events(marks) else found


def _events(marks: Iterable[str]) -> set[str]:
    return {one for one in marks if one[1:-1].isalpha() and not one.isupper()}


def _marks(body: str, cases: Collection[str]) -> frozenset[str]:
    for case_id in cases:
        body = body.replace(case_id, "-")
    return frozenset(EVENT.findall(body) or MARKS.findall(body))


def names(body: str, case_id: str) -> bool:
    """Whether a request is about a case, or a mail about it."""
    return case_id in body or tag_of(case_id) in body


def _whose(body: str, cases: Collection[str]) -> str:
    if any(tag_of(one) in body for one in cases):
        return MAIL
    return CASE if sum(one in body for one in cases) == 1 else ANYBODY


def _of(whose: Counter[str]) -> str:
    """A case's mails go by the same call as the mails about many of them; so do other messages."""
    if MAIL in whose:
        return MAIL
    return CASE if whose[CASE] > whose[ANYBODY] else ANYBODY
