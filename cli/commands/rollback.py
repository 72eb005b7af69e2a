"""`tessera rollback`: publishes an older version again."""

import click

from cli.remote import Remote, connected
from cli.steering import (
    MANAGE,
    campaign_argument,
    clock,
    moment,
    note_option,
    standing,
    tell,
    told_zone,
    version_argument,
)


@click.command()
@campaign_argument
@version_argument
@click.option("--at", help="When, as for `schedule`; else in a minute.")
@note_option
@connected
def rollback(campaign: str, version: int, at: str | None, note: str, remote: Remote) -> None:
    """Go back to a version: what it says is published again, as a new version.

    Nobody has to approve it a second time. What members have done since stays theirs; and as with any version, once the
    campaign is open nothing may be taken from them.

    \b
    Example:
      ./tessera rollback care-box 1 --note "the new task confuses"
    """
    when = {} if at is None else {"at": moment(at, remote, campaign, version)}
    done = remote.post(*MANAGE, campaign, "rollback", version=version, note=note, **when)
    number = done["version"]
    taking = clock(standing(done, number)["takes_effect"], told_zone(done))
    what = f"Version {number} of {campaign} says again what version {version} said, and takes effect at {taking}."
    tell(done, what)
