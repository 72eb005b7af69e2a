"""`tessera rules`: the rules that a shop must publish, in sentences."""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path

import click
import msgspec

from chalicelib.domain.saying.language import CATALOGUES, language
from chalicelib.domain.views.rules import Section
from chalicelib.domain.views.sections import sections
from cli import screen
from cli.ending import Failed
from cli.folder import Broken, read
from cli.places import PATHS, folder


@click.command()
@click.argument("path", type=PATHS)
@click.option("--locale", type=click.Choice(tuple(CATALOGUES)), default="en", help="The language of the sentences.")
@click.option("--format", "form", type=click.Choice(["text", "markdown", "json"]), default="text")
def rules(path: Path, locale: str, form: str) -> None:
    """Show the rules of a campaign in sentences: who, when, what counts, limits, chances, stock, how points end.

    PATH is the campaign's folder. The sentences are written from the very file that is played, so read them before you
    hand it in: what is wrong in them is wrong in the file. Members read the same from the server.

    \b
    Example:
      ./tessera rules campaigns/care-box
      ./tessera rules campaigns/care-box --locale zh-CN --format markdown > rules.md
    """
    try:
        campaign, _, programme = read(folder(path))
    except Broken as errors:
        raise Failed(str(errors)) from errors
    said = sections(campaign, programme, language(locale))
    if form == "json":
        click.echo(json.dumps(msgspec.to_builtins(said), ensure_ascii=False, indent=2))
    elif form == "markdown":
        click.echo("\n".join(_markdown(said)))
    else:
        for one in said:
            screen.say(one.title, "bold")
            screen.say("\n".join((*(f"  {sentence}" for sentence in one.sentences), "")))


def _markdown(said: Sequence[Section]) -> Iterator[str]:
    """A heading for each section: one of the first rank for the campaign, and deeper ones for what is inside."""
    for one in said:
        depth = min(2 + one.about.count("/"), 4) if one.about else 1
        yield f"{'#' * depth} {one.title}\n"
        yield from (f"- {sentence}" for sentence in one.sentences)
        yield ""
