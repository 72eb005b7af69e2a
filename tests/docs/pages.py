"""Reading the guides as the tests hold them to their word: sections, tables, code, and the tours of a shell."""

import os
import re
import shutil
import subprocess
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parent.parent.parent
LAPTOP = "http://127.0.0.1:8000"
MARK = "=== here ends a step of the tour ==="
TOUR_SECONDS = 600


class Step(NamedTuple):
    """Commands up to a blank line or to what they should show, and the parts of their output that the page shows."""

    commands: str
    shown: tuple[str, ...]


def page(name: str) -> str:
    """The text of a guide, by its path from the root."""
    return (ROOT / name).read_text(encoding="utf-8")


def section(text: str, heading: str) -> str:
    """The text under a heading, subsections included. Raises KeyError where the page has no such heading."""
    found = re.search(rf"^(#+) {re.escape(heading)}\n", text, re.MULTILINE)
    if found is None:
        raise KeyError(heading)
    rest = text[found.end() :]
    end = re.search(rf"^#{{1,{len(found[1])}}} ", re.sub(r"```.*?```", _blanked, rest, flags=re.DOTALL), re.MULTILINE)
    return rest[: end.start()] if end else rest


def blocks(text: str, language: str) -> list[str]:
    """The fenced blocks of a language."""
    return re.findall(rf"^```{language}\n(.*?)^```", text, re.MULTILINE | re.DOTALL)


def rows(text: str) -> list[list[str]]:
    """The rows of the first table, as cells, without its head."""
    tables = (list(lines) for is_table, lines in groupby(text.splitlines(), lambda line: line[:1] == "|") if is_table)
    return [[cell.strip() for cell in line.split("|")[1:-1]] for line in next(tables)[2:]]


def steps(script: str) -> list[Step]:
    """The steps of a tour, in their order."""
    found = re.findall(r"((?:^(?!#>).+\n)+)((?:^#> .+\n)*)", script, re.MULTILINE)
    return [Step(commands, tuple(re.findall(r"^#> (.+)$", shown, re.MULTILINE))) for commands, shown in found]


def take(script: str, url: str) -> None:
    """Take a tour against a backend: one bash runs it all, and each step must show what the page says, in that order.

    Only the backend's address is replaced. A step that shows nothing in particular must not meet a problem.
    """
    tour = steps(script.replace(LAPTOP, url))
    needed("curl")
    commands = "".join(f"{step.commands}printf '\\n%s\\n' '{MARK}'\n" for step in tour)
    done = subprocess.run(  # noqa: S603 - our own guides
        [needed("bash"), "-eu", "-c", commands],
        env={**os.environ, "no_proxy": "127.0.0.1"},
        capture_output=True,
        text=True,
        timeout=TOUR_SECONDS,
        check=False,
    )
    assert done.returncode == 0, f"{done.stdout}\n{done.stderr}"
    outputs = done.stdout.split(f"\n{MARK}\n")[:-1]
    for step, output in zip(tour, outputs, strict=True):
        _check(step, output)


def needed(tool: str) -> str:
    """Where a tool is; without it the tour can't be taken, which is a failure and says so."""
    where = shutil.which(tool)
    assert where, f"The tour needs {tool}, which is not on this machine: install it (the README says what is needed)."
    return where


def _check(step: Step, output: str) -> None:
    if not step.shown:
        assert "urn:tessera:problem:" not in output, f"{step.commands}\n{output}"
    place = 0
    for shown in step.shown:
        place = output.find(shown, place)
        assert place >= 0, f"{step.commands}\ndoes not show {shown}, but\n\n{output}"
        place += len(shown)


def _blanked(block: re.Match[str]) -> str:
    """A `#` in a code block is no heading."""
    return re.sub(r"[^\n]", " ", block[0])
