"""`tessera board`: the rankings of a board, for the review before its places are paid."""

import json
from typing import Any

import click

from cli import screen
from cli.remote import Remote, connected
from cli.steering import MANAGE, campaign_argument, plain_clock, zone_of

PLACES = 20
"""Places that are shown where nobody asks for more."""


@click.command()
@campaign_argument
@click.argument("board")
@click.option(
    "--window", help="One ranking of a board that begins anew: its window, such as w260615. Else the last one."
)
@click.option("--first", type=click.IntRange(min=1), default=PLACES, show_default=True, help="So many places.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text")
@connected
def board(campaign: str, board: str, window: str | None, first: int, form: str, remote: Remote) -> None:
    """See the rankings of a board: who stands where, who was struck off, and what is paid.

    \b
    Example:
      ./tessera board little-designers stars
      ./tessera board little-designers speed --window w260615
    """
    found = remote.get(*MANAGE, campaign, "boards", board, window=window)["board"]
    if form == "json":
        click.echo(json.dumps(found, ensure_ascii=False, indent=2))
        return
    zone = zone_of(remote, campaign)
    rows = [
        (
            one["window"],
            _state(one),
            f"{one['entries']:,}",
            plain_clock(one["as_of"], zone),
            plain_clock(one["pays"], zone),
        )
        for one in found["rankings"]
    ]
    screen.say(f"{board} of {campaign}; moments are by the clock of {zone or 'this machine'}.", "bold")
    screen.table(("ranking", "", "ranked", "as of", "pays from"), rows, right=(2,))
    shown = [one for one in found["rankings"] if window in (None, one["window"])]
    if shown:
        _show(campaign, board, shown[-1], found["places"][:first], zone)


def _show(campaign: str, board: str, ranking: Any, places: Any, zone: str | None) -> None:
    """One ranking: its places, and what kept members from them."""
    rows = [(str(one["rank"]), one["member"], f"{one['score']:,}", plain_clock(one["at"], zone)) for one in places]
    screen.table(("place", "member", "score", "reached"), rows, right=(0, 2))
    for one in ranking["struck"]:
        screen.say(f"Struck off: {one['member']}, with a score of {one['score']:,}.")
    for one in ranking["unpaid"]:
        screen.say(f"Not paid yet: place {one['rank']}, of {one['member']} ({one['code']}).", "yellow")
    if ranking["frozen"] and not ranking["paid"]:
        screen.say(f"To strike somebody off: ./tessera strike {campaign} {board} MEMBER --note WHY")


def _state(one: Any) -> str:
    if one["paid"]:
        return "paid"
    return "frozen" if one["frozen"] else "counts"
