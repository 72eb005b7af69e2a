"""A phrase: one scalar of a campaign file, its shape, and how it becomes a plain value."""

import re
import unicodedata
from collections.abc import Callable
from decimal import localcontext
from importlib import import_module
from typing import Any, Generic, TypeAlias, TypeVar

from msgspec import Struct

T = TypeVar("T")

Node: TypeAlias = "str | list[Node] | dict[str, Node]"
"""A part of a file as it is loaded and stored: every scalar is still text."""

_LONGEST_SHOWN = 60

_DIGITS = 4 * _LONGEST_SHOWN
"""Digits in which what is meant is reckoned: with the usual 28 a longer number in a text is an error of arithmetic."""

_QUOTES = dict.fromkeys("\"'\u201c\u201d\u2018\u2019")
_PLAIN_SIGNS = str.maketrans({"\u2013": "-", "\u2014": "-", "\u2212": "-", "\u3002": ".", "\u3001": ","} | _QUOTES)
"""Signs of word processors and other keyboards; None where a sign is left out."""


class PhraseError(ValueError):
    """The fault of a phrase, and what would be right."""

    def __init__(self, message: str, reason: str = "") -> None:
        """reason: why, without advice; empty where a text just has another shape."""
        super().__init__(message)
        self.reason = reason


class PartError(PhraseError):
    """The fault of one part of a phrase, with what would be right in its place."""


class Meant(Struct, frozen=True):
    """The right spellings of a text that is written in another form."""

    spellings: tuple[str, ...] = ()
    """Each as the file has it; those that are no phrase of the kind are left out."""
    says: str = ""
    """A sentence before them: a question where each spelling means something else. Without spellings, the advice."""

    def advice(self) -> str:
        """Say what to write instead; empty where nothing is known of it."""
        right = " or ".join(self.spellings)
        return f"{self.says} Write {right}" if self.says and right else f"write {right}" if right else self.says


def guesses(module: str) -> Any:
    """A module that guesses what somebody meant, loaded once something is wrong: no member's request waits for it."""
    return import_module(f"{__package__}.{module}")


class Phrase(Struct, Generic[T], frozen=True):
    """One kind of phrase. Called with the raw node it gives the value, or raises PhraseError."""

    name: str
    """The name with its article: `a limit`."""
    examples: tuple[str, ...]
    """Texts that are right, for messages."""
    schema: dict[str, Any]
    """The JSON Schema of the scalar as an editor sees it, to which `3` is a number and `true` a flag."""
    parse: Callable[[Node], T]
    """Makes a value of a node; its ValueErrors say only why not."""
    guess: str = ""
    """The function that finds out what somebody meant who wrote a text in another form: `MODULE.FUNCTION`, or none."""

    def __call__(self, node: Node) -> T:
        try:
            return self.parse(node)
        except PartError:
            raise
        except ValueError as error:
            why = error.reason if isinstance(error, PhraseError) else str(error)
            reason = f": {why}" if why else f" is not {self.name}"
            raise PhraseError(f"{shown(node)}{reason}; {self.advice(node)}", why) from None

    def advice(self, node: Node) -> str:
        """Say what to write instead: the right spelling of what this means, or else examples."""
        if isinstance(node, list) and (several := [one for one in node if isinstance(one, str) and self._reads(one)]):
            return f"one is wanted, without the brackets: write {' or '.join(several)}"
        if isinstance(node, list) and len(node) == 1:
            return self.advice(node[0])
        text = plain(node) if isinstance(node, str) and len(node) <= _LONGEST_SHOWN else ""
        for as_typed in text, text.lower():
            if as_typed != node and self._reads(as_typed):
                return f"write {as_typed}"
        meant = self._guessed(text) if self.guess and text else Meant()
        right = tuple(one for one in dict.fromkeys(meant.spellings) if self._reads(one))
        if right or not meant.spellings:
            meant = Meant(right, meant.says)
            return meant.advice() or f"write, for example, {' or '.join(self.examples)}"
        return f"write, for example, {' or '.join(self.examples)}"

    def _guessed(self, text: str) -> Meant:
        module, _, function = self.guess.partition(".")
        with localcontext(prec=_DIGITS):
            found: Meant = getattr(guesses(module), function)(text)
        return found

    def _reads(self, text: str) -> bool:
        try:
            self.parse(text)
        except ValueError:
            return False
        return True


def phrase(
    name: str,
    shape: str,
    *examples: str,
    also: tuple[str, ...] = (),
    least: int | None = None,
    guess: str = "",
) -> Callable[[Callable[..., T]], Phrase[T]]:
    """Makes a Phrase of a function from the shape's named groups to the value; its docstring is the description.

    `shape` is a regular expression for the whole text, in which one space stands for one or more. `also` says what else
    the scalar may be to an editor, as JSON Schema types. `least` is the least plain integer, where it may be one.
    `guess` names the function that tells what texts of other forms mean.
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
        return Phrase(name, examples, schema, parse, guess)

    return made


def unnamed(shape: str) -> str:
    """The shape without its groups' names: to use it inside another shape, or outside Python."""
    return re.sub(r"\(\?P<\w+>", "(?:", shape)


def one_spaced(text: str) -> str:
    """The text with single spaces inside and none around; tabs and exotic spaces stay, to be refused."""
    return re.sub(" +", " ", text.strip(" "))


def plain(text: str) -> str:
    """A text in the signs of a plain keyboard: without what nobody sees, full-width signs made narrow."""
    seen = "".join(sign for sign in text if unicodedata.category(sign) != "Cf")
    return re.sub(r"\s+", " ", unicodedata.normalize("NFKC", seen).translate(_PLAIN_SIGNS)).strip()


def is_invisible(sign: str) -> bool:
    """Whether a sign of a text shows nothing, or a blank that is not the space of a keyboard."""
    return sign != " " and unicodedata.category(sign) in ("Cf", "Cc", "Zs", "Zl", "Zp")


def sign_name(sign: str) -> str:
    """`ZERO WIDTH SPACE (U+200B)`: a sign as people can look it up."""
    return f"{unicodedata.name(sign, 'a control character')} (U+{ord(sign):04X})"


def shown(node: Node) -> str:
    """A node as a message quotes it, with the names of what nobody sees."""
    if isinstance(node, dict):
        return "a map"
    if isinstance(node, list):
        return "a list"
    text = "".join(f"<{sign_name(sign)}>" if is_invisible(sign) else sign for sign in str(node))
    return f'"{text}"' if len(text) <= _LONGEST_SHOWN else f'"{text[:_LONGEST_SHOWN]}…"'
