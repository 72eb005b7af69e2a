"""Rebuilding the report, step by step: the backend keeps how far it is."""

import sys

import click
from rich.console import Console
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

from cli.amounts import amount
from cli.remote import Remote

REBUILD = ("v1", "manage", "report", "rebuild")


def rebuilt(remote: Remote, anew: bool = False) -> None:
    """Go on until it is done. anew: begin again from the start. Raises what `Remote` does."""
    columns = (TextColumn("{task.description}"), BarColumn(), TaskProgressColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True, disable=not sys.stderr.isatty()) as progress:
        counting = progress.add_task("counting receipts", total=None)
        step = remote.post(*REBUILD, anew=anew)["step"]
        while not step["done"]:
            total = max(step["total"], step["looked"])  # an estimate, some hours old
            what = f"counting receipts: {step['counted']:,}"
            progress.update(counting, total=total, completed=step["looked"], description=what)
            step = remote.post(*REBUILD)["step"]
    click.echo(f"The report was counted anew, from {amount(step['counted'], 'receipt')}.", err=True)
