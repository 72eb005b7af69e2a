"""`tessera segments`: how many members are in each, numbers for new ones, and which hold of one member."""

import csv
import json
import sys
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any, NamedTuple

import click
from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from cli import screen
from cli.amounts import amount
from cli.fifths import Fifth, fifths
from cli.places import PATHS
from cli.remote import Remote, connected
from cli.spreadsheets import ENCODING

COUNT = ("v1", "manage", "segments", "count")
MEMBERS = ("v1", "manage", "members")
FORMAT = click.option("--format", "form", type=click.Choice(["text", "json"]), default="text")
CSV = click.option("--csv", "file", type=PATHS, help="Write the table into this CSV file instead.")


class Walked(NamedTuple):
    """The numbers of all members."""

    members: int
    """Members that were read; one who is in several segments counts once."""
    counted: Counter[str]
    """By segment, in the order of the file."""
    outside: int
    """Members in no segment."""
    bought: list[list[int]]
    """Of each who has bought: days since the last order, orders and amount of twelve months."""
    currency: str
    """The currency of the amounts in `bought`; empty: the programme has none."""
    unread: int
    """Members that could not be read."""


@click.group()
def segments() -> None:
    """Count the members of each segment, find numbers for new ones, or look at one member.

    Nothing is decided by these numbers: a segment is judged from the member's own orders, when something is decided.

    \b
    Example:
      ./tessera segments count
      ./tessera segments suggest
      ./tessera segments show m0123456789abcdef0123
    """


@segments.command()
@FORMAT
@CSV
@connected
def count(form: str, file: Path | None, remote: Remote) -> None:
    """Count the members of each segment, as of now. It reads every member, and takes a while.

    \b
    Example:
      ./tessera segments count
      ./tessera segments count --csv segments.csv
    """
    found = _walk(remote)
    numbers = {**found.counted, "": found.outside}
    if form == "json":
        told = {"members": found.members, "segments": dict(found.counted), "outside": found.outside}
        click.echo(json.dumps(told, ensure_ascii=False, indent=2))
        return
    head = ("segment", "members", "share")
    rows = [(name or "(none)", str(n), _share(n, found.members)) for name, n in numbers.items()]
    if file is not None:
        _write(file, head, rows)
        return
    screen.table(head, rows, right=(1, 2))
    screen.say(f"{amount(found.members, 'member')}; one may be in several segments.")
    _warn(found)


@segments.command()
@FORMAT
@CSV
@connected
def suggest(form: str, file: Path | None, remote: Remote) -> None:
    """Print fifths of those who have bought: by recency, frequency and money, as conditions for programme.yaml.

    The fifths are of today. Written into the file they are fixed numbers, and move under nobody overnight.

    \b
    Example:
      ./tessera segments suggest
      ./tessera segments suggest --format json
    """
    found = _walk(remote)
    if not found.bought:
        screen.say("Nobody has bought anything yet: there is nothing to suggest.")
        return
    told = fifths(found.bought, found.currency)
    if form == "json":
        click.echo(json.dumps([one._asdict() for one in told], ensure_ascii=False, indent=2))
        return
    head = ("fact", "fifth", "condition", "members")
    rows = [(one.fact, str(one.fifth), one.condition, str(one.members)) for one in told]
    if file is not None:
        _write(file, head, rows)
        return
    screen.table(head, rows, right=(1, 3))
    screen.say(_for_the_file(told))
    _warn(found)


@segments.command()
@click.argument("member")
@FORMAT
@connected
def show(member: str, form: str, remote: Remote) -> None:
    """Tell which segments hold of MEMBER, and why.

    \b
    Example:
      ./tessera segments show m0123456789abcdef0123
    """
    found = remote.get(*MEMBERS, member, "segments")["segments"]
    if form == "json":
        click.echo(json.dumps(found, ensure_ascii=False, indent=2))
        return
    rows = [
        (
            each["name"] if at == 0 else "",
            _yes(each["holds"]) if at == 0 else "",
            one["fact"],
            one["condition"],
            _yes(one["holds"]),
        )
        for each in found["segments"]
        for at, one in enumerate(each["conditions"])
    ]
    screen.table(("segment", "holds", "because of", "which is to be", "is so"), rows)
    if found["bought"] is None:
        screen.say("Nothing was bought yet.")
    else:
        days, orders, _ = found["bought"]
        screen.say(f"The last order was {amount(days, 'day')} ago; {amount(orders, 'order')} in twelve months.")


def _walk(remote: Remote) -> Walked:
    """All pages of the walk, added up; on a terminal with how far it is."""
    columns = (SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn())
    found = Walked(0, Counter(), 0, [], "", 0)
    hidden = not sys.stderr.isatty()
    with Progress(*columns, console=Console(stderr=True), transient=True, disable=hidden) as progress:
        reading, after = progress.add_task("reading members"), None
        while True:
            page: Any = remote.post(*COUNT, **({} if after is None else {"after": after}))["page"]
            for name, n in page["counted"].items():
                found.counted[name] += n
            found = found._replace(
                members=found.members + page["members"],
                outside=found.outside + page["outside"],
                bought=found.bought + page["bought"],
                currency=page["currency"],
                unread=found.unread + page["unread"],
            )
            progress.update(reading, description=f"reading members: {found.members:,}")
            after = page["after"]
            if after is None:
                return found


def _for_the_file(told: list[Fifth]) -> str:
    """The best fifth, and who has been away longest, as they may stand in programme.yaml."""
    best = {one.fact: one.condition for one in told if one.fifth == 1}
    last = [one.condition for one in told if one.fact == "last_order"][-1]
    best_of_all = ", ".join(f"{fact}: {condition}" for fact, condition in best.items())
    return f"For programme.yaml, for example:\nsegments:\n  best: {{{best_of_all}}}\n  lost: {{last_order: {last}}}"


def _warn(found: Walked) -> None:
    if found.unread:
        screen.say(f"{amount(found.unread, 'member')} could not be read: the log says why.", "yellow")


def _share(n: int, of: int) -> str:
    return f"{n / of:.1%}" if of else ""


def _yes(holds: bool) -> str:
    return "yes" if holds else "no"


def _write(file: Path, head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> None:
    with file.open("w", newline="", encoding=ENCODING) as out:
        csv.writer(out).writerows([head, *rows])
    screen.say(f"It is in {file}.", "bold")
