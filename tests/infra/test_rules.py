"""The template keeps every rule. That each rule can fail is shown in test_rules_notice.py."""

from collections.abc import Callable, Iterator
from inspect import getmembers, isfunction
from types import ModuleType

import pytest

from infra import (
    rules_alarms,
    rules_build,
    rules_data,
    rules_functions,
    rules_queues,
    rules_site,
)
from infra.template import Template

Rule = Callable[[Template], Iterator[str]]

MODULES = (rules_alarms, rules_build, rules_data, rules_functions, rules_queues, rules_site)
HELPERS = {"emitted", "folder", "makefile", "samconfig", "parameters"}


def rules_of(module: ModuleType) -> list[Rule]:
    here = [it for _, it in getmembers(module, isfunction) if it.__module__ == module.__name__]
    return [it for it in here if not it.__name__.startswith("_") and it.__name__ not in HELPERS]


RULES = [rule for module in MODULES for rule in rules_of(module)]


@pytest.fixture(scope="module")
def template() -> Template:
    return Template.read()


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_the_template_keeps(rule: Rule, template: Template) -> None:
    assert list(rule(template)) == []
