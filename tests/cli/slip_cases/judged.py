"""A folder beside the shipped events and tiers, and what is said of a campaign's file that is written there."""

import shutil
from pathlib import Path

from cli.judging import judge
from tests.cli.slip_cases.slips import FOLDER
from tests.domain.wordless import OF_WORDS

CAMPAIGNS = Path(__file__).parents[3] / "campaigns"


def beside_the_shipped(folder: Path) -> Path:
    """The folder, with the shipped events and tiers, and an empty campaign's folder in it."""
    for name in ("events.yaml", "programme.yaml"):
        shutil.copy(CAMPAIGNS / name, folder)
    shutil.copytree(CAMPAIGNS / "programme", folder / "programme")
    (folder / FOLDER).mkdir()
    (folder / FOLDER / "scenarios.yaml").write_text("scenarios: {}\n")
    return folder


def said(campaigns: Path, text: str) -> list[tuple[int, str, str]]:
    """What is said of a campaign's file: line, level, message."""
    (campaigns / FOLDER / "campaign.yaml").write_text(text, encoding="utf-8")
    found = (one for one in judge(campaigns / FOLDER) if one.finding.code not in OF_WORDS)
    return [(one.place.line, one.finding.level, one.finding.message) for one in found]
