"""A version's file as it is shown: every tree reads back as it was."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some

from cli.yaml_text import WIDTH, written
from cli.yaml_tree import parse

SHIPPED = sorted((Path(__file__).parents[2] / "campaigns").glob("**/*.yaml"))


@pytest.mark.parametrize("file", SHIPPED, ids=lambda file: f"{file.parent.name}/{file.name}")
def test_a_shipped_file_reads_back(file: Path) -> None:
    node = parse(file.read_bytes()).node
    assert node is not None

    text = written(node)

    assert parse(text.encode()).node == node
    assert "\n  " in text


@pytest.mark.parametrize(
    "text",
    [
        *(
            "",
            " ",
            "- 1",
            "-1",
            "+ 1 days",
            "a: b",
            "a:",
            "a #b",
            "#b",
            "?",
            "{a}",
            "[a",
            "a, b",
            '"a"',
            "'a'",
            "~",
            "null",
        ),
        *(
            "10:00",
            "1%",
            "*",
            "&a",
            "!a",
            "| a",
            "> a",
            "@a",
            "`a`",
            "%a",
            "a\\b",
            "童装",
            "rest",
            "a\nb",
            "end of 2026-06-30",
        ),
    ],
)
def test_a_text_reads_back(text: str) -> None:
    trees: list[Any] = [{"a": text}, {"b": {"a": text, "c": [text]}}]
    for tree in trees:
        assert parse(written(tree).encode()).node == tree


TEXTS = some.text(
    some.characters(min_codepoint=32, max_codepoint=0x2FFF, exclude_categories=("Cc", "Cf", "Cs")), max_size=9
)
KEYS = some.from_regex(r"[a-z_]{1,6}", fullmatch=True)
TREES: Any = some.recursive(
    TEXTS, lambda inner: some.dictionaries(KEYS, inner, max_size=4) | some.lists(inner, max_size=4)
)


@given(some.dictionaries(KEYS, TREES, min_size=1, max_size=4))
def test_any_tree_reads_back(tree: dict[str, Any]) -> None:
    """Under a title: elsewhere invisible signs are errors, and no version has them."""
    whole: Any = {"title": tree}
    parsed = parse(written(whole).encode())
    assert parsed.node == whole


def test_what_is_short_stands_on_one_line() -> None:
    long: Any = {"a": {"b": ["x" * 9] * 30}}
    tree: Any = {"tasks": {"buy": {"when": "order.paid", "gives": {"points": "1"}}}, "closes": "end of 2026-06-30"}
    assert written(tree) == "tasks:\n  buy: {when: order.paid, gives: {points: 1}}\ncloses: end of 2026-06-30\n"
    assert max(map(len, written(long).splitlines())) <= WIDTH


def test_what_was_parsed_before_is_not_what_somebody_made_of_it() -> None:
    data = b"a: {b: [c]}\nd: \t e\n"
    first = parse(data)
    assert isinstance(first.node, dict)
    first.node["a"] = {}
    first.lines.clear()
    first.findings.clear()
    again = parse(data)
    assert again.node == {"a": {"b": ["c"]}, "d": "e"}
    assert (again.lines["a", "b", 0], [line for line, _ in again.findings]) == (1, [2])
