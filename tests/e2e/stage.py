"""A running stack for tests: start it, stop it, start it again, read its mail."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
import urllib.parse
from collections.abc import Callable, Iterator
from contextlib import closing
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

import boto3

from local import ports
from local.settings import ROOT
from privacy.stack import found_on

Mail = dict[str, Any]
# Another folder lets two runs of the tests stand beside each other.
FOLDER = Path(os.environ.get("MANDAT_TEST_DIR", ROOT / ".local" / "test"))
START_SECONDS = 180
STOP_SECONDS = 90
MAIL_SECONDS = 60


class Stack:
    """What stack.json says of a running stack, and its mailbox."""

    def __init__(self, said: dict[str, str]) -> None:
        self.site = said["site"].rstrip("/")
        self.mailbox = said["mailbox"]
        self.mailbox_api = said["mailbox_api"]
        self.endpoint = said.get("endpoint", "")
        self.logs = Path(said.get("logs", ""))

    def mails(self, *, to: str = "", after: int = 0) -> list[Mail]:
        """Captured mails, newest first: to one address, or with an id above `after`."""
        query = urllib.parse.urlencode({"to": to, "after": after})
        found: list[Mail] = json.loads(fetch(f"{self.mailbox_api}?{query}"))
        return found

    def aws(self, service: str) -> Any:
        """A client of the emulator, as its root: roles are for functions."""
        return boto3.client(
            service,
            endpoint_url=self.endpoint,
            aws_access_key_id="test",
            aws_secret_access_key="test",
        )

    def newest_mail_id(self) -> int:
        """The id to wait after, so that a mail of an earlier test does not count."""
        return max((mail["id"] for mail in self.mails()), default=0)

    def wait_for_mail(
        self,
        *,
        to: str = "",
        after: int = 0,
        where: Callable[[Mail], bool] = lambda _mail: True,
        seconds: float = MAIL_SECONDS,
    ) -> Mail:
        """The first mail that fits, as soon as it is there; fails with what did come."""
        for mails in self._polled(seconds, to=to, after=after):
            fitting = [mail for mail in mails if where(mail)]
            if fitting:
                return fitting[-1]
        came = [(mail["to"], mail["subject"]) for mail in self.mails(after=after)]
        raise AssertionError(f"No fitting mail to {to or 'anybody'} in {seconds} s; came: {came}")

    def _polled(self, seconds: float, *, to: str, after: int) -> Iterator[list[Mail]]:
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            yield self.mails(to=to, after=after)
            time.sleep(0.2)


class OwnStack(Stack):
    """A stack that this test run started, and may therefore restart; each has a folder."""

    def __init__(self, folder: Path = FOLDER, **settings: str) -> None:
        """`settings` are variables of the local stage besides the usual (local/settings.py)."""
        self.folder = folder
        self.environment = {
            **os.environ,
            "PYTHONPATH": str(ROOT / "infra"),
            "MANDAT_LOCAL_DIR": str(folder),
            "MANDAT_PORT": str(ports.any_free()),
            "MANDAT_MAILBOX_PORT": str(ports.any_free()),
            # a permission that a role lacks shows here before AWS shows it
            "MANDAT_ENFORCE_IAM": "1",
            **settings,
        }
        self._process: subprocess.Popen[bytes] | None = None
        self._forget_earlier_run()
        self.start()

    def _forget_earlier_run(self) -> None:
        """A test run that was killed leaves a stack behind; every run begins with none."""
        subprocess.run(
            [sys.executable, "-m", "local.stop"],
            env=self.environment,
            capture_output=True,
            check=True,
        )
        shutil.rmtree(self.folder, ignore_errors=True)
        self.folder.mkdir(parents=True)

    def start(self) -> None:
        """Start, and return when the stack says that it is ready."""
        with (self.folder / "run.log").open("ab") as log:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "local.run"],
                env=self.environment,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        self._wait_until_ready(self._process)
        super().__init__(json.loads((self.folder / "stack.json").read_text()))

    def _wait_until_ready(self, process: subprocess.Popen[bytes]) -> None:
        deadline = time.monotonic() + START_SECONDS
        while not (self.folder / "stack.json").exists():
            if process.poll() is not None or time.monotonic() > deadline:
                raise AssertionError(f"No stack:\n{(self.folder / 'run.log').read_text()}")
            time.sleep(0.1)

    def stop(self) -> None:
        """Stop as Ctrl-C does; nothing of a person may stand in what it wrote meanwhile."""
        found = found_on(self) if self._is_running else []
        self._end()
        assert not found, "\n".join(["What the stack wrote tells of a person:", *found[:20]])

    def restart(self) -> None:
        """Stop and start again at the same addresses; the state is saved."""
        self._end()
        self.start()

    @property
    def _is_running(self) -> bool:
        return self._process is not None and self._process.poll() is None

    def _end(self) -> None:
        if self._process is None or self._process.poll() is not None:
            return
        self._process.send_signal(signal.SIGTERM)
        assert self._process.wait(STOP_SECONDS) == 0, (self.folder / "run.log").read_text()


def fetch(url: str) -> str:
    """GET an address of this machine; *.localhost goes to 127.0.0.1 as in a browser."""
    parts = urllib.parse.urlsplit(url)
    path = parts.path + (f"?{parts.query}" if parts.query else "")
    with closing(HTTPConnection("127.0.0.1", parts.port or 80, timeout=60)) as connection:
        connection.request("GET", path or "/", headers={"Host": parts.netloc})
        return connection.getresponse().read().decode()


def running_elsewhere() -> Stack | None:
    """The stack that MANDAT_STACK_JSON points to, for working on tests without a start each."""
    said = os.environ.get("MANDAT_STACK_JSON")
    return Stack(json.loads(Path(said).read_text())) if said else None
