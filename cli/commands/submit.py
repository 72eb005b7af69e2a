"""`tessera submit`: hands in the next version of a campaign."""

from pathlib import Path
from typing import Any

import click
from msgspec import convert

from chalicelib.domain.publishing.definitions import PROGRAMME
from chalicelib.domain.words.findings import Finding
from cli import screen
from cli.amounts import amount, do
from cli.campaign_file import Loaded, load, load_programme, load_tree
from cli.ending import Failed, Refused
from cli.folder import CAMPAIGN, SCENARIOS, misnamed
from cli.places import PATHS, folder
from cli.remote import Rejected, Remote, connected
from cli.steering import MANAGE, note_option, standing, tell


@click.command()
@click.argument("path", type=PATHS)
@click.option(
    "--programme",
    is_flag=True,
    help="PATH holds events.yaml and programme.yaml: hand in these, with its scenarios.yaml.",
)
@note_option
@connected
def submit(path: Path, programme: bool, note: str, remote: Remote) -> None:
    """Hand in a campaign: its file and its scenarios become the next version, which somebody else approves.

    The server checks the file and plays the scenarios itself; what has an error, or a scenario that fails, is not
    taken. The same files handed in twice are one version.

    \b
    Example:
      ./tessera submit campaigns/care-box --note "as agreed with the shops"
    """
    file, scenarios = _files(path, programme)
    if not isinstance(file.tree, dict) or file.value is None:
        screen.findings(file.findings)
        raise Failed("Nothing was handed in: mend these errors first.")
    name = PROGRAMME if programme else file.value.campaign
    if not programme and (copied := misnamed(folder(path), name)):
        screen.findings(file.locate(copied))
        raise Failed("Nothing was handed in: mend this first.")
    played = scenarios.tree if scenarios else None
    try:
        done = remote.post(*MANAGE, name, "versions", tree=file.tree, scenarios=played, note=note)
    except Rejected as rejected:
        _show(rejected, name, file, scenarios)
        raise Refused(rejected.message) from None
    number = done["version"]
    checks = standing(done, number)["checks"] or {}
    warned = [convert(one, Finding) for one in checks.get("warnings", ())]
    held = checks.get("scenarios", 0)
    tell(
        done,
        f"Version {number} of {name} is handed in.",
        f"{amount(held, 'scenario')} {do(held, 'hold')}; {amount(len(warned), 'warning')}.",
        f"Next, another manager looks at it and approves it: ./tessera approve {name} {number}",
    )
    screen.findings(file.locate(warned))


def _files(path: Path, programme: bool) -> tuple[Loaded[Any], Loaded[Any] | None]:
    here = path if programme else folder(path)
    scenarios = load_tree(here / SCENARIOS) if (here / SCENARIOS).exists() else None
    if scenarios and scenarios.findings:
        return scenarios, None
    return (load_programme(here) if programme else load(here / CAMPAIGN)), scenarios


def _show(rejected: Rejected, name: str, file: Loaded[Any], scenarios: Loaded[Any] | None) -> None:
    """The server's findings at the lines of the files; those of scenarios begin with `scenarios`."""
    for which, found in rejected.findings.items():
        if which != name:
            screen.say(f"In {which}, which is live:", "bold")
        for one in found:
            place = scenarios if scenarios and one.path[:1] == ("scenarios",) else file
            screen.findings(place.locate([one]))
