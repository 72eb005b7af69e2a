"""Which campaigns a command is about: folders as they are named, or all that stand beside each other."""

from collections.abc import Sequence
from pathlib import Path

import click

from cli.folder import CAMPAIGN

CAMPAIGNS = Path("campaigns")


def folders(named: Sequence[Path]) -> list[Path]:
    """The campaigns' folders; a file stands for its folder, and a folder of campaigns for all in it (UsageError: none).

    named: empty for those in `campaigns/`.
    """
    found = [folder for path in named or [CAMPAIGNS] for folder in _of(path)]
    return list(dict.fromkeys(found))


def folder(named: Path, beside: Path = CAMPAIGNS) -> Path:
    """The folder of one campaign. beside: the folder of all, in which its name alone may be meant."""
    found = _of(named, beside)
    if len(found) > 1:
        raise click.UsageError(f"{named} holds {len(found)} campaigns: name one of them, as in {found[0]}")
    return found[0]


def _of(path: Path, beside: Path = CAMPAIGNS) -> list[Path]:
    if path.is_file():
        return _around(path)
    if (path / CAMPAIGN).exists():
        return [path]
    inside = _in(path)
    if not inside:
        if (beside / path / CAMPAIGN).exists():
            raise click.UsageError(f"a campaign's folder is wanted, not its name: write {beside / path}")
        if programmes := sorted(file.parent for file in path.glob("*/programme.yaml")):
            raise click.UsageError(f"{path} holds several programmes: name one of them, as in {programmes[0]}")
        right = next((str(file.parent) for file in sorted(beside.glob(f"*/{CAMPAIGN}"))), "campaigns/care-box")
        raise click.UsageError(f"there is no {CAMPAIGN} in {path}: name a campaign's folder, as in {right}")
    return inside


def _around(file: Path) -> list[Path]:
    """The campaigns that a file is part of: a programme's file is part of each campaign beside it."""
    if file.name == CAMPAIGN or (file.parent / CAMPAIGN).exists():
        return [file.parent]
    inside = _in(file.parent) if file.suffix in (".yaml", ".yml") else []
    if not inside:
        raise click.UsageError(
            f"{file} is not part of a campaign, whose file is {CAMPAIGN}: name its folder, as in campaigns/care-box"
        )
    return inside


def _in(folder: Path) -> list[Path]:
    return sorted(file.parent for file in folder.glob(f"*/{CAMPAIGN}"))


PATHS = click.Path(path_type=Path)
