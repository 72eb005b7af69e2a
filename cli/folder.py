"""A campaign's folder: its file, the programme beside it, its scenarios, and everything that is wrong with them."""

from pathlib import Path
from typing import Any

from chalicelib.domain.file.campaign import Campaign
from chalicelib.domain.file.programme import Programme
from chalicelib.domain.mechanics.whole_lint import lint
from chalicelib.domain.publishing.definitions import Definitions
from chalicelib.domain.scenarios import Scenario, publish_programme, scenarios, unfit
from chalicelib.domain.scenarios import publish as publish_alone
from chalicelib.domain.words.findings import Finding
from cli.campaign_file import Loaded, load, load_programme, load_tree, render

CAMPAIGN, SCENARIOS = "campaign.yaml", "scenarios.yaml"


def around(folder: Path) -> Path:
    """The folder of the programme, which stands around a campaign's folder; `.` is the one that one stands in."""
    return folder / ".." if folder.name in ("", "..") else folder.parent


def misnamed(folder: Path, campaign: Any) -> list[Finding]:
    """An error where a campaign has another name than its folder: a copy would be handed in as its original."""
    name = folder.resolve().name
    if not isinstance(campaign, str) or campaign == name:
        return []
    message = (
        f'the folder is {name}, and here stands "{campaign}": as it is, it would take the place of {campaign}; '
        f"write {name}, or rename the folder"
    )
    return [Finding(("campaign",), "error", "another-folder", message)]


class Broken(ValueError):
    """Files with errors; the message has one line for each, with its place."""


def read(folder: Path) -> tuple[Campaign, dict[str, Any], Programme]:
    """A folder's campaign with its tree, and the programme beside the folder; Broken with every error of the files."""
    programme, written = load_programme(around(folder)), load(folder / CAMPAIGN)
    if programme.value is None or written.value is None or not isinstance(written.tree, dict):
        raise Broken(render((*programme.findings, *written.findings)))
    return written.value, written.tree, programme.value


def publish(folder: Path) -> Definitions:
    """A folder's campaign in force, alone, as version 1, or the programme's; Broken with every error of the files."""
    if not (folder / CAMPAIGN).exists():
        return _programme(folder)
    campaign, tree, programme = read(folder)
    try:
        return publish_alone(tree, programme)
    except (ValueError, LookupError) as error:  # what reads may still not be playable, and the lint knows why
        errors = [one for one in lint(campaign, programme) if one.level == "error"]
        raise Broken(render(load(folder / CAMPAIGN).locate(errors)) or str(error)) from error


def _programme(folder: Path) -> Definitions:
    written = load_programme(folder)
    if written.value is None:
        raise Broken(render(written.findings))
    return publish_programme(written.value)


def load_scenarios(folder: Path, campaign: str, definitions: Definitions | None = None) -> Loaded[list[Scenario]]:
    """The scenarios of a folder's campaign. definitions: those that they are for, which must have all that is named."""
    form = load_tree(folder / SCENARIOS)
    found, wrong = ([], []) if form.tree is None else scenarios(form.tree, campaign)
    if definitions is not None and not wrong:
        wrong = unfit(found, definitions)
    return form.with_content(None if wrong or form.tree is None else found, wrong)
