"""Rotate the key that signs links, in three steps that no link notices.

    python infra/operations/rotate.py --stage production add    a new key, which verifies only
    python infra/operations/rotate.py --stage production use    it signs; the one before verifies
    python infra/operations/rotate.py --stage production drop   the one before is forgotten

Runbook: infra/operations/runbooks/keys.md, which says how long to wait between them.
"""

import json
import secrets
import sys
from collections.abc import Callable

import boto3
from stack import arguments, outputs

KEY_BYTES = 48

Keys = dict[str, str]


def add(keys: Keys) -> Keys:
    """A key more: {"current": "k1", "k1": ..., "k2": ...}."""
    _expect(keys, 1)
    return keys | {_next(keys): secrets.token_urlsafe(KEY_BYTES)}


def use(keys: Keys) -> Keys:
    """The key that does not sign yet becomes the one that does."""
    _expect(keys, 2)
    return keys | {"current": _other(keys)}


def drop(keys: Keys) -> Keys:
    """The key that does not sign is forgotten; links that it signed end."""
    _expect(keys, 2)
    return {name: value for name, value in keys.items() if name != _other(keys)}


STEPS: dict[str, Callable[[Keys], Keys]] = {"add": add, "use": use, "drop": drop}


def main() -> int:
    """Do one step of the rotation."""
    parser = arguments("Rotate the key that signs links.")
    parser.add_argument("step", choices=STEPS)
    asked = parser.parse_args()
    _change(outputs(asked.stage)["SigningSecret"], STEPS[asked.step])
    return 0


def _change(secret: str, step: Callable[[Keys], Keys]) -> None:
    client = boto3.client("secretsmanager")
    keys = step(json.loads(client.get_secret_value(SecretId=secret)["SecretString"]))
    client.put_secret_value(SecretId=secret, SecretString=json.dumps(keys))
    print(f"{keys['current']} signs; live: {', '.join(_names(keys))}.")


def _names(keys: Keys) -> list[str]:
    return sorted(keys.keys() - {"current"}, key=_number)


def _number(name: str) -> int:
    return int(name.removeprefix("k"))


def _next(keys: Keys) -> str:
    return f"k{max(map(_number, _names(keys))) + 1}"


def _other(keys: Keys) -> str:
    return next(name for name in _names(keys) if name != keys["current"])


def _expect(keys: Keys, live: int) -> None:
    if len(_names(keys)) != live:
        raise SystemExit(f"{len(_names(keys))} keys are live: another step comes first.")


if __name__ == "__main__":
    sys.exit(main())
