"""`make demo`: start the backend, play a festival month against it, and check what must always hold."""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable

from msgspec import Struct
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from chalicelib.domain.file.campaign import Campaign
from cli.campaign_file import load
from local.audit import Books, Verdict, audit, read_account, read_odds, read_stocks, recomputed_draws
from local.backend import CAMPAIGNS, local_settings
from local.demo.diary import Diary
from local.demo.moves import Plan
from local.demo.plan import festival
from local.demo.player import Player
from local.demo.report import Pace, report
from local.demo.verdicts import of_diary
from local.demo.wire import Unreachable, Wire
from local.process import NotStarted, backend_process

YEAR = 366 * 24 * 3_600_000
"""So long after the month, in ms, every campaign is closed for good."""


class Played(Struct, frozen=True):
    """What is left of a month. draws: the verdict on them, which needs the seeds · seconds: while it was played."""

    books: Books
    draws: Verdict
    seconds: float


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
        return 1
    verdicts = [*audit(played.books), played.draws, *of_diary(diary, played.books)]
    pace = Pace(plan.size, played.seconds, time.monotonic() - started)
    report(console, played.books, diary, pace, verdicts)
    return 0 if all(one.holds for one in verdicts) else 1


def _play(player: Player, plan: Plan, progress: Progress) -> Played:
    """Everybody plays, then the books are read back, and at last the seeds come out."""
    campaigns = _campaigns()
    player.set_clock(plan.slices[0].at)
    committed = read_odds(player.get, campaigns)
    player.sign_in(plan.people)
    advance = _bar(progress, "Playing June", plan.size)
    started = time.monotonic()
    for one in plan.slices:
        player.play(one, advance)
    seconds = time.monotonic() - started
    player.set_clock(plan.ends)
    accounts = player.everybody(read_account, _bar(progress, "Reading the books", len(plan.people)))
    books = Books(tuple(accounts), read_stocks(player.get), campaigns)
    player.set_clock(plan.ends + YEAR)
    return Played(books, recomputed_draws(books, committed, read_odds(player.get, campaigns)), seconds)


def _campaigns() -> dict[str, Campaign]:
    """What the backend has published, from the same files."""
    files = [load(path).value for path in sorted(CAMPAIGNS.glob("*/campaign.yaml"))]
    return {campaign.campaign: campaign for campaign in files if campaign is not None}


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
