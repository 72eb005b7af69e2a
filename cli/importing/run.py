"""An import as it is seen: batch after batch under a bar, and at the end what became of the lines."""

import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Protocol

from rich.console import Console
from rich.progress import BarColumn, TaskProgressColumn, TextColumn, TimeRemainingColumn
from rich.progress import Progress as Bar

from cli import screen
from cli.amounts import amount
from cli.importing.batches import Ready, batches, read
from cli.importing.columns import Columns
from cli.importing.progress import Progress, Untaken
from cli.importing.sending import Shop

FIRST = 3
"""Events that a dry run shows."""
SHOWN = 20
"""Lines that a dry run shows of those that would not be sent."""

IGNORED = "no campaign was open for it at its time, or it moves nothing: nothing was written"
QUEUED = (
    "What is queued is decided within seconds; what the rules refuse then is not listed here, but with the operator."
)


class Watched(Protocol):
    """Is told of an import while it runs."""

    def reached(self, line: int) -> None: ...

    def waits(self, seconds: float) -> None: ...


def transfer(progress: Progress, path: Path, shop: Shop, most: int, watched: Watched) -> None:
    """Send what is left of a file, so many lines at once. Raises what `Shop.report` does; what was done is noted."""
    progress.begin()
    done = progress.done.line
    for batch in batches((one for one in read(path, progress.done.columns) if one.line > done), most):
        answers = shop.report([one.json for one in batch.ready]) if batch.ready else []
        untaken = sorted([*batch.untaken, *_untaken(batch.ready, answers)])
        taken = [one["status"] for one in answers if one["status"] not in ("refused", "ignored")]
        progress.note(batch.last, Counter([*taken, *map(_fate, untaken)]), untaken)
        watched.reached(batch.last)
    progress.note(progress.done.line, {}, (), whole=True)


@contextmanager
def bar(path: Path) -> Iterator[Watched]:
    """A bar on a terminal, by the lines of a file."""
    columns = (TextColumn("{task.description}"), BarColumn(), TaskProgressColumn(), TimeRemainingColumn())
    with (
        path.open("rb") as file,
        Bar(*columns, console=Console(stderr=True), transient=True, disable=not sys.stderr.isatty()) as shown,
    ):
        sending = shown.add_task("sending", total=sum(1 for _ in file))

        class Line:
            def reached(self, line: int) -> None:
                shown.update(sending, completed=line, description=f"sent up to line {line:,}")

            def waits(self, seconds: float) -> None:
                shown.update(sending, description=f"no answer yet: again in {seconds:.0f} s")

        yield Line()


def look(path: Path, columns: Columns) -> int:
    """Show what would be sent, and send nothing; gives how many lines would not be."""
    counts: Counter[str] = Counter()
    for one in read(path, columns):
        fate = "ready" if isinstance(one, Ready) else one.status
        counts[fate] += 1
        if isinstance(one, Ready) and counts[fate] <= FIRST:
            screen.say(one.json.decode())
        elif isinstance(one, Untaken) and counts.total() - counts["ready"] <= SHOWN:
            screen.say(f"{path}:{one.line}: {one.status}: {one.detail}")
    _table(counts)
    screen.say("Nothing was sent.", "bold")
    return counts.total() - counts["ready"]


def summary(progress: Progress) -> int:
    """Say what became of the lines, and where the rest is listed; gives how many were refused or could not be read."""
    counts = progress.done.counts
    _table(counts)
    if "queued" in counts:
        screen.say(QUEUED)
    listed = sum(n for fate, n in counts.items() if fate not in ("counted", "noted", "queued"))
    if listed:
        screen.say(f"What was not taken, and why: {progress.list} ({amount(listed, 'line')}).", "bold")
    else:
        screen.say("All was taken.", "bold")
    return listed - counts.get("ignored", 0)


def _untaken(ready: Sequence[Ready], answers: Sequence[Any]) -> Iterator[Untaken]:
    for one, answer in zip(ready, answers, strict=True):
        if answer["status"] == "ignored":
            yield Untaken(one.line, one.order, one.refund, "ignored", "", IGNORED)
        elif answer["status"] == "refused":
            problem = answer["problem"]
            yield Untaken(one.line, one.order, one.refund, "refused", problem["code"], problem["detail"])


def _fate(one: Untaken) -> str:
    return f"{one.status}: {one.code}" if one.code else one.status


def _table(counts: dict[str, int]) -> None:
    screen.table(("status", "lines"), [(fate, f"{counts[fate]:,}") for fate in sorted(counts)], right=[1])
