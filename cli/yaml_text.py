"""A tree of texts as a file that a person reads, and that reads as the same tree again."""

import json
import re
from collections.abc import Iterator

from chalicelib.domain.file.phrases import Node

WIDTH = 110
"""Characters of a line up to which a map or a list is written on it."""

_PLAIN = re.compile(r"[^\s\-?:,\[\]{}#&*!|>'\"%@`~][^\n\t\[\]{},\"\\]*")
"""A text that may stand without quotes anywhere, but for what `_confused` finds in it."""


def written(tree: Node) -> str:
    """The text of a file: short maps and lists on one line, the others a line for each of theirs."""
    return "\n".join(_lines(tree, 0)) + "\n"


def _lines(node: Node, indent: int) -> Iterator[str]:
    if isinstance(node, str) or not node:
        yield " " * indent + _flow(node)
    elif isinstance(node, dict):
        for key, child in node.items():
            yield from _entry(f"{' ' * indent}{_text(key)}:", child, indent)
    else:
        for child in node:
            yield from _entry(f"{' ' * indent}-", child, indent)


def _entry(head: str, child: Node, indent: int) -> Iterator[str]:
    line = f"{head} {_flow(child)}"
    if isinstance(child, str) or not child or (indent and len(line) <= WIDTH):
        yield line
    else:
        yield head
        yield from _lines(child, indent + 2)


def _flow(node: Node) -> str:
    if isinstance(node, str):
        return _text(node)
    if isinstance(node, dict):
        return "{" + ", ".join(f"{_text(key)}: {_flow(child)}" for key, child in node.items()) + "}"
    return "[" + ", ".join(map(_flow, node)) + "]"


def _text(text: str) -> str:
    """The text as it is, or in quotes where YAML would take it for something else."""
    return text if _PLAIN.fullmatch(text) and not _confused(text) else json.dumps(text, ensure_ascii=False)


def _confused(text: str) -> bool:
    return ": " in text or " #" in text or text != text.strip() or text.endswith(":")
