"""What was built is complete: each function imports with nothing but its layers, as on Lambda.

The emulator's own packages are importable by its functions and hide what a layer lacks.
"""

import json
import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest

from infra.rules_functions import folder
from infra.template import ROOT, Template, target
from mandat.text.templates import COMPILED

BUILDS = (ROOT / ".aws-sam/build", ROOT / ".local/build")
BYTES_MAX = 60_000_000
BARE = Path(__file__).with_name("bare.py")


@pytest.fixture(scope="module")
def build() -> Path:
    found = next((it for it in BUILDS if (it / "template.yaml").exists()), None)
    if found is None:
        pytest.skip("nothing is built: make run builds it")
    return found


@pytest.mark.parametrize("function", Template.read().functions)
def test_a_function_needs_nothing_but_its_layers(function: str, build: Path) -> None:
    """Its handler and all that its code may import later, from there and nowhere else."""
    places = [*layers_of(function, build), build / function]
    command = [sys.executable, "-I", "-S", str(BARE), f"{folder(function)}.handler"]
    ran = subprocess.run(  # noqa: S603  this interpreter
        [*command, *map(str, places)], capture_output=True, text=True, check=False
    )
    assert ran.returncode == 0, ran.stderr
    came = json.loads(ran.stdout)
    python = Path(sysconfig.get_path("stdlib"))
    assert {name: came[name] for name in came if is_strange(came[name], [*places, python])} == {}
    assert f"{folder(function)}.handler" in came


def layers_of(function: str, build: Path) -> list[Path]:
    template = Template.read()
    named = [target(it) for it in template.setting(function, "Layers")]
    common = [target(it) for it in template.body["Globals"]["Function"]["Layers"]]
    return [build / layer / "python" for layer in dict.fromkeys([*common, *named])]


def is_strange(file: str | None, places: list[Path]) -> bool:
    """Whether a module came from elsewhere; what is built into Python has no file."""
    if file is None or file == str(BARE):
        return False
    return "site-packages" in file or not any(Path(file).is_relative_to(it) for it in places)


def test_a_module_from_elsewhere_is_noticed(build: Path) -> None:
    places = [*layers_of("IntakeFunction", build), Path(sysconfig.get_path("stdlib"))]
    installed = Path(sysconfig.get_path("purelib")) / "pynamodb/models.py"

    assert is_strange(str(installed), places)
    assert not is_strange(str(places[0] / "pynamodb/models.py"), places)
    assert not is_strange(None, places)


@pytest.mark.parametrize(
    "layer", ["DependenciesLayer", "ImagingLayer", "DocumentsLayer", "CoreLayer"]
)
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
