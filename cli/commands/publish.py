"""`tessera publish`: lets an approved version take effect."""

import click

from cli.remote import Remote, connected
from cli.steering import MANAGE, campaign_argument, effect, note_option, tell, version_argument


@click.command()
@campaign_argument
@version_argument
@note_option
@connected
def publish(campaign: str, version: int, note: str, remote: Remote) -> None:
    """Publish an approved version: it takes effect in a minute, everywhere at once.

    Once the campaign is open, a version that takes something from its members is refused, with the list of what it
    takes.

    \b
    Example:
      ./tessera publish care-box 2
    """
    done = remote.post(*MANAGE, campaign, "versions", str(version), "publish", note=note)
    tell(done, effect(done, version, campaign))
