"""The demo's report: what fails is told in dates, with the command that plays the same month again."""

from collections.abc import Sequence
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from msgspec import json
from rich.console import Console

from audit import Evidence, Result
from audit.evidence import Statement
from local.demo.diary import Diary
from local.demo.report import Pace, in_dates, report

SHANGHAI = ZoneInfo("Asia/Shanghai")
AGAIN = ".venv/bin/python -m local.demo --seed 7"


@pytest.mark.parametrize(
    ("breach", "expected"),
    [
        ("m1 drew at 1780452000000", "m1 drew at 2026-06-03 10:00:00.000 Asia/Shanghai"),
        ("at 1780452000001: late", "at 2026-06-03 10:00:00.001 Asia/Shanghai: late"),
        ('{"at":1780452000000}', '{"at":2026-06-03 10:00:00.000 Asia/Shanghai}'),
        ("m1780452000000 has 2", "m1780452000000 has 2"),
        ("17804520000001 units", "17804520000001 units"),
        ("order 1780452000000.5", "order 1780452000000.5"),
        ("days@1780452000000", "days@2026-06-03 10:00:00.000 Asia/Shanghai"),
        ("12 units too many", "12 units too many"),
    ],
)
def test_a_breach_is_told_in_dates(breach: str, expected: str) -> None:
    assert in_dates(breach, SHANGHAI) == expected


def shown(*results: Result, postings: Sequence[dict[str, Any]] = ()) -> str:
    console = Console(width=200, record=True, quiet=True)
    written = {"id": "r", "does": "draw", "postings": [*postings]}
    statements = (Statement("m1", 1, (written,), (json.encode(written),), {}),) if postings else ()
    evidence = Evidence(statements, {}, {"spa": [(0, 1, {"timezone": "Asia/Shanghai"})]}, {}, {})
    diary = Diary()
    diary.seconds = [0.1, 0.2]
    with console.capture() as captured:
        console.quiet = False
        report(console, evidence, diary, Pace(1, 1.0, 1.0), results, AGAIN)
    return captured.get()


def moved(why: str, **moves: dict[str, int]) -> dict[str, Any]:
    return {"campaign": "spa", "why": why, **moves}


MUG = moved("redemptions/shop/mug", gave={"prizes/mug": 1}, took={"points": 30})


@pytest.mark.parametrize(
    ("postings", "points", "prizes"),
    [
        pytest.param([moved("challenges/day/visit", gave={"points": 5})], "5", "", id="given"),
        pytest.param([MUG], "0", "1 mug", id="redeemed"),
        pytest.param(
            [MUG, moved(f"{MUG['why']}:undone", gave=MUG["took"], took=MUG["gave"])], "0", "1 mug", id="undone"
        ),
        pytest.param([moved("bill", gave={"prizes/cup": 1})], "0", "", id="came back from a till"),
        pytest.param([moved("merged", gave={"prizes/cup": 1, "fragments/set/a": 2})], "0", "", id="merged"),
        pytest.param([moved("collections/set:send", gave={"fragments/set/a": 1})], "0", "", id="sent by a member"),
        pytest.param([moved("merged", gave={"points": 7}) | {"campaign": "bar"}], "0", "", id="of another campaign"),
    ],
)
def test_what_comes_back_is_not_granted_again(postings: list[dict[str, Any]], points: str, prizes: str) -> None:
    """The columns: points, draws, fragments, sets and prizes."""
    line = next(line for line in shown(postings=postings).splitlines() if line.strip().startswith("spa"))
    assert line.split() == ["spa", points, "0", "0", "0", *prizes.split()]


def test_what_fails_is_told_with_the_command_that_plays_it_again() -> None:
    told = shown(Result("No stock is oversold", "3 stocks", ("[rose] oversold at 1780452000000",)))
    assert "[rose] oversold at 2026-06-03 10:00:00.000 Asia/Shanghai" in told
    assert f"To play the same again: {AGAIN}" in told


def test_what_holds_needs_no_playing_again() -> None:
    assert AGAIN not in shown(Result("No stock is oversold", "3 stocks"))
