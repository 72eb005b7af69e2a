"""The unzipped package by itself: a bare interpreter with nothing but the standard library imports every handler of the
template, and every module that any of our files imports, however late.
"""

import ast
import json
import sys
from collections.abc import Iterator
from pathlib import Path

from tests.deploy.command import offline, run
from tests.deploy.report import Broken

SECONDS = 120.0

PROGRAM = """
import importlib, json, os, sys, time
package, handlers, late = json.loads(sys.argv[1])
sys.path.insert(0, package)
started = time.perf_counter()
missing = []
for handler in handlers:
    module, name = handler.rsplit(".", 1)
    if not callable(getattr(importlib.import_module(module), name, None)):
        missing.append(handler)
milliseconds = (time.perf_counter() - started) * 1000
for name in late:
    try:
        importlib.import_module(name)
    except ImportError as error:
        missing.append(f"{name} ({error})")
standard = os.path.dirname(os.__file__)
places = {name: os.path.realpath(found) for name, found in
          ((name, getattr(module, "__file__", None)) for name, module in sys.modules.items()) if found}
inside = [name for name, place in places.items() if place.startswith(os.path.realpath(package) + os.sep)]
outside = [place for name, place in places.items()
           if name not in inside and name != "__main__"
           and (not place.startswith(os.path.realpath(standard) + os.sep) or "site-packages" in place)]
print(json.dumps([milliseconds, len(places), len(inside), missing, sorted(outside)]))
"""


def check(unzipped: Path, template: Path) -> str:
    """Import it all, and see that nothing came from anywhere else. Raises Broken."""
    handlers = sorted(_handlers(template))
    asked = json.dumps([str(unzipped), handlers, sorted(_imported(unzipped))])
    # -I: no environment, no user's packages, not the current folder; -S: no site-packages of this interpreter either.
    bare = [sys._base_executable, "-I", "-S", "-c", PROGRAM, asked]  # type: ignore[attr-defined]
    milliseconds, modules, inside, missing, outside = json.loads(run(bare, offline(unzipped), SECONDS).splitlines()[-1])
    if missing:
        raise Broken(f"The package lacks: {', '.join(missing)}")
    if outside:
        raise Broken(f"These came from outside the package: {', '.join(outside)}")
    return (
        f"{len(handlers)} handlers in {milliseconds:.0f} ms; {modules} modules, {inside} of the package, "
        "the others of the standard library"
    )


def _handlers(template: Path) -> Iterator[str]:
    """`app.NAME` of each function."""
    for resource in json.loads(template.read_text())["Resources"].values():
        if resource["Type"] == "AWS::Serverless::Function":
            yield resource["Properties"]["Handler"]


def _imported(unzipped: Path) -> Iterator[str]:
    """Every module that our own code imports, at its top or anywhere below."""
    for path in (unzipped / "app.py", *(unzipped / "chalicelib").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_bytes())):
            if isinstance(node, ast.Import):
                yield from (alias.name for alias in node.names)
            elif isinstance(node, ast.ImportFrom) and node.module:
                yield node.module
