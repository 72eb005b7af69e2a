"""Make each mistake of the list, and tell which test noticed it: `python -m tests.proof.mutations`.

Ends with 1 where one survives, or no longer applies to the code.
"""

import sys
from argparse import ArgumentParser
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed

from rich.console import Console
from rich.progress import Progress
from rich.table import Table

from tests.proof.mutations import HANDFUL, MUTATIONS
from tests.proof.mutations.mutation import Mutation
from tests.proof.mutations.trial import WORKERS, Bench, Result


def main(arguments: Sequence[str]) -> int:
    """The exit code."""
    parser = ArgumentParser("python -m tests.proof.mutations", description=__doc__)
    parser.add_argument("--only", action="append", metavar="NAME", help="this one (may be given several times)")
    parser.add_argument("--quick", action="store_true", help="a handful, one of each part")
    asked = parser.parse_args(arguments)
    names = asked.only or (HANDFUL if asked.quick else [mutation.name for mutation in MUTATIONS])
    chosen = [mutation for mutation in MUTATIONS if mutation.name in names]
    if unknown := set(names) - {mutation.name for mutation in chosen}:
        parser.error(f"no mutation is called {', '.join(sorted(unknown))}")
    return _try(chosen, Console(width=None if sys.stdout.isatty() else 200))


def _try(chosen: Sequence[Mutation], console: Console) -> int:
    bench = Bench()
    try:
        console.print("The tests, without a mistake …")
        tests = sorted({test for mutation in chosen for test in mutation.tests.split()})
        if broken := bench.unharmed(tests):
            console.print(f"They fail as it is, so nothing could be told from them:\n{broken}", markup=False)
            return 1
        results = _results(bench, chosen, console)
    finally:
        bench.clear()
    return _tell(chosen, results, console)


def _results(bench: Bench, chosen: Sequence[Mutation], console: Console) -> dict[str, Result]:
    found: dict[str, Result] = {}
    with Progress(console=console) as progress, ThreadPoolExecutor(WORKERS) as workers:
        bar = progress.add_task("Mistakes", total=len(chosen))
        running = {workers.submit(bench.judge, mutation): mutation for mutation in chosen}
        for done in as_completed(running):
            name = running[done].name
            found[name] = done.result()
            progress.advance(bar)
            if not found[name].caught:
                progress.console.print(f"{name}: {found[name].by}", markup=False)
    return found


def _tell(chosen: Sequence[Mutation], results: dict[str, Result], console: Console) -> int:
    table = Table("mistake", "what it would do", "noticed by", "s", row_styles=["", "dim"])
    for mutation in chosen:
        result = results[mutation.name]
        by = f"[green]{_escaped(result.by)}" if result.caught else f"[bold red]{_escaped(result.by)}"
        table.add_row(mutation.name, mutation.why, by, f"{result.seconds:.0f}")
    console.print(table)
    caught = sum(result.caught for result in results.values())
    console.print(f"{caught} of {len(chosen)} caught.")
    return int(caught < len(chosen))


def _escaped(text: str) -> str:
    """Without what rich would take for its mark-up: a test's parameters stand in brackets."""
    return text.replace("[", r"\[").removeprefix("tests/")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
