"""`tessera init`: makes a folder for campaigns."""

from pathlib import Path

import click

from chalicelib.domain.publishing.definitions import PROGRAMME
from cli import screen
from cli.ending import Failed
from cli.pictures import copied
from cli.places import CAMPAIGNS, PATHS
from cli.schemas import FOLDER, texts

SHARED = ("events.yaml", "programme.yaml")
"""The files that all campaigns of a folder share."""


@click.command()
@click.argument("folder", type=PATHS, default=CAMPAIGNS)
def init(folder: Path) -> None:
    """Make a folder for campaigns of your own, anywhere: events, tiers, and what editors complete the files by.

    The events and tiers are those of the shipped campaigns, to be changed to your brand's. In a folder that has them
    already they stay as they are, and only the schemas (*.schema.json) are brought up to date.

    \b
    Example:
      ./tessera init ../ours
      ./tessera new summer-box --into ../ours
      make run CAMPAIGNS=../ours
    """
    if folder.exists() and not folder.is_dir():
        raise Failed(f"{folder} is a file: name a folder.")
    folder.mkdir(parents=True, exist_ok=True)
    for name in SHARED:
        if (folder / name).exists():
            screen.say(f"{folder / name} stays as it is.")
        else:
            (folder / name).write_text((FOLDER / name).read_text("utf-8"), "utf-8")
            screen.say(f"{folder / name} is written: change it to your brand's.")
    copied(FOLDER / PROGRAMME, folder / PROGRAMME)
    for path, text in texts().items():
        (folder / path.name).write_text(text, "utf-8")
    screen.say(f"{len(texts())} schemas are written, by which editors complete the files.")
    screen.say(f"Next: ./tessera new NAME --into {folder}, and make run CAMPAIGNS={folder}", "bold")
