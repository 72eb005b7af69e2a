"""`tessera codes`: fills a pool with a partner's codes, or shows what is left in it."""

import csv
import json
import time
from collections.abc import Iterator, Sequence
from hashlib import file_digest
from pathlib import Path
from typing import Any, Final

import click

from cli import screen
from cli.ending import FOUND, Failed, Unreachable
from cli.importing.code_lines import CodeLine, code_file
from cli.importing.run import bar
from cli.remote import Busy, Remote, connected
from cli.steering import plain_clock

POOLS: Final = ("v1", "manage", "pools")
BATCH: Final = 2_000
"""Codes sent at once, at most."""
BATCH_BYTES: Final = 512 * 1024
"""Bytes of the codes in one batch, at most: the API takes a megabyte."""
TRIES: Final = 6
SHOWN: Final = 20
"""Lines that are shown of those that were not taken; the file beside has all."""

EXISTS: Final = "the pool has it already"


@click.command()
@click.argument("pool")
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False), required=False)
@click.option("--column", help="The column of a table that has the codes; not needed where it is the only one.")
@click.option("--no-heading", is_flag=True, help="The first line is a code, and names no column.")
@click.option("--dry-run", is_flag=True, help="Show which lines would not be taken, and send nothing.")
@connected
def codes(pool: str, file: Path | None, column: str | None, no_heading: bool, dry_run: bool, remote: Remote) -> None:
    """Add the codes in FILE to POOL; without FILE, show how many are left.

    FILE is a text with a code on each line, or a CSV whose first line names its columns, in UTF-8. A code that the pool
    has already is not added again, and neither is one that stands in the file twice: these lines are told, and stand in
    FILE.not-taken.csv with the reason. After an interruption the same command goes on where it was.

    Where the first line may be a heading or a code, nothing is sent until --column or --no-heading says which it is.

    A prize hands the codes out by `pool: POOL`. Nobody can take them back, or read them here.

    \b
    Example:
      ./tessera codes cinema cinema-2026-06.csv --column code
      ./tessera codes cinema
    """
    if file is None:
        _look(pool, remote)
        return
    if no_heading and column is not None:
        raise click.UsageError("say --column NAME where line 1 names the columns, or --no-heading, but not both")
    first, lines = code_file(file, column, heading=not no_heading)
    if not lines:
        raise Failed(f"{file} has no codes: a text has one on each line, a table one below the name of its column.")
    if first:
        screen.say(first)
    untaken = [one for one in lines if one.fault]
    good = [one for one in lines if not one.fault]
    try:
        if dry_run:
            screen.say(f"{len(good):,} would be sent to {pool}.", "bold")
        else:
            _upload(pool, file, good, untaken, remote)
    finally:  # also where it was cut: what is known to be wrong in the file is told
        _tell(file, sorted(untaken))
    raise SystemExit(FOUND if untaken else 0)


def _upload(pool: str, file: Path, lines: Sequence[CodeLine], untaken: list[CodeLine], remote: Remote) -> None:
    """Send all codes, and say what became of them. untaken: gets the lines whose codes the pool had already."""
    added, before = 0, 0
    try:
        with bar(file) as watched:
            for taken, batch in _sent(pool, file, lines, remote):
                added, before = added + taken["added"], before + taken["before"]
                untaken += [batch[at]._replace(fault=EXISTS) for at in taken["exist"]]
                watched.reached(batch[-1].number)
    finally:
        there = f"; {before:,} of this file were there before" if before else ""
        screen.say(f"{added:,} added to {pool}{there}.", "bold")
    if lines:  # some line is good: else there may be no such pool
        _look(pool, remote)


def _sent(pool: str, file: Path, lines: Sequence[CodeLine], remote: Remote) -> Iterator[tuple[Any, list[CodeLine]]]:
    """Send the codes a batch at a time; gives the answer to each, and its lines."""
    with file.open("rb") as whole:
        upload = file_digest(whole, "sha256").hexdigest()
    for batch in _batches(lines):
        yield _answer(remote, pool, {"upload": upload, "codes": [one.code for one in batch]})["taken"], batch


def _batches(lines: Sequence[CodeLine]) -> Iterator[list[CodeLine]]:
    """The lines, as many at once as one call takes."""
    batch: list[CodeLine] = []
    size = 0
    for line in lines:
        more = len(json.dumps(line.code))
        if batch and (len(batch) == BATCH or size + more > BATCH_BYTES):
            yield batch
            batch, size = [], 0
        batch.append(line)
        size += more
    if batch:
        yield batch


def _answer(remote: Remote, pool: str, body: Any) -> Any:
    """The answer to a batch, which may be sent again as often as it takes."""
    for tried in range(TRIES):
        try:
            return remote.post(*POOLS, pool, "codes", **body)
        except Busy as busy:
            why, wait = busy.message, max(2.0**tried, busy.retry_after)
        if tried < TRIES - 1:
            time.sleep(wait)
    raise Unreachable(why)


def _look(pool: str, remote: Remote) -> None:
    found = remote.get(*POOLS, pool)["pool"]
    screen.say(f"{pool}: {found['left']:,} of {found['codes']:,} codes are left.")
    rows = [(plain_clock(one["at"], None), one["by"], f"{one['codes']:,}") for one in found["uploads"]]
    screen.table(("uploaded", "by", "codes"), rows, right=[2])


def _tell(file: Path, untaken: Sequence[CodeLine]) -> None:
    """Say which lines were not taken: some here, all of them in a file beside. Raises Failed."""
    for one in untaken[:SHOWN]:
        screen.say(f"line {one.number:,}: {one.fault}")
    if len(untaken) > SHOWN:
        screen.say(f"and {len(untaken) - SHOWN:,} more")
    beside = file.with_name(f"{file.name}.not-taken.csv")
    try:
        _list(beside, untaken)
    except OSError as error:
        raise Failed(f"{beside} can't be written: {error.strerror}.") from None
    if untaken:
        screen.say(f"Not taken: {len(untaken):,}. All of them are in {beside}.", "bold")


def _list(beside: Path, untaken: Sequence[CodeLine]) -> None:
    if not untaken:
        beside.unlink(missing_ok=True)
        return
    with beside.open("w", encoding="utf-8", newline="") as text:
        csv.writer(text).writerows([("line", "code", "why"), *((one.number, one.code, one.fault) for one in untaken)])
