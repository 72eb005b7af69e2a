"""Plays the scenarios of a folder, and tells what became of them: to people, as JSON, or as JUnit's XML."""

import re
import time
from collections.abc import Sequence
from html import escape
from pathlib import Path
from typing import Any

from msgspec import Struct

from chalicelib.domain.scenarios import Failure, run, shown
from cli.campaign_file import Located, Place, field, render
from cli.folder import SCENARIOS, Broken, load_scenarios, publish


class Trial(Struct, frozen=True):
    """One scenario that was played."""

    name: str
    """The scenario's name, as the file has it."""
    place: Place
    """The file and the line that it stands at."""
    seconds: float
    """How long it took."""
    failures: tuple[tuple[Failure, Place], ...] = ()
    """The differences of the first failing step, each with its place; none where it holds."""


class Trials(Struct, frozen=True):
    """The scenarios of one folder."""

    folder: Path
    """The campaign's folder."""
    trials: tuple[Trial, ...] = ()
    """In the order of the file; empty where none was played."""
    found: tuple[Located, ...] = ()
    """The errors of scenarios.yaml, for which none was played."""
    broken: str = ""
    """The errors of the campaign's files or the programme's, a line for each, for which none was played."""
    missing: bool = False
    """Whether the folder has no scenarios.yaml."""

    @property
    def unread(self) -> bool:
        """Whether its files do not read, so that none was played."""
        return bool(self.found or self.broken)

    @property
    def failed(self) -> int:
        """How many of them fail."""
        return sum(bool(one.failures) for one in self.trials)


def play_folder(folder: Path) -> Trials:
    """Play the scenarios of a folder."""
    if not (folder / SCENARIOS).exists():
        return Trials(folder, missing=True)
    try:
        definitions = publish(folder)
    except Broken as errors:
        return Trials(folder, broken=str(errors))
    (campaign,) = definitions.campaigns
    file = load_scenarios(folder, campaign, definitions)
    if file.value is None:
        return Trials(folder, found=file.findings)
    trials = []
    for scenario in file.value:
        began = time.perf_counter()
        failures = tuple((one, file.places[one.path]) for one in run(scenario, definitions))
        trials.append(Trial(scenario.name, file.places[scenario.path], time.perf_counter() - began, failures))
    return Trials(folder, tuple(trials))


def as_json(all_of_them: Sequence[Trials]) -> list[dict[str, Any]]:
    """One object for each scenario, and for each folder whose files do not read."""
    return [one for trials in all_of_them for one in _plain(trials)]


def as_junit(all_of_them: Sequence[Trials]) -> str:
    """The XML that CI systems read: a suite for each folder, a case for each scenario."""
    suites = [_suite(trials) for trials in all_of_them if not trials.missing]
    return '<?xml version="1.0" encoding="utf-8"?>\n<testsuites>\n' + "".join(suites) + "</testsuites>\n"


def _plain(trials: Trials) -> list[dict[str, Any]]:
    folder = str(trials.folder)
    if trials.unread:
        return [{"folder": folder, "scenario": None, "holds": False, "errors": _errors(trials).splitlines()}]
    return [
        {
            "folder": folder,
            "scenario": one.name,
            "file": one.place.file,
            "line": one.place.line,
            "holds": not one.failures,
            "seconds": round(one.seconds, 4),
            "failures": [_plain_failure(failure, place) for failure, place in one.failures],
        }
        for one in trials.trials
    ]


def _plain_failure(failure: Failure, place: Place) -> dict[str, Any]:
    return {
        "line": place.line,
        "field": field(failure.path),
        "step": failure.step,
        "expected": failure.expected,
        "got": failure.got,
        "wallet": failure.wallet,
    }


def _errors(trials: Trials) -> str:
    return trials.broken or render(trials.found)


def _suite(trials: Trials) -> str:
    name = _text(str(trials.folder))
    cases = "".join(_case(name, one) for one in trials.trials)
    if trials.unread:
        cases = f'    <testcase classname="{name}" name="files"><error>{_text(_errors(trials))}</error></testcase>\n'
    cases_in_all = 1 if trials.unread else len(trials.trials)  # in this XML an error stands in a case
    counts = f'tests="{cases_in_all}" failures="{trials.failed}" errors="{int(trials.unread)}"'
    seconds = sum(one.seconds for one in trials.trials)
    return f'  <testsuite name="{name}" {counts} time="{seconds:.4f}">\n{cases}  </testsuite>\n'


def _case(folder: str, one: Trial) -> str:
    where = f'file="{_text(one.place.file)}" line="{one.place.line}" time="{one.seconds:.4f}"'
    head = f'    <testcase classname="{folder}" name="{_text(one.name)}" {where}'
    if not one.failures:
        return f"{head}/>\n"
    told = "\n".join(
        f"{place.file}:{place.line}\nstep      {failure.step}\nexpected  {failure.expected}\n"
        f"got       {failure.got}\nwallet    {shown(failure.wallet)}"
        for failure, place in one.failures
    )
    first = one.failures[0][0]
    message = _text(f"expected {first.expected}, got {first.got}")
    return f'{head}>\n      <failure message="{message}">{_text(told)}</failure>\n    </testcase>\n'


def _text(text: str) -> str:
    """The text as XML takes it: a control character has no place there."""
    return escape(re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]", "\ufffd", text))
