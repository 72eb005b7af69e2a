"""Two versions of a campaign: each change is classed as members see it, and what can't be told is adverse."""

from itertools import chain
from typing import cast

import pytest
from msgspec import Struct, structs

from chalicelib.domain.file.campaign import Prize
from chalicelib.domain.file.programme import EventType, Programme, Tier
from chalicelib.domain.mechanics.blind_box.block import BlindBox
from chalicelib.domain.mechanics.challenge.block import Challenge, Task
from chalicelib.domain.mechanics.collection.block import Collection
from chalicelib.domain.mechanics.definition import CampaignFile
from chalicelib.domain.mechanics.redemption.block import Offer, Redemption
from chalicelib.domain.mechanics.whole_diff import JUDGES, diff
from tests.domain.two_versions import BASE, TIERS, campaign, classed, edited

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


def test_a_task_that_pays_once_may_pay_again_and_again_and_not_the_other_way() -> None:
    once = edited(("each: 399.00 CNY", "reach: 399.00 CNY"))
    assert classed(BASE, once) == {f"{BUY}.reach": "adverse"}
    assert classed(once, BASE) == {f"{BUY}.each": "favourable"}


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
