"""`tessera approve`: lets a version be published."""

import click

from cli.remote import Remote, connected
from cli.steering import MANAGE, campaign_argument, note_option, tell, version_argument


@click.command()
@campaign_argument
@version_argument
@note_option
@connected
def approve(campaign: str, version: int, note: str, remote: Remote) -> None:
    """Approve a version that another manager handed in.

    Look at it first: `tessera diff` shows whom each of its changes favours.

    \b
    Example:
      ./tessera approve care-box 2 --note "checked with the shops"
    """
    done = remote.post(*MANAGE, campaign, "versions", str(version), "approve", note=note)
    tell(
        done,
        f"Version {version} of {campaign} is approved.",
        f"Next: ./tessera publish {campaign} {version}, or ./tessera schedule {campaign} {version} MOMENT",
    )
