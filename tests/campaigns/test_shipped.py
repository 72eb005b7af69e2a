"""The shipped campaigns: each reads without an error, and June 2026 sees all of them open."""

from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from chalicelib.domain.mechanics.whole_lint import lint
from chalicelib.domain.time.localtime import local
from cli.campaign_file import load, load_programme, render
from cli.folder import publish

CAMPAIGNS = Path(__file__).parents[2] / "campaigns"
SHIPPED = (
    "care-box",
    "festival-weeks",
    "kids-atelier",
    "monthly-gifts",
    "new-year-cards",
    "sweet-wednesday",
    "tea-shop",
)
"""What Tessera comes with, and the demo plays. A manager's own campaigns may stand beside them."""

MEANT = {"long-run-chance", "no-market"}
"""What the lint says of these files and their authors mean: guarantees help members, and one names no market."""

JUNE = range(1_780_243_200_000, 1_782_835_200_000)  # of 2026 in Shanghai


def test_the_programme_reads() -> None:
    programme = load_programme(CAMPAIGNS)
    assert programme.value is not None, render(programme.findings)


@pytest.mark.parametrize("folder", [CAMPAIGNS / name for name in SHIPPED], ids=lambda folder: folder.name)
class TestCampaign:
    def test_reads_without_a_finding(self, folder: Path) -> None:
        loaded = load(folder / "campaign.yaml")
        assert not loaded.findings, render(loaded.findings)

    def test_lints_with_nothing_but_what_is_meant(self, folder: Path) -> None:
        loaded, programme = load(folder / "campaign.yaml"), load_programme(CAMPAIGNS)
        assert loaded.value is not None
        assert programme.value is not None
        doubtful = [one for one in lint(loaded.value, programme.value) if one.code not in MEANT or one.level == "error"]
        assert not doubtful, render(loaded.locate(doubtful))

    def test_bears_the_name_of_its_folder_and_titles_in_two_languages(self, folder: Path) -> None:
        campaign = load(folder / "campaign.yaml").value
        assert campaign is not None
        assert campaign.campaign == folder.name
        assert isinstance(campaign.title, dict)
        assert set(campaign.title) == {"zh-CN", "en"}

    def test_has_scenarios(self, folder: Path) -> None:
        assert (folder / "scenarios.yaml").is_file()

    def test_names_the_schema_that_editors_check_it_by(self, folder: Path) -> None:
        first = (folder / "campaign.yaml").read_text("utf-8").splitlines()[0]
        assert first.startswith("# yaml-language-server: $schema=")
        assert (folder / first.partition("=")[2]).resolve().is_file()

    def test_is_open_in_june(self, folder: Path) -> None:
        window = publish(folder).campaign(folder.name).window
        assert window.opens < JUNE.stop
        assert window.closes > JUNE.start


def test_june_is_june() -> None:
    zone = ZoneInfo("Asia/Shanghai")
    assert [local(at, zone).isoformat() for at in (JUNE.start, JUNE.stop)] == [
        "2026-06-01T00:00:00",
        "2026-07-01T00:00:00",
    ]
