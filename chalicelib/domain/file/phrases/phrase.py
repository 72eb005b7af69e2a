"""A phrase: one scalar of a campaign file, its shape, and how it becomes a plain value."""

import re
from collections.abc import Callable
from typing import Any, Generic, TypeAlias, TypeVar

from msgspec import Struct

T = TypeVar("T")

Node: TypeAlias = "str | list[Node] | dict[str, Node]"
"""A part of a file as it is loaded and stored: every scalar is still text."""

_LONGEST_SHOWN = 60


class PhraseError(ValueError):
    """The fault of a phrase, and what would be right."""


class Phrase(Struct, Generic[T], frozen=True):
    """One kind of phrase. Called with the raw node it gives the value, or raises PhraseError.

    `name` has its article, `a limit`, and `examples` are right. `schema` is the JSON Schema of the scalar as an editor
    sees it, to which `3` is a number and `true` a flag. `parse` makes a value of a node; its ValueErrors say only why.
    """

    name: str
    examples: tuple[str, ...]
    schema: dict[str, Any]
    parse: Callable[[Node], T]

    def __call__(self, node: Node) -> T:
        try:
            return self.parse(node)
        except PhraseError:
            raise
        except ValueError as error:
            reason = f": {error}" if str(error) else f" is not {self.name}"
            raise PhraseError(f"{shown(node)}{reason}; write, for example, {' or '.join(self.examples)}") from None


def phrase(
    name: str, shape: str, *examples: str, also: tuple[str, ...] = (), least: int | None = None
) -> Callable[[Callable[..., T]], Phrase[T]]:
    """Makes a Phrase of a function from the shape's named groups to the value; its docstring is the description.

    `shape` is a regular expression for the whole text, in which one space stands for one or more. `also` says what else
    the scalar may be to an editor, as JSON Schema types. `least` is the least plain integer, where it may be one.
    """
    pattern = re.compile(shape)

    def made(build: Callable[..., T]) -> Phrase[T]:
        def parse(node: Node) -> T:
            found = pattern.fullmatch(one_spaced(node)) if isinstance(node, str) else None
            if found is None:
                raise ValueError
            return build(**found.groupdict())

        schema: dict[str, Any] = {
            "description": " ".join((build.__doc__ or "").split()),
            "type": ["string", *also],
            "pattern": "^(?:" + unnamed(shape).replace(" ", " +") + ")$",
            "examples": list(examples),
        }
        if least is not None:
            schema |= {"type": ["string", "integer"], "minimum": least}
        return Phrase(name, examples, schema, parse)

    return made


def unnamed(shape: str) -> str:
    """The shape without its groups' names: to use it inside another shape, or outside Python."""
    return re.sub(r"\(\?P<\w+>", "(?:", shape)


def one_spaced(text: str) -> str:
    """The text with single spaces inside and none around; tabs and exotic spaces stay, to be refused."""
    return re.sub(" +", " ", text.strip(" "))


def shown(node: Node) -> str:
    """A node as a message quotes it."""
    if isinstance(node, dict):
        return "a map"
    if isinstance(node, list):
        return "a list"
    text = str(node)
    return f'"{text}"' if len(text) <= _LONGEST_SHOWN else f'"{text[:_LONGEST_SHOWN]}…"'
