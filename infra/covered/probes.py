"""A pytest plugin that counts which lines and branches of ours the tests reach.

`pytest -p covered.probes`: it must stand before the first import of the product. Probes are in
the compiled code and go when they were hit, which costs a tenth of the time that a trace of
every line of every library does before Python 3.12.
"""

from __future__ import annotations

import json
import os
import shutil

import pytest
import slipcover

from covered.places import MEASURED, SOURCES

_paths = [str(one) for one in SOURCES]
_probes = slipcover.Slipcover(branch=True, source=_paths)
_imports = slipcover.ImportManager(_probes, slipcover.FileMatcher(sources=_paths))
_worker = os.environ.get("PYTEST_XDIST_WORKER", "")
_imports.__enter__()


def pytest_configure() -> None:
    """Figures of an earlier run do not count; workers start after this."""
    if not _worker:
        shutil.rmtree(MEASURED, ignore_errors=True)
        MEASURED.mkdir(parents=True)


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish() -> None:
    """Each process writes what it saw."""
    figures = _probes.get_coverage()
    (MEASURED / f"{_worker or 'main'}.json").write_text(json.dumps(figures))
