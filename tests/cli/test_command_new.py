"""`tessera new`: what it writes lints without an error, and its scenarios hold."""

import re
import shutil
from datetime import date
from pathlib import Path

import pytest

from cli.commands.new import KINDS, TEMPLATES
from cli.moving import move_between, moved
from tests.cli.conftest import SHIPPED, Run


def test_there_is_a_template_a_mechanic() -> None:
    assert {path.name for path in TEMPLATES.iterdir()} == {*KINDS}


@pytest.mark.parametrize("mechanic", KINDS)
@pytest.mark.parametrize(
    ("opens", "closes", "more"),
    [
        pytest.param("2026-02-01", "2026-03-01", [], id="February"),
        pytest.param("2028-02-29", "2028-03-29", [], id="from a leap day"),
        pytest.param("2026-12-31", "2027-01-31", [], id="over the end of a year"),
        pytest.param("2026-11-11", "2026-11-11", [], id="one day only"),
        pytest.param("2026-11-11", "2026-11-12", [], id="two days"),
        pytest.param("2026-11-11", "2026-11-13", [], id="three days"),
        pytest.param("2026-06-01", "2026-06-30", ["--timezone", "Asia/Tokyo"], id="yen, which have no cents"),
        pytest.param("2026-06-01", "2026-06-30", ["--timezone", "Europe/Berlin"], id="euros"),
        pytest.param("2026-06-01", "2026-06-30", ["--timezone", "Asia/Kuwait"], id="dinars of a thousand fils"),
        pytest.param("2026-03-29", "2026-03-29", ["--timezone", "Europe/Berlin"], id="the day that has 23 hours"),
        pytest.param("2026-10-25", "2026-10-26", ["--timezone", "Europe/Berlin"], id="the day that has 25 hours"),
        pytest.param("2026-06-01", "2026-06-01", ["--timezone", "Asia/Tokyo", "--market", "CN"], id="mixed"),
        pytest.param("2026-06-01", "2026-06-30", ["--title", 'Tea: "all" {day} #1', "--market", "none"], id="a title"),
    ],
)
def test_what_it_writes_is_sound_and_proven(run: Run, mechanic: str, opens: str, closes: str, more: list[str]) -> None:
    made = run("new", "mine", "--mechanic", mechanic, "--opens", opens, "--closes", closes, *more, "--yes")
    assert made.exit_code == 0, made.output

    linted, tested = run("lint"), run("test")

    assert linted.exit_code == 0, linted.output
    assert tested.exit_code == 0, tested.output
    assert "failed" not in tested.output


@pytest.mark.parametrize(
    ("zone", "currency", "market"),
    [
        ("Asia/Shanghai", "CNY", "CN"),
        ("Asia/Tokyo", "JPY", "JP"),
        ("Europe/Rome", "EUR", None),
        ("Pacific/Auckland", "NZD", None),
        ("UTC", "CNY", "CN"),
    ],
)
def test_the_timezone_suggests_the_currency_and_the_law(run: Run, zone: str, currency: str, market: str | None) -> None:
    assert run("new", "mine", "--mechanic", "redemption", "--timezone", zone, "--yes").exit_code == 0
    text = Path("campaigns/mine/campaign.yaml").read_text("utf-8")
    assert {*re.findall(r"\d ([A-Z]{3})\b", text)} == {currency}
    assert re.findall(r"^market: (\w+)$", text, re.MULTILINE) == ([market] if market else [])


# --- a copy of another campaign ---


@pytest.mark.parametrize(
    ("before", "after", "one", "expected"),
    [
        pytest.param("2026-06-01", "2027-06-01", "2026-06-30", "2027-06-30", id="a year later"),
        pytest.param("2026-06-01", "2026-07-01", "2026-06-30", "2026-07-31", id="a last day stays one"),
        pytest.param("2026-06-01", "2026-07-01", "2026-06-29", "2026-07-29", id="any other day is the same"),
        pytest.param("2027-01-20", "2028-01-20", "2027-03-10", "2028-03-10", id="over a leap day"),
        pytest.param("2027-02-01", "2028-02-01", "2027-02-28", "2028-02-29", id="the end of February"),
        pytest.param("2026-01-31", "2027-01-31", "2025-12-31", "2026-12-31", id="before it"),
        pytest.param("2026-06-01", "2026-06-08", "2026-06-30", "2026-07-07", id="a week later"),
        pytest.param("2026-06-01", "2025-05-31", "2026-06-02", "2025-06-01", id="back"),
        pytest.param("2026-06-01", "2027-06-01", "1990-05-17", "1991-05-17", id="birthdays too, so that ages stay"),
        pytest.param("2026-06-01", "2027-06-01", "2026-06-31", "2026-06-31", id="no day of the calendar"),
        pytest.param("2026-06-01", "2027-06-01", "9999-12-31", "9999-12-31", id="the end of all days"),
    ],
)
def test_a_date_moves_with_the_first_day(before: str, after: str, one: str, expected: str) -> None:
    move = move_between(date.fromisoformat(before), date.fromisoformat(after))
    assert moved(f"closes: end of {one} # see {one}", move) == f"closes: end of {expected} # see {expected}"


def test_an_address_is_no_date() -> None:
    move = move_between(date(2026, 6, 1), date(2027, 6, 1))
    text = "image: https://cdn.example/2026-06-01/box-2026-06-01.png\nopens: 2026-06-01T00:00"
    assert moved(text, move) == text.replace("2026-06-01T", "2027-06-01T")


@pytest.mark.parametrize(
    ("shipped", "opens"),
    [
        ("care-box", "2027-03-01"),
        ("festival-weeks", "2027-06-07"),  # a Monday, as last year
        ("monthly-gifts", "2027-01-01"),
        ("kids-atelier", "2027-09-01"),
    ],
)
def test_last_years_campaign_is_copied_with_all_its_dates(run: Run, shipped: str, opens: str) -> None:
    shutil.copytree(SHIPPED / shipped, f"campaigns/{shipped}")
    copied = run("new", "next", "--from", f"campaigns/{shipped}", "--opens", opens)
    assert copied.exit_code == 0, copied.output
    linted, tested = run("lint", "campaigns/next"), run("test", "campaigns/next")

    assert linted.exit_code == 0, linted.output
    assert tested.exit_code == 0, tested.output
    text = Path("campaigns/next/campaign.yaml").read_text("utf-8")
    assert "campaign: next\n" in text
    assert f"opens: {opens}" in text


def test_a_copy_tells_when_the_weekday_is_another_and_keeps_all_else(run: Run, care_box: Path) -> None:
    copied = run("new", "next", "--from", "campaigns/care-box", "--opens", "2027-03-01", "--yes")
    titled = run("new", "third", "--from", "campaigns/care-box", "--opens", "2027-03-01", "--title", "Other")

    assert "All dates are moved as the first day is, from 2026-03-01 to 2027-03-01." in copied.output
    assert "The first day was a Sunday and is a Monday" in copied.output
    assert (titled.exit_code, Path("campaigns/third").exists()) == (2, False)
    kept = (
        Path("campaigns/next/campaign.yaml")
        .read_text("utf-8")
        .replace("2027-", "2026-")
        .replace(": next", ": care-box")
    )
    assert kept == (care_box / "campaign.yaml").read_text("utf-8")


def test_it_asks_for_what_it_needs_and_asks_again(run: Run) -> None:
    answers = ["summer box", "summer-box", "a box", "blind-box", 'Sommer: "Box"', "2026-6-1", "2026-06-01"]
    answers += ["2026-05-31", "2026-06-30", "Mars/Olympus", "Europe/Berlin", "XXX", "", "none"]
    ended = run("new", input="\n".join(answers) + "\n")

    assert ended.exit_code == 0, ended.output
    for wrong in (
        '"summer box" is not a name',
        '"a box" is none of',
        '"2026-6-1" is no day',
        "before the first day",
        '"XXX" is none of',
    ):
        assert wrong in ended.output
    text = Path("campaigns/summer-box/campaign.yaml").read_text("utf-8")
    assert 'title: "Sommer: \\"Box\\""\ntimezone: Europe/Berlin\nopens: 2026-06-01 00:00\n' in text
    assert run("lint").exit_code == 0


@pytest.mark.parametrize(
    ("words", "code", "says"),
    [
        (["new", "a b", "--yes"], 2, "is not a name"),
        (["new", "a", "--opens", "soon", "--yes"], 2, "is no day"),
        (["new", "a", "--opens", "1-Jun-2026", "--yes"], 2, "write 2026-06-01"),
        (["new", "a", "--opens", "20260601", "--yes"], 2, "write 2026-06-01"),
        (["new", "a", "--opens", "06/04/2026", "--yes"], 2, "is it 2026-04-06 or 2026-06-04?"),
        (["new", "a", "--opens", "26/06/01", "--yes"], 2, "is it 2026-06-01? Write 2026-06-01"),
        (["new", "a", "--opens", "6月1日", "--yes"], 2, "on which date? Write year, month and day"),
        (["new", "a", "--opens", "next week", "--yes"], 2, "on which date?"),
        (["new", "a", "--closes", "end of June 2026", "--yes"], 2, "write 2026-06-30"),
        (["new", "a", "--market", "XX", "--yes"], 2, "there are CN, JP, or none"),
        (["new", "a", "--market", "中国", "--yes"], 2, "did you mean CN?"),
        (["new", "a", "--timezone", "Beijing", "--yes"], 2, "write Asia/Shanghai"),
        (["new", "a", "--currency", "RMB", "--yes"], 2, "write CNY"),
        (["new", "a", "--from", "care-box", "--yes"], 2, "wanted, not its name: write campaigns/care-box"),
        (["new", "a", "--from", "nowhere", "--yes"], 2, "there is no campaign.yaml in nowhere"),
        (["new", "a", "--into", "elsewhere", "--yes"], 2, "events.yaml"),
        (["new", "care-box", "--yes"], 1, "exists already"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_what_will_not_do_is_said(run: Run, care_box: Path, words: list[str], code: int, says: str) -> None:
    ended = run(*words)
    assert ended.exit_code == code
    assert says in ended.output


@pytest.mark.parametrize(("inside", "right"), [(".", "--into ."), ("care-box", "--into ..")])
def test_inside_of_a_folder_of_ones_own_it_names_the_option(
    run: Run, care_box: Path, monkeypatch: pytest.MonkeyPatch, inside: str, right: str
) -> None:
    monkeypatch.chdir(Path("campaigns") / inside)

    ended = run("new", "mine", "--yes")

    assert ended.exit_code == 2
    assert f"which all campaigns need beside them: add {right}\n" in ended.output
    assert run("new", "mine", "--yes", *right.split()).exit_code == 0


def test_with_yes_it_asks_nothing(run: Run) -> None:
    assert run("new", "--yes").exit_code == 0
    assert run("test", "campaigns/my-campaign").exit_code == 0
