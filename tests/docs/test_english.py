"""Docstrings and messages are in plain English, as far as a machine can tell: CONTRIBUTING.md says how to write."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGES = ("chalicelib", "cli", "audit", "local", "bench", "studies", "infra", "messenger")
FILES = ["app.py", *(str(file.relative_to(ROOT)) for name in PACKAGES for file in (ROOT / name).rglob("*.py"))]

OF_DOCSTRINGS = {
    "begins with no subject and no verb: say what it does or what it is": re.compile(r"\A(What|Where nobody)\b"),
    "packs fields or arguments: describe each by a string below it, or on a line": re.compile(r"\w: [^·]* · [^·]*\w: "),
    "has a metaphor: name the thing": re.compile(r"\b(rooms?(?! for)|houses?|shelf|shelves)\b", re.IGNORECASE),
}
OF_ALL_TEXTS = {
    "leaves away: one leaves something out": re.compile(r"\b(leav(e|es|ing)|left)( \w+)? away\b", re.IGNORECASE),
}


@pytest.mark.parametrize("file", sorted(FILES))
def test_docstrings_and_messages_are_in_plain_english(file: str) -> None:
    found = faults((ROOT / file).read_text(encoding="utf-8"))
    assert not found, "\n".join(f"{file}:{fault}" for fault in found)


@pytest.mark.parametrize(
    "code",
    [
        '"""What gives the parts from now on."""',
        '"""Where nobody counts."""',
        'class Take:\n    """at: epoch ms · n: how many"""',
        'def take() -> None:\n    """Take it. at: epoch ms · n: how many"""',
        'N = 1\n"""The room of a take."""',
        'MESSAGE = f"nothing gives {N}: give it, or leave it away"',
    ],
)
def test_a_fault_is_found(code: str) -> None:
    assert len(faults(code)) == 1


def test_plain_english_is_no_fault() -> None:
    assert faults('"""Whatever has room for it: points · draws. A warehouse leaves out what it lacks."""') == []
    assert faults('TITLE = "What a shop sells"') == []


def faults(code: str) -> list[str]:
    """A line for each fault of a module's docstrings and texts."""
    tree = ast.parse(code)
    docstrings = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    return [
        f"{node.lineno}: {node.value!r} {fault}"
        for node in _texts(tree)
        for fault, wrong in (OF_ALL_TEXTS | (OF_DOCSTRINGS if id(node) in docstrings else {})).items()
        if wrong.search(str(node.value))
    ]


def _texts(tree: ast.Module) -> Iterator[ast.Constant]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node
