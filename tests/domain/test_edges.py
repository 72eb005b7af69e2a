"""Edges: when a campaign and its redemptions open and close, over versions that replace each other."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from chalicelib.domain.file import reading
from chalicelib.domain.mechanics.definition import CampaignFile
from chalicelib.domain.publishing.edges import Edge, Effective, edges
from chalicelib.domain.time.localtime import instant
from tests.domain.game import tree

ZONE = ZoneInfo("Asia/Shanghai")
MONTHLY = "20th 10:00 to end of month"
DAILY = "daily 09:00 to daily 21:00"
WHOLE_DAYS = "daily 00:00 to daily 00:00"


def at(text: str) -> int:
    return instant(datetime.fromisoformat(f"2026-{text}"), ZONE)


def version(
    since: str = "01-01 00:00", opens: str = "06-01 00:00", closes: str = "07-01 00:00", **shops: str
) -> Effective:
    """A version in force from a moment on, with redemptions by name, `OPENS to CLOSES`."""
    windows = {name: text.split(" to ") for name, text in shops.items()}
    blocks = [
        f"{name}: {{opens: {a}, closes: {b}, offers: {{pin: {{gives: {{points: 1}}}}}}}}"
        for name, (a, b) in windows.items()
    ]
    text = f"""
campaign: play
title: Play
timezone: Asia/Shanghai
opens: 2026-{opens}
closes: 2026-{closes}
redemptions: {{{", ".join(blocks)}}}
"""
    campaign, findings = reading.read(tree(text), CampaignFile)
    assert campaign is not None, findings
    return Effective(at(since), campaign)


def told(found: list[Edge]) -> list[str]:
    """Each edge as `MM-DD HH:MM opened SHOP`; the campaign is `all`."""
    return [
        f"{datetime.fromtimestamp(one.at / 1000, ZONE):%m-%d %H:%M} {one.turned} {one.redemption or 'all'}"
        for one in found
    ]


CASES = [
    pytest.param(
        [version()], "05-01 00:00", "08-01 00:00", ["06-01 00:00 opened all", "07-01 00:00 closed all"], id="a campaign"
    ),
    pytest.param(
        [version(shop=MONTHLY)],
        "06-19 00:00",
        "08-01 00:00",
        ["06-20 10:00 opened shop", "07-01 00:00 closed all", "07-01 00:00 closed shop"],
        id="a redemption closes with its campaign",
    ),
    pytest.param(
        [version(opens="06-25 00:00", shop=MONTHLY)],
        "06-19 00:00",
        "06-28 00:00",
        ["06-25 00:00 opened all", "06-25 00:00 opened shop"],
        id="and opens no earlier than it",
    ),
    pytest.param(
        [version(shop=DAILY)],
        "06-02 21:00",
        "06-04 09:00",
        ["06-03 09:00 opened shop", "06-03 21:00 closed shop", "06-04 09:00 opened shop"],
        id="after the one end, up to and with the other",
    ),
    pytest.param(
        [version(shop=WHOLE_DAYS)],
        "06-02 12:00",
        "06-03 12:00",
        ["06-03 00:00 closed shop", "06-03 00:00 opened shop"],
        id="a window that follows another without a gap",
    ),
    pytest.param([version(shop=DAILY)], "06-02 21:00", "06-02 21:00", [], id="no time at all"),
    pytest.param([version(shop=DAILY)], "06-02 21:01", "06-03 08:59", [], id="nothing turned"),
    pytest.param(
        [version(since="06-10 15:00", shop=DAILY)],
        "06-10 00:00",
        "06-10 20:00",
        ["06-10 15:00 opened all", "06-10 15:00 opened shop"],
        id="published later than it opens, it opens when it takes effect",
    ),
    pytest.param(
        [version(shop=DAILY), version(since="06-10 15:00", shop=DAILY)],
        "06-10 10:00",
        "06-10 20:00",
        [],
        id="a new version that leaves open what is open",
    ),
    pytest.param(
        [version(shop=DAILY), version(since="06-10 15:00", shop="daily 09:00 to daily 18:00")],
        "06-10 10:00",
        "06-11 00:00",
        ["06-10 18:00 closed shop"],
        id="a new version that closes earlier",
    ),
    pytest.param(
        [version(shop=DAILY), version(since="06-10 15:00", shop="daily 09:00 to daily 12:00")],
        "06-10 10:00",
        "06-11 00:00",
        ["06-10 15:00 closed shop"],
        id="and would have closed already",
    ),
    pytest.param(
        [version(shop=DAILY), version(since="06-10 15:00", other=DAILY)],
        "06-10 10:00",
        "06-10 20:00",
        ["06-10 15:00 closed shop", "06-10 15:00 opened other"],
        id="a redemption that goes, and one that comes",
    ),
    pytest.param(
        [version(), version(since="06-30 23:00", closes="07-02 00:00")],
        "06-30 00:00",
        "07-03 00:00",
        ["07-02 00:00 closed all"],
        id="a campaign that is prolonged",
    ),
    pytest.param([version(since="09-01 00:00")], "05-01 00:00", "08-01 00:00", [], id="a version still to come"),
    pytest.param([], "05-01 00:00", "08-01 00:00", [], id="no version at all"),
]


@pytest.mark.parametrize(("versions", "after", "until", "expected"), CASES)
def test_what_turned_in_a_time(versions: list[Effective], after: str, until: str, expected: list[str]) -> None:
    assert told(edges(versions, at(after), at(until))) == expected


def test_an_edge_tells_the_window_that_it_belongs_to() -> None:
    opened, closed = edges([version(shop=DAILY)], at("06-03 00:00"), at("06-04 00:00"))
    assert (opened.window.opens, opened.window.closes) == (at("06-03 09:00"), at("06-03 21:00"))
    assert closed.window == opened.window


def test_pieces_of_a_time_tell_what_the_whole_tells() -> None:
    """So nothing is told twice or lost, wherever a run ended."""
    versions = [version(shop=DAILY), version(since="06-05 15:00", shop=WHOLE_DAYS, other=MONTHLY)]
    start, end, hour = at("05-31 00:00"), at("07-02 00:00"), 3_600_000
    pieces = [edge for a in range(start, end, 7 * hour) for edge in edges(versions, a, min(a + 7 * hour, end))]
    assert pieces == edges(versions, start, end)
    assert len(pieces) > 60
