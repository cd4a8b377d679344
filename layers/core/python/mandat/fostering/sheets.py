"""Number and code of a child's sheet: what a phone without e-mail can be told, and a hand copy.

The number is that of a case which has looked for a fosterer; the code is made of it, so that the
sheet may be printed again and says the same.
"""

import hmac

from mandat.platform import secrets
from mandat.platform.ids import CODE_LENGTH, as_typed, symbols


def code_of(case_id: str) -> str:
    return symbols(secrets.keyed_hash("child-sheet", case_id), CODE_LENGTH)


def is_code_of(case_id: str, code: str) -> bool:
    return hmac.compare_digest(code_of(case_id).encode(), as_typed(code).encode())
