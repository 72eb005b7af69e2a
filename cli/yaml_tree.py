"""Strict YAML: a file's bytes to a tree in which every scalar is still text, each key with its line.

Nothing is constructed: the parser's events are walked, so `10:00`, `NO` and `0123` stay what was written whichever
version of YAML one has in mind. What would make a file say something else than it shows is refused.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

import msgspec
from msgspec import Struct
from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)
from ruamel.yaml.reader import ReaderError

from chalicelib.domain.file.phrases import Node
from chalicelib.domain.file.phrases.phrase import is_invisible, plain, sign_name
from chalicelib.domain.words.findings import Finding, Path
from cli.yaml_causes import FOR_PEOPLE, Trouble, full_width, likely_cause

MOST_BYTES = 1_000_000
DEEPEST = 20
_QUOTES = "“”„‘’‚«»「」"
_BOM = "\ufeff"
_BLANKS = " \t\u00a0\u2002\u2003\u2007\u2009\u200b\u202f\u3000"
_BRACKETS = " }],"
_HALF = re.compile(r"[\ud800-\udfff]")
"""Half of a sign in UTF-16."""
_COMMENT = re.compile(r" #(?=\S)| # ")
"""A sign that ends a text without quotes, where nothing shows that it is a comment: two blanks before it do."""


class Tree(Struct, frozen=True):
    """The content of a file."""

    node: Node | None
    """The tree; None where the file could not be read to its end."""
    lines: dict[Path, int]
    """The line of each path, counted from 1."""
    findings: list[tuple[int, Finding]]
    """The errors of the file's form, each with its line."""


def parse(data: bytes) -> Tree:
    """The tree of a file's bytes, with every error of its form: up to the first that hides the rest.

    What was parsed lately is remembered: the parser takes a tenth of a millisecond a line, and a backend that begins
    again reads the same files.
    """
    node, form = _parsed(data)
    return Tree(msgspec.json.decode(node), dict(form.lines), list(form.findings))


@lru_cache(maxsize=64)
def _parsed(data: bytes) -> tuple[bytes, Tree]:
    """The tree as JSON, of which everybody gets a copy, and the rest."""
    walk = _Walk()
    try:
        node = walk.document(_text(data, walk))
    except _Stop as stop:
        node = None
        noted = {line for line, _ in walk.findings}
        from_blanks = stop.code in ("syntax", "indent") and any(line <= stop.line for line in walk.blank_indents)
        if stop.line not in noted and not from_blanks:  # else the likely cause is noted already
            walk.error(stop.line, stop.path, stop.code, stop.message)
    return msgspec.json.encode(node), Tree(None, walk.lines, walk.findings)


def _text(data: bytes, walk: _Walk) -> str:
    """The file's text without what was already complained of, so that the rest is still read."""
    if len(data) > MOST_BYTES:
        raise _Stop(1, "too-big", f"the file is over {MOST_BYTES:,} bytes; split the campaign")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        broken = data.count(b"\n", 0, error.start) + 1
        raise _Stop(broken, "not-utf-8", "this line is not UTF-8; save the file with the encoding UTF-8") from None
    if text.startswith(_BOM):
        walk.error(1, (), "bom", "the file begins with a byte order mark; save it as UTF-8 without BOM")
    for number, line in enumerate(text.split("\n"), 1):
        if "\t" in line:
            walk.error(number, (), "tab", "a tab stands in this line; use spaces")
        if strange := [sign for sign in _indent(line) if sign not in " \t"]:
            message = f"the blanks before this line are no spaces, but {sign_name(strange[0])}: type them anew"
            walk.error(number, (), "invisible", message)
        if strange or "\t" in _indent(line):
            walk.blank_indents.append(number)
    lines = text.removeprefix(_BOM).replace("\t", "  ").split("\n")
    for number in walk.blank_indents:
        blanks = _indent(lines[number - 1])
        lines[number - 1] = " " * len(blanks) + lines[number - 1][len(blanks) :]
    return "\n".join(lines)


def _indent(line: str) -> str:
    """The blanks of any kind before a line's first sign that shows."""
    return line[: len(line) - len(line.lstrip(_BLANKS))]


class _Stop(Exception):
    """The rest of the file can't be read, for this reason."""

    def __init__(self, line: int, code: str, message: str, path: Path = ()) -> None:
        super().__init__(message)
        self.line, self.code, self.message, self.path = line, code, message, path


class _Walk:
    """One walk over the parser's events, which notes lines and findings on its way."""

    def __init__(self) -> None:
        self.lines: dict[Path, int] = {}
        self.findings: list[tuple[int, Finding]] = []
        self.blank_indents: list[int] = []
        """The lines whose indent held other blanks than spaces: how deep they are is a guess."""
        self._rows: list[str] = []
        self._events: Iterator[Any] = iter(())

    def error(self, line: int, path: Path, code: str, message: str) -> None:
        self.findings.append((line, Finding(path, "error", code, message)))

    def document(self, text: str) -> Node:
        """The first document; _Stop where it breaks off."""
        self._rows = text.split("\n")
        try:
            self._events = iter(YAML(typ="safe", pure=True).parse(text))
            event = self._next(DocumentStartEvent, StreamEndEvent)
            if isinstance(event, StreamEndEvent):
                raise _Stop(1, "empty", "the file is empty")
            node = self._node(next(self._events), ())
            event = self._next(DocumentStartEvent, StreamEndEvent)
            if isinstance(event, DocumentStartEvent):
                self.error(_line(event), (), "documents", "a second document begins here; a file holds one (no `---`)")
            return node
        except ReaderError as error:
            line = text.count("\n", 0, error.position) + 1
            sign = sign_name(chr(error.character))
            raise _Stop(line, "character", f"{sign} stands here and may not stand in a file: delete it") from None
        except YAMLError as error:
            raise _syntax(error, text) from None

    def _next(self, *kinds: type) -> Any:
        return next(event for event in self._events if isinstance(event, kinds))

    def _node(self, event: Any, path: Path) -> Node:
        self.lines.setdefault(path, _line(event))
        if isinstance(event, AliasEvent):
            self.error(_line(event), path, "alias", f"*{event.anchor} repeats another place; write it out")
            return ""
        if event.anchor:
            self.error(_line(event), path, "anchor", f"&{event.anchor} marks a place to repeat; remove it")
        if event.tag:
            right = f"write not {event.value}" if event.tag == "!=" and isinstance(event, ScalarEvent) else "remove it"
            self.error(_line(event), path, "tag", f"the tag {event.tag} is not allowed; {right}")
        if isinstance(event, ScalarEvent):
            return self._signs(event, path, path)
        if len(path) >= DEEPEST:
            raise _Stop(_line(event), "too-deep", f"more than {DEEPEST} levels stand inside each other", path)
        return self._sequence(path) if isinstance(event, SequenceStartEvent) else self._mapping(path)

    def _sequence(self, path: Path) -> Node:
        items: list[Node] = []
        while not isinstance(event := next(self._events), SequenceEndEvent):
            items.append(self._node(event, (*path, len(items))))
        return items

    def _mapping(self, path: Path) -> Node:
        items: dict[str, Node] = {}
        while not isinstance(event := next(self._events), MappingEndEvent):
            key = self._key(event, path)
            here = (*path, key)
            if key in items:
                self.error(_line(event), here, "duplicate-key", f'"{key}" stands in line {self.lines[here]} already')
            self.lines.setdefault(here, _line(event))
            value = self._node(next(self._events), here)
            items.setdefault(key, value)
        return items

    def _key(self, event: Any, path: Path) -> str:
        if isinstance(event, ScalarEvent):
            key = self._signs(event, (*path, _HALF.sub("?", event.value)), path)
            if key == "<<":
                self.error(_line(event), (*path, key), "merge", "<< merges another place into this one; write it out")
            if event.anchor or event.tag:
                self.error(_line(event), (*path, key), "anchor", "a key has an anchor or a tag; remove it")
            return key
        raise _Stop(_line(event), "bad-key", "a key must be a plain text, not a list, a map or an alias", path)

    def _signs(self, event: Any, path: Path, around: Path) -> str:
        """A scalar's text, without the full-width, smart and invisible signs that were complained of: they belong into
        texts for people alone."""
        text, is_read = self._whole(event, path), not FOR_PEOPLE.isdisjoint(around)
        if is_read and not event.style:
            self._is_cut(event, path, text)
        if (text.isascii() and text.isprintable()) or is_read:
            return text
        if wide := full_width(text):
            self.error(_line(event), path, "full-width", wide)
        elif text[:1] in _QUOTES and text[-1:] in _QUOTES and text:
            message = f'the quotes {text[0]} {text[-1]} are part of the text here: write it without quotes, or with " "'
            self.error(_line(event), path, "smart-quotes", message)
        elif hidden := next((sign for sign in text if is_invisible(sign) and sign not in "\n\r"), None):
            before = text[: text.index(hidden)].strip()
            where = f'after "{before[-20:]}"' if before else "at its beginning"
            right = f': type "{plain(text)}" anew' if plain(text) else ": delete it"
            message = f"an invisible character stands here, {sign_name(hidden)}, {where}{right}"
            self.error(_line(event), path, "invisible", message)
        else:
            return text
        return plain(text)

    def _whole(self, event: Any, path: Path) -> str:
        """A scalar's text. What JSON writes as two escapes, as `"\\ud83d\\ude00"`, is one sign; half of it is none."""
        text = str(event.value)
        if not _HALF.search(text):
            return text
        halves = text.encode("utf-16-le", "surrogatepass")
        try:
            return halves.decode("utf-16-le")
        except UnicodeDecodeError:
            self.error(_line(event), path, "half-sign", "half of a sign is escaped here: write the sign itself")
            return halves.decode("utf-16-le", "replace")

    def _is_cut(self, event: Any, path: Path, text: str) -> None:
        """An error where a title without quotes has a # in it, from which on it is a comment."""
        rest = self._rows[event.end_mark.line][event.end_mark.column :]
        if text and _COMMENT.match(rest):
            message = (
                f'from # on this is a comment, so that members read "{text}" only: '
                f'write "{text}{rest.rstrip(_BRACKETS)}" in quotes, or two spaces before a comment'
            )
            self.error(_line(event), path, "cut-title", message)


def _syntax(error: YAMLError, text: str) -> _Stop:
    """The error that the parser found, or its likely cause."""
    marks = (error.context_mark, error.problem_mark) if isinstance(error, MarkedYAMLError) else ()
    lines = [mark.line + 1 for mark in marks if mark] or [1]
    context, problem = (getattr(error, name, None) or "" for name in ("context", "problem"))
    cause = likely_cause(Trouble(text.split("\n"), lines, context, problem or str(error)))
    return _Stop(cause.line, cause.code, cause.message)


def _line(event: Any) -> int:
    return int(event.start_mark.line) + 1
