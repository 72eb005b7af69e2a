"""`tessera import-orders`: a CSV of orders or refunds as signed events, resumable."""

import os
from pathlib import Path
from typing import Any

import click
import msgspec

from chalicelib import settings
from chalicelib.credentials import WEBHOOK_SECRETS, SettingsError
from chalicelib.domain.lint.zones import zone_of
from chalicelib.domain.words.values import DECIMALS
from chalicelib.settings import LOCAL
from cli import screen
from cli.ending import FOUND, Failed
from cli.importing import run
from cli.importing.batches import MOST
from cli.importing.columns import Columns, Field, field
from cli.importing.progress import Progress, progress_of
from cli.importing.sending import Shop
from cli.remote import Remote, is_here, located

FILES = click.Path(path_type=Path, exists=True, dir_okay=False)


def _fields(ctx: click.Context, param: click.Parameter, said: tuple[str, ...]) -> tuple[Field, ...]:
    try:
        return tuple(field(one) for one in said)
    except ValueError as error:
        raise click.BadParameter(str(error)) from None


def _zone(ctx: click.Context, param: click.Parameter, name: str) -> str:
    if zone_of(name) is None:
        raise click.BadParameter(f"{name!r} is no timezone: write one like Asia/Shanghai")
    return name


@click.command("import-orders")
@click.argument("file", type=FILES)
@click.option("--order", default="order", help="The column with the order's number; order.")
@click.option("--amount", default="amount", help="The column with its amount; amount.")
@click.option("--currency", help="The column with the currency of the amounts.")
@click.option("--currency-is", type=click.Choice(sorted(DECIMALS)), metavar="CODE", help="Or the currency: CNY.")
@click.option("--time", default="time", help="The column with the moment; time.")
@click.option("--timezone", required=True, callback=_zone, help="Whose clock the moments are by: Asia/Shanghai.")
@click.option(
    "--time-format", help="Their form, as in %d/%m/%Y %H:%M; else 2026-06-01 12:30, with T, seconds or offset."
)
@click.option("--member", help="The column with the member's id; without it the orders are nobody's yet.")
@click.option("--channel", help="The column with the channel.")
@click.option("--channel-is", metavar="TEXT", help="Or the channel.")
@click.option("--field", "fields", multiple=True, callback=_fields, metavar="NAME[:KIND]=COLUMN", help="Another field.")
@click.option("--split", default="|", help="The sign between the parts of a list (--field skus:texts=COLUMN); |.")
@click.option("--decimal-comma", is_flag=True, help="Amounts are written as 12,50.")
@click.option("--refunds", is_flag=True, help="The lines are refunds, and their amounts what comes back.")
@click.option("--refund", default="refund", help="Of refunds: the column with the refund's id; refund.")
@click.option("--type", "kind", help="The type of the events; order.paid, or order.refunded of refunds.")
@click.option("--source", default="tessera-import", help="Who reports them; tessera-import.")
@click.option("--batch", type=click.IntRange(1, MOST), default=MOST, help=f"Lines sent at once; {MOST}.")
@click.option("--dry-run", is_flag=True, help="Show the first events and all that would not be sent, and send nothing.")
@click.option("--restart", is_flag=True, help="Begin anew. What has counted is not counted again.")
@click.option("--secret-file", type=FILES, help=f"The file with the stage's webhook secret; else in {WEBHOOK_SECRETS}.")
@located
def import_orders(
    file: Path,
    kind: str | None,
    refunds: bool,
    refund: str,
    batch: int,
    dry_run: bool,
    restart: bool,
    secret_file: Path | None,
    url: str,
    **said: Any,
) -> None:
    """For shops: send the orders of a CSV file, such as those of past years, as a shop's server reports them.

    The first line names the columns; commas, semicolons or tabs separate them; the text is UTF-8. Each line is one
    order. A clock time that came twice is the first of both, one that was skipped is later by the gap.

    A line that can't be taken stops no other: it stands in FILE.not-taken.csv, with the reason. How far it is stands in
    FILE.progress: after an interruption the same command goes on there. Nothing counts twice, however often it is sent.

    \b
    Example:
      ./tessera import-orders orders.csv --timezone Asia/Shanghai --currency-is CNY \\
          --member member --channel-is tmall --field skus:texts=goods
      ./tessera import-orders refunds.csv --refunds --timezone Asia/Shanghai --currency-is CNY \\
          --channel-is tmall
    """
    columns = Columns(
        type=kind or ("order.refunded" if refunds else "order.paid"), refund=refund if refunds else None, **said
    )
    _require_sense(columns)
    if dry_run:
        raise SystemExit(FOUND if run.look(file, columns) else 0)
    secret = _secret(secret_file, url)
    progress = progress_of(file, url, columns, restart)
    if progress.done.whole:
        screen.say(f"{file} was sent already, and nothing of it is another since. --restart sends it once more.")
    else:
        _transfer(progress, file, Remote(url), secret, batch)
    raise SystemExit(FOUND if run.summary(progress) else 0)


def _transfer(progress: Progress, file: Path, remote: Remote, secret: str, most: int) -> None:
    try:
        with run.bar(file) as watched:
            run.transfer(progress, file, Shop(remote, secret, watched.waits), most, watched)
    except KeyboardInterrupt:
        click.echo(f"Stopped after line {progress.done.line:,}: the same command goes on there.", err=True)
        raise
    except OSError as error:
        raise Failed(f"{error.filename or file}: {error.strerror}. The same command goes on where it was.") from None


def _require_sense(columns: Columns) -> None:
    if bool(columns.currency) == bool(columns.currency_is):
        raise click.UsageError("say --currency-is CODE, or --currency COLUMN where the file has a column for it")
    if columns.channel and columns.channel_is:
        raise click.UsageError("say --channel-is TEXT, or --channel COLUMN, but not both")
    if not columns.split:
        raise click.UsageError("--split wants a sign")
    try:
        msgspec.json.encode(columns)
    except UnicodeEncodeError:
        raise click.UsageError(
            "an option holds a byte that is no UTF-8: write it in the terminal's own language"
        ) from None


def _secret(file: Path | None, url: str) -> str:
    """The secret that this stage shares with its shops; that of the local stage is known to everybody."""
    given = file.read_text("utf-8", "replace").strip() if file else os.environ.get(WEBHOOK_SECRETS, "")
    if not given and not is_here(url):
        raise click.UsageError(
            f"the stage's webhook secret is wanted: name its file by --secret-file, or set {WEBHOOK_SECRETS}"
        )
    try:
        return settings.read({"TESSERA_STAGE": LOCAL, **({WEBHOOK_SECRETS: given} if given else {})}).webhook_secrets[0]
    except SettingsError as error:
        raise Failed(f"{file or WEBHOOK_SECRETS} holds no webhook secret: {error}") from None
