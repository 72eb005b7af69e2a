"""Names, texts and flags; and X, the names with counts of a bag."""

import re

from chalicelib.domain.file.phrases.numbers import COUNT
from chalicelib.domain.file.phrases.phrase import Meant, Node, PartError, Phrase, guesses, phrase, plain, shown

NAME = "[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?"
EVENT = r"[a-z][a-z0-9_]*(?:\.[a-z][a-z0-9_]*)+"
_REFERENCE = f"{NAME}(?:/{NAME})?"


@phrase("a name", f"(?P<text>{NAME})", "tee", "kids-atelier", least=0, guess="meant_words.name")
def name(text: str) -> str:
    """A name: letters, digits and hyphens."""
    return text


@phrase("a type of event", f"(?P<text>{EVENT})", "order.paid", "member.checked_in", guess="meant_words.event_name")
def event_name(text: str) -> str:
    """A type of event: lower-case words joined by dots."""
    return text


@phrase("a tag", f"(?P<text>{_REFERENCE})", "skin/dry", "likes/strawberry", least=0, guess="meant_words.name")
def tag_name(text: str) -> str:
    """A tag: GROUP/NAME of one that rules give, or the name of one of the brand's own."""
    return text


@phrase("a fact", "(?P<text>[A-Za-z0-9](?:[A-Za-z0-9_-]*[A-Za-z0-9])?)", "tier", "last_order", least=0)
def fact(text: str) -> str:
    """A fact of members: tier, tag, age, birthday, segment, points, orders, spent, last_order or joined."""
    return text


@phrase("a text", r"(?P<text>[\s\S]+)", "Kids' atelier", also=("number", "boolean"))
def text(text: str) -> str:
    """Any text."""
    return text


FILE = r"(?:[A-Za-z0-9_-][A-Za-z0-9._-]*/)*[A-Za-z0-9_-][A-Za-z0-9._-]*\.(?:svg|png|jpg|jpeg|webp)"
"""A file in a folder: no part of its path begins with a dot, so that none leads out of the folder."""


@phrase(
    "a picture",
    rf"(?P<text>(?=.{{1,300}}$)(?:{FILE}|https://[!-~]+))",
    "pictures/tea.svg",
    "https://cdn.example/tea.png",
)
def picture(text: str) -> str:
    """A picture: a file in the campaign's folder, of the kind svg, png, jpg or webp; or an address with https."""
    return text


@phrase("a text, a number, or true or false", r"(?P<text>[\s\S]+)", "green", "3", "true", also=("number", "boolean"))
def extra(text: str) -> str | int | float | bool:
    """A value for a front end alone: true and false are flags, plain numbers are numbers, all else is text."""
    if text in ("true", "false"):
        return text == "true"
    if re.fullmatch(r"-?(?:0|[1-9][0-9]{0,14})(?:\.[0-9]{1,9})?", text):
        return float(text) if "." in text else int(text)
    return text


@phrase("a flag", "(?P<text>true|false)", "true", "false", also=("boolean",), guess="meant_words.flag")
def flag(text: str) -> bool:
    """true or false."""
    return text == "true"


def _names(node: Node) -> dict[str, int]:
    if isinstance(node, dict):
        return {_reference(key): _count(count) for key, count in node.items()}
    if isinstance(node, list):
        found = [_reference(item) for item in node]
        if twice := next((one for one in found if found.count(one) > 1), None):
            raise PartError(f'"{twice}" is listed twice; write {{{twice}: {found.count(twice)}}}')
        return dict.fromkeys(found, 1)
    return {_reference(node): 1}


def _reference(node: Node) -> str:
    if not isinstance(node, str) or not re.fullmatch(_REFERENCE, node):
        right = guesses("meant_words").names(plain(node)).advice() if isinstance(node, str) else ""
        raise PartError(f"{shown(node)} is not a name; {right or f'write, for example, {name.examples[0]}'}")
    return node


def _count(node: Node) -> int:
    if not isinstance(node, str) or not re.fullmatch(COUNT, node):
        number = guesses("meant_numbers").whole(plain(node)) if isinstance(node, str) else Meant()
        right = "write a number" if number.spellings in ((), ("0",)) and not number.says else number.advice()
        raise PartError(f"{shown(node)} is not how many, in plain digits from 1; {right}")
    return int(node)


_ONE = {"type": ["string", "integer"], "pattern": f"^(?:{_REFERENCE})$"}

names: Phrase[dict[str, int]] = Phrase(
    name="names with counts",
    examples=("tee", "[tee, sticker]", "{tee: 2}"),
    schema={
        "description": "Names: one, a list (one of each), or a map to how many. A fragment is COLLECTION/NAME.",
        "anyOf": [
            _ONE,
            {"type": "array", "items": _ONE, "uniqueItems": True},
            {
                "type": "object",
                "propertyNames": {"pattern": _ONE["pattern"]},
                "additionalProperties": {"type": ["integer", "string"], "minimum": 1, "pattern": f"^{COUNT}$"},
            },
        ],
        "examples": ["tee", ["tee", "sticker"], {"tee": 2}],
    },
    parse=_names,
)
