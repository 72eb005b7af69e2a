"""What managers write by mistake: one finding for each slip, at its line, that says what is right."""

import shutil
from pathlib import Path

import pytest

from cli.judging import judge
from tests.domain.lint_cases.slips import FOLDER, GOOD, SLIPS, Slip

CAMPAIGNS = Path(__file__).parents[2] / "campaigns"


@pytest.fixture(scope="module")
def campaigns(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the shipped events and tiers."""
    folder = tmp_path_factory.mktemp("campaigns")
    for name in ("events.yaml", "programme.yaml"):
        shutil.copy(CAMPAIGNS / name, folder)
    (folder / FOLDER).mkdir()
    (folder / FOLDER / "scenarios.yaml").write_text("scenarios: {}\n")
    return folder


def said(campaigns: Path, text: str) -> list[tuple[int, str, str]]:
    """What is said of a campaign's file: line, level, message."""
    (campaigns / FOLDER / "campaign.yaml").write_text(text, encoding="utf-8")
    return [(one.place.line, one.finding.level, one.finding.message) for one in judge(campaigns / FOLDER)]


def test_the_good_file_has_nothing_to_complain_of(campaigns: Path) -> None:
    assert said(campaigns, GOOD) == []


@pytest.mark.parametrize("slip", SLIPS)
def test_a_slip_is_answered_once_with_what_is_right(campaigns: Path, slip: Slip) -> None:
    found = said(campaigns, GOOD.replace(slip.right, slip.wrong))
    assert [(line, level) for line, level, _ in found] == [(slip.line, slip.level)], found
    for part in slip.says:
        assert part in found[0][2]
