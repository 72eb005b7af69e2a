"""`tessera adjust`: two managers correct what a member holds."""

from typing import Any
from uuid import uuid4

import click

from cli import screen
from cli.commands.member import MEMBERS
from cli.ending import Refused
from cli.remote import Remote, connected
from cli.steering import plain_clock

OPEN = ("v1", "manage", "adjustments")
STATES = {"waiting": "waits", "approving": "is approved, and not done yet: approve it again"}


@click.group()
def adjust() -> None:
    """Correct what a member holds, which no campaign does: one proposes it, and another approves.

    \b
    Example:
      ./tessera adjust propose m0123456789abcdef0123 --points 50 --reason "Your order of June came too late."
      ./tessera adjust list
      ./tessera adjust approve 0f3a9c1b7d2e4f5a6b7c
    """


@adjust.command()
@click.argument("member")
@click.option("--points", type=int, default=0, help="Points to give; with a minus, to take.")
@click.option(
    "--stars", type=int, default=0, help="Stars to give or take. Taken ones count when the tier is looked at."
)
@click.option("--draws", multiple=True, metavar="CAMPAIGN/BOX=N", help="Draws to give or take. May be repeated.")
@click.option("--fragments", multiple=True, metavar="CAMPAIGN/SET/NAME=N", help="Fragments likewise.")
@click.option("--reason", required=True, help="Why, in words that the member may read: they are on the receipt.")
@click.option("--key", default="", help="To send the same again after a cut: the key that was told then.")
@connected
def propose(
    member: str,
    points: int,
    stars: int,
    draws: tuple[str, ...],
    fragments: tuple[str, ...],
    reason: str,
    key: str,
    remote: Remote,
) -> None:
    """Propose to correct what MEMBER holds, all of it or nothing. Nothing moves before another manager approves.

    What the record would refuse, such as more points taken than there are, is told at once.

    \b
    Example:
      ./tessera adjust propose m0123456789abcdef0123 --points 50 --draws care-box/care=1 --reason "Our mistake of June."
    """
    wide = [{"asset": asset, "n": n} for asset, n in (("points", points), ("stars", stars)) if n]
    own = [_move("draws", one, 2) for one in draws] + [_move("fragments", one, 3) for one in fragments]
    if not wide + own:
        raise click.UsageError("say what to correct: --points, --stars, --draws or --fragments")
    key = key or uuid4().hex
    screen.say(f"Sent under the key {key}.", "dim")
    one = remote.keyed(key, *MEMBERS, member, "adjustments", moves=wide + own, reason=reason)["adjustment"]
    screen.say(f"{one['id']} {_standing(one)}: {_told(one)}.", "bold")
    screen.say(f"Next, another manager: ./tessera adjust approve {one['id']}")


@adjust.command("list")
@connected
def listed(remote: Remote) -> None:
    """Show what waits for a second manager, the oldest first."""
    found = remote.get(*OPEN)["adjustments"]
    if not found:
        screen.say("Nothing waits.")
        return
    rows = [
        (one["id"], one["member"], _told(one), one["reason"], one["by"], plain_clock(one["at"], None), _standing(one))
        for one in found
    ]
    screen.table(("adjustment", "member", "moves", "why", "by", "proposed", ""), rows)


@adjust.command()
@click.argument("adjustment")
@connected
def approve(adjustment: str, remote: Remote) -> None:
    """Do the ADJUSTMENT that another manager proposed."""
    one = _decide(remote, adjustment, "approve")
    if one["state"] == "refused":
        raise Refused(f"It can't be done any more: {one['code']}. Propose another one.", one["code"])
    screen.say(f"{adjustment} is done: {one['member']} {_told(one)}.", "bold")


@adjust.command()
@click.argument("adjustment")
@connected
def decline(adjustment: str, remote: Remote) -> None:
    """Say no to an ADJUSTMENT, or take back one that you proposed."""
    _decide(remote, adjustment, "decline")
    screen.say(f"{adjustment} is declined: nothing moves.", "bold")


def _decide(remote: Remote, adjustment: str, what: str) -> Any:
    """Send a decision on an adjustment that is still open, as which alone managers know it by its id."""
    found = {one["id"]: one["member"] for one in remote.get(*OPEN)["adjustments"]}
    if adjustment not in found:
        raise Refused(f"{adjustment} is not open: ./tessera adjust list shows what is.", "unknown_adjustment")
    return remote.post(*MEMBERS, found[adjustment], "adjustments", adjustment, what)["adjustment"]


def _move(kind: str, said: str, parts: int) -> dict[str, Any]:
    name, _, n = said.rpartition("=")
    campaign, _, rest = name.partition("/")
    try:
        if name.count("/") != parts - 1 or not all(name.split("/")):
            raise ValueError
        return {"campaign": campaign, "asset": f"{kind}/{rest}", "n": int(n)}
    except ValueError:
        form = "CAMPAIGN/BOX=N" if kind == "draws" else "CAMPAIGN/SET/NAME=N"
        raise click.UsageError(f"--{kind} {said}: write {form}, such as --{kind} {_like(kind)}") from None


def _like(kind: str) -> str:
    return "care-box/care=1" if kind == "draws" else "care-box/set/rose=-1"


def _told(one: Any) -> str:
    """Say what moves: `+50 points, -1 draws/care of care-box`; or which record is absorbed."""
    if one["absorbs"]:
        return f"absorbs {one['absorbs']}"
    return ", ".join(
        f"{move['n']:+,} {move['asset']}" + (f" of {move['campaign']}" if move["campaign"] else "")
        for move in one["moves"]
    )


def _standing(one: Any) -> str:
    return STATES.get(one["state"], f"is {one['state']}")
