"""`tessera export`: who won what, and the audit trail, as CSV; and the SQL by which Athena reads all receipts."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from chalicelib.domain.file import reading
from chalicelib.domain.file.campaign import Prize
from chalicelib.domain.mechanics.definition import CampaignFile
from cli import answers, screen
from cli.athena import statements
from cli.ending import Refused
from cli.places import PATHS
from cli.rebuilding import rebuilt
from cli.remote import Remote, connected
from cli.spreadsheets import moment, write_table
from cli.steering import MANAGE, zone_of

GRANTS = ("at", "member", "does", "prize", "kind", "what", "count", "value_minor", "currency", "codes", "receipt")
AUDIT = (
    *("number", "at", "does", "actor", "version", "takes_effect", "restores", "note"),
    *("ranking", "hash", "member", "previous"),
)


@click.command()
@click.argument("campaign", required=False)
@click.argument("file", type=PATHS, required=False)
@click.option("--gifts", is_flag=True, help="Only prizes of kind gift: what has to be sent.")
@click.option("--audit", is_flag=True, help="The audit trail instead.")
@click.option("--form", metavar="NAME", help="What members answered to this form instead.")
@click.option("--athena", metavar="FOLDER", help="Print the SQL that sets up Athena over an export of the table in S3.")
@connected
def export(
    campaign: str | None,
    file: Path | None,
    gifts: bool,
    audit: bool,
    form: str | None,
    athena: str | None,
    remote: Remote,
) -> None:
    """Write what a campaign granted to a CSV file: one line a prize of a receipt.

    The lines come from the receipts themselves, oldest first; `receipt` names each. What was
    granted in the seconds before may be missing. Moments are by the clock of the campaign's
    timezone, with their offset from UTC.

    \b
    Example:
      ./tessera export care-box winners.csv
      ./tessera export care-box to-send.csv --gifts
      ./tessera export care-box trail.csv --audit
      ./tessera export know-your-skin answers.csv --form skin
      ./tessera export --athena s3://BUCKET/AWSDynamoDB/ID/data/ > tessera.sql
    """
    if athena is not None:
        _print_statements(athena)
        return
    if campaign is None or file is None:
        raise click.UsageError("name a campaign and a file, as in ./tessera export care-box winners.csv")
    zone = zone_of(remote, campaign)
    if form:
        answers.write(remote, campaign, form, file, zone)
        return
    if audit:
        entries = remote.get(*MANAGE, campaign, "audit")["trail"]["entries"]
        write_table(file, AUDIT, (_entry(one, zone) for one in entries))
        return
    prizes = _prizes(remote, campaign)
    first = _first(remote, campaign)
    lines = (_grant(one, prizes.get(one["prize"]), zone) for one in _grants(remote, campaign, first["page"], zone))
    write_table(file, GRANTS, (line for line in lines if not gifts or line["kind"] == "gift"))
    screen.say(f"As of {moment(first['server_time'], zone)}; what was granted in the seconds before may be missing.")


def _print_statements(folder: str) -> None:
    """The SQL for whoever wants to ask more than reports tell. It needs no backend."""
    try:
        click.echo(statements(folder), nl=False)
    except ValueError as error:
        raise click.UsageError(f"--athena: {error}") from error


def _first(remote: Remote, campaign: str) -> Any:
    """The first page, once all grants are listed: an older table has them listed by a rebuild."""
    try:
        return remote.get(*MANAGE, campaign, "grants")
    except Refused as refused:
        if refused.code != "grants_unlisted":
            raise
    rebuilt(remote)
    return remote.get(*MANAGE, campaign, "grants")


def _grants(remote: Remote, campaign: str, page: Any, zone: str | None) -> Iterator[Any]:
    """The grants of a page and of all that follow it; there is no telling beforehand how many."""
    columns = (SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        reading_on, found = progress.add_task("reading grants"), 0
        while True:
            yield from page["grants"]
            found += len(page["grants"])
            if page["after"] is None:
                return
            until = moment(int(page["after"].partition("#")[0]), zone)[:10]
            progress.update(reading_on, description=f"reading grants: {found:,}, until {until}")
            page = remote.get(*MANAGE, campaign, "grants", after=page["after"])["page"]


def _prizes(remote: Remote, campaign: str) -> dict[str, Prize]:
    """The prizes of all versions, a newer one's first: what was granted may be gone from the file since."""
    found: dict[str, Prize] = {}
    for version in reversed(remote.get(*MANAGE, campaign)["campaign"]["versions"]):
        tree = remote.get(*MANAGE, campaign, "versions", str(version["number"]))["version"]["tree"]
        definition, _ = reading.read(tree, CampaignFile)
        if definition is not None:
            found = {**definition.prizes, **found}
    return found


def _grant(one: Any, prize: Prize | None, zone: str | None) -> dict[str, object]:
    value = prize.value if prize else None
    return {
        "at": moment(one["at"], zone),
        "member": one["member"],
        "does": one["does"],
        "prize": one["prize"],
        "kind": prize.kind if prize else "",
        "what": (prize.gift or prize.badge or "") if prize else "",
        "count": one["count"],
        "value_minor": value.minor if value else "",
        "currency": value.currency if value else "",
        "codes": " ".join(one.get("codes", ())),
        "receipt": one["receipt"],
    }


def _entry(one: Any, zone: str | None) -> dict[str, object]:
    moments = {name: moment(one[name], zone) for name in ("at", "takes_effect") if one.get(name) is not None}
    return {name: one.get(name, "") for name in AUDIT} | moments
