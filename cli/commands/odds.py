"""`tessera odds`: the table of chances that a shop must publish."""

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from math import isinf
from pathlib import Path
from typing import Any

import click
import msgspec
from msgspec import Struct

from chalicelib.domain.diff.words import money, percent
from chalicelib.domain.file.blocks import Fragments, Wildcards, stated
from chalicelib.domain.file.campaign import Campaign
from chalicelib.domain.file.flow import Drawable
from chalicelib.domain.publishing.definitions import Published
from chalicelib.domain.views.odds import GuaranteeTerms, OddsView, RowView, odds_view
from chalicelib.domain.words.values import Limit
from cli import screen
from cli.ending import Failed
from cli.folder import Broken, publish
from cli.places import PATHS, folder
from cli.titles import in_all_languages
from cli.waiting import draws_until

_HEAD = ("", "value", "stock", "published chance", "in the long run", "draws until it comes")


PIPE = "\\|"
"""A pipe within a cell of Markdown."""


class Page(Struct, frozen=True):
    """The odds of one block, and how many draws they mean for a member."""

    title: str
    """The block's title in all languages, or its name where it has none."""
    titles: dict[str, str]
    """Each row's title in all languages, or its name where it has none; empty for a collection."""
    view: OddsView
    """The odds as they are published when the campaign opens, with all stock left."""
    draws: dict[str, float | None]
    """By row, the draws until it comes, on average; inf: it never does; None: too many states to tell."""
    whole: float | None
    """The same until the whole set has come: all fragments, or all rows that are something."""


@click.command()
@click.argument("path", type=PATHS)
@click.option("--format", "form", type=click.Choice(["text", "markdown", "json"]), default="text")
def odds(path: Path, form: str) -> None:
    """Show the odds of a campaign: chances, guarantees, and how many draws it takes, all exact.

    PATH is the campaign's folder. The long-run chance is what members get with the guarantees; the draws are what a
    member who begins needs on average, while every stock lasts and without exchanges. The law of some markets asks to
    publish such a table: `--format markdown` makes one.

    \b
    Example:
      ./tessera odds campaigns/tea-shop
      ./tessera odds campaigns/tea-shop --format markdown > odds.md
    """
    try:
        definitions = publish(folder(path))
    except Broken as errors:
        raise Failed(str(errors)) from errors
    (published,) = definitions.campaigns.values()
    pages = pages_of(published)
    if form == "json":
        click.echo(json.dumps([_plain(page) for page in pages], ensure_ascii=False, indent=2))
    elif not pages:
        screen.say("Nothing is drawn in this campaign.")
    elif form == "markdown":
        click.echo("\n".join(line for page in pages for line in _markdown(page)))
    else:
        show_pages(pages)


def pages_of(published: Published) -> list[Page]:
    """A page for each block of a campaign that is drawn from."""
    return [_page(published, of, block) for of, block in published.drawables.items()]


def show_pages(pages: Sequence[Page]) -> None:
    """Print pages on the terminal."""
    for page in pages:
        screen.say(f"{page.title} ({page.view.campaign}, {page.view.of})", "bold")
        screen.table(_HEAD, _rows(page, {}), right=range(1, len(_HEAD)))
        screen.say("\n".join((*_terms(page, {}), "")))


def _page(published: Published, of: str, block: Drawable) -> Page:
    table = published.tables[of]
    whole = next((tuple(one.value) for one in stated(block.by, Fragments)), _won(published, table.rows))
    wildcard = next((name for one in stated(block.by, Wildcards) for name in one.value), None)
    first = {row: _first_draw(published, row) for row in table.rows}
    return Page(
        title=in_all_languages(block.by.block.title, of.partition("/")[2]),
        titles=_titles(published.campaign, block),
        view=odds_view(published, of, {}, published.window.opens, None),
        draws={row: draws_until(table, block.guarantees, [row], first=first) for row in table.rows},
        whole=draws_until(table, block.guarantees, whole, wildcard, first),
    )


def _first_draw(published: Published, row: str) -> int:
    prize = published.campaign.prizes.get(row)
    return (prize.first_draw if prize else None) or 1


def _won(published: Published, rows: Sequence[str]) -> tuple[str, ...]:
    """The rows that are something."""
    prizes = published.campaign.prizes
    return tuple(row for row in rows if row not in prizes or not prizes[row].nothing)


def _titles(campaign: Campaign, block: Drawable) -> dict[str, str]:
    """The titles of prizes, those that stand in for others included; fragments have none. No two are alike."""
    if not block.of_prizes:
        return {}
    titles = {name: in_all_languages(prize.title, name) for name, prize in campaign.prizes.items()}
    often = Counter(titles.values())
    return {name: title if often[title] == 1 else f"{title} ({name})" for name, title in titles.items()}


def _rows(page: Page, titles: Mapping[str, str]) -> Iterator[tuple[str, ...]]:
    for name, row in page.view.rows.items():
        if name in page.draws:
            yield (
                titles.get(name, name),
                money(row.value) if row.value else "",
                "" if row.stock is None else str(row.stock),
                _chance(row),
                percent(float(row.long_run.removesuffix("%")) / 100),
                _count(page.draws[name]),
            )


def _chance(row: RowView) -> str:
    """`29.5%`, or `1/144 (0.694444%)` where no short decimal is exact."""
    short = percent(float(row.published.removesuffix("%")) / 100)
    return short if short == row.published else f"{row.exact} ({short})"


def _terms(page: Page, titles: Mapping[str, str]) -> Iterator[str]:
    """The sentences under a table."""
    for one in page.view.guarantees:
        yield _guarantee(one, titles)
    if page.view.limits:
        yield f"A member may draw {_limits(page.view.limits)}."
    for name, row in page.view.rows.items():
        this, other = titles.get(name, name), titles.get(row.when_out or "", row.when_out)
        if row.when_out and (row.stock is not None or row.kind == "pool"):
            yield f"When {this} is out, {other} takes its place."
        if row.when_out and row.first_draw:
            yield f"{this} comes from draw {row.first_draw} of a member on; before that, {other} takes its place."
        if row.when_out and row.limits:
            yield f"A member gets {this} {_limits(row.limits)} at most; beyond that, {other} takes its place."
    what = "the full set" if any(row.kind == "fragment" for row in page.view.rows.values()) else "everything"
    if page.whole is None:
        yield f"How many draws it takes on average until {what} has come is too much to work out here."
    else:
        yield f"Until {what} has come it takes {_count(page.whole)} draws on average."


def _limits(limits: Sequence[Limit]) -> str:
    return " and ".join(f"{one.count} a {one.per}" for one in limits)


def _guarantee(one: GuaranteeTerms, titles: Mapping[str, str]) -> str:
    said = []
    if one.within:
        beside = [row for row in one.unchanged if row not in one.of]
        instead = f", or {_listed(beside, titles)} in its place" if beside else ""
        said.append(f"one of them comes at the latest with draw {one.within} since the last{instead}")
    if one.ramp_from:
        said.append(f"from draw {one.ramp_from} since the last on, each raises their chance by {one.ramp_step}")
    if one.featured:
        said.append(f"after another of them, the next one is {titles.get(one.featured, one.featured)}")
    if one.unchanged:
        said.append(
            f"{_listed(one.unchanged, titles)} {'is' if len(one.unchanged) == 1 else 'are'} as likely as without this"
        )
    return f"Guaranteed, of {_listed(one.of, titles)}: {'; '.join(said)}."


def _listed(names: Sequence[str], titles: Mapping[str, str]) -> str:
    return ", ".join(titles.get(name, name) for name in names)


def _count(draws: float | None) -> str:
    if draws is None:
        return "too many to tell"
    return "never" if isinf(draws) else f"{draws:,.1f}"


def _markdown(page: Page) -> Iterator[str]:
    yield f"## {page.title}\n"
    yield f"| {' | '.join(_HEAD)} |"
    yield f"| --- |{' ---: |' * (len(_HEAD) - 1)}"
    for row in _rows(page, page.titles):
        yield f"| {' | '.join(cell.replace('|', PIPE) for cell in row)} |"
    yield ""
    yield from (f"- {sentence}" for sentence in _terms(page, page.titles))
    yield ""


def _plain(page: Page) -> dict[str, Any]:
    """The page as JSON; what never comes, or is too much to tell, is null."""
    finite = {name: _finite(draws) for name, draws in page.draws.items()}
    return {
        **msgspec.to_builtins(page.view),
        "title": page.title,
        "titles": page.titles,
        "draws_until": finite,
        "draws_until_all": _finite(page.whole),
    }


def _finite(draws: float | None) -> float | None:
    return None if draws is None or isinf(draws) else draws
