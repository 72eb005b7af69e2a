"""`tessera resume`: lets a paused campaign go on."""

import click

from cli.remote import Remote, connected
from cli.steering import MANAGE, campaign_argument, note_option, tell


@click.command()
@campaign_argument
@note_option
@connected
def resume(campaign: str, note: str, remote: Remote) -> None:
    """Let a paused campaign go on: what members earned meanwhile is paid.

    \b
    Example:
      ./tessera resume care-box
    """
    done = remote.post(*MANAGE, campaign, "resume", note=note)
    tell(done, f"{campaign} goes on.")
