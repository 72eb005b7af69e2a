"""Campaign files as managers write them: loaded with every error at once, each with its file, line and field."""

from __future__ import annotations

import pathlib
from collections.abc import Iterable
from typing import Any, Generic, TypeVar

from msgspec import Struct, structs

from chalicelib.domain.file.campaign import Campaign
from chalicelib.domain.file.phrases import Node
from chalicelib.domain.file.programme import EventsFile, Programme, ProgrammeFile
from chalicelib.domain.file.reading import read
from chalicelib.domain.lint.subject import unknown_timezone
from chalicelib.domain.mechanics.definition import CampaignFile
from chalicelib.domain.words.findings import Finding, Path
from cli.yaml_tree import MOST_BYTES, parse

T = TypeVar("T")


class Place(Struct, frozen=True, order=True):
    """A line of a file."""

    file: str
    """The path of the file, as a message names it."""
    line: int
    """Counted from 1."""


class Located(Struct, frozen=True):
    """A finding and where it stands."""

    place: Place
    """The line of what it is about, or of the nearest thing above that the file has."""
    finding: Finding
    """The finding, with its path in the tree."""


class Loaded(Struct, Generic[T], frozen=True):
    """A file that was read (two files, for the programme)."""

    file: str
    """Its path; of a programme, that of `programme.yaml`."""
    value: T | None
    """Its meaning; None where there are errors."""
    tree: Node | None
    """The tree that is published; None where the file could not be read to its end."""
    places: dict[Path, Place]
    """The place of each path of the tree."""
    findings: tuple[Located, ...]
    """The errors, in the order of the lines."""

    def locate(self, findings: Iterable[Finding]) -> tuple[Located, ...]:
        """Findings with the line of the nearest place that the file has: a missing key has that of its block."""
        return _in_order(Located(self._place(finding.path), finding) for finding in findings)

    def with_content(self, value: T | None, found: Iterable[Finding]) -> Loaded[T]:
        """The file with what its tree means, and what is wrong with that; one place is not complained of twice."""
        known = {(one.place, one.finding.path) for one in self.findings}
        content = [one for one in self.locate(found) if (one.place, one.finding.path) not in known]
        whole = None if self.findings else value
        return Loaded(self.file, whole, self.tree, self.places, _in_order((*self.findings, *content)))

    def _place(self, path: Path) -> Place:
        known = (self.places.get(path[:length]) for length in range(len(path), -1, -1))
        return next((place for place in known if place), Place(self.file, 1))


def load(path: pathlib.Path) -> Loaded[Campaign]:
    """A campaign file."""
    return _load(path, CampaignFile)


def load_tree(path: pathlib.Path) -> Loaded[Any]:
    """Any file of ours as far as its form goes: its tree, its places, and what is wrong with its YAML."""
    file = str(path)
    try:
        with path.open("rb") as source:
            form = parse(source.read(MOST_BYTES + 1))
    except OSError as error:
        missing = Finding((), "error", "no-file", f"the file can't be opened: {error.strerror}")
        return Loaded(file, None, None, {}, (Located(Place(file, 1), missing),))
    places = {path: Place(file, line) for path, line in form.lines.items()}
    findings = [Located(Place(file, line), finding) for line, finding in form.findings]
    return Loaded(file, None, form.node, places, _in_order(findings))


def load_programme(folder: pathlib.Path) -> Loaded[Programme]:
    """events.yaml and programme.yaml of a folder, as one; in its tree and places the events stand under `events`.

    A timezone that does not exist is an error of the file: nothing can be played by its calendar.
    """
    tiers: Loaded[ProgrammeFile] = _load(folder / "programme.yaml", ProgrammeFile)
    events: Loaded[EventsFile] = _load(folder / "events.yaml", EventsFile)
    value = tree = None
    if tiers.value is not None and events.value is not None:
        value = Programme(**structs.asdict(tiers.value), events=events.value).as_read()
    if isinstance(tiers.tree, dict) and events.tree is not None:
        tree = {**tiers.tree, "events": events.tree}
    places = tiers.places | {("events", *path): place for path, place in events.places.items()}
    written = Loaded(tiers.file, value, tree, places, _in_order((*events.findings, *tiers.findings)))
    wrong = list(unknown_timezone(value.timezone)) if value is not None and value.timezone is not None else []
    return written.with_content(None, wrong) if wrong else written


def render(findings: Iterable[Located]) -> str:
    """Findings for people, one a line: `file:line: level: field: message`."""
    return "\n".join(
        f"{one.place.file}:{one.place.line}: {one.finding.level}: {field(one.finding.path)}: {told(one.finding)}"
        for one in findings
    )


def told(finding: Finding) -> str:
    """The message of a finding; with its code, by which a campaign may accept it, where it is no error."""
    return finding.message if finding.level == "error" else f"{finding.message} [{finding.code}]"


def field(path: Path) -> str:
    """A path as people write it: `blind_boxes.atelier.guarantees[0].of`."""
    return "".join(f"[{key}]" if isinstance(key, int) else f".{key}" for key in path).removeprefix(".") or "file"


def _load(path: pathlib.Path, kind: Any) -> Loaded[Any]:
    form = load_tree(path)
    value, found = (None, []) if form.tree is None else read(form.tree, kind)
    return form.with_content(value, found)


def _in_order(findings: Iterable[Located]) -> tuple[Located, ...]:
    return tuple(sorted(findings, key=lambda one: one.place))
