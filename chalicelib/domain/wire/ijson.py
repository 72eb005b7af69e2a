"""Reading what others send: JSON that everybody reads alike (RFC 7493, "I-JSON"), typed by a struct.

Two readers of one text must not see two requests, so what parsers disagree about is refused: a key given twice, numbers
beyond 2^53, NaN, a lone surrogate, any encoding but UTF-8. A batch is read whole, and each part of it is refused by
itself.
"""

import json
from codecs import BOM_UTF8
from collections.abc import Callable
from hashlib import sha256
from math import isfinite
from typing import Any, TypeVar

import msgspec
from msgspec import Struct

from chalicelib.domain.words.errors import InvalidBody, Malformed, Unreadable
from chalicelib.domain.words.values import END, LARGEST_INTEGER

LONGEST_NUMBER = 32
DEEPEST = 32
FINGERPRINT_BYTES = 16

T = TypeVar("T")

_SPELLED_END = repr(END)[1:-1]


class Doubtful(Struct, frozen=True):
    """It stands in a batch in place of a value that readers take for different ones."""

    error: Unreadable
    """The error of whatever has it."""


def parse(raw: bytes) -> Any:
    """The body's plain JSON value; an empty body is `{}`, and a byte order mark in front is passed over.

    Raises Malformed for what is not I-JSON, InvalidBody for a number that it does not allow.
    """
    tree = parse_batch(raw)
    require_sound(tree)
    return tree


def parse_batch(raw: bytes) -> Any:
    """The body's JSON value, in which each part is to be judged by itself (`require_sound`). Malformed for no JSON."""
    if not raw:
        return {}
    try:
        tree = _I_JSON.decode(raw.removeprefix(BOM_UTF8).decode())
    except UnicodeError:
        raise _not_utf_8() from None
    except RecursionError:
        raise _too_deep() from None
    except ValueError as error:
        raise Malformed(f"The body is not JSON: {error}.") from None
    if isinstance(tree, Doubtful):
        raise tree.error
    return tree


def require_sound(tree: Any) -> None:
    """Raise the error of what makes a JSON value none that everybody reads alike."""
    _check(tree, DEEPEST)
    try:
        canonical(tree)  # finds lone surrogates, which no encoding of Unicode can hold
    except UnicodeError:
        raise _not_utf_8() from None


def typed(tree: Any, shape: type[T]) -> T:
    """The value as the struct that is wanted; InvalidBody with the field's path where it is not of that shape."""
    try:
        return msgspec.convert(tree, shape)
    except msgspec.ValidationError as error:
        raise InvalidBody(f"{told(error)}.") from None


def told(error: msgspec.ValidationError) -> str:
    """Tell what is wrong with a value, by the patterns as the document has them."""
    return str(error).replace(_SPELLED_END, "$")


def canonical(tree: Any) -> bytes:
    """The one spelling of a JSON value: keys sorted, no white space."""
    return msgspec.json.encode(tree, order="sorted")


def fingerprint(*asked: Any) -> bytes:
    """A key stands for a request: a digest of the operation, its ids and the body as it was received, not as it was
    understood, so that a release that adds a default doesn't turn retries into contradictions. (Of a reported event
    it is a digest of its meaning: `meaning.meaning_of`.)
    """
    return sha256(canonical(asked)).digest()[:FINGERPRINT_BYTES]


def _check(tree: Any, left: int) -> None:
    if isinstance(tree, Doubtful):
        raise tree.error
    if not left:
        raise _too_deep()
    if isinstance(tree, dict | list):
        for child in tree.values() if isinstance(tree, dict) else tree:
            _check(child, left - 1)


def _not_utf_8() -> Malformed:
    return Malformed("The body is not UTF-8 throughout.")


def _too_deep() -> Malformed:
    return Malformed("The body is nested too deeply.")


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any] | Doubtful:
    found = dict(pairs)
    if len(found) < len(pairs):
        keys = [key for key, _ in pairs]
        twice = next(key for key in keys if keys.count(key) > 1)
        return Doubtful(Malformed(f"The body is not JSON: the key {twice!r} is given twice."))
    return found


def _number(kind: Callable[[str], Any], text: str) -> Any:
    number = kind(text) if len(text) <= LONGEST_NUMBER else None
    if number is None or not isfinite(number) or abs(number) > LARGEST_INTEGER:
        told = text[:LONGEST_NUMBER]
        return Doubtful(
            InvalidBody(f"The number {told} is too long or too large, readers round it: send it as a text.")
        )
    return number


def _constant(text: str) -> Doubtful:
    return Doubtful(Malformed(f"The body is not JSON: {text} is no number."))


_I_JSON = json.JSONDecoder(
    object_pairs_hook=_object,
    parse_int=lambda text: _number(int, text),
    parse_float=lambda text: _number(float, text),
    parse_constant=_constant,
)
