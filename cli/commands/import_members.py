"""`tessera import-members`: members of another system, with what they held there, resumable."""

import json
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import islice
from pathlib import Path
from typing import Any, Final

import click

from chalicelib.api.imports import MOST_LINES
from chalicelib.api.route import MANAGERS_BYTES
from cli import screen
from cli.amounts import amount
from cli.ending import FOUND, Unreachable
from cli.importing.member_lines import MemberLine, read
from cli.importing.member_progress import MembersProgress, NotTaken
from cli.importing.run import bar
from cli.remote import Busy, Remote, connected

IMPORTS: Final = ("v1", "manage", "imports")
CONNECTIONS: Final = 10
"""Batches that are sent at once."""
TAKEN: Final = ("imported", "known")
TRIES: Final = 8
LONGEST_WAIT: Final = 60.0
"""Seconds between two tries, at most."""
SHOWN: Final = 20
"""Lines that a dry run shows of those that would not be sent."""


@click.command("import-members")
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--batch", help="The name under which each line is brought in once; the file's name without its ending.")
@click.option("--dry-run", is_flag=True, help="Show the first lines and all that would not be sent, and send nothing.")
@click.option("--restart", is_flag=True, help="Begin anew. What was brought in is not brought in again.")
@connected
def import_members(file: Path, batch: str | None, dry_run: bool, restart: bool, remote: Remote) -> None:
    """Bring in the members of FILE: each line is a member of another system, with what they held there.

    FILE is a CSV in UTF-8 whose first line names the columns, or has a JSON object on each line. A line is known by its
    number in the batch: brought in again it changes nothing, and one that says something else by now is told, and not
    applied.

    A line that can't be taken stops no other: it stands in FILE.not-taken.csv, with the reason. How far it is stands in
    FILE.progress: after an interruption the same command goes on there.

    \b
    Example:
      ./tessera import-members members.csv --dry-run
      ./tessera import-members members.csv --batch crm-2026
    """
    name = batch or file.stem
    if dry_run:
        raise SystemExit(_look(file))
    progress = MembersProgress(file, remote.url, name, restart)
    if progress.done.whole:
        screen.say(f"{file} was brought in already, and nothing of it is another since. --restart sends it once more.")
    else:
        _transfer(progress, file, name, remote)
    raise SystemExit(_summary(progress))


def _look(file: Path) -> int:
    counts: Counter[str] = Counter()
    for one in read(file):
        counts["unreadable" if one.fault else "ready"] += 1
        if not one.fault and counts["ready"] <= 3:
            screen.say(json.dumps(one.said, ensure_ascii=False))
        elif one.fault and counts["unreadable"] <= SHOWN:
            screen.say(f"{file}:{one.number}: {one.fault}")
    screen.say(f"{counts['ready']:,} would be sent, {counts['unreadable']:,} could not be. Nothing was sent.", "bold")
    return FOUND if counts["unreadable"] else 0


def _transfer(progress: MembersProgress, file: Path, batch: str, remote: Remote) -> None:
    """Send what is left, some batches at once; what is done is noted in the order of the file."""
    start = progress.done.line
    left = (one for one in read(file) if one.number > start)
    with bar(file) as watched, ThreadPoolExecutor(CONNECTIONS) as threads:
        waiting = _batches(left)
        while window := list(islice(waiting, CONNECTIONS)):
            answers = threads.map(lambda lines: _sent(remote, batch, lines), window)
            told = [one for found in answers for one in found]
            counts = Counter(one["status"] for one in told)
            untaken = [_untaken(one) for one in told if one["status"] not in TAKEN]
            last = max(line.number for lines in window for line in lines)
            progress.note(last, counts, sorted(untaken))
            watched.reached(last)
    progress.note(progress.done.line, Counter(), (), whole=True)


def _batches(lines: Iterator[MemberLine]) -> Iterator[list[MemberLine]]:
    """The lines, as many at once as one call takes."""
    batch: list[MemberLine] = []
    size = 0
    for line in lines:
        more = len(json.dumps(line.said)) + 1
        if batch and (len(batch) == MOST_LINES or size + more > MANAGERS_BYTES - 100):
            yield batch
            batch, size = [], 0
        batch.append(line)
        size += more
    if batch:
        yield batch


def _sent(remote: Remote, batch: str, lines: list[MemberLine]) -> list[Any]:
    """The answer to each line. What is undecided is sent again, and later each time."""
    answers = [_unreadable(one) for one in lines if one.fault]
    left = {one.number: one.said for one in lines if not one.fault}
    why = ""
    for tried in range(TRIES):
        wait = min(2.0**tried, LONGEST_WAIT)
        try:
            found = remote.post(*IMPORTS, batch, lines=list(left.values()))["lines"] if left else []
            decided = [one for one in found if one["status"] != "undecided"]
            answers += decided
            left = {number: said for number, said in left.items() if number not in {one["line"] for one in decided}}
            why = "Lines stay undecided."
        except Busy as busy:
            why, wait = busy.message, max(wait, busy.retry_after)
        if not left:
            return answers
        if tried < TRIES - 1:
            time.sleep(wait)
    raise Unreachable(f"{why} Tried {TRIES} times: the same command goes on where it was.")


def _unreadable(one: MemberLine) -> Any:
    return {"line": one.number, "status": "unreadable", "problem": {"code": "", "detail": one.fault}}


def _untaken(answer: Any) -> NotTaken:
    return NotTaken(answer["line"], answer["status"], answer["problem"]["code"], answer["problem"]["detail"])


def _summary(progress: MembersProgress) -> int:
    counts = progress.done.counts
    screen.table(("status", "lines"), [(fate, f"{counts[fate]:,}") for fate in sorted(counts)], right=[1])
    listed = sum(n for fate, n in counts.items() if fate not in TAKEN)
    if not listed:
        screen.say("All was taken.", "bold")
        return 0
    screen.say(f"What was not taken, and why: {progress.list} ({amount(listed, 'line')}).", "bold")
    return FOUND
