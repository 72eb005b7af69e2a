"""Two versions of a campaign: each change is classed as members see it, and what can't be told is adverse."""

from collections.abc import Iterable
from functools import cache
from itertools import chain
from typing import cast

import pytest
from msgspec import Struct, structs

from chalicelib.domain.diff.programme import used_by
from chalicelib.domain.file import reading
from chalicelib.domain.file.campaign import Campaign, Prize
from chalicelib.domain.file.programme import EventType, Programme, Tier
from chalicelib.domain.mechanics.blind_box.block import BlindBox
from chalicelib.domain.mechanics.challenge.block import Challenge, Task
from chalicelib.domain.mechanics.collection.block import Collection
from chalicelib.domain.mechanics.definition import CampaignFile
from chalicelib.domain.mechanics.redemption.block import Offer, Redemption
from chalicelib.domain.mechanics.whole_diff import JUDGES, diff
from tests.domain.game import tree

TIERS = ("green", "silver", "gold")

BASE = """
campaign: play
title: Play
timezone: Asia/Shanghai
opens: 2026-06-01 00:00
closes: end of 2026-06-30
who: {tier: [green, silver], age: 18 to 60}
grace: 24 hours
challenges:
  week:
    repeats: weekly
    tasks:
      run: {when: run.finished, where: {km: at least 5}, reach: 3 times (at most 1 a day), gives: {points: 10},
            milestones: {1: {points: 1}, 2: {points: 1}}, limit: 2 a campaign}
      buy: {when: order.paid, each: 399.00 CNY of amount, limit: 3 a month, gives: {draws: box}}
    gives: {points: 100}
  open: {tasks: {visit: {when: shop.visited, already: true, gives: {points: 1}}}, milestones: {1: {points: 5}}}
collections:
  set: {fragments: [a, b], gives: {points: 9}, odds: {a: 50%, b: 50%}, exchange: 3 spares, send: 1 a day,
        cannot_send: [b], limit: 1 a campaign}
blind_boxes:
  box:
    costs: {draws: box}
    ten_costs: {draws: {box: 9}}
    odds: {bike: 1%, tee: 19%, cup: 20%, sticker: rest}
    guarantees: [{of: [bike, tee], within: 20, ramp: {from: 10, step: 1%}}]
    limit: 2 a day
    min_age: 8
    guardian_under: 18
redemptions:
  monthly:
    opens: 20th 10:00
    closes: end of 25th
    limit: 2 a month
    offers:
      serum: {costs: {points: 100}, gives: {prizes: tee}, stock: 500 a window, who: {tier: at least silver}}
prizes:
  sticker: {badge: play-2026}
  cup:     {gift: cup, value: 50.00 CNY}
  mug:     {gift: mug, value: 50.00 CNY}
  tee:     {gift: tee, value: 99.00 CNY, stock: 300, when_out: cup}
  bike:    {gift: bike, value: 1299.00 CNY, stock: 5, when_out: tee, valid: 30 days}
  coupon:  {coupon: 20.00 CNY off 148.00 CNY, valid: 30 days}
  none:    {nothing: true, title: No prize}
  pack:    {points: 200}
"""


@cache
def campaign(text: str) -> Campaign:
    value, findings = reading.read(tree(text), CampaignFile)
    assert value is not None, findings
    return value


def edited(edit: tuple[str, str]) -> str:
    assert edit[0] in BASE
    return BASE.replace(*edit)


def classed(before: str, after: str) -> dict[str, str]:
    """The kind of each change by its place in the file, the worst where one place changes twice."""
    changes = diff(campaign(before), campaign(after), TIERS)
    assert all(change.reason for change in changes)
    order = ("neutral", "favourable", "adverse")
    return {
        ".".join(map(str, change.path)): change.kind
        for change in sorted(changes, key=lambda one: order.index(one.kind))
    }


BOX, RUN, BUY = "blind_boxes.box", "challenges.week.tasks.run", "challenges.week.tasks.buy"
SERUM = "redemptions.monthly.offers.serum"

CHALLENGE = """\
  open: {tasks: {visit: {when: shop.visited, already: true, gives: {points: 1}}}, milestones: {1: {points: 5}}}
"""

LESS = {
    "a stock": ("stock: 300", "stock: 299", "prizes.tee.stock"),
    "a stock where none was": ("cup, value: 50.00 CNY}", "cup, value: 50.00 CNY, stock: 9}", "prizes.cup.stock"),
    "a stock a window": ("stock: 500 a window", "stock: 400 a window", f"{SERUM}.stock"),
    "the opening": ("opens: 2026-06-01 00:00", "opens: 2026-06-01 00:00:00.001", "opens"),
    "the close": ("closes: end of 2026-06-30", "closes: 2026-06-30 23:59", "closes"),
    "a recurring opening": ("20th 10:00", "20th 10:01", "redemptions.monthly.opens"),
    "a recurring close": ("end of 25th", "end of 24th", "redemptions.monthly.closes"),
    "an earlier close of its own": ("3 a month,", "3 a month, closes: 2026-06-29 10:00,", f"{BUY}.closes"),
    "a cost": ("costs: {points: 100}", "costs: {points: 101}", f"{SERUM}.costs"),
    "another kind of cost": ("costs: {points: 100}", "costs: {points: 100, draws: box}", f"{SERUM}.costs"),
    "a cost in cash": ("costs: {points: 100}", "costs: {points: 100, cash: 29.00 CNY}", f"{SERUM}.costs"),
    "the price of ten": ("box: 9}", "box: 10}", f"{BOX}.ten_costs"),
    "tens": ("    ten_costs: {draws: {box: 9}}\n", "", f"{BOX}.ten_costs"),
    "a target": ("reach: 3 times", "reach: 4 times", f"{RUN}.reach"),
    "a target of money": ("399.00 CNY of amount", "399.01 CNY of amount", f"{BUY}.each"),
    "how often it counts": ("3 times (at most 1 a day)", "3 times (at most 1 a week)", f"{RUN}.reach"),
    "a limit": ("limit: 3 a month", "limit: 2 a month", f"{BUY}.limit"),
    "a later opening": ("gives: {draws: box}}", "gives: {draws: box}, opens: 2026-06-02 00:00}", f"{BUY}.opens"),
    "a second limit": ("limit: 2 a day", "limit: [2 a day, 9 a month]", f"{BOX}.limit"),
    "a reward": ("gives: {points: 10}", "gives: {points: 9}", f"{RUN}.gives"),
    "a reward for all": ("    gives: {points: 100}\n", "    gives: {points: 99}\n", "challenges.week.gives"),
    "a reward of a set": ("gives: {points: 9}", "gives: {points: 8}", "collections.set.gives"),
    "a milestone": ("2: {points: 1}", "2: {points: 0}", f"{RUN}.milestones"),
    "when a milestone comes": ("{1: {points: 5}}", "{2: {points: 5}}", "challenges.open.milestones"),
    "a range of the audience": ("age: 18 to 60", "age: 19 to 60", "who.age"),
    "a list of the audience": ("[green, silver]", "[green]", "who.tier"),
    "a rank of the audience": ("at least silver", "at least gold", f"{SERUM}.who.tier"),
    "a condition more": ("who: {tier", "who: {tag: vip, tier", "who.tag"),
    "what counts": ("km: at least 5", "km: at least 5.5", f"{RUN}.where.km"),
    "earlier events": ("already: true", "already: false", "challenges.open.tasks.visit.already"),
    "an opt-in": ("grace: 24 hours", "grace: 24 hours\nopt_in: true", "opt_in"),
    "the grace": ("grace: 24 hours", "grace: 23 hours", "grace"),
    "an age": ("min_age: 8", "min_age: 9", f"{BOX}.min_age"),
    "a guardian's consent": ("guardian_under: 18", "guardian_under: 19", f"{BOX}.guardian_under"),
    "a guarantee's draws": ("within: 20", "within: 21", f"{BOX}.guarantees.0.within"),
    "a ramp's start": ("from: 10", "from: 11", f"{BOX}.guarantees.0.ramp"),
    "a ramp's step": ("step: 1%", "step: 0.9%", f"{BOX}.guarantees.0.ramp"),
    "a published value": ("value: 1299.00 CNY", "value: 1298.99 CNY", "prizes.bike.value"),
    "how long it is good": ("tee, valid: 30 days", "tee, valid: 29 days", "prizes.bike.valid"),
    "that it ends": ("when_out: cup}", "when_out: cup, valid: 1 years}", "prizes.tee.valid"),
    "what replaces it": (", when_out: cup}", "}", "prizes.tee.when_out"),
    "the draw from which on it comes": (
        "stock: 300, when_out",
        "stock: 300, from: 5th draw, when_out",
        "prizes.tee.from",
    ),
    "how many one may get": ("stock: 300, when_out", "stock: 300, limit: 1 a day, when_out", "prizes.tee.limit"),
    "money off": ("20.00 CNY off 148.00", "19.00 CNY off 148.00", "prizes.coupon.coupon"),
    "a coupon's minimum": ("off 148.00 CNY", "off 149.00 CNY", "prizes.coupon.coupon"),
    "points of a prize": ("points: 200", "points: 199", "prizes.pack.points"),
    "a challenge": (CHALLENGE, "", "challenges.open"),
    "a prize": ("  pack:    {points: 200}\n", "", "prizes.pack"),
    "a fragment to collect": ("cannot_send: [b], ", "cannot_send: [a, b], ", "collections.set.cannot_send"),
    "sending": (" send: 1 a day,\n        cannot_send: [b],", " cannot_send: [b],", "collections.set.send"),
    "how often one may get": ("send: 1 a day", "send: 1 a day, receive: 9 a day", "collections.set.receive"),
    "how often one may send": ("send: 1 a day", "send: 1 a week", "collections.set.send"),
    "the price of an exchange": ("exchange: 3 spares", "exchange: 4 spares", "collections.set.exchange"),
    "exchanges": (" exchange: 3 spares,", "", "collections.set.exchange"),
}


@pytest.mark.parametrize(("old", "new", "path"), LESS.values(), ids=LESS)
def test_what_takes_is_adverse_and_undone_favourable(old: str, new: str, path: str) -> None:
    after = edited((old, new))
    worse, better = classed(BASE, after), classed(after, BASE)
    assert worse[path] == "adverse"
    assert better[path] == "favourable"
    if "guarantees" not in path:  # which move the long-run chances of other rows as well
        assert {*worse.values()} == {"adverse"}
        assert {*better.values()} == {"favourable"}


@pytest.mark.parametrize(
    ("edit", "path"),
    [
        pytest.param(("timezone: Asia/Shanghai", "timezone: Asia/Tokyo"), "timezone", id="a timezone"),
        pytest.param(("grace: 24", "week_starts: Sun\ngrace: 24"), "week_starts", id="the start of the week"),
        pytest.param(("repeats: weekly", "repeats: monthly"), "challenges.week.repeats", id="rounds"),
        pytest.param(("campaign: play", "campaign: other"), "campaign", id="another campaign"),
        pytest.param(("when: shop.visited", "when: shop.followed"), "challenges.open.tasks.visit.when", id="an event"),
        pytest.param(("reach: 3 times", "reach: 3 days"), f"{RUN}.reach", id="what is counted"),
        pytest.param(("tier: [green, silver]", "tier: gold"), "who.tier", id="another audience"),
        pytest.param(("age: 18 to 60", "age: 17 to 59"), "who.age", id="a range that moves"),
        pytest.param(("gift: cup", "gift: spoon"), "prizes.cup.gift", id="another gift"),
        pytest.param(("gift: cup", "pool: cinema"), "prizes.cup.pool", id="a code in place of a gift"),
        pytest.param(("badge: play-2026", "badge: other"), "prizes.sticker.badge", id="another badge"),
        pytest.param(("when_out: cup", "when_out: sticker"), "prizes.tee.when_out", id="a cheaper replacement"),
        pytest.param(("20.00 CNY off 148.00 CNY", "10% off"), "prizes.coupon.coupon", id="another kind of coupon"),
        pytest.param(("when_out: tee, valid: 30 days", "valid: 1 months"), "prizes.bike.when_out", id="two at once"),
        pytest.param(("[bike, tee]", "[bike]"), f"{BOX}.guarantees.0.of", id="another set guaranteed"),
        pytest.param(("3 spares", "3 alike"), "collections.set.exchange", id="another kind of exchange"),
        pytest.param(("500 a window", "5000 a month"), f"{SERUM}.stock", id="a stock of another period"),
        pytest.param(("limit: 3 a month", "limit: 3 a week"), f"{BUY}.limit", id="a limit whose periods overlap"),
        pytest.param(("[a, b], gives", "[a, b, c], gives"), "collections.set.fragments", id="one more to collect"),
        pytest.param(("a: 50%, b: 50%", "a: 49%, b: 51%"), "collections.set.odds.a", id="a fragment's chance"),
        pytest.param(
            ("20th 10:00\n    closes: end of 25th", "daily 10:00\n    closes: daily 09:00"),
            "redemptions.monthly.opens",
            id="one window cut into many",
        ),
        pytest.param(
            ("      run:", "      x: {when: shop.visited, gives: {points: 1}}\n      run:"),
            "challenges.week.tasks.x",
            id="one task more where all of them give",
        ),
    ],
)  # fmt: skip
def test_what_can_not_be_told_to_take_nothing_is_adverse(edit: tuple[str, str], path: str) -> None:
    assert classed(BASE, edited(edit))[path] == "adverse"


@pytest.mark.parametrize(
    ("edit", "path"),
    [
        pytest.param(("grace: 24", "budget: 9.00 CNY\ngrace: 24"), "budget", id="a budget"),
        pytest.param(("title: Play", "title: Let us play"), "title", id="a title"),
        pytest.param(("grace: 24", "crowd: 500 a second\ngrace: 24"), "crowd", id="the crowd"),
        pytest.param(("grace: 24", "market: CN\ngrace: 24"), "market", id="a market's rules"),
        pytest.param(("points: 200}", "points: 200, value: 2.00 CNY}"), "prizes.pack.value", id="a value said first"),
        pytest.param(("bike: 1%, tee: 19%", "tee: 19%, bike: 1%"), f"{BOX}.odds", id="rows in another order"),
        pytest.param(("[a, b], gives", "[b, a], gives"), "collections.set.fragments", id="fragments in another order"),
    ],
)
def test_what_members_do_not_feel_is_neutral(edit: tuple[str, str], path: str) -> None:
    assert classed(BASE, edited(edit)) == {path: "neutral"}


@pytest.mark.parametrize(
    ("edit", "path"),
    [
        pytest.param(("limit: 2 a campaign", "limit: 2 a month"), f"{RUN}.limit", id="a limit of less time"),
        pytest.param(("stock: 300", "stock: 300 a day"), "prizes.tee.stock", id="a stock each day"),
        pytest.param(("when_out: cup", "when_out: mug"), "prizes.tee.when_out", id="another replacement of its worth"),
        pytest.param(
            ("{visit: {", "{x: {when: shop.followed, gives: {points: 1}}, visit: {"),
            "challenges.open.tasks.x",
            id="one task more where nothing waits for all",
        ),
    ],
)
def test_what_only_gives_is_favourable(edit: tuple[str, str], path: str) -> None:
    assert classed(BASE, edited(edit)) == {path: "favourable"}


@pytest.mark.parametrize(
    ("edit", "said"),
    [
        (("bike: 1%, tee: 19%", "bike: 0.5%, tee: 19.5%"), "bike becomes rarer: 1% to 0.5%"),
        (("bike: 1%, tee: 19%", "bike: 2%, tee: 18%"), "bike becomes likelier: 1% to 2%"),
        (("{1: {points: 5}}", "{1: {points: 4}}"), "by the milestone at 1 they give 4 points in all, not 5"),
        (("{1: {points: 5}}", "{1: {points: 6}}"), "by the milestone at 1 they give 6 points in all, not 5"),
        (("send: 1 a day", "send: 1 a week"), "1 a day becomes 1 a week: some members may do less"),
    ],
)
def test_a_reason_says_what_becomes_of_what(edit: tuple[str, str], said: str) -> None:
    assert said in [change.reason for change in diff(campaign(BASE), campaign(edited(edit)), TIERS)]


def odds(bike: str, tee: str, cup: str, more: str = "") -> tuple[str, str]:
    return "bike: 1%, tee: 19%, cup: 20%", f"bike: {bike}, tee: {tee}, cup: {cup}{more}"


@pytest.mark.parametrize(
    ("edit", "kinds"),
    [
        pytest.param(odds("0.9%", "19%", "20%"), {"bike": "adverse", "sticker": "favourable"}, id="less of the best"),
        pytest.param(odds("1.1%", "19%", "20%"), {"bike": "favourable", "sticker": "neutral"}, id="more from a badge"),
        pytest.param(odds("1%", "19%", "20%", ", none: 10%"), {"sticker": "adverse", "none": "neutral"},
                     id="of a badge for no prize"),
        pytest.param(odds("2%", "18%", "20%"), {"bike": "favourable", "tee": "neutral"}, id="only toward dearer"),
        pytest.param(odds("2%", "17%", "20%"), {"bike": "favourable", "tee": "adverse", "sticker": "favourable"},
                     id="toward dearer and cheaper"),
        pytest.param(odds("1%", "20%", "18%"), {"tee": "favourable", "cup": "adverse", "sticker": "favourable"},
                     id="one dearer pays for none that gets less"),
        pytest.param(odds("1%", "19%", "10%", ", mug: 10%"), {"cup": "adverse", "mug": "favourable"},
                     id="for one that is worth the same"),
        pytest.param(odds("1%", "19%", "10%", ", pack: 10%"), {"cup": "adverse", "pack": "favourable"},
                     id="for one whose worth nobody knows"),
        pytest.param(odds("1%", "19%", "20%", ", pack: 10%"), {"sticker": "neutral", "pack": "favourable"},
                     id="of a badge for one whose worth nobody knows"),
        pytest.param(odds("1%", "19.000001%", "19.999999%"), {"tee": "favourable", "cup": "neutral"},
                     id="a millionth of a percent"),
    ],
)  # fmt: skip
def test_chances_may_only_wander_to_what_is_worth_more(edit: tuple[str, str], kinds: dict[str, str]) -> None:
    plain = BASE.replace("guarantees: [{of: [bike, tee], within: 20, ramp: {from: 10, step: 1%}}]", "limit: 9 a month")
    plain = plain.replace("limit: 9 a month\n    limit: 2 a day", "limit: 2 a day")
    assert classed(plain, plain.replace(*edit)) == {f"{BOX}.odds.{row}": kind for row, kind in kinds.items()}


@pytest.mark.parametrize(
    ("old", "less", "more"),
    [
        pytest.param("20.00 CNY off 148.00 CNY", "10% off", "11% off", id="a share off"),
        pytest.param("20.00 CNY off 148.00 CNY", "mug for 9.90 CNY", "mug for 9.80 CNY", id="a price"),
        pytest.param("km: at least 5", "km: 5 to 8", "km: 4 to 9", id="a range"),
        pytest.param("km: at least 5", "on: at least 2026-06-02", "on: at least 2026-06-01", id="a date"),
        pytest.param("grace: 24 hours", "grace: 29 days", "grace: 1 months", id="a month"),
        pytest.param("when_out: cup}", "when_out: cup, valid: end of 2026-07-01}",
                     "when_out: cup, valid: end of 2026-07-02}", id="a last day"),
    ],
)  # fmt: skip
def test_two_ways_to_say_it_compare(old: str, less: str, more: str) -> None:
    low, high = edited((old, less)), edited((old, more))
    assert {*classed(high, low).values()} == {"adverse"}
    assert {*classed(low, high).values()} == {"favourable"}


def test_whom_a_condition_leaves_out_may_not_change() -> None:
    old, new = edited(("age: 18 to 60", "tag: not vip")), edited(("age: 18 to 60", "tag: not staff"))
    assert classed(old, new) == {"who.tag": "adverse"}


def test_windows_that_grow_together_are_adverse() -> None:
    moments = "opens: 20th 10:00\n    closes: end of 25th"
    daily = edited((moments, "opens: daily 10:00\n    closes: daily 22:00"))
    always = edited((moments, "opens: 2026-06-01 00:00\n    closes: end of 2026-06-30"))
    assert classed(daily, always) == {"redemptions.monthly.opens": "adverse"}


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


def test_a_task_that_pays_once_may_pay_again_and_again_and_not_the_other_way() -> None:
    once = edited(("each: 399.00 CNY", "reach: 399.00 CNY"))
    assert classed(BASE, once) == {f"{BUY}.reach": "adverse"}
    assert classed(once, BASE) == {f"{BUY}.each": "favourable"}


def test_a_guarantee_of_the_worst_prize_lowers_the_best_in_the_long_run() -> None:
    found = classed(BASE, edited(("step: 1%}}]", "step: 1%}}, {of: [cup, sticker], within: 2}]")))
    assert found[f"{BOX}.guarantees.1"] == "favourable"
    assert found[f"{BOX}.odds.bike"] == "adverse"


def test_a_guarantee_is_held_against_the_one_in_its_place() -> None:
    found = classed(BASE, edited(("[{of: [bike, tee]", "[{of: [bike], within: 200}, {of: [bike, tee]")))
    assert found[f"{BOX}.guarantees.0.of"] == "adverse"


@pytest.mark.parametrize(
    ("before", "after", "kind"),
    [
        pytest.param("", ", unchanged: [bike]", "neutral", id="less of the first class in a due draw"),
        pytest.param(", unchanged: [bike]", "", "neutral", id="the other way"),
        pytest.param("", ", unchanged: [cup]", "adverse", id="what is no hit may come instead of one"),
        pytest.param(", unchanged: [cup]", "", "neutral", id="what is no hit comes instead no more"),
    ],
)
def test_rows_that_a_guarantee_leaves_unchanged(before: str, after: str, kind: str) -> None:
    def with_(unchanged: str) -> str:
        return edited(("[bike, tee], within: 20", f"[bike, tee], within: 20{unchanged}"))

    assert classed(with_(before), with_(after))[f"{BOX}.guarantees.0.unchanged"] == kind


def test_a_first_class_that_becomes_rarer_in_due_draws_is_adverse() -> None:
    found = classed(BASE, edited(("[bike, tee], within: 20", "[bike, tee], within: 20, unchanged: [bike]")))
    assert found[f"{BOX}.odds.bike"] == "adverse"


def test_odds_that_can_not_be_played_are_adverse() -> None:
    assert classed(BASE, edited(("bike: 1%, tee: 19%", "bike: 1%, tee: 99%")))[f"{BOX}.odds"] == "adverse"


def test_a_rank_counts_as_adverse_where_nobody_knows_the_tiers() -> None:
    after = campaign(BASE.replace("at least silver", "at least green"))
    (change,) = diff(campaign(BASE), after)
    assert change.kind == "adverse"


def test_nothing_differs_from_itself() -> None:
    assert diff(campaign(BASE), campaign(BASE), TIERS) == []


EVERY_KIND = [CampaignFile, Challenge, Task, Collection, BlindBox, Redemption, Offer, Prize, Programme, Tier, EventType]


@pytest.mark.parametrize("kind", EVERY_KIND)
def test_every_field_has_its_judge(kind: type[Struct]) -> None:
    judged = list(chain.from_iterable(JUDGES[kind]))
    assert sorted(judged) == sorted(field.name for field in structs.fields(kind))


def test_a_field_that_nobody_judges_is_adverse(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(cast("dict[object, object]", JUDGES), Prize, {})
    assert classed(BASE, edited(("points: 200", "points: 900"))) == {"prizes.pack.points": "adverse"}


# --- the programme ----------------------------------------------------------------------------------------------------

PROGRAMME = """
timezone: Asia/Shanghai
tiers: {green: {}, silver: {}, gold: {}}
events:
  order.paid: {from: server, fields: {order: text, amount: money}, kept: true}
  shop.visited: {from: client}
  ticket.used: {from: server, fields: {code: text, seat: text}, unique: code}
"""


@cache
def programme(text: str) -> Programme:
    value, findings = reading.read(tree(text), Programme)
    assert value is not None, findings
    return value


def of_programme(before: str, after: str, campaigns: Iterable[Campaign] | None = None) -> dict[str, str]:
    """The kind of each change by its place in the files."""
    changes = diff(programme(before), programme(after), campaigns=campaigns)
    assert all(change.reason for change in changes)
    return {".".join(map(str, change.path)): change.kind for change in changes}


@pytest.mark.parametrize(
    ("edit", "path"),
    [
        pytest.param(("Asia/Shanghai", "Asia/Tokyo"), "timezone", id="another timezone"),
        pytest.param(("timezone: Asia/Shanghai\n", ""), "timezone", id="no timezone any more"),
        pytest.param((", gold: {}", ""), "tiers.gold", id="a tier is gone"),
        pytest.param(("silver: {}, gold: {}", "gold: {}, silver: {}"), "tiers", id="another order of tiers"),
        pytest.param(("  shop.visited: {from: client}\n", ""), "events.shop.visited", id="an event type is gone"),
        pytest.param((", amount: money", ""), "events.order.paid.fields.amount", id="a field is gone"),
        pytest.param(("amount: money", "amount: number"), "events.order.paid.fields.amount", id="another kind"),
        pytest.param(("kept: true", "kept: true, unique: order"), "events.order.paid.unique", id="unique is given"),
        pytest.param(("unique: code", "unique: seat"), "events.ticket.used.unique", id="another field is unique"),
        pytest.param(("unique: code", "unique: [code, seat]"), "events.ticket.used.unique", id="one more is needed"),
        pytest.param((", kept: true", ""), "events.order.paid.kept", id="kept is taken away"),
        pytest.param(("from: client", "from: server"), "events.shop.visited.from", id="no longer from the client"),
    ],
)
def test_what_the_programme_takes_is_adverse(edit: tuple[str, str], path: str) -> None:
    assert edit[0] in PROGRAMME
    after = PROGRAMME.replace(*edit)
    assert of_programme(PROGRAMME, after) == {path: "adverse"}
    assert of_programme(PROGRAMME, after, campaigns=()) == {path: "adverse" if path == "timezone" else "neutral"}


@pytest.mark.parametrize(
    ("edit", "path"),
    [
        pytest.param(("gold: {}", "gold: {}, black: {}"), "tiers.black", id="a tier above all"),
        pytest.param(("silver: {}", "silver: {}, rose: {}"), "tiers.rose", id="a tier between two"),
        pytest.param(("events:\n", "events:\n  run.finished: {from: server}\n"), "events.run.finished", id="a type"),
        pytest.param(("amount: money", "amount: money, shop: text"), "events.order.paid.fields.shop", id="a field"),
        pytest.param(("from: client", "from: client, kept: true"), "events.shop.visited.kept", id="kept is given"),
        pytest.param((", unique: code", ""), "events.ticket.used.unique", id="unique is taken away"),
        pytest.param(("unique: code", "unique: [code, seat (or none)]"), "events.ticket.used.unique", id="told apart"),
        pytest.param(("{from: server, fields: {order", "{from: client, fields: {order"), "events.order.paid.from",
                     id="from the client, too"),
    ],
)  # fmt: skip
def test_what_the_programme_only_gives_is_favourable(edit: tuple[str, str], path: str) -> None:
    assert edit[0] in PROGRAMME
    after = PROGRAMME.replace(*edit)
    assert of_programme(PROGRAMME, after) == {path: "favourable"}
    assert of_programme(PROGRAMME, after, campaigns=()) == {path: "favourable"}


@pytest.mark.parametrize(
    ("edit", "paths"),
    [
        pytest.param(("gold: {}", "gold: {title: Gold}"), ["tiers.gold.title"], id="a title"),
        pytest.param(("code: text, seat: text", "seat: text, code: text"), [], id="fields in another order"),
        pytest.param(("from: client", "from: client, kept: false"), [], id="what is so without saying it"),
    ],
)
def test_what_members_do_not_feel_of_the_programme_is_neutral(edit: tuple[str, str], paths: list[str]) -> None:
    assert edit[0] in PROGRAMME
    after = PROGRAMME.replace(*edit)
    assert of_programme(PROGRAMME, after) == of_programme(after, PROGRAMME) == dict.fromkeys(paths, "neutral")


@pytest.mark.parametrize(
    ("shorter", "longer"),
    [
        ("1 months", "2 months"),
        ("11 months", "12 months"),
        ("1 months", "24 months"),
        ("12 months", "13 months"),
        ("end of year", "12 months"),
        ("12 months", "end of next year"),
        ("end of year", "end of next year"),
    ],
)
def test_points_that_are_good_for_less_are_adverse(shorter: str, longer: str) -> None:
    before, after = (PROGRAMME + f"points: {{valid: {age}}}\n" for age in (shorter, longer))
    assert of_programme(before, after) == {"points.valid": "favourable"}
    assert of_programme(after, before) == {"points.valid": "adverse"}
    assert of_programme(after, PROGRAMME) == {"points.valid": "favourable"}
    assert of_programme(PROGRAMME, after) == {"points.valid": "adverse"}


@pytest.mark.parametrize(("one", "other"), [("13 months", "end of next year"), ("6 months", "end of year")])
def test_points_that_are_good_for_longer_in_some_months_alone_are_adverse(one: str, other: str) -> None:
    before, after = (PROGRAMME + f"points: {{valid: {age}}}\n" for age in (one, other))
    assert of_programme(before, after) == of_programme(after, before) == {"points.valid": "adverse"}


def test_a_timezone_of_the_programme_that_is_said_first_is_neutral() -> None:
    assert of_programme(PROGRAMME.replace("timezone: Asia/Shanghai\n", ""), PROGRAMME) == {"timezone": "neutral"}


def playing(who: str, blocks: str = "") -> Campaign:
    """A campaign for some members, with no event but a visit."""
    days = "  days: {tasks: {visit: {when: shop.visited, gives: {points: 1}}}}\n"
    head = "campaign: play\ntitle: Play\ntimezone: Asia/Shanghai\nopens: 2026-06-01 00:00\ncloses: end of 2026-06-30\n"
    return campaign(f"{head}who: {{{who}}}\nchallenges:\n{days}{blocks}")


ORDER = ("tiers",)
GREEN, SILVER, GOLD = (("tiers", name) for name in TIERS)
VISIT = ("events", "shop.visited")
OFFER = """
redemptions:
  monthly:
    opens: 20th 10:00
    closes: end of 25th
    offers: {serum: {costs: {points: 1}, gives: {prizes: tee}, who: {tier: at most silver}}}
prizes: {tee: {gift: tee}}
"""


@pytest.mark.parametrize(
    ("campaigns", "used"),
    [
        pytest.param([], set(), id="no campaign"),
        pytest.param([playing("")], {VISIT}, id="no tier"),
        pytest.param([playing("tag: gold")], {VISIT}, id="a tag of that name"),
        pytest.param([playing("tier: gold")], {VISIT, GOLD}, id="a tier by name"),
        pytest.param([playing("tier: [green, gold]")], {VISIT, GREEN, GOLD}, id="tiers by name"),
        pytest.param([playing("tier: not silver")], {VISIT, SILVER}, id="all but a tier"),
        pytest.param([playing("tier: at least silver")], {VISIT, ORDER}, id="a tier and those above"),
        pytest.param([playing("tier: at most silver")], {VISIT, ORDER}, id="a tier and those below"),
        pytest.param([playing("tier: green to silver")], {VISIT, ORDER}, id="from a tier to another"),
        pytest.param([playing("tier: gold", OFFER)], {VISIT, GOLD, ORDER}, id="the order in an offer"),
        pytest.param(
            [playing("tier: gold"), playing("tier: at least gold")], {VISIT, GOLD, ORDER}, id="of either campaign"
        ),
    ],
)
def test_campaigns_use_the_tiers_that_they_name_and_all_where_they_compare(
    campaigns: list[Campaign], used: set[tuple[str, ...]]
) -> None:
    assert used_by(campaigns) == used


ORDERS = """
events:
  order.paid: {from: server, fields: {order: text, amount: money, end: unkept}, unique: order, spends: amount}
  order.refunded: {from: server, fields: {order: text, amount: money}, takes_back: order.paid by order}
  order.claimed:
    from: client
    fields: {order: text, end: unkept}
    claims: order.paid by order, matching end
    limit: 5 a day
"""


@pytest.mark.parametrize(
    ("edit", "path", "kind"),
    [
        ((", spends: amount", ""), "events.order.paid.spends", "adverse"),
        ((", takes_back: order.paid by order", ""), "events.order.refunded.takes_back", "favourable"),
        (("claims: order.paid by order, matching end", "kept: false"), "events.order.claimed.claims", "adverse"),
        ((", matching end", ""), "events.order.claimed.claims", "favourable"),
        (("matching end", "matching order"), "events.order.claimed.claims", "adverse"),
        (("limit: 5 a day", "limit: 4 a day"), "events.order.claimed.limit", "adverse"),
        (("limit: 5 a day", "limit: 6 a day"), "events.order.claimed.limit", "favourable"),
        (("limit: 5 a day", "limit: 5 a day\n    within: 29 days"), "events.order.claimed.within", "adverse"),
        (("limit: 5 a day", "limit: 5 a day\n    within: 31 days"), "events.order.claimed.within", "favourable"),
    ],
    ids=lambda value: value if isinstance(value, str) else None,
)
def test_how_orders_are_claimed_and_taken_back_is_judged(edit: tuple[str, str], path: str, kind: str) -> None:
    assert edit[0] in ORDERS
    after = ORDERS.replace(*edit)
    back = {"adverse": "favourable", "favourable": "adverse"}[kind]
    assert of_programme(ORDERS, after) == {path: kind}
    if "matching order" not in after:
        assert of_programme(after, ORDERS) == {path: "neutral" if path.endswith("spends") else back}


def test_who_bought_is_of_no_concern_to_members() -> None:
    kept = ORDERS.replace("spends: amount", "spends: amount, buyer: order")
    assert of_programme(ORDERS, kept) == of_programme(kept, ORDERS) == {"events.order.paid.buyer": "neutral"}


def test_a_refund_is_used_where_its_order_is() -> None:
    """No campaign listens to a refund or a claim by itself."""
    stricter = ORDERS.replace("limit: 5 a day", "limit: 4 a day")
    ordering = playing("", "  buy: {tasks: {it: {when: order.paid, gives: {points: 1}}}}\n")
    assert of_programme(ORDERS, stricter, campaigns=[ordering]) == {"events.order.claimed.limit": "adverse"}
    assert of_programme(ORDERS, stricter, campaigns=[playing("")]) == {"events.order.claimed.limit": "neutral"}


TURNED = ("silver: {}, gold: {}", "gold: {}, silver: {}")


@pytest.mark.parametrize(
    ("who", "edit", "kinds"),
    [
        pytest.param("tier: gold", (", gold: {}", ""), {"tiers.gold": "adverse"}, id="its tier is gone"),
        pytest.param("tier: gold", ("silver: {}, ", ""), {"tiers.silver": "neutral"}, id="another tier is gone"),
        pytest.param("tier: gold", TURNED, {"tiers": "neutral"}, id="an order that it does not compare"),
        pytest.param("tier: at least silver", TURNED, {"tiers": "adverse"}, id="the order that it compares"),
        pytest.param(
            "tier: at least silver", ("green: {}, ", ""), {"tiers.green": "adverse"}, id="a tier of those in order"
        ),
        pytest.param(
            "tier: at least silver", ("gold: {}", "gold: {}, black: {}"), {"tiers.black": "favourable"}, id="one more"
        ),
    ],
)
def test_the_programme_takes_only_what_a_campaign_uses(who: str, edit: tuple[str, str], kinds: dict[str, str]) -> None:
    assert of_programme(PROGRAMME, PROGRAMME.replace(*edit), campaigns=[playing(who)]) == kinds
