"""A trial: the tests run on a copy of the tree, with one mistake in it or none."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from queue import SimpleQueue
from shutil import copytree, ignore_patterns, rmtree
from tempfile import mkdtemp
from time import monotonic
from typing import NamedTuple

from tests.proof.mutations.mutation import ROOT, Mutation, NoLongerApplies

PATIENCE = 150
"""Seconds. Tests that the mistake makes run for ever have noticed it too."""

WORKERS = 2
"""Trials at a time, and processes that run all tests before the first one."""

SIDE_BY_SIDE = ("--numprocesses", str(WORKERS), "--dist", "loadfile")

NOT_FOR_TRIALS = ("PROOF", "PYTHONPATH", "PYTHONDONTWRITEBYTECODE")
"""Variables that would change what a trial runs, or let each of them compile all anew."""

LEFT_OUT = ignore_patterns(".git", ".venv", ".hypothesis", ".*_cache", "node_modules")
FAILED = re.compile(r"^(?:FAILED|ERROR) (tests/\S+?::.+?)(?: - .*)?$", re.MULTILINE)


class Result(NamedTuple):
    """The result of a trial."""

    caught: bool
    """Whether a test failed because of the mistake."""
    by: str
    """That test, or what went wrong instead."""
    seconds: float
    """How long the trial took."""


class Bench:
    """Copies of the tree as it was at first, one for each trial at a time: edits meanwhile do not disturb them."""

    def __init__(self) -> None:
        self._folder = Path(mkdtemp(prefix="tessera-mutations-"))
        self._snapshot = self._folder / "as-it-is"
        copytree(ROOT, self._snapshot, ignore=LEFT_OUT)
        self._made = count(1)
        self._idle: SimpleQueue[Path] = SimpleQueue()

    def clear(self) -> None:
        rmtree(self._folder, ignore_errors=True)

    def unharmed(self, tests: list[str]) -> str:
        """Run the tests without any mistake and give what fails: no result means anything unless that is nothing."""
        done = _pytest(self._snapshot, [*SIDE_BY_SIDE, *tests], None)
        if done.returncode != 0:
            return done.stdout[-3000:]
        for _ in range(WORKERS):
            self._idle.put(self._copied())
        return ""

    def judge(self, mutation: Mutation) -> Result:
        """Make the mistake in a copy, run its tests, judge, and put right what was made wrong."""
        began = monotonic()
        tree = self._idle.get()
        try:
            with _mistaken(tree, mutation, next(self._made)):
                for seed in range(1, mutation.seeds + 1):
                    caught, by = _judged(_pytest(tree, mutation.tests.split(), PATIENCE, seed))
                    if caught:
                        break
        except NoLongerApplies as error:
            caught, by = False, str(error)
        except subprocess.TimeoutExpired:
            caught, by = True, f"no end within {PATIENCE} s"
            rmtree(tree, ignore_errors=True)  # what was stopped in the middle may have left anything there
            tree = self._copied()
        finally:
            self._idle.put(tree)
        return Result(caught, by, monotonic() - began)

    def _copied(self) -> Path:
        """A copy with the byte code of what is as it was: to make one takes longer than many a trial."""
        return copytree(self._snapshot, self._folder / f"copy-{next(self._made)}")


@contextmanager
def _mistaken(tree: Path, mutation: Mutation, number: int) -> Iterator[None]:
    """Let the mistake stand in the tree. number: another one for each mistake.

    Python takes byte code for that of a file whose size and second are the same: so each mistake has a second of its
    own, and what is put right has its first one. What tests found out by chance is forgotten, as in a new copy.
    """
    file = tree / mutation.file
    right, when = file.read_bytes(), file.stat()
    mutated = mutation.mutated(tree)
    try:
        file.write_text(mutated)
        os.utime(file, (when.st_atime, when.st_mtime + number))
        yield
    finally:
        file.write_bytes(right)
        os.utime(file, ns=(when.st_atime_ns, when.st_mtime_ns))
        rmtree(tree / ".hypothesis", ignore_errors=True)


def _judged(done: subprocess.CompletedProcess[str]) -> tuple[bool, str]:
    """A mistake that lets nothing be imported is not caught by a test: it says nothing about any."""
    if done.returncode == 0:
        return False, "SURVIVED: write the test that notices it"
    failed = FAILED.search(done.stdout)
    return (True, failed[1]) if failed else (False, f"no test ran: {done.stdout[-300:]}")


def _pytest(tree: Path, tests: list[str], patience: float | None, seed: int = 1) -> subprocess.CompletedProcess[str]:
    environment = {name: value for name, value in os.environ.items() if name not in NOT_FOR_TRIALS}
    command = [sys.executable, "-m", "pytest", "-x", "-q", "-rfE", "--tb=no", "-p", "no:cacheprovider", *tests]
    return subprocess.run(  # noqa: S603 - our own tests
        command,
        cwd=tree,
        env=environment | {"COLUMNS": "300", "PROOF_SEED": str(seed)},
        capture_output=True,
        text=True,
        timeout=patience,
    )
