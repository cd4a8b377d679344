"""Rules of what is built and of the stages that it is deployed to."""

import re
import tomllib
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import yaml

from infra.template import ROOT, Template

LAYERS = ("dependencies", "imaging", "documents", "core")
# Layers with requirements of their own.
OWN = ("imaging", "documents")
PIN = re.compile(r"^[a-z0-9-]+==\S+( ; .+)? \\$")
CLIENT = re.compile(r"""(?:client|resource|create_client|made)\(\s*["']([a-z0-9-]+)["']""")
STAGES = ("local", "staging", "production")


def layers_are_built_for_the_runtime(template: Template) -> Iterator[str]:
    runtime = template.body["Parameters"]["Runtime"]["Default"]
    for layer in LAYERS:
        if f"RUNTIME ?= {runtime}\n" not in makefile(layer):
            yield f"layers/{layer} is built for another runtime than {runtime}"


def no_runtime_is_too_old_for_the_wheels(template: Template) -> Iterator[str]:
    """python3.11 is Amazon Linux 2 with glibc 2.26; Pillow's wheels ask for 2.27."""
    if "python3.11" in template.body["Parameters"]["Runtime"]["AllowedValues"]:
        yield "python3.11 cannot load Pillow"


def layers_and_functions_are_built_by_make(template: Template) -> Iterator[str]:
    for kind in ("AWS::Serverless::LayerVersion", "AWS::Serverless::Function"):
        for name in template.of(kind):
            if template.resources[name].get("Metadata", {}).get("BuildMethod") != "makefile":
                yield f"{name} is not built by its Makefile"


def layers_have_a_target_in_their_makefile(template: Template) -> Iterator[str]:
    for name, layer in template.of("AWS::Serverless::LayerVersion").items():
        folder = layer["ContentUri"].removeprefix("layers/")
        if f"build-{name}:" not in makefile(folder):
            yield f"{layer['ContentUri']} does not build {name}"


def compiled_code_is_checked_by_hash(template: Template) -> Iterator[str]:
    for layer in LAYERS:
        if "--invalidation-mode unchecked-hash" not in makefile(layer):
            yield f"layers/{layer} is compiled again at every cold start"


def dependencies_are_pinned_with_hashes(template: Template) -> Iterator[str]:
    for path in ("requirements.txt", *(f"layers/{it}/requirements.txt" for it in OWN)):
        for line in (ROOT / path).read_text().splitlines():
            if not line.startswith((" ", "#")) and not PIN.match(line):
                yield f"{path}: {line} is not pinned"
            if re.search(r"https?://|file:|--(extra-)?index|--find-links| @ ", line):
                yield f"{path}: {line} names a place"
    for layer in ("dependencies", *OWN):
        if "--require-hashes" not in makefile(layer):
            yield f"layers/{layer} does not check hashes"


def the_layer_installs_the_roots_requirements(template: Template) -> Iterator[str]:
    if (ROOT / "layers/dependencies/requirements.txt").resolve() != ROOT / "requirements.txt":
        yield "layers/dependencies installs something else"


def clients_in_use_are_in_the_layer(template: Template) -> Iterator[str]:
    kept = re.search(r"^SERVICES = (.+)$", makefile("dependencies"), re.MULTILINE)
    sources = [*(ROOT / "functions").rglob("*.py"), *(ROOT / "layers/core/python").rglob("*.py")]
    used = {name for path in sources for name in CLIENT.findall(path.read_text())}
    for name in used - set(kept[1].split() if kept else ()):
        yield f"the layer drops botocore's model of {name}"


def stages_set_parameters_that_exist(template: Template) -> Iterator[str]:
    for stage in STAGES:
        values = parameters(stage)
        for name in values.keys() - template.body["Parameters"].keys():
            yield f"{stage}: {name} is no parameter"
        if values.get("Stage") != stage:
            yield f"{stage} deploys {values.get('Stage')}"


def stages_have_their_own_address(template: Template) -> Iterator[str]:
    for stage in STAGES:
        values = parameters(stage)
        host = re.sub(r"^https?://|:\d+$", "", values["SiteUrl"])
        if host != values["DomainName"]:
            yield f"{stage}: SiteUrl and DomainName differ"
        if stage != "local" and not values["SiteUrl"].startswith("https://"):
            yield f"{stage} is not behind TLS"


def people_agree_before_a_city_changes(template: Template) -> Iterator[str]:
    for stage in ("staging", "production"):
        if samconfig()[stage]["deploy"]["parameters"].get("confirm_changeset") is not True:
            yield f"{stage} deploys without asking"


def exceptions_from_checks_have_reasons(template: Template) -> Iterator[str]:
    lines = (ROOT / ".checkov.yaml").read_text().splitlines()
    for above, line in pairwise(lines):
        if line.strip().startswith("- CKV") and not above.strip().startswith("#"):
            yield f"{line.strip()} is skipped without a reason"
    for name, it in template.resources.items():
        for skip in it.get("Metadata", {}).get("checkov", {}).get("skip", []):
            if not skip.get("comment"):
                yield f"{name}: {skip['id']} is skipped without a reason"
    if "ignore_checks" in yaml.safe_load((ROOT / ".cfnlintrc").read_text()):
        yield "cfn-lint ignores a check"


def makefile(layer: str) -> str:
    return (ROOT / "layers" / layer / "Makefile").read_text()


def samconfig() -> dict[str, Any]:
    return tomllib.loads((ROOT / "samconfig.toml").read_text())


def parameters(stage: str) -> dict[str, str]:
    """What a stage sets, by name."""
    pairs = samconfig()[stage]["deploy"]["parameters"]["parameter_overrides"]
    return dict(pair.split("=", 1) for pair in pairs)
