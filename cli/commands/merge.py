"""`tessera merge`: two managers say that two records are of one person."""

from uuid import uuid4

import click

from cli import screen
from cli.commands.member import MEMBERS
from cli.remote import Remote, connected


@click.command()
@click.argument("member")
@click.argument("other")
@click.option("--reason", required=True, help="How it is known that they are one person; it is kept with the member.")
@click.option("--key", default="", help="To send the same again after a cut: the key that was told then.")
@connected
def merge(member: str, other: str, reason: str, key: str, remote: Remote) -> None:
    """Propose that MEMBER and OTHER become one, since they are the same person.

    The older record stays: it gets all that the other has, and the other id leads to it from then on. Nothing moves
    before another manager approves it, as an adjustment. It can't be taken back.

    \b
    Example:
      ./tessera merge m0123456789abcdef0123 m9876543210fedcba9876 --reason "One phone, seen by the shop in Pudong."
      ./tessera adjust approve 0f3a9c1b7d2e4f5a6b7c
    """
    key = key or uuid4().hex
    screen.say(f"Sent under the key {key}.", "dim")
    one = remote.keyed(key, *MEMBERS, member, "merge", other=other, reason=reason)["adjustment"]
    if one["state"] == "done":
        screen.say(f"They are one already: {one['member']} stays, and {one['absorbs']} leads there.", "bold")
        return
    screen.say(f"{one['id']} waits: {one['member']}, who is older, absorbs {one['absorbs']}.", "bold")
    screen.say(f"Next, another manager: ./tessera adjust approve {one['id']}")
