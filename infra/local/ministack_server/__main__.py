"""Mend, then run the emulator until it is told to stop."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from ministack import app

from local.ministack_server import ending, mail, output, signatures, workers


def main() -> None:
    """LOG_FILE is where functions' output goes, BARE_PYTHON what they run on.

    A third word says that their clock may be moved.
    """
    log, python, *moved = sys.argv[1:]
    sys.argv[1:] = []
    # workers inherit the environment: what only this package needed must not reach them
    os.environ.pop("PYTHONPATH", None)
    ending.stop_with_parent()
    mail.relay_raw_messages_as_they_are()
    output.append_to(Path(log))
    workers.run_on(python)
    workers.unpack_layers_once()
    workers.start_without_a_call()
    ending.wait_for_nobody()
    if moved:
        signatures.accept_any_time()
    app.main()
    os._exit(0)


if __name__ == "__main__":
    main()
