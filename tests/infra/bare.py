"""Runs in a bare interpreter: imports a handler, then all that its code may ever import.

`python -I -S bare.py HANDLER PATHS...`; prints where each module came from, as JSON. Nothing of
the tests is importable here. Doors and heavy clients are imported at their first use, so the
handler alone would not show what a layer lacks.
"""

import ast
import importlib.util
import json
import os
import re
import sys
from collections.abc import Iterator
from pathlib import Path

DOORS = "mandat.web."
# Imported where a photo or a paper is made, which only the function does that carries the layer.
OF_A_LAYER = {
    "mandat.photos.imaging": "ImagingLayer",
    "mandat.web.papers.table": "DocumentsLayer",
    "mandat.web.papers.drawing": "DocumentsLayer",
}
# What is imported at its first use is named in text: a module, or a function of one.
NAMED = re.compile(r"mandat(\.[a-z_]+)+(:[a-z_]+)?")
HERE = Path(__file__).parent


def main(handler: str, paths: list[str]) -> None:
    sys.path[:] = [*paths, *(one for one in sys.path if Path(one) != HERE)]
    os.environ.update(AWS_DEFAULT_REGION="ap-southeast-3", POWERTOOLS_SERVICE_NAME="test")
    missing = {name for name, it in OF_A_LAYER.items() if not any(it in path for path in paths)}
    read: set[str] = set()
    wanted = [handler]
    while wanted:
        name = wanted.pop()
        if name not in read | missing:
            read.add(name)
            wanted += _imports(name)
    modules = sys.modules.items()
    sys.stdout.write(json.dumps({name: getattr(one, "__file__", None) for name, one in modules}))


def _imports(name: str) -> list[str]:
    """Import a module; of ours, the names of what is imported anywhere in it."""
    module = importlib.import_module(name)
    source = getattr(module, "__file__", None) or ""
    ours = name.partition(".")[0] == "mandat" or name.endswith(".handler")
    return list(_named(ast.parse(Path(source).read_bytes()))) if ours and source else []


def _named(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        match node:
            case ast.If(test=ast.Name(id="TYPE_CHECKING")):
                node.body = []
            case ast.Import(names=names):
                yield from (one.name for one in names)
            case ast.ImportFrom(module=str(module), level=0, names=names):
                yield module
                yield from (found for one in names if (found := _room(module, one.name)))
            case ast.Call(func=ast.Name(id="Route"), args=[*_, ast.Constant(value=str(door))]):
                yield DOORS + door.partition(":")[0]
            case ast.Constant(value=str(text)) if NAMED.fullmatch(text):
                yield from (one for one in [text.partition(":")[0]] if _is_module(one))
            case ast.keyword(arg="own_failure", value=ast.Constant(value=str(door))):
                yield DOORS + door.partition(":")[0]


def _room(package: str, name: str) -> str:
    """The module that `from package import name` means, when it is one of ours."""
    full = f"{package}.{name}"
    is_room = package.startswith("mandat") and importlib.util.find_spec(package) is not None
    return full if is_room and _is_module(full) else ""


def _is_module(full: str) -> bool:
    try:
        return importlib.util.find_spec(full) is not None
    except ModuleNotFoundError:
        return False


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
