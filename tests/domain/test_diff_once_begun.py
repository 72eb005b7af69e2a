"""What has begun, and what members have used of it, a newer version may not let begin again."""

import pytest

from chalicelib.domain.mechanics.whole_diff import diff
from tests.domain.two_versions import BASE, TIERS, campaign, edited

MONTHLY = "opens: 20th 10:00\n    closes: end of 25th"
OPENED, CLOSED = 1_781_920_800_000, 1_782_403_200_000
"""2026-06-20 10:00 and 2026-06-26 00:00 in Shanghai."""


@pytest.mark.parametrize(
    ("moments", "at", "expected"),
    [
        pytest.param("opens: 20th 09:00\n    closes: end of 25th", None, "favourable", id="while nothing is open"),
        pytest.param("opens: 20th 09:00\n    closes: end of 25th", OPENED - 1, "favourable", id="before it opens"),
        pytest.param("opens: 20th 09:00\n    closes: end of 25th", OPENED, "adverse", id="when it has just opened"),
        pytest.param("opens: 20th 09:00\n    closes: end of 25th", CLOSED - 1, "adverse", id="to its last moment"),
        pytest.param("opens: 20th 09:00\n    closes: end of 25th", CLOSED, "favourable", id="after it closed"),
        pytest.param("opens: 20th 09:00\n    closes: end of 26th", CLOSED, "adverse", id="closed, and open again"),
        pytest.param("opens: 20th 10:00\n    closes: end of 26th", OPENED, "favourable", id="its end alone"),
        pytest.param("opens: 20th 10:00\n    closes: end of 26th", CLOSED, "favourable", id="its end, after it closed"),
        pytest.param("opens: 20th 10:00\n    closes: end of 24th", OPENED, "adverse", id="its end, earlier"),
    ],
)
def test_what_has_begun_may_not_begin_at_another_moment(moments: str, at: int | None, expected: str) -> None:
    changes = diff(campaign(BASE), campaign(edited((MONTHLY, moments))), TIERS, at=at)
    assert {one.kind for one in changes} == {expected}


@pytest.mark.parametrize(
    ("edit", "at", "expected"),
    [
        pytest.param(("06-01 00:00", "05-31 00:00"), None, "favourable", id="while nothing is open"),
        pytest.param(("06-01 00:00", "05-31 00:00"), 1_780_243_199_999, "favourable", id="before it opens"),
        pytest.param(("06-01 00:00", "05-31 00:00"), 1_780_243_200_000, "adverse", id="when it has just opened"),
        pytest.param(("end of 2026-06-30", "end of 2026-07-31"), 1_780_243_200_000, "favourable", id="its end alone"),
    ],
)
def test_a_campaign_that_is_open_may_not_begin_at_another_moment(
    edit: tuple[str, str], at: int | None, expected: str
) -> None:
    changes = diff(campaign(BASE), campaign(edited(edit)), TIERS, at=at)
    assert {one.kind for one in changes} == {expected}


BEGINS = 1_780_243_200_000
"""2026-06-01 00:00 in Shanghai, when the campaign opens."""


@pytest.mark.parametrize(
    ("old", "new", "back"),
    [
        pytest.param("limit: 2 a campaign", "limit: 2 a month", "adverse", id="a limit of a task"),
        pytest.param("limit: 2 a campaign", "limit: [2 a campaign, 2 a month]", "favourable",
                     id="a period more, whose count would begin in the middle"),
        pytest.param("limit: 3 a month", "limit: 3 a day", "adverse", id="a month becomes a day"),
        pytest.param("limit: 1 a campaign", "limit: 1 a month", "adverse", id="a limit of a set"),
        pytest.param("reach: 3 times (at most 1 a campaign)", "reach: 3 times (at most 1 a month)", "adverse",
                     id="how often it counts"),
        pytest.param("stock: 300", "stock: 300 a day", "adverse", id="a stock each day"),
        pytest.param("stock: 300", "stock: 300 a window", "adverse", id="a stock each window"),
    ],
)  # fmt: skip
def test_what_was_used_is_not_there_again_because_it_counts_in_another_period(old: str, new: str, back: str) -> None:
    before = BASE if old in BASE else edited(("3 times (at most 1 a day)", old.removeprefix("reach: ")))
    after = before.replace(old, new)
    opens = OPENED if "redemption" in old else BEGINS
    there = [diff(campaign(before), campaign(after), TIERS, at=at) for at in (opens - 1, opens, CLOSED)]
    again = diff(campaign(after), campaign(before), TIERS, at=CLOSED)

    assert [[one.kind for one in found] for found in there] == [["favourable"], ["adverse"], ["adverse"]]
    assert "only be changed before it opens" in there[0][0].reason
    assert "all of it would be there again" in there[1][0].reason
    assert [one.kind for one in again] == [back]


SHOP = """
campaign: play
title: Play
timezone: Asia/Shanghai
opens: 2026-06-01 00:00
closes: end of 2026-06-30
challenges:
  run:
{of_challenge}
    tasks: {{go: {{when: shop.visited, gives: {{points: 1}}, limit: 2 a campaign{of_task}}}}}
redemptions:
  shop:
    opens: {opens}
    closes: {closes}
    limit: 1 a campaign
    offers: {{tee: {{costs: {{points: 1}}, gives: {{prizes: cup}}, stock: 9{of_offer}}}}}
prizes: {{cup: {{gift: cup, value: 50.00 CNY}}}}
"""
MONTHLY_SHOP = {"opens": "20th 10:00", "closes": "end of 25th"}
DAILY_SHOP = {"opens": "daily 10:00", "closes": "daily 22:00"}
LIMIT_OF_SHOP = ("limit: 1 a campaign", "limit: 1 a month")
STOCK_OF_OFFER = ("stock: 9", "stock: 9 a day")
LIMIT_OF_TASK = ("limit: 2 a campaign", "limit: 2 a month")
DAY_MS = 86_400_000

# Each row: the moments of the file, what is changed, and the first moment of June 2026 from which it may not be.
USED_FROM: dict[str, tuple[dict[str, str], tuple[str, str], int]] = {
    "a redemption that opens later": (MONTHLY_SHOP, LIMIT_OF_SHOP, OPENED),
    "an offer of it": (MONTHLY_SHOP, STOCK_OF_OFFER, OPENED),
    "an offer that opens later still": (
        MONTHLY_SHOP | {"of_offer": ", opens: 2026-06-21 00:00"}, STOCK_OF_OFFER, BEGINS + 20 * DAY_MS),
    "the redemption of such an offer": (
        MONTHLY_SHOP | {"of_offer": ", opens: 2026-06-21 00:00"}, LIMIT_OF_SHOP, OPENED),
    "an offer that opens while the redemption is closed": (
        MONTHLY_SHOP | {"of_offer": ", opens: 2026-06-03 00:00"}, STOCK_OF_OFFER, OPENED),
    "a redemption of each day, from its first": (DAILY_SHOP, LIMIT_OF_SHOP, BEGINS + 36_000_000),
    "a task": ({}, LIMIT_OF_TASK, BEGINS),
    "a task that opens later": (
        {"of_task": ", opens: 2026-06-05 00:00"}, LIMIT_OF_TASK, BEGINS + 4 * DAY_MS),
    "a task of a challenge that opens later": (
        {"of_challenge": "    opens: 2026-06-05 00:00"}, LIMIT_OF_TASK, BEGINS + 4 * DAY_MS),
    "a task that opens before its challenge": (
        {"of_challenge": "    opens: 2026-06-05 00:00", "of_task": ", opens: 2026-06-02 00:00"}, LIMIT_OF_TASK,
        BEGINS + 4 * DAY_MS),
}  # fmt: skip
ALWAYS = {"of_challenge": "", "of_task": "", "of_offer": "", **MONTHLY_SHOP}


@pytest.mark.parametrize(("moments", "edit", "used_from"), USED_FROM.values(), ids=USED_FROM.keys())
def test_a_period_changes_until_the_block_itself_has_been_open(
    moments: dict[str, str], edit: tuple[str, str], used_from: int
) -> None:
    before = SHOP.format(**ALWAYS | moments)
    after = before.replace(*edit)
    kinds = [
        {one.kind for one in diff(campaign(before), campaign(after), TIERS, at=at)}
        for at in (BEGINS - 1, used_from - 1, used_from, CLOSED)
    ]
    assert kinds == [{"favourable"}, {"favourable"}, {"adverse"}, {"adverse"}]


@pytest.mark.parametrize(
    ("of_challenge", "expected"),
    [("", "adverse"), ("    opens: 2026-06-05 00:00", "favourable"), ("    opens: 2026-06-02 00:00", "adverse")],
)
def test_what_stood_in_something_closed_has_not_begun(of_challenge: str, expected: str) -> None:
    """The task's own time began on the second, and the change takes effect on the third."""
    before = SHOP.format(**ALWAYS | {"of_challenge": of_challenge, "of_task": ", opens: 2026-06-02 00:00"})
    after = before.replace(", opens: 2026-06-02", ", opens: 2026-06-01")
    changes = diff(campaign(before), campaign(after), TIERS, at=BEGINS + 2 * DAY_MS)
    assert {one.kind for one in changes} == {expected}


@pytest.mark.parametrize(
    ("old", "new"),
    [("limit: 2 a campaign", "limit: 3 a campaign"), (", limit: 2 a campaign", ""), ("stock: 300", "stock: 301"),
     ("stock: 500 a window", "stock: 501 a window"), ("stock: 300, ", "")],
)  # fmt: skip
def test_more_of_one_period_is_favourable_at_any_time(old: str, new: str) -> None:
    changes = diff(campaign(BASE), campaign(edited((old, new))), TIERS, at=CLOSED)
    assert {one.kind for one in changes} == {"favourable"}
