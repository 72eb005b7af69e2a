"""Reports what was proven, step by step: how long each took, and its figure."""

import time
from collections.abc import Callable
from typing import Generic, NamedTuple, TypeVar

from rich.console import Console
from rich.markup import escape
from rich.table import Table

T = TypeVar("T")

PAGE = 140
"""Columns of the table where it goes into a file."""


class Broken(Exception):
    """A step did not hold; the message says what was expected, and what was there."""


class Stopped(Exception):
    """A step failed that the following ones need."""


class Found(NamedTuple, Generic[T]):
    """The result of a step."""

    figure: str
    """Its figure in the table."""
    value: T
    """For the steps after it."""


class Step(NamedTuple):
    """One row of the table."""

    name: str
    held: bool
    seconds: float
    """How long it took."""
    figure: str
    """The figure that was found, or the fault."""


class Report:
    """The steps as they are taken, and the table of them at the end."""

    def __init__(self) -> None:
        self._console = Console(highlight=False, soft_wrap=True)
        if not self._console.is_terminal:
            self._console.width = PAGE  # a log has no width of its own
        self._steps: list[Step] = []

    @property
    def held(self) -> bool:
        """Whether every step did."""
        return all(step.held for step in self._steps)

    def check(self, name: str, does: Callable[[], str]) -> bool:
        """Take a step that no other builds on, and tell whether it held. does: gives the figure, or raises Broken."""
        try:
            self.must(name, lambda: Found(does(), None))
        except Stopped:
            return False
        return True

    def must(self, name: str, does: Callable[[], Found[T]]) -> T:
        """Take a step that others build on. Raises Stopped where it fails."""
        started = time.monotonic()
        if self._console.is_terminal:
            self._console.print(f"[dim]       …       {escape(name)}[/]", end="\r")
        try:
            found = does()
        except Exception as error:
            # An error that nobody foresaw is a failed step like any other; it must not hide the table.
            what = str(error) if isinstance(error, Broken) else f"{type(error).__name__}: {error}"
            self._note(Step(name, False, time.monotonic() - started, what))
            raise Stopped(name) from error
        self._note(Step(name, True, time.monotonic() - started, found.figure))
        return found.value

    def say(self, text: str) -> None:
        """A line between the steps."""
        self._console.print(escape(text))

    def table(self) -> None:
        """All steps, and whether all is well."""
        rows = Table(box=None, pad_edge=False)
        for heading in ("", "step", "time", "figure"):
            rows.add_column(heading, justify="right" if heading == "time" else "left", no_wrap=heading != "figure")
        for step in self._steps:
            mark = "[green]ok[/]" if step.held else "[red]FAILED[/]"
            first_line = step.figure.partition("\n")[0].removesuffix(":")
            rows.add_row(mark, escape(step.name), f"{step.seconds:.1f} s", escape(first_line))
        self._console.print()
        self._console.print(rows)
        failed = sum(not step.held for step in self._steps)
        seconds = sum(step.seconds for step in self._steps)
        result = f"[red]{failed} of {len(self._steps)} steps failed" if failed else f"All {len(self._steps)} steps hold"
        self._console.print(f"\n{result}, in {seconds:.0f} s.")

    def _note(self, step: Step) -> None:
        self._steps.append(step)
        mark = "[green]ok[/]    " if step.held else "[red]FAILED[/]"
        self._console.print(f"{mark} {step.seconds:6.1f} s  {escape(step.name)}: {escape(step.figure)}")
