"""What the city's commands share: their arguments and how they reach the table."""

import argparse
import os
import sys
from collections.abc import Callable

from city.source import DataError

FAILED = 1


def arguments(description: str) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--table", help="nama tabel DynamoDB (bawaan: variabel TABLE_NAME)")
    return parser


def on_table(name: str | None, work: Callable[[], int]) -> int:
    """Do the work on the table and return its exit code; trouble with the table is one line.

    The stores read the table's name when they are imported: `work` imports them itself.
    """
    table = name or os.environ.get("TABLE_NAME")
    if not table:
        raise SystemExit("Sebutkan tabelnya dengan --table atau variabel TABLE_NAME.")
    os.environ["TABLE_NAME"] = table
    from pynamodb.exceptions import PynamoDBException

    from mandat.errors import UnavailableError

    try:
        return work()
    except (PynamoDBException, UnavailableError) as error:
        print(f"Tabel '{table}' tidak dapat dipakai: {error}", file=sys.stderr)
        return FAILED


def report_mistakes(error: DataError) -> int:
    """Print each mistake on a line of its own; the exit code to end with."""
    for problem in error.problems:
        print(problem, file=sys.stderr)
    print(f"{len(error.problems)} kesalahan; tidak ada yang diubah.", file=sys.stderr)
    return FAILED
