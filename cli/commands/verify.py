"""`tessera verify`: draws again what a receipt says was drawn; and checks that nobody rewrote the audit trail."""

import json
import re
from pathlib import Path
from typing import Any

import click
import msgspec

from chalicelib.domain.publishing.live import Link
from chalicelib.domain.publishing.trail import Entry, flaws, hash_of
from chalicelib.domain.record.receipt import Draws
from chalicelib.domain.views.odds import OddsView
from cli import screen
from cli.ending import FOUND, Failed
from cli.places import PATHS
from cli.receipts import draws_in, redrawn, seed_of
from cli.remote import Remote, connected
from cli.steering import MANAGE, clock, zone_of

RECEIPT_ID = re.compile(r"[A-Za-z0-9_-]{16}")


@click.command()
@click.argument("receipt", required=False)
@click.option("--member", help="Whose receipt it is: the member's id.")
@click.option("--odds", "page", type=PATHS, help="A saved page of the odds, instead of the server's.")
@click.option("--commitment", help="The seed's hash as you noted it before the first draw.")
@click.option("--audit", metavar="CAMPAIGN", help="Check the audit trail of a campaign instead.")
@click.option("--known", metavar="HASH", help="With --audit: the trail's end as you noted it; it must still be there.")
@connected
@click.pass_context
def verify(
    context: click.Context,
    receipt: str | None,
    member: str | None,
    page: Path | None,
    commitment: str | None,
    audit: str | None,
    known: str | None,
    remote: Remote,
) -> None:
    """Make the draws of a receipt again, from the revealed seed and the published odds.

    RECEIPT is the id of one, or a file with a receipt as JSON, an answer of the API that holds one, or a page of a
    member's history. The odds are fetched for the version that the receipt names, however many came after it. The seed
    is out an hour after a campaign is over for good. What does not land where the receipt says ends with 1.

    \b
    Example:
      ./tessera verify receipt.json --member m0123456789abcdef0123
      ./tessera verify p3Zk8m1QxW5rT0yB --member m0123456789abcdef0123
      ./tessera verify --audit care-box
    """
    if audit:
        context.exit(0 if _audited(remote, audit, known) else FOUND)
    if receipt is None or not member:
        raise click.UsageError("name a receipt's file or id and its --member, or a campaign with --audit")
    found = draws_in(_receipt(remote, member, receipt))
    if not found:
        raise Failed(f"{receipt} holds no draws.")
    if commitment and len({(draws.campaign, draws.of) for draws, _ in found}) > 1:
        raise click.UsageError(f"{receipt} holds draws of several blocks, and a --commitment is of one")
    fits = [
        _verified(draws, version, member, _page(remote, page, draws, version), commitment) for draws, version in found
    ]
    context.exit(0 if all(fits) else FOUND)


def _verified(draws: Draws, version: str, member: str, page: OddsView, commitment: str | None) -> bool:
    if (page.campaign, page.of) != (draws.campaign, draws.of):
        raise Failed(f"The page is of {page.campaign} {page.of}, and the draws are of {draws.campaign} {draws.of}.")
    if version and page.version != version:
        screen.say(f"The odds are of version {page.version}, the draws of {version}: save the page of that one.", "red")
        return False
    try:
        again = list(redrawn(page, seed_of(page, commitment), member, draws))
    except ValueError as wrong:
        raise Failed(f"It can't be verified: {wrong}.") from wrong
    for one in again:
        gave = "" if one.got == one.row else f", which could not be given, so {one.got}"
        said = f"{one.campaign} {one.of} draw {one.n}: {one.row}{gave}"
        screen.say(f"{said}: {one.wrong or 'as it should be'}", "red" if one.wrong else "green")
    return not any(one.wrong for one in again)


def _audited(remote: Remote, campaign: str, known: str | None) -> bool:
    """Whether the trail holds: recomputed here, and as the server found it against its own list."""
    answer = remote.get(*MANAGE, campaign, "audit")["trail"]
    entries = msgspec.convert(answer["entries"], list[Entry])
    stored = [msgspec.json.encode(entry) for entry in entries]
    versions = {entry.about: entry.version.partition(":")[2] for entry in entries if entry.about}
    wrong = {one.message: one.entry for one in flaws(stored, Link(len(stored), answer["end"]), versions)}
    wrong |= {one["message"]: one["entry"] for one in answer["flaws"]}
    if known and known not in map(hash_of, stored):
        wrong["No entry has the hash that you noted: the trail was rewritten."] = 0
    zone = zone_of(remote, campaign)
    for entry in entries:
        what = " ".join(filter(None, (entry.does, entry.version.partition(":")[0], entry.note and f"({entry.note})")))
        screen.say(f"{entry.number:4} {clock(entry.at, zone)} {entry.actor}: {what}")
    for message, number in wrong.items():
        screen.say(f"{'entry ' + str(number) + ': ' if number else ''}{message}", "red")
    if not wrong:
        screen.say(f"The trail holds. Note its end, to check it another day with --known: {answer['end']}", "green")
    return not wrong


def _receipt(remote: Remote, member: str, named: str) -> Any:
    """The content of a file, or the receipt of that id."""
    if RECEIPT_ID.fullmatch(named) and not Path(named).exists():
        return remote.get("v1", "manage", "members", member, "receipts", before=named)["receipts"][0]
    return _json(Path(named))


def _page(remote: Remote, file: Path | None, draws: Draws, version: str) -> OddsView:
    """The odds by which the receipt says that it was drawn: of a file, or of the server for that very version."""
    if file:
        found = _json(file)
    else:
        kind, name = draws.of.removeprefix("blind_").split("/")
        asked = {"version": version} if version else {}
        found = remote.get("v1", "campaigns", draws.campaign, kind, name, "odds", **asked)
    try:
        return msgspec.convert(found.get("odds", found), OddsView)
    except (msgspec.ValidationError, AttributeError):
        raise Failed(f"{file or 'The answer'} is no page of odds.") from None


def _json(file: Path) -> Any:
    try:
        return json.loads(file.read_bytes())
    except OSError as error:
        raise Failed(f"{file} can't be opened: {error.strerror}") from None
    except ValueError:
        raise Failed(f"{file} is not JSON.") from None
