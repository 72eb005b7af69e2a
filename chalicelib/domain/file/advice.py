"""Advice on what has not the shape that is wanted: a text for a map, a list for one thing, a word for a choice."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Any

from msgspec import Struct

from chalicelib.domain.file.annotations import alternatives, plain, struct_fields
from chalicelib.domain.file.keys import as_pair, nearest
from chalicelib.domain.file.phrases import PHRASES, Node
from chalicelib.domain.file.phrases.phrase import guesses
from chalicelib.domain.words.values import Money, Price

_COSTS_NOTHING = ("free", "none", "nothing", "0", "免费")
_TOO_WIDE = (str, int, bool)
"""Kinds of values that nearly any text could be."""

_OTHER_CHOICES: Mapping[str, str] = MappingProxyType(
    {
        **dict.fromkeys(("string", "str", "char", "varchar", "id"), "text"),
        **dict.fromkeys(("list", "array", "strings", "string[]"), "texts"),
        **dict.fromkeys(("int", "integer", "decimal", "float", "double", "numeric"), "number"),
        **dict.fromkeys(("currency", "price", "amount", "cny", "rmb"), "money"),
        **dict.fromkeys(("bool", "boolean", "yes/no", "true"), "flag"),
        **dict.fromkeys(("datetime", "time", "day", "timestamp"), "date"),
        **dict.fromkeys(("hidden", "secret", "private", "password"), "unkept"),
        **dict.fromkeys(("phone", "app", "member", "mini program", "miniprogram", "user", "browser"), "client"),
        **dict.fromkeys(("shop", "backend", "pos", "till", "store", "api", "crm"), "server"),
    }
)
"""Words that people write for a choice."""


def did_you_mean(word: Node, known: Iterable[str]) -> str:
    """`; did you mean title?` for a misspelled word; empty where none is near."""
    near = nearest(word, [*known]) if isinstance(word, str) else None
    return f"; did you mean {near}?" if near else ""


def choice(node: Node, choices: tuple[str, ...]) -> str:
    """Say which choice is meant; empty where that is not known."""
    if not isinstance(node, str):
        return ""
    days = guesses("meant_days")
    meant = days.weekday(node) or days.recurring(node) or _OTHER_CHOICES.get(node.lower())
    if meant not in choices and "money" in choices and _reads(node, Money):
        meant = "money"
    if meant in choices:
        return f"; write {meant}"
    if node.isdecimal() and "Mon" in choices:
        return "; write the day by its name"
    return did_you_mean(node, choices)


def as_list(node: Node, kind: Any) -> str:
    """Say how a list of a kind is written."""
    if isinstance(kind, type) and issubclass(kind, Struct) and kind not in PHRASES:
        needed = ", ".join(f"{key}: …" for key, field in struct_fields(kind).items() if field.required)
        return "put [ and ] around it" if isinstance(node, dict) else f"[{{{needed}}}]"
    return (
        (guesses("meant_words").listed(node) or f"[{', '.join(node.split())}]")
        if isinstance(node, str)
        else "[one, another]"
    )


def as_map(node: Node) -> str:
    """Say how a map of names is written."""
    names = [one for one in node if isinstance(one, str)] if isinstance(node, list) else []
    return f"{{{', '.join(f'{name}: …' for name in names or ['name'])}}}"


def as_struct(node: Node, kind: type[Struct]) -> str:
    """Say how a text is written as a map of known keys; empty where that is not known."""
    if not isinstance(node, str):
        return ""
    if kind is Price and node.lower() in _COSTS_NOTHING:
        return "; of what costs nothing, leave the line out"
    fields = struct_fields(kind)
    if pair := as_pair(node, fields):
        return f"; write {{{pair}}}"
    fitting = [
        key
        for key, field in fields.items()
        for one in map(plain, alternatives(field.type))
        if one in PHRASES and one not in _TOO_WIDE and _reads(node, one)
    ]
    return f"; write {{{fitting[0]}: {node}}}" if 0 < len(fitting) <= 2 else ""


def filled(choices: tuple[Any, ...]) -> str:
    """Say what may be filled in where nothing stands."""
    kind = plain(choices[0])
    bare = (
        isinstance(kind, type)
        and issubclass(kind, Struct)
        and kind not in PHRASES
        and not any(field.required for field in struct_fields(kind).values())
    )
    return "write {} where nothing more is to be said" if bare else "fill it in"


def _reads(text: str, kind: Any) -> bool:
    try:
        PHRASES[kind](text)
    except ValueError:
        return False
    return True
