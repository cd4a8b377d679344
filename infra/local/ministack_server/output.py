"""What functions print goes to a file too, not only to the emulated CloudWatch Logs."""
# ruff: noqa: SLF001 - what is mended is private; the version is pinned

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from ministack.services import lambda_svc

MAX_BYTES = 50_000_000


def append_to(path: Path) -> None:
    """Append each invocation's output to the file, under a line with function and duration."""
    emit = lambda_svc._emit_lambda_logs

    def emit_and_append(
        func: Any, request_id: str, text: str, error: object, ms: int, **more: Any
    ) -> None:
        emit(func, request_id, text, error, ms, **more)
        name = (func.get("config") or func).get("FunctionName", "?")
        outcome = "failed" if error else "ok"
        _append(path, f"{datetime.now(UTC):%H:%M:%S} {name} {outcome} {ms} ms", text or "")

    lambda_svc._emit_lambda_logs = emit_and_append


def _append(path: Path, title: str, text: str) -> None:
    if path.exists() and path.stat().st_size > MAX_BYTES:
        path.replace(path.with_suffix(".previous"))
    with path.open("a", encoding="utf-8") as log:
        log.write("\n".join([title, *(f"  {line}" for line in text.splitlines())]) + "\n")
