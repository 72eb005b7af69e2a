"""Why a file is no YAML: the likely slip, at its own line, rather than where the parser gave up."""

import re
from collections.abc import Callable, Sequence
from types import MappingProxyType

from msgspec import Struct

from chalicelib.domain.file.phrases.meant_conditions import condition

FULL_WIDTH = MappingProxyType(
    {"：": ":", "，": ",", "；": ",", "％": "%", "（": "(", "）": ")", "｛": "{", "｝": "}", "［": "[", "］": "]"}
)
"""The signs of another keyboard that stand for those of a file."""

FOR_PEOPLE = frozenset({"title", "text", "ask", "hint", "options", "extra"})
"""The keys of texts that members read, in which such signs may stand."""

_NO_SPACE = re.compile(r"^\s*(?:- )?(?P<key>[A-Za-z_][\w-]*):(?P<value>[^\s/:].*?)\s*(?:#.*)?$")
_NO_SPACE_INSIDE = re.compile(r"[{,] *(?P<key>[A-Za-z_][\w-]*):(?P<value>[\[{\"'][^\]}\"']*[\]}\"'])")
_ONE_WORD = re.compile(r"[a-z_]+: ")
_EQUALS = re.compile(r"^\s*(?:- )?(?P<key>[A-Za-z_][\w-]*) *= *(?P<value>[^\s=].*?)\s*(?:#.*)?$")
_COMPARED = re.compile(r"(?P<key>[\w-]+): *(?P<text>(?:[<>]|(?:at least|at most|not):)[^,}\]#]*)")
_COLON_INSIDE = re.compile(r"^\s*(?:- )?(?P<key>[\w-]+): +(?P<text>[^\"'{\[|>#][^#]*?: .*?)\s*$")
_CUT_BY_COMMENT = re.compile(r" (?P<cut>#\S*).*[\]}]")
_BY_A_LIST = re.compile(r"(?P<key>[\w-]+): +(?P<text>[\w.]+ by \[[^\]]*\](?:, ?matching [\w-]+)?)")
_GOES_ON = re.compile(r"[:,\[{-] +(?P<quote>[\"'])(?P<text>.*)$")
_OPENS_TOKEN = re.compile(r"(?:^|[:,\[{-])\s*$")


class Trouble(Struct, frozen=True):
    """A text that the parser gave up on."""

    rows: Sequence[str]
    """The whole file, line by line."""
    lines: Sequence[int]
    """The lines that the parser named, the last one where it gave up, counted from 1."""
    context: str
    """The part that it was reading: `while parsing a flow mapping`."""
    problem: str
    """The parser's own words for what stopped it: `could not find expected ':'`."""

    def line(self, number: int) -> str:
        """A line of the file."""
        return self.rows[number - 1]


class Cause(Struct, frozen=True):
    """A slip, and what would be right."""

    line: int
    """The line of the slip, counted from 1: not always that at which the parser gave up."""
    code: str
    """The code of the finding that is made of it: `full-width`, `open-quote`, `syntax`."""
    message: str
    """The slip, and the text that would be right."""


def likely_cause(trouble: Trouble) -> Cause:
    """The first slip that explains the trouble, or else what the parser said, where it said it."""
    for find in _CAUSES:
        if cause := find(trouble):
            return cause
    message = f"this is not YAML: {trouble.problem}; look at indents, colons, quotes and brackets"
    return Cause(trouble.lines[-1], "syntax", message)


def full_width(text: str) -> str:
    """The message for the full-width signs in a text; empty where there are none."""
    found = [sign for sign in FULL_WIDTH if sign in text]
    right = " ".join(FULL_WIDTH[sign] for sign in found)
    return f"full-width {' '.join(found)} where {right} belongs" if found else ""


def _full_width(trouble: Trouble) -> Cause | None:
    before = max(trouble.lines[0] - 1, 1)  # `opens：…` is no key but a text, which goes on in the next line
    for number in range(before, trouble.lines[-1] + 1):
        line = trouble.line(number)
        if not any(f"{key}:" in line for key in FOR_PEOPLE) and (wide := full_width(line.split(" #")[0])):
            return Cause(number, "full-width", wide)
    return None


def _open_quote(trouble: Trouble) -> Cause | None:
    """The first quote that is not closed in its line: all up to the next one is a text for the parser."""
    for number, line in enumerate(trouble.rows[: trouble.lines[-1]], 1):
        if quote := _unclosed(line):
            message = f"the quote {quote} that begins here is not closed in this line: close it"
            return Cause(number, "open-quote", message)
    return None


def _unclosed(line: str) -> str:
    quote, at = "", 0
    while at < len(line):
        sign = line[at]
        if quote:
            if sign == "\\" and quote == '"':
                at += 1
            elif sign == quote:
                if quote == "'" and line[at + 1 : at + 2] == "'":
                    at += 1
                else:
                    quote = ""
        elif sign == "#" and line[:at][-1:] in ("", " "):
            return ""
        elif sign in "\"'" and _OPENS_TOKEN.search(line[:at]):
            quote = sign
        at += 1
    return quote


def _comparison(trouble: Trouble) -> Cause | None:
    found = _COMPARED.search(trouble.line(trouble.lines[-1]))
    advice = condition(found["text"].strip(), in_parts=found["key"] != "age").advice() if found else ""
    if not found or not advice:
        return None
    return Cause(trouble.lines[-1], "syntax", f"{found['text'].strip()} is no comparison here: {advice}")


def _no_space(trouble: Trouble) -> Cause | None:
    for number in range(trouble.lines[-1], max(trouble.lines[-1] - 3, 0), -1):
        if found := _NO_SPACE.match(trouble.line(number)):
            right = f"{found['key']}: {found['value']}"
            return Cause(number, "no-space", f"a space is missing after the colon: {right}")
    if found := _NO_SPACE_INSIDE.search(trouble.line(trouble.lines[-1])):
        right = f"{found['key']}: {found['value']}"
        return Cause(trouble.lines[-1], "no-space", f"a space is missing after the colon: {right}")
    return None


def _equals(trouble: Trouble) -> Cause | None:
    for number in range(trouble.lines[-1], max(trouble.lines[-1] - 3, 0), -1):
        if found := _EQUALS.match(trouble.line(number)):
            right = f"{found['key']}: {found['value']}"
            return Cause(number, "no-colon", f"a colon stands between a key and its value: {right}")
    return None


def _indented(trouble: Trouble) -> Cause | None:
    """The line that gave trouble begins at no place at which one of the lines above begins."""
    number = trouble.lines[-1]
    rows = [row.partition(" #")[0].rstrip() for row in trouble.rows[: number - 1] if _says(row)]
    own, indents = _indent(trouble.line(number)), _open([_indent(row) for row in rows])
    begins = bool(rows) and rows[-1].endswith(":") and own > indents[0]
    if not rows or begins or own in indents or not ("block" in trouble.problem or "mapping values" in trouble.problem):
        return None
    right = min(indents, key=lambda one: (abs(one - own), -one))
    return Cause(
        number, "indent", f"this line begins after {own} spaces: begin it after {right}, as the lines above do"
    )


def _indent(row: str) -> int:
    return len(row) - len(row.lstrip(" "))


def _says(row: str) -> bool:
    return bool(row.strip()) and not row.lstrip().startswith("#")


def _open(indents: Sequence[int]) -> list[int]:
    """The indents at which a line may go on, the innermost first."""
    found: list[int] = []
    for one in reversed(indents):
        if not found or one < found[-1]:
            found.append(one)
    return found


def _colon_inside(trouble: Trouble) -> Cause | None:
    found = _COLON_INSIDE.match(trouble.line(trouble.lines[-1]))
    if not found or "mapping values" not in trouble.problem:
        return None
    if _ONE_WORD.match(found["text"]) and not _is_title(trouble, found["key"]):
        right = f"{found['key']}: {{{found['text']}}}"
        return Cause(trouble.lines[-1], "syntax", f"keys inside of a line need braces: {right}")
    right = f'{found["key"]}: "{found["text"]}"'
    return Cause(trouble.lines[-1], "syntax", f"a text with a colon and a space inside needs quotes: {right}")


def _is_title(trouble: Trouble, key: str) -> bool:
    """Whether the key of the line that gave trouble has a text for members: a title, or one of its languages."""
    row = trouble.line(trouble.lines[-1])
    above = (
        one for one in reversed(trouble.rows[: trouble.lines[-1] - 1]) if _says(one) and _indent(one) < _indent(row)
    )
    return key in ("title", "text") or next(above, "").strip().startswith(("title:", "text:"))


def _goes_on_after_quotes(trouble: Trouble) -> Cause | None:
    found = _GOES_ON.search(trouble.line(trouble.lines[-1]))
    if not found or "<scalar>" not in trouble.problem:
        return None
    other = "'" if found["quote"] == '"' else '"'
    message = f"the text goes on after its closing {found['quote']}: put all of it between {other} and {other}"
    return Cause(trouble.lines[-1], "syntax", message)


def _open_bracket(trouble: Trouble) -> Cause | None:
    if "flow" not in trouble.context or trouble.lines[0] == trouble.lines[-1]:
        return None
    bracket = "{" if "mapping" in trouble.context else "["
    if found := _CUT_BY_COMMENT.search(trouble.line(trouble.lines[0])):
        message = f"from {found['cut']} on the line is a comment: put the text with the # in quotes"
        return Cause(trouble.lines[0], "syntax", message)
    return Cause(trouble.lines[0], "syntax", f"the {bracket} that begins here is not closed: this is not YAML")


def _needs_quotes(trouble: Trouble) -> Cause | None:
    found = re.search(r"character '([@`%])' that cannot start", trouble.problem)
    message = f"a text that begins with {found[1]} needs quotes" if found else ""
    return Cause(trouble.lines[-1], "syntax", message) if found else None


def _list_in_a_text(trouble: Trouble) -> Cause | None:
    """Inside of braces a bracket in the middle of a text."""
    found = _BY_A_LIST.search(trouble.line(trouble.lines[-1]))
    if not found or "got '['" not in trouble.problem:
        return None
    right = f'{found["key"]}: "{found["text"]}"'
    return Cause(trouble.lines[-1], "syntax", f"inside braces a text with brackets needs quotes: {right}")


_CAUSES: tuple[Callable[[Trouble], Cause | None], ...] = (
    _full_width,
    _open_quote,
    _comparison,
    _no_space,
    _equals,
    _indented,
    _colon_inside,
    _goes_on_after_quotes,
    _open_bracket,
    _list_in_a_text,
    _needs_quotes,
)
