"""`tessera strike`: takes a member off a frozen ranking, before its places are paid."""

import click

from cli.remote import Remote, connected
from cli.steering import MANAGE, campaign_argument, tell


@click.command()
@campaign_argument
@click.argument("board")
@click.argument("member")
@click.option(
    "--window", help="The ranking of a board that begins anew, such as w260615. Else the last one that is over."
)
@click.option("--note", required=True, help="Why, for whoever reads the audit trail.")
@connected
def strike(campaign: str, board: str, member: str, window: str | None, note: str, remote: Remote) -> None:
    """Take MEMBER off a frozen ranking: the others close up. It can't be undone.

    It can be done from when the ranking is frozen until the first place is paid; the board's `review` is the time for
    it.

    \b
    Example:
      ./tessera strike little-designers stars m0123456789abcdef0123 --note "likes from one phone"
    """
    sent = {"member": member, "note": note, **({"window": window} if window else {})}
    done = remote.post(*MANAGE, campaign, "boards", board, "strike", **sent)
    tell(done, f"{member} is struck off {board}.", f"To see who stands where now: ./tessera board {campaign} {board}")
