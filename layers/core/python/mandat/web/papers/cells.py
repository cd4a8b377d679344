"""What every list for a spreadsheet has: its kind, its mark of UTF-8, and no formulas."""

KIND = "text/csv; charset=utf-8"
# By this a spreadsheet knows that it is UTF-8.
MARK = "\ufeff"
# What a spreadsheet would take for a formula.
FORMULAS = ("=", "+", "-", "@", "\t", "\r", "\n")


def harmless(text: str) -> str:
    """A cell that no spreadsheet computes with."""
    return f"'{text}" if text.startswith(FORMULAS) else text
