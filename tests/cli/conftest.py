"""The command as people run it: in a folder of campaigns of its own, and against a laptop's backend."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from cli.__main__ import tessera
from local.backend import backend

SHIPPED = Path(__file__).parents[2] / "campaigns"

Run = Callable[..., Result]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Run:
    """Runs a command in a folder whose `campaigns/` has the shipped events and tiers, and no campaign yet."""
    (tmp_path / "campaigns").mkdir()
    for name in ("events.yaml", "programme.yaml"):
        shutil.copy(SHIPPED / name, tmp_path / "campaigns")
    shutil.copytree(SHIPPED / "programme", tmp_path / "campaigns" / "programme")
    monkeypatch.chdir(tmp_path)
    for name in ("TESSERA_URL", "TESSERA_TOKEN", "TESSERA_AS"):
        monkeypatch.delenv(name, raising=False)

    def command(*words: str, input: str | None = None) -> Result:
        return CliRunner().invoke(tessera, list(words), input=input, prog_name="tessera")

    return command


@pytest.fixture
def care_box(run: Run) -> Path:
    """The shipped care box, to be edited."""
    shutil.copytree(SHIPPED / "care-box", "campaigns/care-box")
    return Path("campaigns/care-box")


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    """Where a backend answers; one for all tests of a file, since each works on a campaign of its own."""
    with backend() as running:
        yield running.url


def edit(file: Path, old: str, new: str) -> None:
    """Replace a text of a file, which must be there."""
    text = file.read_text("utf-8")
    assert old in text, old
    file.write_text(text.replace(old, new), "utf-8")
