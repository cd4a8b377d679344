"""Complaints pay nothing for what is lent: their consumers start without it."""

import subprocess
import sys

CODE = """
import sys
import deliver.handler
import notify.handler
slices = ("mandat.bookings", "mandat.dispatch", "icalendar")
print(*(one for one in sys.modules if one.startswith(slices)))
"""


def test_notify_and_deliver_start_without_loans_and_calendars() -> None:
    command = [sys.executable, "-c", f"import sys; sys.path[:] = {sys.path!r}\n{CODE}"]
    ran = subprocess.run(command, capture_output=True, text=True, check=True)  # noqa: S603  this interpreter

    assert ran.stdout.strip() == ""
