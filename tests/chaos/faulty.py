"""A stack whose functions reach AWS through microburst, and the faults that are set there.

Pages, mailbox and the tests' own clients go straight to the emulator. Each function says its name
in the User-Agent of its calls (AWS_SDK_UA_APP_ID), so that a fault can be one function's.
"""

from __future__ import annotations

import json
import subprocess
from contextlib import closing, suppress
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

from chaos.queues import wait
from e2e.stage import OwnStack
from local import ports
from local.settings import HOST, ROOT

Rule = dict[str, Any]
TOOLS = ROOT / ".venv-stack" / "bin"
START_SECONDS = 30


class Burst:
    """A running microburst before `upstream`. The first rule that fits a call decides."""

    def __init__(self, upstream: str, log: Path) -> None:
        self.port = ports.any_free()
        self.endpoint = f"http://{HOST}:{self.port}"
        with log.open("wb") as output:
            self._process = subprocess.Popen(  # noqa: S603  the project's own tool
                [str(TOOLS / "microburst"), "--upstream", upstream, "--port", str(self.port)],
                stdout=output,
                stderr=output,
            )
        wait("microburst", self._is_there, START_SECONDS)

    def set(self, rules: list[Rule]) -> list[int]:
        """These rules and no others; their ids."""
        return [one["id"] for one in self._ask("POST", rules)]

    def add(self, rules: list[Rule]) -> list[int]:
        """These rules after the ones that are there; their ids."""
        return [one["id"] for one in self._ask("PATCH", rules)]

    def fired(self) -> dict[int, int]:
        """How many calls each rule met, by its id."""
        return {one["id"]: one["fired_count"] for one in self._ask("GET", None)}

    def stop(self) -> None:
        self._process.terminate()
        self._process.wait(START_SECONDS)

    def _is_there(self) -> bool:
        with suppress(OSError):
            self._ask("GET", None)
            return True
        return False

    def _ask(self, method: str, body: Any, what: str = "rules") -> Any:
        with closing(HTTPConnection(HOST, self.port, timeout=START_SECONDS)) as connection:
            sent = None if body is None else json.dumps(body)
            connection.request(method, f"/_microburst/{what}", sent)
            answer = connection.getresponse()
            said = answer.read().decode()
        assert answer.status == 200, said
        return json.loads(said)


class FaultyStack(OwnStack):
    """`burst` holds the faults; every function calls through it.

    Without roles: microburst sends another Host than the one that was signed. tests/e2e has them.
    """

    def __init__(self, folder: Path, **settings: str) -> None:
        super().__init__(folder, MANDAT_ENFORCE_IAM="0", **settings)
        self.burst = Burst(self.endpoint, folder / "microburst.log")
        self.make_cold()

    def stop(self) -> None:
        try:
            super().stop()
        finally:
            self.burst.stop()

    def make_cold(self) -> None:
        """Workers with what they remember end; the next ones meet the faults that are set."""
        self.lead(self.burst.endpoint)

    def lead(self, endpoint: str) -> None:
        """Every function reaches AWS at `endpoint` from its next call on, in a new worker."""
        functions = self.aws("lambda")
        for page in functions.get_paginator("list_functions").paginate():
            for one in page["Functions"]:
                said = one["Environment"]["Variables"]
                said |= {
                    "AWS_ENDPOINT_URL": endpoint,
                    "AWS_SDK_UA_APP_ID": said["POWERTOOLS_SERVICE_NAME"],
                    "MADE_COLD": str(int(said.get("MADE_COLD", "0")) + 1),
                }
                functions.update_function_configuration(
                    FunctionName=one["FunctionName"], Environment={"Variables": said}
                )
