"""`tessera member`: a copy of all that is kept of a member, its erasure, and other ids that lead there."""

import json
import sys
from pathlib import Path
from typing import Any

import click
from rich.console import Console
from rich.progress import Progress

from cli import screen
from cli.amounts import amount
from cli.places import PATHS
from cli.remote import Remote, connected
from cli.steering import clock

MEMBERS = ("v1", "manage", "members")


@click.group()
def member() -> None:
    """Take out a member's data, erase it, or let another id lead to it.

    \b
    Example:
      ./tessera member export m0123456789abcdef0123 ana.json
      ./tessera member erase m0123456789abcdef0123
    """


@member.command()
@click.argument("member")
@click.argument("file", type=PATHS)
@connected
def export(member: str, file: Path, remote: Remote) -> None:
    """Write everything that is kept of MEMBER into FILE, as JSON.

    It is what there was at the beginning of the export. What was fetched is kept in FILE.part until all of it is there,
    so that after a cut the same command goes on. Who asked is written down beside the member's data.

    \b
    Example:
      ./tessera member export m0123456789abcdef0123 ana.json
    """
    part = file.with_name(f"{file.name}.part")
    pages = _pages(remote, member, part)
    known, numbered = pages[0]["known"], pages[0]["numbered"]
    own = [page for page in pages if page["member"] == pages[0]["member"]]
    receipts = [one for page in own for one in page["receipts"] if one["number"] <= numbered]
    whole = {
        "member": pages[0]["member"],
        "as_of": pages[0]["server_time"],
        **known,
        "receipts": sorted(receipts, key=lambda one: one["number"]),
        "claims": [one for page in pages for one in page["claims"]],
        "orders": [one for page in pages for one in page.get("orders", ())],
        "absorbed": _absorbed(pages[len(own) :]),
    }
    file.touch(mode=0o600)
    file.write_text(json.dumps(whole, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    part.unlink()
    screen.say(f"{amount(len(receipts), 'receipt')} and all else of {member} are in {file}.", "bold")


@member.command()
@click.argument("member")
@click.argument("known_as", metavar="PROVIDER:ID")
@connected
def link(member: str, known_as: str, remote: Remote) -> None:
    """Let an id of another system lead to MEMBER: events may name the member by it from then on.

    
    Example:
      ./tessera member link m0123456789abcdef0123 crm:4711
    """
    provider, colon, subject = known_as.partition(":")
    if not (provider and colon and subject):
        raise click.UsageError(f"{known_as}: write whose id it is, and the id, such as crm:4711")
    remote.post(*MEMBERS, member, "ids", provider=provider, subject=subject)
    screen.say(f"{known_as} leads to {member}.", "bold")


@member.command()
@click.argument("member")
@click.option("--yes", is_flag=True, help="Don't ask.")
@connected
def erase(member: str, yes: bool, remote: Remote) -> None:
    """Forget who MEMBER is, for good.

    The identity, the profile, what was reported and whom they gave to are deleted; what they hold and what each receipt
    moved stays, under an id that leads to nobody. Who signs in again is somebody new. It can't be taken back. Where it
    is interrupted, the same command goes on.

    \b
    Example:
      ./tessera member erase m0123456789abcdef0123
    """
    if not yes:
        click.confirm(f"Forget who {member} is, for good?", abort=True)
    with _progress() as progress:
        doing, rewritten = progress.add_task("rewriting receipts", total=None), 0
        while True:
            done = remote.post(*MEMBERS, member, "erase")["erased"]
            rewritten += done["rewritten"]
            progress.update(doing, description=f"rewriting receipts: {rewritten:,}")
            if done["done"]:
                break
    screen.say(f"{member} was erased at {clock(done['at'])}; nothing is left that tells who it was.", "bold")


def _absorbed(pages: list[Any]) -> list[Any]:
    """The records that the member absorbed, from their pages: each with what is known of it, and its receipts."""
    records: dict[str, Any] = {}
    for page in pages:
        record = records.setdefault(page["member"], {"member": page["member"], "receipts": [], **(page["known"] or {})})
        record["receipts"] = sorted([*record["receipts"], *page["receipts"]], key=lambda one: one["number"])
    return list(records.values())


def _pages(remote: Remote, member: str, part: Path) -> list[Any]:
    """All pages: those that an export before this one has kept, and those that are missing."""
    pages = _kept(member, part)
    part.unlink(missing_ok=True)
    part.touch(mode=0o600)
    with part.open("w", encoding="utf-8") as out, _progress() as progress:
        out.writelines(f"{json.dumps(page)}\n" for page in pages)
        fetching = progress.add_task("fetching receipts", total=None)
        while not pages or pages[-1]["after"] is not None:
            page = remote.get(*MEMBERS, member, "export", after=pages[-1]["after"] if pages else None)
            out.write(f"{json.dumps(page)}\n")
            out.flush()
            pages.append(page)
            fetched = sum(len(one["receipts"]) for one in pages)
            progress.update(fetching, total=pages[0]["numbered"], completed=fetched)
    return pages


def _kept(member: str, part: Path) -> list[Any]:
    """The pages in a file, up to one that was cut off; none where they are another member's."""
    pages: list[Any] = []
    for line in part.read_text("utf-8").splitlines() if part.exists() else ():
        try:
            pages.append(json.loads(line))
        except ValueError:
            break
    return pages if pages and pages[0]["member"] == member else []


def _progress() -> Progress:
    """On a terminal only, and beside what is asked for."""
    return Progress(console=Console(stderr=True), transient=True, disable=not sys.stderr.isatty())
