"""The template as data: tags become their long form, and questions about it have short answers."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).parents[2]
NAMES_IN_SUB = re.compile(r"\$\{([A-Za-z0-9]+)(?:\.[A-Za-z0-9.]+)?\}")
ACTION = re.compile(r"^[a-z0-9-]+:[A-Za-z*]+$")

Resource = dict[str, Any]


class _Loader(yaml.CSafeLoader):
    pass


def _tag(loader: _Loader, suffix: str, node: yaml.Node) -> dict[str, Any]:
    value: Any
    if isinstance(node, yaml.ScalarNode):
        value = loader.construct_scalar(node)
    elif isinstance(node, yaml.SequenceNode):
        value = loader.construct_sequence(node, deep=True)
    else:
        value = loader.construct_mapping(node, deep=True)
    if suffix == "GetAtt" and isinstance(value, str):
        value = value.split(".", 1)
    return {suffix if suffix in {"Ref", "Condition"} else f"Fn::{suffix}": value}


_Loader.add_multi_constructor("!", _tag)


@dataclass(frozen=True)
class Template:
    """`body` is the whole template. Questions take and give logical names."""

    body: dict[str, Any]

    @classmethod
    def read(cls) -> "Template":
        return cls(yaml.load((ROOT / "template.yaml").read_text(), _Loader))  # noqa: S506  safe loader with tags

    @property
    def resources(self) -> dict[str, Resource]:
        return self.body["Resources"]

    def of(self, kind: str) -> dict[str, Resource]:
        """Properties of the resources of a type, for example "AWS::SQS::Queue"."""
        found = self.resources.items()
        return {name: it.get("Properties", {}) for name, it in found if it["Type"] == kind}

    def props(self, name: str) -> Resource:
        return self.resources[name]["Properties"]

    @property
    def functions(self) -> dict[str, Resource]:
        return self.of("AWS::Serverless::Function")

    @property
    def queues(self) -> dict[str, Resource]:
        """Queues that somebody reads; dead letter queues apart."""
        queues = self.of("AWS::SQS::Queue")
        return {name: it for name, it in queues.items() if name.endswith("Queue")}

    @property
    def mappings(self) -> list[Resource]:
        return list(self.of("AWS::Lambda::EventSourceMapping").values())

    @property
    def alarms(self) -> dict[str, Resource]:
        return self.of("AWS::CloudWatch::Alarm")

    @property
    def dashboard(self) -> str:
        body: str = self.props("Dashboard")["DashboardBody"]["Fn::Sub"]
        return body

    def environment(self, function: str) -> dict[str, Any]:
        """Variables of a function, those of Globals included."""
        common = self.body["Globals"]["Function"]["Environment"]["Variables"]
        return common | self.props(function).get("Environment", {}).get("Variables", {})

    def setting(self, function: str, name: str) -> Any:
        """A property of a function, or what Globals say."""
        return self.props(function).get(name, self.body["Globals"]["Function"].get(name))

    def statements(self, role: str) -> list[Resource]:
        """Statements of a role's own policies."""
        policies = self.props(role).get("Policies", [])
        return [each for it in policies for each in it["PolicyDocument"]["Statement"]]

    def role_of(self, function: str) -> str:
        return target(self.props(function)["Role"])

    def may(self, function: str, action: str) -> list[Any]:
        """Resources on which a function's role may do `action`."""
        found = self.statements(self.role_of(function))
        allowed = [each for each in found if action in actions(each)]
        return [resource for each in allowed for resource in listed(each["Resource"])]

    def routes(self) -> dict[tuple[str, str], str]:
        """(method, path) of every API event and the function behind it."""
        return {
            (event["Properties"]["Method"], event["Properties"]["Path"]): name
            for name, it in self.functions.items()
            for event in it.get("Events", {}).values()
            if event["Type"] == "Api"
        }

    def needs(self) -> dict[str, set[str]]:
        """What each resource waits for; the API waits for the functions behind its routes."""
        found = {name: set(referred(it)) & set(self.resources) for name, it in self._all().items()}
        found["Api"] |= set(self.routes().values())
        return found

    def _all(self) -> dict[str, Any]:
        """Resources as SAM will make them: a function's events are the API's affair."""
        common = self.body["Globals"]["Function"]
        return {
            name: (common, without(it, "Events")) if name in self.functions else it
            for name, it in self.resources.items()
        }


def listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def target(reference: Any) -> str:
    """The logical name behind a Ref or a GetAtt; "" for anything else."""
    if not isinstance(reference, dict):
        return ""
    attribute = reference.get("Fn::GetAtt")
    return reference.get("Ref", attribute[0] if attribute else "")


def actions(statement: dict[str, Any]) -> list[str]:
    """Actions of a statement, those of both sides of a condition included."""
    found = [it for it in walk(statement["Action"]) if isinstance(it, str)]
    return [it for it in found if ACTION.match(it)]


def without(resource: Resource, name: str) -> Resource:
    kept = {key: it for key, it in resource["Properties"].items() if key != name}
    return resource | {"Properties": kept}


def walk(value: Any) -> Iterator[Any]:
    """`value` and everything inside it."""
    yield value
    inside = value.values() if isinstance(value, dict) else value
    if isinstance(value, dict | list | tuple):
        for each in inside:
            yield from walk(each)


def referred(value: Any) -> Iterator[str]:
    """Logical names that `value` refers to."""
    for each in walk(value):
        if isinstance(each, dict):
            yield from _names(each)


def _names(node: dict[str, Any]) -> Iterator[str]:
    yield from filter(None, [target(node)])
    yield from (it for it in listed(node.get("DependsOn", [])) if isinstance(it, str))
    text = node.get("Fn::Sub", "")
    yield from NAMES_IN_SUB.findall(text if isinstance(text, str) else "")


def allowed_services(template: Template, key: str, action: str) -> set[str]:
    """Services that a key's policy lets do `action`; a Sub is given as it is written."""
    statements = template.props(key)["KeyPolicy"]["Statement"]
    chosen = [it for it in statements if action in it["Action"] and "Service" in it["Principal"]]
    names = [name for it in chosen for name in listed(it["Principal"]["Service"])]
    return {name["Fn::Sub"] if isinstance(name, dict) else name for name in names}
