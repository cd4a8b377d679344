"""MiniStack, mended where it is unlike SES and Lambda; run by the tool environment's Python.

    python -m local.ministack_server LOG_FILE BARE_PYTHON

- SES v2 relays a raw message as it was sent. MiniStack rebuilds it from subject and bodies and so
  loses every header of ours (Reply-To, X-Mandat-Message).
- What functions print goes to LOG_FILE too, not only to the emulated CloudWatch Logs.
- Workers run on BARE_PYTHON, which sees the layers and the standard library, as on Lambda. With
  MiniStack's own packages on their path a dependency missing from the layer would go unnoticed.
- A warm-up starts a worker and calls nothing, so that no handler has to know of it.
- It stops (and so saves its state) when the program that started it is gone.

The names that are replaced are private: requirements.txt pins the version they belong to.
"""

# ruff: noqa: SLF001 - what is mended is private; the version is pinned

from __future__ import annotations

import base64
import ctypes
import os
import signal
import sys
from contextvars import ContextVar
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from ministack import app
from ministack.core import lambda_runtime
from ministack.services import lambda_svc, ses, ses_v2

from local.warmup import WARM_UP

PR_SET_PDEATHSIG = 1
MAX_LOG_BYTES = 50_000_000


def relay_raw_mail_as_it_is() -> None:
    """Let the relayed message be the one that was sent, with SES's Message-ID."""
    parse, build = ses_v2._parse_raw_mime, ses_v2._build_mime_message
    sent: ContextVar[bytes | None] = ContextVar("sent", default=None)

    def parse_and_remember(data: str) -> Any:
        sent.set(base64.b64decode(data))
        return parse(data)

    def build_or_pass_on(*arguments: Any) -> str | bytes:
        raw = sent.get()
        sent.set(None)
        return build(*arguments) if raw is None else _with_message_id(raw, arguments[-1])

    ses_v2._parse_raw_mime = parse_and_remember
    ses_v2._build_mime_message = build_or_pass_on


def _with_message_id(raw: bytes, message_id: str) -> bytes:
    text = ses._strip_message_id_header(raw.decode("utf-8", "surrogateescape"))
    return f"Message-ID: <{message_id}>\r\n{text}".encode("utf-8", "surrogateescape")


def log_functions_to(path: Path) -> None:
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
    if path.exists() and path.stat().st_size > MAX_LOG_BYTES:
        path.replace(path.with_suffix(".previous"))
    with path.open("a", encoding="utf-8") as log:
        log.write("\n".join([title, *(f"  {line}" for line in text.splitlines())]) + "\n")


def run_workers_on(python: str) -> None:
    """Start Python workers on the given interpreter instead of MiniStack's own."""
    detect = lambda_runtime._detect_runtime_binary

    def detect_bare(runtime: str) -> tuple[str, str]:
        binary, script = detect(runtime)
        return (python if runtime.startswith("python") else binary), script

    lambda_runtime._detect_runtime_binary = detect_bare


def start_without_a_call() -> None:
    """Answer a warm-up by starting the worker that the next call will find."""
    invoke = lambda_runtime.Worker.invoke

    def invoke_or_start(worker: Any, event: Any, *arguments: Any, **more: Any) -> Any:
        if event != WARM_UP:
            return invoke(worker, event, *arguments, **more)
        if not _has_another(worker):
            lambda_runtime.ensure_spawned(worker)
        return {"status": "ok", "result": None}

    lambda_runtime.Worker.invoke = invoke_or_start


def _has_another(worker: Any) -> bool:
    """Whether work that came first has already started this function."""
    pools = list(lambda_runtime._workers.values())
    return any(
        other.func_name == worker.func_name and other is not worker
        for pool in pools
        for other in list(pool)
    )


def stop_with_parent() -> None:
    """Have the kernel send SIGTERM when the parent dies (Linux; elsewhere nothing happens)."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


def main() -> None:
    """Mend, then run the emulator until it is told to stop."""
    log, python = sys.argv[1:]
    sys.argv[1:] = []
    # workers inherit the environment: what only this module needed must not reach them
    os.environ.pop("PYTHONPATH", None)
    stop_with_parent()
    relay_raw_mail_as_it_is()
    log_functions_to(Path(log))
    run_workers_on(python)
    start_without_a_call()
    app.main()


if __name__ == "__main__":
    main()
