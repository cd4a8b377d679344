"""Fails a test in which the product wrote something of a person where nobody may read it.

On a stack the product is in other processes: there `OwnStack.stop` searches (privacy.stack).
"""

from collections.abc import Iterator

import pytest

from privacy.watch import WATCH, install

install()


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    WATCH.begin(str(item.path))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Iterator[None]:
    report = yield
    if call.when == "teardown" and report.passed and not item.get_closest_marker("e2e"):
        found = WATCH.found()
        if found:
            report.outcome = "failed"
            report.longrepr = "What the product wrote tells of a person:\n" + "\n".join(found[:20])
    return report
