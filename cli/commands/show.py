"""`tessera show`: a version that was handed in, whole."""

import json

import click

from cli.remote import Remote, connected
from cli.showing import show_version
from cli.steering import campaign_argument, version_argument
from cli.versions import version_of


@click.command()
@campaign_argument
@version_argument
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text")
@connected
def show(campaign: str, version: int, form: str, remote: Remote) -> None:
    """Show a version as it was handed in: its file, its scenarios, its odds, and what it changes.

    The changes are against what is live, and tell whom each favours. It is what `approve` shows before it asks.

    \b
    Example:
      ./tessera show care-box 2
    """
    if form == "json":
        click.echo(json.dumps(version_of(remote, campaign, version), ensure_ascii=False, indent=2))
    else:
        show_version(remote, campaign, version)
