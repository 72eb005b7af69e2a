"""The rules can't lie: each figure of a block stands in the sentences about that block, and no other does.

The figures of the file are read from its text, and those of the sentences from theirs, so that nothing between the two
is believed. Chances are those that the page of odds publishes.
"""

import re
from collections.abc import Iterator
from copy import deepcopy
from typing import Any

import pytest

from chalicelib.domain.file.annotations import struct_fields
from chalicelib.domain.file.blocks import Placed, blocks, having
from chalicelib.domain.mechanics.quiz.block import Question
from chalicelib.domain.publishing.definitions import Version, ready
from chalicelib.domain.views.odds import OddsView, odds_view
from chalicelib.domain.words.findings import Path
from chalicelib.domain.words.values import Audience, Condition, Conditions, Options, PrizeOdds
from tests.rules.figures import of_file, of_sentences
from tests.rules.whole import LOCALES, Read, every, parsed, whole

WORDS = ("title", "text", "image", "extra", "ask", "hint")
"""Keys whose values are words, which may have figures of their own."""
OWN = ("campaign", "timezone", "market", "crowd", "budget", "accepts", "answer", "gift", "badge", "pool", "together")
"""Keys of names, and of what is the managers' own."""
DEFAULTS = {"Campaign": {"24"}, "Quiz": {"1"}, "MakeUp": {"7"}, "FormAsk": {"1"}}
"""What a key that is left out means, where the sentences say so, as the guide tells."""
TITLES = {"en": {"Points", "Orders and refunds"}, "zh-CN": {"积分", "订单与退款"}}
"""Those of the programme, which are no block's."""
NO_TAG = Condition("is", ())

each = pytest.mark.parametrize("read", every(), ids=lambda one: one.campaign.campaign)
in_each_language = pytest.mark.parametrize("locale", LOCALES)


@each
@in_each_language
def test_every_figure_of_a_block_is_said_of_it_and_no_other(read: Read, locale: str) -> None:
    said = {one.about: one.sentences for one in read.said(locale)}
    for placed in blocks(read.campaign):
        if isinstance(placed.block, Question):
            continue  # told when it is asked
        text = own_part(read, placed)
        wanted = of_file(text) | of_file(segments_of(read, text))
        drawn = of_odds(odds_of(read, placed))
        found = of_sentences(said.get(placed.key, ()))
        lacking = wanted - found - {"0"} - (of_file(text.get("odds", {})) if drawn else set())
        assert not lacking, f"{placed.key} does not say {lacking}: {said.get(placed.key)}"
        allowed = wanted | drawn | defaults(placed.block) | {"1", "24:00"}
        assert found <= allowed, f"{placed.key} says {found - allowed}, which its file does not: {said[placed.key]}"


@each
@in_each_language
def test_each_chance_stands_beside_its_prize_as_the_page_of_odds_has_it(read: Read, locale: str) -> None:
    said, colon = {one.about: one.sentences for one in read.said(locale)}, {"en": ": ", "zh-CN": "："}
    for placed in blocks(read.campaign):
        if not (page := odds_of(read, placed)):
            continue
        promised = bool(placed.block.guarantees)
        for name, row in page.rows.items():
            if row.exact.startswith("0/"):
                continue  # only takes another's place
            line = next(
                one
                for one in said[placed.key]
                if one.startswith(f"“{title_of(read, placed, name, locale)}”{colon[locale]}")
            )
            figures = of_sentences([line])
            assert figures & {row.exact, row.published.removesuffix("%")}, line
            assert not promised or rounded(row.long_run) in figures, line


@in_each_language
def test_figures_of_the_programme_are_said(locale: str) -> None:
    read = whole()
    points = next(one.sentences for one in read.said(locale) if one.about == "points")
    of_tiers = {one.about: of_sentences(one.sentences) for one in read.said(locale) if one.about.startswith("tiers/")}
    for name, tier in read.around["tiers"].items():
        assert of_tiers[f"tiers/{name}"] >= of_file(without(tier, WORDS))
    assert of_sentences(points) == of_file(read.around["points"])
    orders = of_sentences(next(one.sentences for one in read.said(locale) if one.about == "orders"))
    assert orders == {"44", "6"}


@each
@in_each_language
def test_no_id_stands_where_there_is_a_title(read: Read, locale: str) -> None:
    """Every block of each campaign is given a title; whatever then stands in quotation marks is one."""
    named, around = deepcopy(read.tree), deepcopy(read.around)
    titles = {*titled(named, read.campaign), *titled(around, read.programme)}
    again = parsed(named, around)
    text = "\n".join(sentence for one in again.said(locale) for sentence in one.sentences)
    assert set(re.findall("“([^”]*)”", text)) - titles <= untitled(again)
    assert {one.title for one in again.said(locale)} <= titles | TITLES[locale]


def titled(tree: Any, definition: Any) -> Iterator[str]:
    """Put a title at every block of a tree, each another; gives them."""
    for at, placed in enumerate(blocks(definition)):
        kind: Any = type(placed.block)
        key = next((key for key, field in struct_fields(kind).items() if field.name == "title"), "")
        node = mapped(tree, placed.path)
        if key and isinstance(node, dict):
            node[key] = f"Title {definition.__class__.__name__[0]}{at}"
            yield node[key]


def mapped(tree: Any, path: Path) -> Any:
    """The map at a place of a tree, also where the file lists names alone, or one: `[collar, hem]`, `joker`."""
    if len(path) > 2 and isinstance(path[-1], str):
        around = at_path(tree, path[:-2])
        listed = around[path[-2]]
        if not isinstance(listed, dict):
            around[path[-2]] = {name: {} for name in ([listed] if isinstance(listed, str) else listed)}
    return at_path(tree, path)


def untitled(read: Read) -> set[str]:
    """What is of no block: the brand's own tags, the texts of options, and values of an event's fields."""
    whose = {value for who in having(read.campaign, Audience) for value in who.value.get("tag", NO_TAG).values}
    options = [text for one in having(read.campaign, Options) for text in one.value.values()]
    texts = {one for text in options for one in (text.values() if isinstance(text, dict) else [text])}
    fields = [field for one in having(read.campaign, Conditions) for field in one.value.values()]
    return whose | texts | {value for field in fields for value in field.values}


def own_part(read: Read, placed: Placed) -> dict[str, Any]:
    """What the file says of a block itself: without the blocks inside of it, words and names."""
    node = mapped(deepcopy(read.tree), placed.path)
    inside = {one.path[len(placed.path)] for one in blocks(read.campaign) if is_inside(one, placed)}
    if not isinstance(node, dict):
        return {}
    return without(node, (*WORDS, *OWN, *map(str, inside), "with"))


def at_path(tree: Any, path: Path) -> Any:
    """What stands at a place of a tree."""
    for step in path:
        tree = tree[int(step)] if isinstance(tree, list) else tree[step]
    return tree


def is_inside(one: Placed, outer: Placed) -> bool:
    return len(one.path) > len(outer.path) and one.path[: len(outer.path)] == outer.path


def without(node: dict[str, Any], keys: tuple[str, ...]) -> dict[str, Any]:
    return {key: value for key, value in node.items() if key not in keys or str(value).isdecimal()}


def segments_of(read: Read, text: Any) -> list[Any]:
    """What the programme says of the segments and messages that a block names."""
    plan, segments = read.around.get("touches", {}).get("plan", {}), read.around.get("segments", {})
    sent = [without(one, ("limit", "waits", "holdout", "by")) for name, one in plan.items() if name in words_of(text)]
    named = words_of([text, *sent])
    return [*sent, *(one for name, one in segments.items() if name in named)]


def words_of(text: Any) -> set[str]:
    return set(re.findall(r"[\w-]+", str(text)))


def odds_of(read: Read, placed: Placed) -> OddsView | None:
    """The page of odds of a block; None of one that does not draw."""
    version = Version(id=read.campaign.campaign, number=1, tree=read.tree, published=0)
    published = ready(version, read.campaign, b"")
    return odds_view(published, placed.key, {}, 0, None) if placed.path and placed.key in published.drawables else None


def of_odds(page: OddsView | None) -> set[str]:
    """The figures of a page of odds."""
    rows = page.rows.values() if page else ()
    texts = (text for row in rows for text in (row.exact, rounded(row.published), rounded(row.long_run)))
    return of_sentences(texts)


def rounded(percent: str) -> str:
    """A percentage to six digits after the point."""
    return f"{float(percent.removesuffix('%')):.6f}".rstrip("0").rstrip(".")


def title_of(read: Read, placed: Placed, row: str, locale: str) -> str:
    """How a row is called: its title, or its name."""
    of_prizes = any(one.by.path == placed.path for one in having(read.campaign, PrizeOdds))
    titles = {one.key: one.block.title for one in blocks(read.campaign)}
    title = titles.get(f"prizes/{row}" if of_prizes else f"{placed.key}/{row}")
    return (title[locale] if isinstance(title, dict) else title) or row


def defaults(block: Any) -> set[str]:
    """The figures that a block says though its file does not."""
    return {figure for kind in type(block).__mro__ for figure in DEFAULTS.get(kind.__name__, ())}
