"""What was deployed, asked of the emulator, so that nothing here repeats names of the template."""

from __future__ import annotations

from typing import Any

from local import aws
from local.settings import Settings


def function_environments(settings: Settings) -> list[dict[str, str]]:
    """The environment variables of each function."""
    functions = _functions(settings)
    return [function.get("Environment", {}).get("Variables", {}) for function in functions]


def value(settings: Settings, name: str) -> str:
    """A variable that some function has, the same for all; "" when none has it."""
    return next((env[name] for env in function_environments(settings) if name in env), "")


def consumers(settings: Settings) -> list[str]:
    """Names of the functions that read a queue."""
    lambda_ = aws.client(settings, "lambda")
    mappings = lambda_.list_event_source_mappings()["EventSourceMappings"]
    return sorted({mapping["FunctionArn"].split(":")[6] for mapping in mappings})


def _functions(settings: Settings) -> list[dict[str, Any]]:
    pages = aws.client(settings, "lambda").get_paginator("list_functions").paginate()
    return [function for page in pages for function in page["Functions"]]
