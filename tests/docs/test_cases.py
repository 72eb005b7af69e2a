"""The page of cases: each leads to a file that the check passes, and to a scenario that holds; no file is left out."""

import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

import pytest

from chalicelib.domain.scenarios import run
from cli.campaign_file import load
from cli.folder import load_scenarios, publish
from local.backend import backend
from local.testing import Tessera
from tests.docs.pages import ROOT, blocks, page, rows, section, take

PAGE = page("docs/cases.md")


class Case(NamedTuple):
    """A row of the page."""

    said: str
    name: str
    folder: Path
    scenario: str
    guide: str


def linked(cell: str) -> tuple[str, str]:
    """The text and the target of a link."""
    text, _, target = cell.strip("[)").partition("](")
    return text, target


def case(said: str, file: str, scenario: str, guide: str) -> Case:
    name, target = linked(file)
    return Case(said, name, (ROOT / "docs" / target).resolve().parent, scenario, linked(guide)[1])


CASES = [case(*row) for row in rows(PAGE)]
each = pytest.mark.parametrize("case", CASES, ids=lambda case: case.said)


@each
def test_the_file_of_a_case_is_there_and_reads(case: Case) -> None:
    loaded = load(case.folder / "campaign.yaml")
    assert loaded.value is not None
    assert loaded.value.campaign == case.folder.name == case.name


@each
def test_the_scenario_that_shows_a_case_holds(case: Case) -> None:
    scenarios = load_scenarios(case.folder, case.folder.name).value or []
    [shown] = [one for one in scenarios if one.name == case.scenario]
    assert not (failures := run(shown, publish(case.folder))), "\n".join(map(str, failures))


@each
def test_the_guide_of_a_case_has_the_section(case: Case) -> None:
    name, _, anchor = case.guide.partition("#")
    headings = [line.lstrip("# ").lower() for line in page(f"docs/{name}").splitlines() if line.startswith("#")]
    slugs = {"".join(one for one in text if one.isalnum() or one in " -_").replace(" ", "-") for text in headings}
    assert not anchor or anchor in slugs


def test_each_campaign_that_is_shipped_is_a_case() -> None:
    shipped = {
        path.parent for pattern in ("campaigns/*", "examples/*/*") for path in ROOT.glob(f"{pattern}/campaign.yaml")
    }
    assert {case.folder for case in CASES} == shipped


@pytest.mark.parametrize("folder", sorted({case.folder.parent for case in CASES}), ids=lambda folder: folder.name)
def test_the_folder_of_a_case_is_played_by_a_backend(folder: Path) -> None:
    opens = {
        case.name: publish(case.folder).campaign(case.name).window.opens
        for case in CASES
        if case.folder.parent == folder
    }
    with backend(campaigns=folder) as running:
        tessera = Tessera(running.url)
        for name in sorted(opens, key=lambda one: opens[one]):
            tessera.set_clock(datetime.fromtimestamp(opens[name] / 1000 + 60, UTC).isoformat())
            assert name in tessera.sign_in().me()["campaigns"]


def test_a_case_is_looked_at_and_played_as_the_page_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("tessera", "examples"):
        (tmp_path / name).symlink_to(ROOT / name)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("VIRTUAL_ENV", sys.prefix)
    with backend(campaigns=ROOT / "examples" / "coffee") as running:
        take("\n".join(blocks(PAGE, "sh")), running.url)
    assert section(PAGE, "Play it")
