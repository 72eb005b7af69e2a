"""The shipped campaigns on the table: all files of a folder, published together or not at all."""

import logging
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from chalicelib.domain.publishing.definitions import PROGRAMME, Version
from chalicelib.domain.words.errors import Conflict, Rejected
from chalicelib.services.checking import check_trees
from chalicelib.wiring import Parts
from cli.campaign_file import Loaded, load, load_programme, render
from cli.folder import misnamed

log = logging.getLogger(__name__)

FROM_EVER = 0
"""The moment at which the first publication takes effect, so that whatever day is pretended has its campaigns."""


class Unpublishable(Exception):
    """The files have errors; the message lists all of them, one a line, each with its file and line."""


def publish_folder(parts: Parts, folder: Path, now: int) -> list[Version]:
    """Publish `programme.yaml`, `events.yaml` and each `NAME/campaign.yaml`, and give the versions that are new.

    Into an empty table they take effect from ever; a file that has changed since becomes the next version, which takes
    effect as soon as it may. What was closed for good stays so, and what is over by then is left out: the log says
    which. Raises Unpublishable.
    """
    files = _files(folder)
    trees = _trees(files)
    try:
        try:
            return parts.operations.publish.publish(trees, now, takes_effect=FROM_EVER)
        except Conflict as conflict:
            if conflict.code != "takes_effect_too_soon":
                raise
        closed = [name for name, _ in trees if name != PROGRAMME and parts.operations.close.revealed(name)]
        for name in closed:
            log.warning("%s is not published: it was closed for good, and its name can't be used again.", name)
        return parts.operations.publish.publish([one for one in trees if one[0] not in closed], now)
    except Rejected as rejected:
        raise _unpublishable(rejected, files) from rejected


def check_folder(folder: Path) -> None:
    """Raise Unpublishable where the files could not be published into an empty table."""
    files = _files(folder)
    try:
        check_trees(dict(_trees(files)), {})
    except Rejected as rejected:
        raise _unpublishable(rejected, files) from rejected


def _unpublishable(rejected: Rejected, files: Mapping[str, Loaded[Any]]) -> Unpublishable:
    """The errors at their lines. A campaign that only the table has can be wrong too, by what the programme says."""
    located = [
        one for name, found in rejected.findings.items() for one in files.get(name, files[PROGRAMME]).locate(found)
    ]
    return Unpublishable(render(located))


def _trees(files: Mapping[str, Loaded[Any]]) -> list[tuple[str, dict[str, Any]]]:
    return [(name, file.tree) for name, file in files.items() if isinstance(file.tree, dict)]


def _files(folder: Path) -> Mapping[str, Loaded[Any]]:
    """The files by the id under which each is published."""
    programme = load_programme(folder)
    campaigns = [load(path) for path in sorted(folder.glob("*/campaign.yaml"))]
    files: Sequence[Loaded[Any]] = (programme, *campaigns)
    errors = [one for file in files for one in file.findings if one.finding.level == "error"]
    for file in campaigns:
        if file.value is not None:
            errors += file.locate(misnamed(Path(file.file).parent, file.value.campaign))
    if errors:
        raise Unpublishable(render(errors))
    return {PROGRAMME: programme} | {file.value.campaign: file for file in campaigns if file.value is not None}
