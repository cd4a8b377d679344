"""Erase what is personal in one case, on the data protection officer's word.

    python infra/operations/erase.py --stage production --case BKL-7F3K-9QX2 --ticket PDP-2026-014

For people who cannot open their own page any more. Two people do it; docs/privacy.md. The
deletion itself is the erasure function's: this puts the wish on the case's record.
"""

import os
import sys
from argparse import Namespace
from datetime import UTC, datetime
from pathlib import Path

from stack import arguments, outputs

CORE = Path(__file__).parents[2] / "layers" / "core" / "python"


def main() -> int:
    """Ask for the case's number once more, then record the wish; 1 when it was not given."""
    asked = _arguments()
    stack = outputs(asked.stage)
    os.environ["TABLE_NAME"] = stack["TableName"]
    sys.path.append(str(CORE))
    case_id = _case_id(asked.case)
    if input(f"Erase {asked.case} for ever? Type its number again: ").strip() != asked.case:
        print("Nothing was erased.")
        return 1
    return _erase(case_id, asked.ticket)


def _arguments() -> Namespace:
    parser = arguments("Erase what is personal in one case.")
    parser.add_argument("--case", required=True, help="the report's number: BKL-7F3K-9QX2")
    parser.add_argument("--ticket", required=True, help="where the officer's word is written down")
    return parser.parse_args()


def _case_id(typed: str) -> str:
    from mandat.platform.ids import read_reference

    found = read_reference(typed)
    if found is None:
        raise SystemExit(f"{typed} is no number of a report.")
    return found


def _erase(case_id: str, ticket: str) -> int:
    """The stores read the table's name when they are imported."""
    from mandat.own.commands import erase_for_desk

    done = erase_for_desk(case_id, f"desk:{ticket}", datetime.now(UTC))
    print(
        "It is on the record; text, photos and contact go within minutes."
        if done.events
        else "It had been erased before."
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
