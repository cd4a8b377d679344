"""What was built is complete: each handler imports with nothing but its layers, as on Lambda.

The emulator's own packages are importable by its functions and hide what a layer lacks.
"""

import subprocess
import sys
from pathlib import Path

import pytest

from infra.rules_functions import folder
from infra.template import ROOT, Template, target
from mandat.text.templates import COMPILED

BUILDS = (ROOT / ".aws-sam/build", ROOT / ".local/build")
BYTES_MAX = 60_000_000
IMPORT = """
import importlib, os, sys
sys.path[:0] = sys.argv[2:]
os.environ.update(AWS_DEFAULT_REGION="ap-southeast-3", POWERTOOLS_SERVICE_NAME="test")
importlib.import_module(sys.argv[1])
"""


@pytest.fixture(scope="module")
def build() -> Path:
    found = next((it for it in BUILDS if (it / "template.yaml").exists()), None)
    if found is None:
        pytest.skip("nothing is built: make run builds it")
    return found


@pytest.mark.parametrize("function", Template.read().functions)
def test_a_handler_needs_nothing_but_its_layers(function: str, build: Path) -> None:
    template = Template.read()
    layers = [target(it) for it in template.setting(function, "Layers")]
    common = [target(it) for it in template.body["Globals"]["Function"]["Layers"]]
    paths = [str(build / layer / "python") for layer in dict.fromkeys([*common, *layers])]
    command = [sys.executable, "-I", "-S", "-c", IMPORT, f"{folder(function)}.handler"]
    ran = subprocess.run(  # noqa: S603  this interpreter
        [*command, *paths, str(build / function)], capture_output=True, text=True, check=False
    )
    assert ran.returncode == 0, ran.stderr


@pytest.mark.parametrize("layer", ["DependenciesLayer", "ImagingLayer", "CoreLayer"])
def test_a_layer_is_light(layer: str, build: Path) -> None:
    files = [path for path in (build / layer).rglob("*") if path.is_file()]
    assert sum(path.stat().st_size for path in files) < BYTES_MAX


def test_machine_code_is_there_for_both_architectures(build: Path) -> None:
    """A package with machine code that the Makefile does not name is built for x86_64 only."""
    libraries = [path.name for path in (build / "DependenciesLayer").rglob("*.so")]
    modules = {name.partition(".")[0] for name in libraries}
    for architecture in ("x86_64", "aarch64"):
        of_it = {name.partition(".")[0] for name in libraries if architecture in name}
        assert of_it == modules


def test_every_template_is_compiled(build: Path) -> None:
    package = build / "CoreLayer/python/mandat"
    folders = [one for one in package.rglob("templates") if one.is_dir()]
    for folder_ in folders:
        sources = [one for one in folder_.rglob("*") if one.suffix in {".html", ".txt"}]
        made = list((folder_ / COMPILED).glob("tmpl_*.py"))
        assert len(made) == len(sources) > 0
    assert len(folders) == 2
