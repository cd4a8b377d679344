"""docs/security.md says of every role what the template says, and the command notices when not."""

import sys
from pathlib import Path

import pytest

from infra.template import Template, listed
from operations import roles


@pytest.fixture
def page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the page that the command may write to."""
    copy = tmp_path / "security.md"
    copy.write_text(roles.PAGE.read_text("utf-8"), "utf-8")
    monkeypatch.setattr(roles, "PAGE", copy)
    return copy


def run(monkeypatch: pytest.MonkeyPatch, *words: str) -> int:
    monkeypatch.setattr(sys, "argv", ["roles.py", *words])
    return roles.main()


def test_the_page_has_the_table_of_the_template() -> None:
    assert roles.PAGE.read_text("utf-8") == roles.wanted(), "run infra/operations/roles.py"


def test_no_role_and_no_statement_is_left_out() -> None:
    template = Template.read()
    names = template.of("AWS::IAM::Role")
    rows = roles.table(template).splitlines()[len(roles.HEAD) :]
    assert [row.split("|")[1].strip() for row in rows if row[2] != "|"] == list(names)
    managed = sum(len(it.get("ManagedPolicyArns", [])) for it in names.values())
    assert len(rows) == managed + sum(len(template.statements(name)) for name in names)


def test_another_action_in_the_template_makes_the_page_wrong() -> None:
    template = Template.read()
    before = roles.table(template)
    statement = template.statements("SweeperRole")[0]
    statement["Action"] = [*listed(statement["Action"]), "logs:DeleteLogGroup"]
    assert set(roles.table(template).splitlines()) ^ set(before.splitlines())


def test_the_command_writes_between_its_marks_only(
    page: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    right = page.read_text("utf-8")
    page.write_text(right.replace("| PipeRole |", "| NobodysRole |"), "utf-8")
    assert run(monkeypatch, "--check") == 1
    assert run(monkeypatch) == 0
    assert page.read_text("utf-8") == right
    assert run(monkeypatch, "--check") == 0
