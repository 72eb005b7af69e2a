"""`tessera rebuild`: everything that is derived is made anew from receipts."""

import click

from cli.rebuilding import rebuilt
from cli.remote import Remote, connected


@click.command()
@click.option("--anew", is_flag=True, help="Begin again from the start, even where a rebuild is under way.")
@connected
def rebuild(anew: bool, remote: Remote) -> None:
    """Count the reports of all campaigns again, from all receipts.

    Members notice nothing, and the old numbers stay to be seen until the new ones are there; then they are deleted. It
    may be interrupted: the same command, from any machine, goes on where it was. After a mend of the counting itself,
    begin --anew: what was counted before would stay as it is.

    \b
    Example:
      ./tessera rebuild
      ./tessera rebuild --anew
    """
    rebuilt(remote, anew)
