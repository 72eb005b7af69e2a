"""`tessera schedule`: lets an approved version take effect at a moment."""

import click

from cli.remote import Remote, connected
from cli.steering import MANAGE, campaign_argument, effect, moment, note_option, tell, version_argument


@click.command()
@campaign_argument
@version_argument
@click.argument("at")
@note_option
@connected
def schedule(campaign: str, version: int, at: str, note: str, remote: Remote) -> None:
    """Publish an approved version for a later moment, by the clock of the campaign's timezone.

    AT is a date and a time, at least a minute ahead; with an offset (2026-06-01T00:00+08:00) it is taken as it is.

    \b
    Example:
      ./tessera schedule care-box 2 "2026-07-01 00:00"
    """
    when = moment(at, remote, campaign, version)
    done = remote.post(*MANAGE, campaign, "versions", str(version), "schedule", at=when, note=note)
    tell(done, effect(done, version, campaign))
