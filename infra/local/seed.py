"""What a fresh stack needs besides its template: city data, a sender, secrets that hold something.

All of it is idempotent.
"""

from __future__ import annotations

import json
import shutil
import sys
from concurrent.futures import ThreadPoolExecutor
from email.utils import parseaddr
from functools import partial
from pathlib import Path
from typing import Any

from botocore.exceptions import ClientError

from local import aws, commands, stackinfo
from local.errors import LocalError
from local.inputs import digest
from local.settings import STAGE, Settings

CITY = "bengkulu"
SYNC = "infra/city/sync.py"
OFFICIALS = "infra/city/officials.py"
IMPORT = "infra/operations/register.py"
# Invented people, in extracts as Dukcapil and Dinsos send them.
PEOPLE = "infra/local/register"
SOURCES = ("dukcapil", "dinsos")
SYNCED = ("city", "bookings", "programmes", "fostering")
CORE = "layers/core/python"


def city_digest(settings: Settings) -> str:
    """The digest of the city's data, of the command that syncs it and of the code that it uses."""
    return digest(
        settings.root,
        ["infra/city", *(f"{CORE}/mandat/{one}" for one in SYNCED), f"{CORE}/mandat/platform"],
    )


def sync_city(settings: Settings) -> None:
    """Validate the city's files and put them into the table; the officials need the rest of it."""
    for command in (SYNC, OFFICIALS):
        commands.run(
            [sys.executable, command, "--city", CITY],
            env=product_environment(settings),
            cwd=settings.root,
            log=settings.logs / "city.log",
        )


def register_digest(settings: Settings) -> str:
    """The digest of the invented people: an import that ran once needs no second."""
    return digest(settings.root, [PEOPLE])


def fill_register(settings: Settings) -> None:
    """Bring the invented people into the register, as any extract comes; in any order."""
    (settings.folder / "register").mkdir(parents=True, exist_ok=True)
    environment = product_environment(settings)
    with ThreadPoolExecutor(len(SOURCES)) as pool:
        list(pool.map(partial(_import, settings, environment), SOURCES))


def _import(settings: Settings, environment: dict[str, str], source: str) -> None:
    """The report is written beside the file, which is therefore a copy."""
    file = shutil.copy(settings.root / PEOPLE / f"{source}.csv", settings.folder / "register")
    import_extract(settings, environment, source, Path(file))


def import_extract(
    settings: Settings, environment: dict[str, str], source: str, file: Path
) -> None:
    """As ops do."""
    commands.run(
        [sys.executable, IMPORT, "--stage", STAGE, "--source", source, "--file", str(file)],
        env=environment,
        cwd=settings.root,
        log=settings.logs / f"register-{source}.log",
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
