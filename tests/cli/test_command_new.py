"""`tessera new`: what it writes lints without an error, and its scenarios hold."""

from pathlib import Path

import pytest

from cli.commands.new import KINDS, TEMPLATES
from tests.cli.conftest import Run


def test_there_is_a_template_a_mechanic() -> None:
    assert {path.name for path in TEMPLATES.iterdir()} == {*KINDS}


@pytest.mark.parametrize("mechanic", KINDS)
@pytest.mark.parametrize(
    "opens", ["2026-02-01", "2028-02-29", "2026-12-31"], ids=["February", "a leap day", "the last day of a year"]
)
def test_what_it_writes_is_sound_and_proven(run: Run, mechanic: str, opens: str) -> None:
    closes = opens.replace("-02-", "-03-").replace("2026-12", "2027-01")
    made = run("new", "mine", "--mechanic", mechanic, "--opens", opens, "--closes", closes, "--market", "CN", "--yes")
    assert made.exit_code == 0, made.output

    linted, tested = run("lint"), run("test")

    assert linted.exit_code == 0, linted.output
    assert tested.exit_code == 0, tested.output
    assert "failed" not in tested.output


def test_it_asks_for_what_it_needs_and_asks_again(run: Run) -> None:
    answers = ["summer box", "summer-box", "a box", "blind-box", 'Sommer: "Box"', "2026-6-1", "2026-06-01"]
    answers += ["2026-05-31", "2026-06-30", "Mars/Olympus", "Europe/Berlin", "none"]
    ended = run("new", input="\n".join(answers) + "\n")

    assert ended.exit_code == 0, ended.output
    for wrong in ('"summer box" is not a name', '"a box" is none of', '"2026-6-1" is no day', "before the first day"):
        assert wrong in ended.output
    text = Path("campaigns/summer-box/campaign.yaml").read_text("utf-8")
    assert 'title: "Sommer: \\"Box\\""\ntimezone: Europe/Berlin\nopens: 2026-06-01 00:00\n' in text
    assert run("lint").exit_code == 0


@pytest.mark.parametrize(
    ("words", "code", "says"),
    [
        (["new", "a b", "--yes"], 2, "is not a name"),
        (["new", "a", "--opens", "soon", "--yes"], 2, "is no day"),
        (["new", "a", "--market", "XX", "--yes"], 2, "is none of"),
        (["new", "a", "--into", "elsewhere", "--yes"], 2, "events.yaml"),
        (["new", "care-box", "--yes"], 1, "exists already"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_what_will_not_do_is_said(run: Run, care_box: Path, words: list[str], code: int, says: str) -> None:
    ended = run(*words)
    assert ended.exit_code == code
    assert says in ended.output


def test_with_yes_it_asks_nothing(run: Run) -> None:
    assert run("new", "--yes").exit_code == 0
    assert run("test", "campaigns/my-campaign").exit_code == 0
