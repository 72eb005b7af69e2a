"""The terminal: colours where it has them, and lines as long as what they say, so that scripts can read them."""

import sys
from collections.abc import Iterable, Sequence

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from chalicelib.domain.scenarios import Failure, shown
from cli.campaign_file import Located, Place, field, told

_WIDE = 160
"""Characters of a table's line where a file or a script reads it."""

_LEVELS = {"error": "red", "warning": "yellow", "note": "cyan"}


def say(text: str, style: str = "") -> None:
    """One or more lines."""
    _console().print(Text(text, style), soft_wrap=True)


def findings(found: Iterable[Located]) -> None:
    """One a line, as editors and terminals make links of: `file:line: level: field: message`."""
    for one in found:
        level = one.finding.level
        line = Text.assemble(
            (f"{one.place.file}:{one.place.line}: ", "dim"),
            (f"{level}: ", _LEVELS[level]),
            (f"{field(one.finding.path)}: ", "bold"),
            told(one.finding),
        )
        _console().print(line, soft_wrap=True)


def failure(one: Failure, place: Place) -> None:
    """A scenario's step beside what it should have done."""
    say(
        f"{place.file}:{place.line}: {one.scenario}\n"
        f"    step      {one.step}\n"
        f"    expected  {one.expected}\n"
        f"    got       {one.got}\n"
        f"    wallet    {shown(one.wallet)}"
    )


def table(head: Sequence[str], rows: Iterable[Sequence[str]], right: Iterable[int] = ()) -> None:
    """A table; columns of the numbers in `right` stand to the right."""
    made = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for at, title in enumerate(head):
        made.add_column(title, justify="right" if at in {*right} else "left", overflow="fold", no_wrap=at == 0)
    for row in rows:
        made.add_row(*(Text(cell) for cell in row))
    _console().print(made)


def _console() -> Console:
    return Console(highlight=False, width=None if sys.stdout.isatty() else _WIDE)
