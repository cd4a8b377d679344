"""What the bench asks of template.yaml: memory of the functions and what the feed passes on."""

from __future__ import annotations

from functools import cache
from typing import Any

import yaml

from bench.places import ROOT


class _Loader(yaml.SafeLoader):
    """Tags are passed over: nothing that is asked for here has one."""


def _untagged(loader: _Loader, _suffix: str, node: yaml.Node) -> Any:
    if isinstance(node, yaml.ScalarNode):
        return loader.construct_scalar(node)
    if isinstance(node, yaml.SequenceNode):
        return loader.construct_sequence(node, deep=True)
    return loader.construct_mapping(node, deep=True)


_Loader.add_multi_constructor("!", _untagged)


@cache
def body() -> dict[str, Any]:
    text = (ROOT / "template.yaml").read_text("utf-8")
    return dict(yaml.load(text, _Loader))  # noqa: S506  a safe loader, with tags


def memory(function: str) -> int:
    """Megabytes of a function, by its module's name."""
    own = body()["Resources"][f"{function.title()}Function"]["Properties"]
    return int(own.get("MemorySize", body()["Globals"]["Function"]["MemorySize"]))


def fed(subscription: str) -> frozenset[str]:
    """The types of events that a subscription of the feed passes on; empty means all."""
    policy = body()["Resources"][subscription]["Properties"]["FilterPolicy"]
    types = policy["dynamodb"]["NewImage"].get("type", {})
    return frozenset(types.get("S", ()))
