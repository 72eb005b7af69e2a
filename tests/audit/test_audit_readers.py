"""The audit's own reading of campaign files and of chance agrees with the backend's, though they share no code."""

from datetime import datetime
from itertools import pairwise
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from audit import chance
from audit.calendar import began, is_late, is_open, period
from audit.file_rules import bag, blocks, limits, stock
from chalicelib.domain.chance import drawing
from chalicelib.domain.file.phrases import parse_moment
from chalicelib.domain.time.windows import Window, windows_within
from cli.campaign_file import load_tree
from tests.proof.shipped import CAMPAIGNS, Shipped
from tests.proof.shipped import blocks as shipped_blocks

ZONES = ("Asia/Shanghai", "Europe/Berlin", "America/New_York", "Asia/Beirut", "Australia/Lord_Howe")
"""With and without summer time, with one that skips midnight, and one of half an hour."""

WINDOWS = (
    ("daily 10:00", "daily 22:00"),
    ("daily 22:00", "daily 06:00"),
    ("daily 02:30", "daily 02:45"),
    ("daily 02:00", "daily 03:00"),
    ("daily 02:30", "daily 03:00"),
    ("daily 02:30", "daily 03:15"),
    ("daily 00:00", "daily 01:00"),
    ("daily 00:00", "end of day"),
    ("Sun 02:00", "Sun 02:30"),
    ("Wed 10:00", "end of Thu"),
    ("Sat 20:00", "Mon 08:00"),
    ("end of Fri", "end of Sun"),
    ("20th 10:00", "end of month"),
    ("31st 08:00", "1st 08:00"),
    ("end of 25th", "5th 00:30"),
    ("Dec 1 00:00", "end of Dec"),
    ("Feb 29 10:00", "end of Mar 2"),
    ("Nov 20 00:00", "Jan 6 12:00"),
    ("2026-03-29 02:30", "2026-10-25 02:30"),
    ("2026-06-01 10:00:30.500", "end of 2026-06-02"),
)


def at(text: str, zone: str) -> int:
    return int(datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone)).timestamp() * 1000)


@pytest.mark.parametrize("zone", ZONES)
@pytest.mark.parametrize(("opens", "closes"), WINDOWS, ids=str)
def test_blocks_open_and_close_at_the_same_millisecond(opens: str, closes: str, zone: str) -> None:
    years = Window(at("2024-01-15 12:00", zone), at("2028-12-15 12:00", zone))
    found = list(windows_within(parse_moment(opens), parse_moment(closes), ZoneInfo(zone), years))
    campaign = {"timezone": zone, "opens": opens, "closes": closes}
    assert found
    for window in found[1:]:
        assert [began(campaign, zone, edge) for edge in (window.opens, window.closes - 1)] == [window.opens] * 2
    for window in found:
        edges = (window.opens, (window.opens + window.closes) // 2, window.closes - 1)
        assert [is_open(campaign, edge) for edge in edges] == [True] * 3, window
    for before, after in pairwise(found):
        if before.closes < after.opens:
            edges = (before.closes, (before.closes + after.opens) // 2, after.opens - 1)
            assert [is_open(campaign, edge) for edge in edges] == [False] * 3, (before, after)


@pytest.mark.parametrize("one", list(shipped_blocks()), ids=lambda one: one.name)
def test_draws_land_on_the_same_rows_with_all_their_guarantees(one: Shipped) -> None:
    tree: Any = load_tree(CAMPAIGNS / one.published.id / "campaign.yaml").tree
    block = blocks(tree, one.of)[-1]
    odds, guarantees = tuple(block["odds"].items()), block.get("guarantees", [])
    seed, mine = bytes(range(32)), (0, 0) * len(guarantees)
    memory: tuple[int, ...] = ()
    hits = set()
    for n in range(1, 1001):
        row, memory = drawing.draw(seed, "ana", n, one.table, one.block.guarantees, memory)
        assert chance.landed(seed, "ana", n, odds, guarantees, mine) == row
        mine = chance.after(guarantees, mine, row)
        assert mine == memory
        hits.add(row)
    assert len(hits) > 1


CAMPAIGN = {
    "timezone": "Asia/Shanghai",
    "week_starts": "Sun",
    "challenges": {
        "week": {
            "repeats": "weekly",
            "tasks": {
                "run": {"when": "run.finished", "milestones": {"3": {"points": "5"}}},
                "gives": {"when": "x", "each": "1 time", "limit": ["2 a day", "1 a round"], "gives": {"draws": "run"}},
            },
        }
    },
    "collections": {"set": {"send": "2 a day", "limit": "4 a campaign", "exchange": "2 spares"}},
    "redemptions": {
        "noon": {
            "opens": "daily 10:00",
            "closes": "daily 22:00",
            "limit": "2 a window",
            "offers": {"tea": {"opens": "daily 12:00", "limit": "3 a month", "stock": "5 a window"}, "cup": {}},
        }
    },
    "prizes": {"mug": {"gift": "mug", "stock": "7"}},
}
JUNE_21 = at("2026-06-21 13:00", "Asia/Shanghai")  # a Sunday
TEN = f"window of {at('2026-06-21 10:00', 'Asia/Shanghai')}"


@pytest.mark.parametrize(
    ("path", "found"),
    [
        ("challenges/week/run", [("challenges/week/run", (1, "round"), "week of 2026-06-21")]),
        ("challenges/week/run:3", [("challenges/week/run:3", (1, "round"), "week of 2026-06-21")]),
        ("challenges/week:1", [("challenges/week:1", (1, "round"), "week of 2026-06-21")]),
        (
            "challenges/week/gives",
            [
                ("challenges/week/gives", (2, "day"), "2026-06-21"),
                ("challenges/week/gives", (1, "round"), "week of 2026-06-21"),
            ],
        ),
        ("collections/set", [("collections/set", (4, "campaign"), "")]),
        ("collections/set:send", [("collections/set:send", (2, "day"), "2026-06-21")]),
        ("collections/set:exchange", []),
        (
            "redemptions/noon/tea",
            [
                ("redemptions/noon", (2, "window"), TEN),
                ("redemptions/noon/tea", (3, "month"), "2026-06"),
            ],
        ),
    ],
)
def test_limits_are_found_on_the_way_to_a_block(path: str, found: list[object]) -> None:
    assert list(limits(CAMPAIGN, path, JUNE_21)) == found


def test_stock_is_found_by_its_path() -> None:
    assert stock(CAMPAIGN, "redemptions/noon/tea", JUNE_21) == (5, TEN)
    assert stock(CAMPAIGN, "prizes/mug", JUNE_21) == (7, "")
    assert stock(CAMPAIGN, "redemptions/noon/cup", JUNE_21) is None


@pytest.mark.parametrize("path", ["challenges/week/draws", "challenges/none/run", "wheels/big", "expired"])
def test_what_is_no_block_is_not_found(path: str) -> None:
    assert blocks(CAMPAIGN, path) == []


def test_a_bag_is_read_in_all_its_spellings() -> None:
    said = {"points": "5", "draws": "box", "fragments": ["set/a", "set/b"], "prizes": {"tea": "3"}}
    assert bag(said, 2) == {"points": 10, "draws/box": 2, "fragments/set/a": 2, "fragments/set/b": 2, "prizes/tea": 6}
    assert bag({"fragments": {"set/random": "60"}, "prizes": "tea"}, 2) == {
        "fragments/set/random": 120,
        "prizes/tea": 2,
    }


@pytest.mark.parametrize(
    ("grace", "last"),
    [
        ("2 hours", "2026-03-28 14:00"),
        ("1 day", "2026-03-29 12:00"),
        ("1 week", "2026-04-04 12:00"),
        ("", "2026-03-29 13:00"),
    ],
)
def test_the_grace_of_a_late_event_keeps_the_wall_clock_in_days(grace: str, last: str) -> None:
    """Summer time begins on the 29th: a day later is 23 hours, and 24 hours are an hour more than a day."""
    campaign = {"timezone": "Europe/Berlin"} | ({"grace": grace} if grace else {})
    event, end = at("2026-03-28 12:00", "Europe/Berlin"), at(last, "Europe/Berlin")
    assert [is_late(campaign, event, end - 1), is_late(campaign, event, end)] == [False, True]


def test_years_and_the_whole_campaign_are_periods_too() -> None:
    assert [period(CAMPAIGN, per, JUNE_21) for per in ("year", "campaign")] == ["2026", ""]
