"""`sam deploy` to the emulator, with the stage `local` of samconfig.toml."""

from __future__ import annotations

from contextlib import suppress

from local import aws, build, commands
from local.inputs import digest
from local.settings import REGION, STAGE, Settings

STACK = f"mandat-{STAGE}"
ARTEFACTS = f"mandat-{STAGE}-artefacts"


def current(settings: Settings) -> str:
    """The digest of what a deploy now would put there."""
    return digest(settings.root, (), [build.current(settings), *parameters(settings)])


def parameters(settings: Settings) -> list[str]:
    """What this machine decides; the rest of the stage is in samconfig.toml."""
    return [f"Stage={STAGE}", f"SiteUrl={settings.site}"]


def deploy(settings: Settings) -> None:
    """Bring the emulator to what was built; the same command as for AWS, with its own bucket."""
    _ensure_bucket(settings)
    commands.run(
        [
            *(commands.tool(settings, "sam"), "deploy", "--config-env", STAGE),
            *("--template-file", str(settings.built / "template.yaml")),
            *("--stack-name", STACK, "--s3-bucket", ARTEFACTS),
            *("--no-confirm-changeset", "--no-fail-on-empty-changeset", "--no-progressbar"),
            *("--parameter-overrides", *parameters(settings)),
        ],
        env=commands.environment(settings),
        cwd=settings.root,
        log=settings.logs / "deploy.log",
    )


def _ensure_bucket(settings: Settings) -> None:
    s3 = aws.client(settings, "s3")
    with suppress(s3.exceptions.BucketAlreadyOwnedByYou):
        s3.create_bucket(Bucket=ARTEFACTS, CreateBucketConfiguration={"LocationConstraint": REGION})
