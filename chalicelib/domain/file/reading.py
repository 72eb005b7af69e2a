"""From a file's tree of texts to the structs of the definition, with everything that is wrong with it.

The tree is what a file holds before any scalar is typed, and what is stored with a published version; both are read
here, so what was checked is what is played. The walk is directed by the structs' annotations: a phrase where `PHRASES`
knows the type, else a map of fields, a map, a list. What needs two places of the file to judge is left to the lint.
"""

import re
from collections.abc import Iterator
from typing import Any, Final, Literal, TypeVar, get_args, get_origin

from msgspec import UNSET, Struct

from chalicelib.domain.file import advice
from chalicelib.domain.file.annotations import alternatives, plain, struct_fields
from chalicelib.domain.file.blocks import Block, Words
from chalicelib.domain.file.keys import (
    KNOWN_ELSEWHERE,
    nearest,
    unfinished,
    unspaced,
    unspaced_map,
    with_commas,
    without_colon,
)
from chalicelib.domain.file.phrases import PHRASES, Node
from chalicelib.domain.file.phrases.dated import date_wanted
from chalicelib.domain.file.phrases.phrase import guesses, shown
from chalicelib.domain.file.programme import Programme
from chalicelib.domain.time.windows import Moment
from chalicelib.domain.words.findings import Finding, Path
from chalicelib.domain.words.values import Condition, EventBy, EventMatch, Name, Price

T = TypeVar("T")

HALF_A_SIGN: Final = re.compile(r"[\ud800-\udfff]")
"""A sign beyond 65,535 is two of these in UTF-16; one alone is no text, and no encoding of Unicode can hold it."""


def read(tree: Node, kind: type[T]) -> tuple[T | None, list[Finding]]:
    """The value of a tree, or None and every error in it, block by block.

    kind: a struct of the definition, or a map of them (`EventsFile`). Codes of the findings: unknown-key, missing-key,
    duplicate-key, wrong-shape, empty, bad-phrase, bad-name, bad-choice.
    """
    found: list[Finding] = []
    value = _value(tree, kind, (), found)
    return (None if found else value), found


def _value(node: Node, kind: Any, path: Path, found: list[Finding]) -> Any:
    """The value of one node, or UNSET after its findings were noted."""
    choices = alternatives(kind)
    if any(isinstance(one, str) and HALF_A_SIGN.search(one) for one in (node if isinstance(node, list) else (node,))):
        return _wrong(
            path, "bad-phrase", "half of a sign stands here, which can't be stored: write the sign itself", found
        )
    if node == "":
        return _wrong(
            path, "empty", f"nothing stands here; {advice.filled(choices)}, or leave the whole line out", found
        )
    if len(choices) > 1:
        return _one_of(node, choices, path, found)
    kind = plain(choices[0])
    if kind in PHRASES:
        return _phrase(node, kind, path, found)
    origin, arguments = get_origin(kind), get_args(kind)
    if origin is Literal:
        return _choice(node, arguments, path, found)
    if origin is tuple:
        return _list(node, arguments[0], path, found)
    if origin is dict:
        return _map(node, arguments, path, found)
    return _struct(node, kind, path, found)


def _phrase(node: Node, kind: Any, path: Path, found: list[Finding]) -> Any:
    try:
        return PHRASES[kind](node)
    except ValueError as error:
        of_campaign = kind is Moment and len(path) == 1 and isinstance(node, str)
        once = date_wanted(str(node)) if of_campaign else ""
        message = f"{shown(node)} is not a moment; {once}" if once else str(error)
        return _wrong(path, "bad-name" if kind == Name else "bad-phrase", message, found)


def _choice(node: Node, choices: tuple[str, ...], path: Path, found: list[Finding]) -> Any:
    if node in choices:
        return node
    message = f"{shown(node)} is none of {', '.join(choices)}{advice.choice(node, choices)}"
    return _wrong(path, "bad-choice", message, found)


def _one_of(node: Node, choices: tuple[Any, ...], path: Path, found: list[Finding]) -> Any:
    """The first alternative that reads the node; a map is held against those alternatives that are maps."""
    phrases = [PHRASES[choice] for choice in choices if choice in PHRASES]
    if isinstance(node, dict) and (maps := [choice for choice in choices if choice not in PHRASES]):
        return _value(node, maps[0], path, found)
    for phrase in phrases:
        try:
            return phrase(node)
        except ValueError:
            continue
    names, right = " nor ".join(p.name for p in phrases), [p.advice(node) for p in phrases]
    guessed = [one for one in right if not one.startswith("write, for example")]
    examples = f"write, for example, {' or '.join(p.examples[0] for p in phrases)}"
    neither = "neither " if len(phrases) > 1 else "not "
    return _wrong(path, "bad-phrase", f"{shown(node)} is {neither}{names}; {(*guessed, examples)[0]}", found)


def _list(node: Node, kind: Any, path: Path, found: list[Finding]) -> Any:
    if isinstance(node, str) and kind in PHRASES and kind != Name:
        return (_phrase(node, kind, path, found),)  # one limit stands for a list of one
    if not isinstance(node, list):
        message = f"{shown(node)} stands where a list is wanted: {advice.as_list(node, kind)}"
        return _wrong(path, "wrong-shape", message, found)
    return tuple(_item(item, kind, (*path, at), found) for at, item in enumerate(node))


def _item(node: Node, kind: Any, path: Path, found: list[Finding]) -> Any:
    """One item of a list; names that stand in it as one text are several items."""
    if kind == Name and isinstance(node, str) and (several := guesses("meant_words").several_names(node)):
        return _wrong(path, "bad-name", f"{shown(node)} is several names: write {several.strip('[]')}", found)
    return _value(node, kind, path, found)


def _map(node: Node, kinds: tuple[Any, ...], path: Path, found: list[Finding]) -> Any:
    if kinds[1] is Words and not isinstance(node, dict):
        if isinstance(node, str) and path[-1:] != ("wildcard",):
            message = f"{shown(node)} stands where a list is wanted: {advice.as_list(node, Name)}"
            return _wrong(path, "wrong-shape", message, found)
        node = _without_words(node, path, found)
    if not isinstance(node, dict):
        right = guesses("meant_words").audience(node) if path and path[-1] == "who" else advice.as_map(node)
        return _wrong(path, "wrong-shape", f"{shown(node)} stands where a map is wanted: {right}", found)
    key_kind, value_kind = kinds
    values: dict[Any, Any] = {}
    for text, item in _items(node, (), value_kind, path, found):
        key, value = _phrase(text, key_kind, (*path, text), found), _value(item, value_kind, (*path, text), found)
        if key in values:
            _wrong((*path, text), "duplicate-key", f"{shown(text)} stands here twice; keep one", found)
        if key is not UNSET:
            values[key] = value
    return values


def _without_words(node: Node, path: Path, found: list[Finding]) -> Node:
    """A list of names, or one, as a map of names that have no words."""
    names = [one for one in (node if isinstance(node, list) else [node]) if isinstance(one, str)]
    if isinstance(node, list) and len(names) < len(node):
        return node
    read = [_item(one, Name, (*path, at) if isinstance(node, list) else path, found) for at, one in enumerate(names)]
    for name in sorted({one for one in read if one is not UNSET and read.count(one) > 1}):
        _wrong(path, "duplicate-key", f"{shown(name)} stands here twice; keep one", found)
    return {} if UNSET in read else {name: {} for name in names}


def _struct(node: Node, kind: type[Struct], path: Path, found: list[Finding]) -> Any:
    fields = struct_fields(kind)
    if not isinstance(node, dict):
        wanted = f"{shown(node)} stands where a map is wanted, with {', '.join(fields)}{advice.as_struct(node, kind)}"
        return _wrong(path, "wrong-shape", wanted, found)
    before, misspelled = len(found), set[str]()
    values = {}
    for key, item in _items(node, fields, None, path, found):
        if field := fields.get(key):
            values[field.name] = _value(item, field.type, (*path, key), found)
        else:
            absent = [one for one in fields if one not in node]
            meant = nearest(key, absent) or _only_needed(key, node, fields)
            if meant:  # what is inside is judged as if the key were right
                _value(item, fields[meant].type, (*path, key), found)
                misspelled.add(meant)
            right = KNOWN_ELSEWHERE.get(key.lower()) or f"here may stand {', '.join(fields)}"
            near = advice.did_you_mean(key, fields) or (f"; did you mean {meant}?" if meant else f"; {right}")
            _wrong((*path, key), "unknown-key", f"{shown(key)} is not known here{near}", found)
    told = misspelled | {unfinished(one.path[-1]) for one in found[before:] if len(one.path) == len(path) + 1}
    for key, field in fields.items():
        if field.required and key not in node and key not in told:
            _wrong((*path, key), "missing-key", f"{shown(key)} is needed here", found)
    if len(found) > before:
        return UNSET
    value = kind(**values)
    return value.as_read() if isinstance(value, Block | Price | Programme) else value


def _only_needed(key: str, node: dict[str, Node], fields: Any) -> str | None:
    """The one key that is needed and missing, where an unknown one is the only other that stands there."""
    needed = [one for one, field in fields.items() if field.required and one not in node]
    alone = [one for one in node if one not in fields] == [key] and key.lower() not in KNOWN_ELSEWHERE
    if len(needed) != 1 or not alone:
        return None
    inside: list[Finding] = []
    _value(node[key], fields[needed[0]].type, (), inside)
    return None if inside else needed[0]


def _items(
    node: dict[str, Node], fields: Any, kind: Any, path: Path, found: list[Finding]
) -> Iterator[tuple[str, Node]]:
    """The keys and values of a map, without those that only a slip of a comma or of a blank has made.

    fields: of a struct, by key. kind: of each value of a map whose keys are free; None for a struct.
    """
    before = ""
    cut = "" in node.values()  # an item with nothing after it, as a comma makes one of a value's rest
    lists = [key for key, field in fields.items() if _holds_several(field.type)] if fields and cut else ()
    for key, item, whole in with_commas(node, lists, fields):
        if kind is Condition and item == "" and before:
            several = f"several values are a list, [{before}, {key}]"
            left = "`not` takes one value: write a list of those that are left"
            message = f"a comma ends the value here: {left if before.startswith('not ') else several}"
            _wrong((*path, key), "comma", message, found)
            continue
        before = item if isinstance(item, str) else ""
        if isinstance(item, str) and (spaced := unspaced_map(key, item)):
            _wrong((*path, key), "no-space", f"a space is missing after the colon: {spaced}", found)
        elif item == "" and (spaced := unspaced(key, fields)):
            name = spaced.partition(":")[0]
            missing = "a space is missing after the colon" if key.startswith(f"{name}:") else "a colon is missing"
            _wrong((*path, key), "no-space", f"{missing}: {spaced}", found)
        elif item == "" and not fields and kind is not None and (spaced := without_colon(key, kind is str)):
            _wrong((*path, key), "no-space", f"a colon is missing: {spaced}", found)
        elif item == "" and not fields and kind is str and " " in key:
            message = f"in braces stands a text for each language: write {key} without braces, or {{en: {key}}}"
            _wrong((*path, key), "wrong-shape", message, found)
        elif whole:
            of = kind or (fields[key].type if key in fields else None)
            noted = len(found)
            if of is not None:
                _value(whole, of, (*path, key), found)
            if len(found) == noted:
                message = (
                    f"inside braces a comma ends the value: {shown(whole)} needs quotes, or goes without the comma"
                )
                _wrong((*path, key), "comma", message, found)
        else:
            yield key, item


def _holds_several(kind: Any) -> bool:
    """Whether a field may hold a list."""
    return any(
        get_origin(plain(one)) is tuple or plain(one) in (dict[str, int], dict[Name, Words], EventBy, EventMatch)
        for one in alternatives(kind)
    )


def _wrong(path: Path, code: str, message: str, found: list[Finding]) -> Any:
    found.append(Finding(path, "error", code, message))
    return UNSET
