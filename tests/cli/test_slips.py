"""What managers write by mistake: one finding for each slip, at its line, that says what is right."""

from pathlib import Path

import pytest

from tests.cli.slip_cases.judged import beside_the_shipped, said
from tests.cli.slip_cases.of_earning import SLIPS_OF_EARNING
from tests.cli.slip_cases.of_form import RIGHT_AS_THEY_STAND, SLIPS_OF_FORM, TITLE
from tests.cli.slip_cases.slips import GOOD, SLIPS, Slip


@pytest.fixture(scope="module")
def campaigns(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return beside_the_shipped(tmp_path_factory.mktemp("campaigns"))


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
