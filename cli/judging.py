"""Everything that is wrong or doubtful with a campaign's folder, at once.

The lint judges a campaign as a whole, and a file with a slip has none yet. So that a file with ten mistakes shows ten,
what does not read is left out and the lint judges the rest; of what it finds then, only errors that can't come from the
part that is missing are told.
"""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from chalicelib.domain.file import reading
from chalicelib.domain.file.campaign import Campaign
from chalicelib.domain.file.programme import Programme
from chalicelib.domain.lint.programme import lint_programme
from chalicelib.domain.mechanics.definition import CampaignFile
from chalicelib.domain.mechanics.whole_lint import lint, unaccepted
from chalicelib.domain.publishing.definitions import PROGRAMME, Definitions
from chalicelib.domain.scenarios import publish, publish_programme
from chalicelib.domain.words.findings import Finding
from chalicelib.domain.words.findings import Path as Spot
from cli.campaign_file import Loaded, Located, load, load_programme
from cli.folder import CAMPAIGN, SCENARIOS, around, load_scenarios, misnamed
from cli.pictures import missing

HEADER = "# yaml-language-server: $schema=../campaign.schema.json"
"""The first line by which an editor completes the file and marks its errors while one types."""

_STAND_INS = {
    "campaign": "unnamed",
    "title": "untitled",
    "timezone": "UTC",
    "opens": "2000-01-01 00:00",
    "closes": "2100-01-01 00:00",
}
"""Values for keys that a campaign needs and lacks, or has wrong: so wide that all else fits."""

_OF_ALL_INSIDE = ("milestone-out-of-reach", "pays-nothing", "empty-set", "nothing-to-send")
"""Codes of findings that say something of all that is inside a block."""


def judge(folder: Path) -> list[Located]:
    """The findings of the programme beside a folder, of its campaign and of its scenarios, file by file."""
    programme, written = load_programme(around(folder)), load(folder / CAMPAIGN)
    found = [*programme.findings, *judged(written, programme.value)]
    if programme.value is not None:
        of_programme = [*lint_programme(programme.value), *missing(around(folder) / PROGRAMME, programme.value)]
        found += programme.locate(of_programme)
        if (around(folder) / SCENARIOS).exists():
            found += load_scenarios(around(folder), PROGRAMME, publish_programme(programme.value)).findings
    name = written.tree.get("campaign") if isinstance(written.tree, dict) else None
    reads = ("campaign",) not in {one.path for one in _of(written)}
    beside = [*(misnamed(folder, name) if reads else ()), *_header(folder / CAMPAIGN)]
    beside += missing(folder, written.value) if written.value else ()
    if (folder / SCENARIOS).exists():
        found += load_scenarios(folder, folder.resolve().name, _played_on(folder, written, programme.value)).findings
    else:
        said = f"no {SCENARIOS} beside it shows that it plays as it should"
        beside.append(Finding((), "warning", "no-scenarios", said))
    found += written.locate(unaccepted(written.value, beside) if written.value else beside)
    return sorted(found, key=lambda one: one.place)


def _played_on(folder: Path, written: Loaded[Campaign], programme: Programme | None) -> Definitions | None:
    """The definitions that a folder's scenarios are for; None where they can't be played yet, or have another name."""
    named = written.value is not None and written.value.campaign == folder.resolve().name
    if not named or programme is None or not isinstance(written.tree, dict):
        return None
    try:
        return publish(written.tree, programme)
    except (ValueError, LookupError):
        return None


def judged(written: Loaded[Campaign], programme: Programme | None) -> Sequence[Located]:
    """The findings of a campaign file, in the order of its lines. programme: None where that has errors of its own."""
    if programme is None or not isinstance(written.tree, dict):
        return written.findings
    if written.value is not None:
        return written.locate([*_of(written), *lint(written.value, programme, written.tree)])
    bad = _of(written)
    rest, cut = _readable(written.tree, bad)
    lost = _lost(written.tree, cut)
    found = [one for one in (lint(rest, programme) if rest else ()) if one.level == "error"]
    more = [one for one in found if _is_its_own(one, bad) and not _is_missed(one, cut, lost)]
    return sorted((*written.findings, *written.locate(more)), key=lambda one: one.place)


def _of(written: Loaded[Campaign]) -> list[Finding]:
    return [one.finding for one in written.findings]


def _readable(tree: dict[str, Any], bad: Sequence[Finding]) -> tuple[Campaign | None, list[Spot]]:
    """The campaign of a tree without its bad places, and these; no campaign where too much depends on them."""
    rest: Any = tree
    cut: list[Spot] = []
    for _ in range(4):  # what is cut out may have been needed, and then what needed it goes too
        for one in bad:
            spot = one.path[:-1] if one.code == "missing-key" else one.path
            rest = _without(rest, spot) if spot else rest
            cut += [spot] if spot else []
        rest = _STAND_INS | rest
        campaign, bad = reading.read(rest, CampaignFile)
        if campaign is not None:
            return campaign, cut
    return None, cut


def _without(node: Any, spot: Spot) -> Any:
    """A tree without the place; one that it lacks changes nothing."""
    key, *inner = spot
    if isinstance(node, list) and isinstance(key, int) and key < len(node):
        rest = [] if not inner else [_without(node[key], tuple(inner))]
        return [*node[:key], *rest, *node[key + 1 :]]
    if not isinstance(node, dict) or key not in node:
        return node
    if not inner:
        return {name: item for name, item in node.items() if name != key}
    return {name: _without(item, tuple(inner)) if name == key else item for name, item in node.items()}


def _is_its_own(one: Finding, bad: Sequence[Finding]) -> bool:
    """Whether a finding can't come from what was cut out: it stands neither around nor inside of it, and does not name
    it."""
    for cut in bad:
        shared = min(len(cut.path), len(one.path))
        near = shared > 0 and cut.path[:shared] == one.path[:shared]
        if near or any(f'"{key}"' in one.message for key in cut.path[1:]):
            return False
    return True


def _lost(tree: Any, cut: Sequence[Spot]) -> set[str]:
    """The words of all that was cut out: the names that it declares, and what it gives."""
    found: set[str] = set()
    for spot in cut:
        node = tree
        for key in spot:
            items = dict(enumerate(node)) if isinstance(node, list) else node
            node = items.get(key, "") if isinstance(items, dict) else ""
        words = {str(word) for word in _words(node)} | {str(spot[-1])}
        found |= words | {part for word in words for part in re.split(r"[\s,;、|/()]+", word)}
    return found


def _words(node: Any) -> Iterator[Any]:
    if isinstance(node, dict):
        yield from node
        yield from (word for item in node.values() for word in _words(item))
    elif isinstance(node, list):
        yield from (word for item in node for word in _words(item))
    else:
        yield node


def _is_missed(one: Finding, cut: Sequence[Spot], lost: set[str]) -> bool:
    """Whether a finding misses something that what was cut out has: a name, a fragment, one of so many."""
    if one.code in _OF_ALL_INSIDE:
        return any(spot[:2] == one.path[:2] for spot in cut)
    if one.code.startswith("unknown-"):
        missed = re.search(r'there is no [\w -]+ "([^"]*)"', one.message)
        return bool(missed and missed[1] in lost)
    given = re.search(r"nothing gives (\S+), so", one.message)
    return bool(given and {given[1], f"{given[1].partition('/')[0]}/random"} & lost)


def _header(file: Path) -> list[Finding]:
    """A note where the file's first line does not name its schema."""
    try:
        first = file.open(encoding="utf-8", errors="replace").readline()
    except OSError:
        return []
    if "$schema=" in first:
        return []
    return [Finding((), "note", "no-schema", f"for an editor to complete it, the first line is: {HEADER}")]
