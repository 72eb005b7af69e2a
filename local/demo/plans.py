"""The plans that the demo knows: each with the campaigns that it publishes, and how it is played and read back."""

import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from msgspec import Struct

from audit import Evidence, Pages, Statement, read_costs, read_odds, read_rankings, read_statement, read_stocks
from audit.evidence import read_value
from audit.recount import Versions
from audit.sameness import Unique
from cli.campaign_file import load_tree
from local.backend import CAMPAIGNS, local_settings
from local.demo.diary import Diary
from local.demo.moves import Plan
from local.demo.plan import festival
from local.demo.player import Player
from local.demo.wire import Wire
from local.demo.year import programme_year
from local.demo.year_player import YearPlayer

YEARS = 3 * 366 * 24 * 3_600_000
"""So long after a plan, in ms, every campaign is closed for good."""

MINUTE = 60_000
"""From one run of the schedules to the next, in ms."""

Bar = Callable[[str, int], Callable[[int], None]]
"""Shows a bar with a title and a total; it hears of each step."""


class Played(Struct, frozen=True):
    """The records of a plan."""

    evidence: Evidence
    """All that members and shops can read of it."""
    before: Pages
    """The odds pages before anybody drew, with what each seed was committed to."""
    after: Pages
    """The odds pages once every campaign was closed for good, with the seeds."""
    seconds: float
    """How long it took to play it."""


class Kind(Struct, frozen=True):
    """A plan to choose."""

    title: str
    """The name for people: `month`."""
    folder: Path
    """The campaigns that it publishes."""
    plan: Callable[[int, int, int, int], Plan]
    """Makes it of a seed, a number of members, of days and of actions."""
    members: int
    """Members, where nobody says otherwise."""
    days: int
    """The days at most."""
    actions: int
    """Events and actions, where nobody says otherwise."""


KINDS = {
    "year": Kind("year", Path(__file__).parent / "brand", programme_year, 60, 380, 5_000),
    "month": Kind("month", CAMPAIGNS, festival, 300, 30, 20_000),
}


def play(kind: Kind, plan: Plan, url: str, diary: Diary, bar: Bar) -> Played:
    """Let everybody play against the backend at a URL, and read back what became of it."""
    wire, versions = Wire(url, diary), _versions(kind.folder)
    is_year = kind.title == "year"
    player = YearPlayer(wire, local_settings(), diary, versions) if is_year else Player(wire, local_settings(), diary)
    player.set_clock(plan.slices[0].at)
    before = read_odds(player.get, versions)
    player.sign_in(plan.people)
    advance = bar("Playing", plan.size)
    started = time.monotonic()
    for one in plan.slices:
        player.play(one, advance)
    seconds = time.monotonic() - started
    player.set_clock(plan.ends)
    evidence = _read_year(player, kind, bar) if isinstance(player, YearPlayer) else _read(player, kind, versions, bar)
    player.set_clock(plan.ends + YEARS)  # places that are due still are paid first,
    player.set_clock(plan.ends + YEARS + MINUTE)  # and only then may their campaign be closed
    return Played(evidence, before, read_odds(player.get, versions), seconds)


def _read(player: Player, kind: Kind, versions: Versions, bar: Bar) -> Evidence:
    statements = player.everybody(read_statement, bar("Reading it back", len(player.tokens)))
    return _evidence(player, kind, versions, statements)


def _read_year(player: YearPlayer, kind: Kind, bar: Bar) -> Evidence:
    """The same, and what was looked at on the way."""
    player.sweep()
    player.look()
    player.sign_in_anew()
    statements = player.statements(bar("Reading it back", len(player.tokens)))
    return replace(
        _evidence(player, kind, player.versions, statements),
        looks=tuple(player.looks),
        frozen=player.frozen,
        led=tuple(player.led),
        value=read_value(player.get_as_manager),
    )


def _evidence(player: Player, kind: Kind, versions: Versions, statements: Sequence[Statement]) -> Evidence:
    costs = read_costs(player.get_as_manager, versions)
    stocks, programme = read_stocks(player.get), [(0, 1, _file(kind.folder, "programme.yaml"))]
    rankings = read_rankings(player.get_as_manager, versions)
    return Evidence(tuple(statements), stocks, versions, _unique(kind.folder), costs, programme, rankings)


def _versions(folder: Path) -> Versions:
    """The published versions, read from the files that the backend publishes."""
    trees: dict[str, Any] = {path.parent.name: load_tree(path).tree for path in folder.glob("*/campaign.yaml")}
    return {name: [(0, 1, trees[name])] for name in sorted(trees)}


def _unique(folder: Path) -> Unique:
    """By type of event, the fields that count once over all members."""
    return {name: event["unique"] for name, event in _file(folder, "events.yaml").items() if "unique" in event}


def _file(folder: Path, name: str) -> Any:
    """The tree of one of the files that all campaigns share."""
    return load_tree(folder / name).tree
