"""`sam deploy` to the emulator, with the stage `local` of samconfig.toml."""

from __future__ import annotations

from local import build, commands
from local.inputs import digest
from local.settings import STAGE, Settings


def current(settings: Settings) -> str:
    """The digest of what a deploy now would put there."""
    return digest(settings.root, (), [build.current(settings), *parameters(settings)])


def parameters(settings: Settings) -> list[str]:
    """What this machine decides; the rest of the stage is in samconfig.toml."""
    return [f"Stage={STAGE}", f"SiteUrl={settings.site}"]


def deploy(settings: Settings) -> None:
    """Bring the emulator to what was built; the same command as for AWS."""
    commands.run(
        [
            *(commands.tool(settings, "sam"), "deploy", "--config-env", STAGE),
            # without it the file would be sought beside the template
            *("--config-file", str(settings.root / "samconfig.toml")),
            *("--template-file", str(settings.built / "template.yaml")),
            *("--no-progressbar"),
            *("--parameter-overrides", *parameters(settings)),
        ],
        env=commands.environment(settings),
        cwd=settings.root,
        log=settings.logs / "deploy.log",
    )
