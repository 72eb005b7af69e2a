"""`tessera pause`: stops a campaign in seconds."""

import click

from cli.remote import Remote, connected
from cli.steering import MANAGE, campaign_argument, note_option, tell


@click.command()
@campaign_argument
@note_option
@connected
def pause(campaign: str, note: str, remote: Remote) -> None:
    """Stop a campaign: within a minute nobody draws, redeems or gets anything of it.

    What members do meanwhile counts, and is paid once it is resumed. They are told that the campaign is paused
    (`campaign_paused`).

    \b
    Example:
      ./tessera pause care-box --note "wrong picture in the mini program"
    """
    done = remote.post(*MANAGE, campaign, "pause", note=note)
    tell(done, f"{campaign} is paused.", f"To let it go on: ./tessera resume {campaign}")
