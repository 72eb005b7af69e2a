"""A type's name has one meaning: no two files of what is deployed define a public type of the same name."""

import ast
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[1]


def test_no_two_files_define_a_type_of_one_name() -> None:
    files: dict[str, set[str]] = defaultdict(set)
    for path in ROOT.glob("chalicelib/**/*.py"):
        for name in types_of(ast.parse(path.read_text(encoding="utf-8"))):
            files[name].add(str(path.relative_to(ROOT)))

    assert {name: places for name, places in files.items() if len(places) > 1} == {}


def types_of(module: ast.Module) -> Iterator[str]:
    """The public classes and type aliases that a module defines."""
    for node in module.body:
        if isinstance(node, ast.ClassDef):
            name = node.name
        elif isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            name = node.targets[0].id
        else:
            continue
        if name[0].isupper() and not name.isupper():
            yield name
