"""`tessera unschedule`: takes a scheduled version back."""

import click

from cli.remote import Remote, connected
from cli.steering import MANAGE, campaign_argument, note_option, tell, version_argument


@click.command()
@campaign_argument
@version_argument
@note_option
@connected
def unschedule(campaign: str, version: int, note: str, remote: Remote) -> None:
    """Take back a version that waits for its moment: it does not take effect then, and stays approved.

    In the last minute before its moment it is too late, because some members may play by it already.

    \b
    Example:
      ./tessera unschedule care-box 2 --note "the shops are not ready"
    """
    done = remote.post(*MANAGE, campaign, "versions", str(version), "unschedule", note=note)
    tell(
        done,
        f"Version {version} of {campaign} is taken back.",
        f"To let it take effect after all: ./tessera schedule {campaign} {version} MOMENT",
    )
