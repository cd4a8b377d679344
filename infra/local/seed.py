"""What a fresh stack needs besides its template: city data, a sender, secrets that hold something.

All of it is idempotent.
"""

from __future__ import annotations

import json
import sys
from email.utils import parseaddr
from typing import Any

from botocore.exceptions import ClientError

from local import aws, commands, stackinfo
from local.errors import LocalError
from local.inputs import digest
from local.settings import Settings

CITY = "bengkulu"
SYNC = "infra/city/sync.py"
CORE = "layers/core/python"


def city_digest(settings: Settings) -> str:
    """The digest of the city's data, of the command that syncs it and of the code that it uses."""
    return digest(
        settings.root,
        ["infra/city", f"{CORE}/mandat/city", f"{CORE}/mandat/bookings", f"{CORE}/mandat/platform"],
    )


def sync_city(settings: Settings) -> None:
    """Validate the city's files and put them into the table."""
    commands.run(
        [sys.executable, SYNC, "--city", CITY],
        env=product_environment(settings),
        cwd=settings.root,
        log=settings.logs / "city.log",
    )


def product_environment(settings: Settings) -> dict[str, str]:
    """The environment of an operations command: what a function of this stack would have."""
    variables: dict[str, str] = {}
    for environment in stackinfo.function_environments(settings):
        variables |= environment
    paths = f"{settings.root / CORE}:{settings.root / 'infra'}"
    return commands.environment(settings, **variables, PYTHONPATH=paths)


def verify_sender(settings: Settings) -> None:
    """SES takes mail from a verified sender only; on AWS a person verifies it once."""
    sender = parseaddr(stackinfo.value(settings, "MAIL_SENDER"))[1]
    ses = aws.client(settings, "sesv2")
    if not sender or _is_known(ses, sender):
        return
    ses.create_email_identity(EmailIdentity=sender)


def _is_known(ses: Any, identity: str) -> bool:
    try:
        ses.get_email_identity(EmailIdentity=identity)
    except ClientError as error:
        if error.response["Error"]["Code"] != "NotFoundException":
            raise
        return False
    return True


def check_secrets(settings: Settings) -> None:
    """Every secret of the stack holds JSON with text in it; nothing of it is shown."""
    secrets = aws.client(settings, "secretsmanager")
    for secret in secrets.list_secrets()["SecretList"]:
        if not _is_filled(secrets.get_secret_value(SecretId=secret["ARN"])["SecretString"]):
            raise LocalError(f"The secret {secret['Name']} is empty: see docs/deploy.md.")


def _is_filled(secret: str) -> bool:
    values = json.loads(secret)
    return bool(values) and all(values.values())
