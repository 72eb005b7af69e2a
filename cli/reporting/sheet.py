"""A sheet: rows of texts with a bar beside each, however they are shown."""

from dataclasses import dataclass

NO_NUMBER = "–"


@dataclass(frozen=True)
class Row:
    """A line of a sheet."""

    cells: tuple[str, ...]
    """One text for each column of the sheet; the first is its name."""
    share: float | None = None
    """The length of its bar, 0 to 1; None where it has none."""
    said: str = ""
    """Its meaning in one sentence, where its name does not say it all."""


@dataclass(frozen=True)
class Sheet:
    """One table of a report."""

    title: str
    """The heading, in the language of the report."""
    head: tuple[str, ...]
    """The names of the columns, without that of the bars; empty where a column speaks for itself."""
    bar: str
    """The meaning of the bars."""
    rows: tuple[Row, ...]
    """The lines, in the order in which they are shown; a sheet without any is left out."""
    said: tuple[str, ...] = ()
    """The meaning of its columns, a sentence each, where their names do not say it all."""


def number(n: int) -> str:
    return f"{n:,}"
