"""Each field of a public class has a string below it that describes it: CONTRIBUTING.md says how to write one."""

import ast
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGES = ("chalicelib", "audit", "infra", "messenger", "cli", "local", "bench", "studies")
FILES = ["app.py", *(str(file.relative_to(ROOT)) for name in PACKAGES for file in (ROOT / name).rglob("*.py"))]


@pytest.mark.parametrize("file", sorted(FILES))
def test_each_field_of_a_public_class_has_a_string_below_it(file: str) -> None:
    found = bare((ROOT / file).read_text(encoding="utf-8"))
    assert not found, "\n".join(f"{file}:{field}" for field in found)


def test_a_field_without_a_string_is_found_with_its_place() -> None:
    first_is_told = 'class Take:\n    """Units."""\n\n    n: int\n    """How many."""\n'
    assert bare(first_is_told) == []
    assert bare(f"{first_is_told}    quota: int = 0\n    shards: int\n") == ["6: Take.quota", "7: Take.shards"]


@pytest.mark.parametrize(
    "code",
    [
        "class _Take:\n    n: int",
        "class Take:\n    _n: int",
        "class Take:\n    known: ClassVar[int] = 0",
        "class Take:\n    n: Annotated[int, Meta(ge=1, description='how many')]",
        "class Take(Enum):\n    ONE = 1",
        "class Take:\n    def units(self) -> int:\n        n: int = 1\n        return n",
    ],
)
def test_what_is_no_field_or_is_described_in_its_place_needs_none(code: str) -> None:
    assert bare(code) == []


def bare(code: str) -> list[str]:
    """The line and the name of each field that nothing describes."""
    public = (one for one in ast.walk(ast.parse(code)) if isinstance(one, ast.ClassDef) and one.name[0] != "_")
    return [f"{field.lineno}: {of.name}.{ast.unparse(field.target)}" for of in public for field in _bare(of)]


def _bare(of: ast.ClassDef) -> Iterator[ast.AnnAssign]:
    for field, below in pairwise([*of.body, ast.Pass()]):
        if isinstance(field, ast.AnnAssign) and not (_is_exempt(field) or _is_string(below)):
            yield field


def _is_exempt(field: ast.AnnAssign) -> bool:
    """Whether a field is private or the class's own, or its annotation describes it: OpenAPI takes that text first."""
    annotation = ast.unparse(field.annotation)
    return (
        ast.unparse(field.target).startswith("_")
        or "ClassVar" in annotation
        or any(isinstance(one, ast.keyword) and one.arg == "description" for one in ast.walk(field.annotation))
    )


def _is_string(below: ast.stmt) -> bool:
    return isinstance(below, ast.Expr) and isinstance(below.value, ast.Constant) and isinstance(below.value.value, str)
