"""The table of role, action and resource in docs/security.md, made from the template.

    python infra/operations/roles.py            write it, between its two marks
    python infra/operations/roles.py --check    1 when the page says something else

What holds on AWS is shown; what only the local stage opens says so.
"""

import re
import sys
from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "security.md"
BEGIN, END = "<!-- roles:begin -->", "<!-- roles:end -->"
HEAD = ("| role | used by | for | may | on |", "|---|---|---|---|---|")
ARN = re.compile(
    r"arn:\$\{AWS::Partition\}:([a-z0-9]+)(?::\$\{AWS::Region\}:\$\{AWS::AccountId\})?:"
)
ATTRIBUTE = re.compile(r"\$\{(\w+)\.Arn\}")
HOST = ".${AWS::Region}.amazonaws.com"

Made = dict[str, Any]


def main() -> int:
    """Write the table, or say whether the page has it."""
    parser = ArgumentParser(description="Write the table of roles into docs/security.md.")
    parser.add_argument("--check", action="store_true", help="change nothing")
    return _check() if parser.parse_args().check else _write()


def _check() -> int:
    if PAGE.read_text("utf-8") == wanted():
        return 0
    print("docs/security.md does not say what the template does: run infra/operations/roles.py.")
    return 1


def _write() -> int:
    PAGE.write_text(wanted(), "utf-8")
    return 0


def wanted() -> str:
    """docs/security.md with the table that the template has now."""
    from infra.template import Template

    before, _, rest = PAGE.read_text("utf-8").partition(BEGIN)
    return f"{before}{BEGIN}\n{table(Template.read())}\n{END}{rest.partition(END)[2]}"


def table(template: Any) -> str:
    """A row for each statement of each role, in the order of the template."""
    roles = template.of("AWS::IAM::Role")
    return "\n".join([*HEAD, *(row for name in roles for row in _rows(template, name))])


def _rows(template: Any, role: str) -> Iterator[str]:
    """The role and its user stand in its first row only."""
    first = f"| {role} | {_user(template.props(role))} |"
    for cells in (*_managed(template.props(role)), *map(_cells, template.statements(role))):
        yield f"{first} {' | '.join(cells)} |"
        first = "| | |"


def _user(role: Made) -> str:
    service: str = role["AssumeRolePolicyDocument"]["Statement"][0]["Principal"]["Service"]
    return service.removesuffix(".amazonaws.com")


def _managed(role: Made) -> Iterator[tuple[str, str, str]]:
    for policy in role.get("ManagedPolicyArns", []):
        yield "AWS's own policy", _code(_name(policy).rpartition("/")[2]), "what AWS wrote into it"


def _cells(statement: Made) -> tuple[str, str, str]:
    may = ", ".join(_words(statement["Action"]))
    denied = "" if statement["Effect"] == "Allow" else "**never** "
    on = ", ".join([*_words(statement["Resource"]), *_conditions(statement.get("Condition", {}))])
    return statement["Sid"], denied + may, on


def _words(value: Any) -> Iterator[str]:
    """Names of actions or resources, with what differs on the local stage."""
    for one in value if isinstance(value, list) else [value]:
        if isinstance(one, dict) and "Fn::If" in one:
            yield from _either(*one["Fn::If"])
        else:
            yield _code(_name(one))


def _either(condition: str, yes: Any, no: Any) -> Iterator[str]:
    local, aws = (yes, no) if condition == "IsLocal" else (no, yes)
    nothing = {"Ref": "AWS::NoValue"}
    yield from [] if aws == nothing else [_code(_name(aws))]
    yield from [] if local == nothing else [f"{_code(_name(local))} (local stage only)"]


def _name(value: Any) -> str:
    """A resource by its logical name where it has one, else what is left of its ARN."""
    if isinstance(value, str):
        return value
    if "Fn::GetAtt" in value:
        name, attribute = value["Fn::GetAtt"]
        return str(name if attribute == "Arn" else f"{name}.{attribute}")
    return _short(value.get("Ref") or value["Fn::Sub"])


def _short(text: str) -> str:
    return ARN.sub(r"\1:", ATTRIBUTE.sub(r"\1", text)).replace(HOST, "")


def _conditions(tests: Made) -> Iterator[str]:
    only_on_aws = "Fn::If" in tests
    for test in (tests["Fn::If"][1] if only_on_aws else tests).values():
        for key, values in test.items():
            told = " (not on the local stage)" if only_on_aws else ""
            yield f"where {_code(key)} is {' or '.join(_words(values))}{told}"


def _code(text: str) -> str:
    return f"`{text}`"


if __name__ == "__main__":
    sys.path.append(str(ROOT / "tests"))
    sys.exit(main())
