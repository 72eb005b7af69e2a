"""`make demo`: start the backend, play a festival month against it, and check what must always hold."""

import argparse
import sys
import time
from collections.abc import Callable
from typing import Any

from msgspec import Struct
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from audit import Evidence, Pages, audit, read_costs, read_odds, read_rankings, read_statement, read_stocks
from audit.recount import Versions
from audit.sameness import Unique
from cli.campaign_file import load_tree
from local.backend import CAMPAIGNS, local_settings
from local.demo.answers import of_diary
from local.demo.cash_rules import of_cash
from local.demo.diary import Diary
from local.demo.moves import Plan
from local.demo.plan import festival
from local.demo.player import Player
from local.demo.report import Pace, report
from local.demo.wire import Unreachable, Wire
from local.process import NotStarted, backend_process

YEAR = 366 * 24 * 3_600_000
"""So long after the month, in ms, every campaign is closed for good."""

MINUTE = 60_000
"""From one run of the schedules to the next, in ms."""


class Played(Struct, frozen=True):
    """The records of a month."""

    evidence: Evidence
    """All that members and shops can read of it."""
    before: Pages
    """The odds pages before anybody drew, with what each seed was committed to."""
    after: Pages
    """The odds pages once every campaign was closed for good, with the seeds."""
    seconds: float
    """How long it took to play it."""


def main() -> int:
    """1 where something that must hold does not, or the backend is not there."""
    asked = _arguments()
    started = time.monotonic()
    console = Console()
    plan = festival(asked.seed, asked.members, asked.days, asked.actions)
    diary = Diary()
    try:
        with backend_process() as url, _progress(console) as progress:
            player = Player(Wire(url, diary), local_settings(), diary)
            played = _play(player, plan, progress)
    except (NotStarted, Unreachable) as error:
        console.print(f"[red]{error}")
        console.print(f"To play the same month again: {_again(asked)}", soft_wrap=True)
        return 1
    evidence = played.evidence
    results = [*audit(evidence, played.before, played.after), *of_cash(evidence), *of_diary(diary, evidence)]
    pace = Pace(plan.size, played.seconds, time.monotonic() - started)
    report(console, evidence, diary, pace, results, _again(asked))
    return 0 if all(one.holds for one in results) else 1


def _again(asked: argparse.Namespace) -> str:
    """The command that plays the very same month: the same requests, in slices of the same moments."""
    options = " ".join(f"--{name} {said}" for name, said in vars(asked).items())
    return f".venv/bin/python -m local.demo {options}"


def _play(player: Player, plan: Plan, progress: Progress) -> Played:
    """Let everybody play, read the statements back, and at last the revealed seeds."""
    versions = _versions()
    player.set_clock(plan.slices[0].at)
    before = read_odds(player.get, versions)
    player.sign_in(plan.people)
    advance = _bar(progress, "Playing June", plan.size)
    started = time.monotonic()
    for one in plan.slices:
        player.play(one, advance)
    seconds = time.monotonic() - started
    player.set_clock(plan.ends)
    statements = player.everybody(read_statement, _bar(progress, "Reading it back", len(plan.people)))
    costs = read_costs(player.get_as_manager, versions)
    stocks, programme = read_stocks(player.get), [(0, 1, _file("programme.yaml"))]
    rankings = read_rankings(player.get_as_manager, versions)
    evidence = Evidence(tuple(statements), stocks, versions, _unique(), costs, programme, rankings)
    player.set_clock(plan.ends + YEAR)  # places that are due still are paid first,
    player.set_clock(plan.ends + YEAR + MINUTE)  # and only then may their campaign be closed
    return Played(evidence, before, read_odds(player.get, versions), seconds)


def _versions() -> Versions:
    """The published versions, read from the files that the backend publishes."""
    trees: dict[str, Any] = {path.parent.name: load_tree(path).tree for path in CAMPAIGNS.glob("*/campaign.yaml")}
    return {name: [(0, 1, trees[name])] for name in sorted(trees)}


def _unique() -> Unique:
    """By type of event, the fields that count once over all members."""
    return {name: event["unique"] for name, event in _file("events.yaml").items() if "unique" in event}


def _file(name: str) -> Any:
    """The tree of one of the files that all campaigns share."""
    return load_tree(CAMPAIGNS / name).tree


def _bar(progress: Progress, title: str, total: int) -> Callable[[int], None]:
    task = progress.add_task(title, total=total)
    return lambda size: progress.advance(task, size)


def _progress(console: Console) -> Progress:
    columns = (TextColumn("{task.description:18}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    return Progress(*columns, console=console)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m local.demo", description=__doc__)
    parser.add_argument("--seed", type=int, default=20260601, help="another seed is another month")
    parser.add_argument("--members", type=int, default=300)
    parser.add_argument("--days", type=int, default=30, choices=range(1, 31), metavar="1..30")
    parser.add_argument("--actions", type=int, default=20_000, help="events and actions altogether, about")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
