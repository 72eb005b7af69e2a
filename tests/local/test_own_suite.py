"""The example of a suite of one's own: it runs outside of the repository, and fails where the campaign is not kept."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from cli.__main__ import tessera

ROOT = Path(__file__).parents[2]
EXAMPLE = ROOT / "examples" / "own_suite"


@pytest.fixture
def suite(tmp_path: Path) -> Path:
    """A copy elsewhere, with the schemas that `tessera init` adds."""
    copy = tmp_path / "suite"
    shutil.copytree(EXAMPLE, copy, ignore=shutil.ignore_patterns("__pycache__", ".pytest_cache"))
    assert CliRunner().invoke(tessera, ["init", str(copy / "campaigns")]).exit_code == 0
    return copy


def run(suite: Path, *words: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "pytest", "-o", f"pythonpath={ROOT}", "-p", "no:cacheprovider", *words]
    return subprocess.run(command, cwd=suite, capture_output=True, text=True, timeout=600)  # noqa: S603 - our own example


def test_it_holds_outside_of_the_repository(suite: Path) -> None:
    ended = run(suite, "-q")
    assert ended.returncode == 0, ended.stdout + ended.stderr
    assert "7 passed" in ended.stdout


def test_it_fails_where_the_campaign_is_another(suite: Path) -> None:
    file = suite / "campaigns" / "summer-box" / "campaign.yaml"
    file.write_text(file.read_text().replace("when_out: bronze", "when_out: gold"))

    ended = run(suite, "-q", "-k", "silver or yuan")

    assert ended.returncode == 1, ended.stdout
    assert "1 failed, 1 passed" in ended.stdout


def test_its_campaign_lints_and_its_scenarios_hold(suite: Path) -> None:
    for command in ("lint", "test"):
        ended = CliRunner().invoke(tessera, [command, str(suite / "campaigns")])
        assert ended.exit_code == 0, ended.output
