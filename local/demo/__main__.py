"""`make demo`: start the backend, play a year of a programme against it, and check what must always hold."""

import argparse
import sys
import time
from collections.abc import Callable

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from audit import audit
from local.demo.answers import of_diary
from local.demo.cash_rules import of_cash
from local.demo.diary import Diary
from local.demo.plans import KINDS, Bar, play
from local.demo.report import Pace, report
from local.demo.wire import Unreachable
from local.process import NotStarted, backend_process


def main() -> int:
    """1 where something that must hold does not, or the backend is not there."""
    asked = _arguments()
    started = time.monotonic()
    console = Console()
    kind = KINDS[asked.plan]
    plan = kind.plan(asked.seed, asked.members, asked.days, asked.actions)
    diary = Diary()
    try:
        with backend_process(kind.folder) as url, _progress(console) as progress:
            played = play(kind, plan, url, diary, _bars(progress))
    except (NotStarted, Unreachable) as error:
        console.print(f"[red]{error}")
        console.print(f"To play the same {kind.title} again: {_again(asked)}", soft_wrap=True)
        return 1
    evidence = played.evidence
    results = [*audit(evidence, played.before, played.after), *of_cash(evidence), *of_diary(diary, evidence)]
    pace = Pace(plan.size, played.seconds, time.monotonic() - started)
    report(console, evidence, diary, pace, results, _again(asked))
    return 0 if all(one.holds for one in results) else 1


def _again(asked: argparse.Namespace) -> str:
    """The command that plays the very same plan: the same requests, in slices of the same moments."""
    options = " ".join(f"--{name} {said}" for name, said in vars(asked).items())
    return f".venv/bin/python -m local.demo {options}"


def _bars(progress: Progress) -> Bar:
    def bar(title: str, total: int) -> Callable[[int], None]:
        task = progress.add_task(title, total=total)
        return lambda size: progress.advance(task, size)

    return bar


def _progress(console: Console) -> Progress:
    columns = (TextColumn("{task.description:18}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    return Progress(*columns, console=console)


def _arguments() -> argparse.Namespace:
    """Read what was asked for; what was left out is as the plan has it."""
    parser = argparse.ArgumentParser(prog="python -m local.demo", description=__doc__)
    parser.add_argument("--plan", choices=KINDS, default="year", help="a programme's year, or a festival month")
    parser.add_argument("--seed", type=int, default=20260601, help="another seed is another year or month")
    parser.add_argument("--members", type=int)
    parser.add_argument("--days", type=int)
    parser.add_argument("--actions", type=int, help="events and actions altogether, about")
    asked = parser.parse_args()
    kind = KINDS[asked.plan]
    if asked.days is not None and not 1 <= asked.days <= kind.days:
        parser.error(f"a {kind.title} has 1 to {kind.days} days")
    for name in ("members", "days", "actions"):
        if getattr(asked, name) is None:
            setattr(asked, name, getattr(kind, name))
    return asked


if __name__ == "__main__":
    sys.exit(main())
