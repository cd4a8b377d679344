"""The secrets: two live signing keys and the hashing key, fetched when first needed."""

import hmac
import json
import time
from typing import Any

from mandat.platform.clients import client
from mandat.platform.ids import CODE_LENGTH, as_typed, symbols
from mandat.platform.settings import settings

# Rotation overlaps by more than this: an old key stays live until every cache has the new one.
KEPT_SECONDS = 300
LIVE_KEYS = 2

_kept: dict[str, tuple[float, dict[str, Any]]] = {}


def _secret(name: str) -> dict[str, Any]:
    """As Powertools' parameters would, without boto3, which they import."""
    until, value = _kept.get(name, (0.0, {}))
    if time.monotonic() >= until:
        answer = client("secretsmanager").get_secret_value(SecretId=name)
        value = json.loads(answer["SecretString"])
        _kept[name] = time.monotonic() + KEPT_SECONDS, value
    return value


def forget_secrets() -> None:
    """Fetch every secret anew at its next use."""
    _kept.clear()


def signing_keys() -> list[str]:
    """The live keys, the one that signs last: {"current": "k2", "k1": ..., "k2": ...}."""
    secret = _secret(settings().signing_secret)
    current = str(secret["current"])
    older = sorted(name for name in secret if name not in {"current", current})
    return [str(secret[name]) for name in [*older[-(LIVE_KEYS - 1) :], current]]


def keyed_hash(purpose: str, value: str) -> bytes:
    """HMAC-SHA256 of `value` for one purpose: matches without telling what it matched.

    A purpose that was hashed again has a key of its own: infra/operations/rehash.py.
    """
    keys = _secret(settings().hashing_secret)
    key = str(keys.get(purpose) or keys["key"]).encode()
    return hmac.digest(key, f"{purpose}|{value}".encode(), "sha256")


def tracking_code(cause: str) -> str:
    """The six characters of a submission: the same key shows the same code again."""
    return symbols(keyed_hash("tracking-code", cause), CODE_LENGTH)


def code_hash(case_id: str, code: str) -> str:
    """How a code is stored."""
    return keyed_hash("code-hash", f"{case_id}|{as_typed(code)}").hex()


def is_code(case_id: str, code: str, stored: str) -> bool:
    return hmac.compare_digest(code_hash(case_id, code), stored)


def person_hash(address: str) -> str:
    """Whose complaints of a day are counted, without keeping the phone or address."""
    return keyed_hash("person", address).hex()[:32]
