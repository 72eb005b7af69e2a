"""`tessera approve`: lets a version be published."""

import sys

import click

from cli.ending import Failed
from cli.remote import Remote, connected
from cli.showing import show_version
from cli.steering import MANAGE, campaign_argument, note_option, tell, version_argument


@click.command()
@campaign_argument
@version_argument
@note_option
@click.option("--yes", is_flag=True, help="Show and ask nothing; so it is too where no terminal is there to answer.")
@connected
def approve(campaign: str, version: int, note: str, yes: bool, remote: Remote) -> None:
    """Approve a version that another manager handed in.

    It shows the version as `tessera show` does, with its odds and whom each of its changes favours, and asks.

    \b
    Example:
      ./tessera approve care-box 2 --note "checked with the shops"
    """
    if not yes and _somebody_is_there():
        show_version(remote, campaign, version)
        if not click.confirm(f"\nApprove version {version} of {campaign}?"):
            raise Failed("Nothing was approved.")
    done = remote.post(*MANAGE, campaign, "versions", str(version), "approve", note=note)
    tell(
        done,
        f"Version {version} of {campaign} is approved.",
        f"Next: ./tessera publish {campaign} {version}, or ./tessera schedule {campaign} {version} MOMENT",
    )


def _somebody_is_there() -> bool:
    """Whether a person can answer: a script's input is no terminal."""
    return sys.stdin.isatty()
