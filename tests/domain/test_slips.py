"""What managers write by mistake: one finding for each slip, at its line, that says what is right."""

import shutil
from pathlib import Path
from time import process_time

import pytest
from ruamel.yaml import YAML

from cli.judging import judge
from tests.domain.lint_cases.slips import FOLDER, GOOD, SLIPS, Slip
from tests.domain.lint_cases.slips_of_earning import SLIPS_OF_EARNING
from tests.domain.lint_cases.slips_of_form import RIGHT_AS_THEY_STAND, SLIPS_OF_FORM, TITLE
from tests.domain.wordless import OF_WORDS

CAMPAIGNS = Path(__file__).parents[2] / "campaigns"


@pytest.fixture(scope="module")
def campaigns(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the shipped events and tiers."""
    folder = tmp_path_factory.mktemp("campaigns")
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


def test_the_good_file_has_nothing_to_complain_of(campaigns: Path) -> None:
    assert said(campaigns, GOOD) == []


@pytest.mark.parametrize("title", RIGHT_AS_THEY_STAND)
def test_a_title_that_is_right_is_let_alone(campaigns: Path, title: str) -> None:
    assert said(campaigns, GOOD.replace(TITLE, title)) == []


@pytest.mark.parametrize("slip", [*SLIPS, *SLIPS_OF_FORM, *SLIPS_OF_EARNING])
def test_a_slip_is_answered_once_with_what_is_right(campaigns: Path, slip: Slip) -> None:
    found = said(campaigns, GOOD.replace(slip.right, slip.wrong))
    assert [(line, level) for line, level, _ in found] == [(slip.line, slip.level)], found
    for part in slip.says:
        assert part in found[0][2]


def test_a_box_of_three_thousand_rows_with_guarantees_takes_little_longer_than_reading_it(campaigns: Path) -> None:
    rows = [f"p{n}" for n in range(3000)]
    text = "\n".join(
        [
            GOOD.partition("challenges:")[0],
            "blind_boxes:",
            "  tea:",
            "    costs: {points: 10}",
            "    odds:",
            *(f"      {row}: {'1/144' if row == 'p0' else 'rest'}" for row in rows),
            "    guarantees:",
            "      - {of: [p0], within: 144, ramp: {from: 100, step: 2%}}",
            f"      - {{of: [{', '.join(rows[:300])}], within: 10}}",
            "    limit: 50 a day",
            "    min_age: 8",
            "    guardian_under: 18",
            "prizes:",
            *(f"  {row}: {{gift: {row}, value: 9.00 CNY}}" for row in rows),
        ]
    )
    assert said_soon(campaigns, text) == []


def test_three_thousand_names_that_nothing_has_are_told_as_soon(campaigns: Path) -> None:
    odds = "\n".join(f"      p{n}: rest" for n in range(3000))
    prizes = "\n".join(f"  q{n}: {{gift: q{n}, value: 9.00 CNY}}" for n in range(1000))
    text = f"{GOOD.partition('challenges:')[0]}blind_boxes:\n  tea:\n    odds:\n{odds}\nprizes:\n{prizes}\n"
    found = said_soon(campaigns, text)
    assert sum('there is no prize "p' in message for _, _, message in found) == 3000


def said_soon(campaigns: Path, text: str) -> list[tuple[int, str, str]]:
    """What is said, in at most thrice the time that YAML's own reader takes for the text, the better of two each."""
    judging, reading = [], []
    for _ in range(2):
        began = process_time()
        found = said(campaigns, text)
        judging.append(process_time() - began)
        began = process_time()
        YAML().compose(text)
        reading.append(process_time() - began)
    assert min(judging) < 3 * min(reading), (judging, reading)
    return found
