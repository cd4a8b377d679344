"""How functions run: on what interpreter, from which files, started by what."""
# ruff: noqa: SLF001 - what is mended is private; the version is pinned

from __future__ import annotations

import hashlib
import tempfile
import zipfile
from pathlib import Path
from threading import Lock
from types import SimpleNamespace
from typing import Any

from ministack.core import lambda_runtime

from local.warmup import WARM_UP


def run_on(python: str) -> None:
    """Start Python workers on this interpreter, which sees nothing but layers, as on Lambda.

    On MiniStack's own, a dependency that is missing from the layers would go unnoticed when the
    emulator happens to use it too.
    """
    detect = lambda_runtime._detect_runtime_binary

    def detect_bare(runtime: str) -> tuple[str, str]:
        binary, script = detect(runtime)
        return (python if runtime.startswith("python") else binary), script

    lambda_runtime._detect_runtime_binary = detect_bare


def unpack_layers_once() -> None:
    """Let all workers share an unpacked layer; MiniStack unpacks thousands of files for each."""
    lambda_runtime.zipfile = SimpleNamespace(
        ZipFile=SharedLayer, BadZipFile=zipfile.BadZipFile, LargeFileError=zipfile.LargeZipFile
    )


class SharedLayer(zipfile.ZipFile):
    """A package that, when it is a layer, is unpacked at its first use and linked to after."""

    _unpacking = Lock()

    def extractall(self, path: Any = None, members: Any = None, pwd: Any = None) -> None:
        """Unpack, or link the folder to where the same layer is unpacked already."""
        folder = Path(path)
        if not folder.name.startswith("layer_"):
            super().extractall(path, members, pwd)
            return
        shared = self._shared()
        with self._unpacking:
            if not shared.exists():
                super().extractall(shared.with_suffix(".new"))
                shared.with_suffix(".new").rename(shared)
        folder.rmdir()
        folder.symlink_to(shared)

    def _shared(self) -> Path:
        content = Path(str(self.filename)).read_bytes()
        return Path(tempfile.gettempdir()) / f"layer-{hashlib.sha256(content).hexdigest()}"


def start_without_a_call() -> None:
    """Answer a warm-up by starting the worker that the next call will find.

    So a function can be made ready without a call that its handler would have to know of.
    """
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
