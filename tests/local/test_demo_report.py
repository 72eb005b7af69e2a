"""The demo's report: what fails is told in dates, with the command that plays the same month again."""

from zoneinfo import ZoneInfo

import pytest
from rich.console import Console

from audit import Evidence, Result
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


def shown(*results: Result) -> str:
    console = Console(width=200, record=True, quiet=True)
    evidence = Evidence((), {}, {"spa": [(0, 1, {"timezone": "Asia/Shanghai"})]}, {}, {})
    diary = Diary()
    diary.seconds = [0.1, 0.2]
    with console.capture() as captured:
        console.quiet = False
        report(console, evidence, diary, Pace(1, 1.0, 1.0), results, AGAIN)
    return captured.get()


def test_what_fails_is_told_with_the_command_that_plays_it_again() -> None:
    told = shown(Result("No stock is oversold", "3 stocks", ("[rose] oversold at 1780452000000",)))
    assert "[rose] oversold at 2026-06-03 10:00:00.000 Asia/Shanghai" in told
    assert f"To play the same again: {AGAIN}" in told


def test_what_holds_needs_no_playing_again() -> None:
    assert AGAIN not in shown(Result("No stock is oversold", "3 stocks"))
