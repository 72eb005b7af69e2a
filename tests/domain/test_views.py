"""What a member sees: progress, what is missing, when it opens; and the odds as they are published."""

from typing import Any

import msgspec
import pytest

from chalicelib.domain.mechanics.blind_box.play import Draw
from chalicelib.domain.publishing.definitions import assemble
from chalicelib.domain.record.outcome import StockKey
from chalicelib.domain.views.home import campaign, campaigns, home
from chalicelib.domain.views.odds import limited_prizes, odds_view
from chalicelib.domain.views.words import campaign_words
from chalicelib.domain.words.errors import Unknown
from tests.domain.game import Game

BLOCKS = """
challenges:
  daily:
    repeats: daily
    tasks:
      visit: {when: shop.visited, reach: 3 times, gives: {points: 1}, milestones: {2: {points: 2}}}
      buy:   {when: order.paid, each: 10.00 CNY of amount, gives: {draws: box, fragments: set/a}}
    milestones: {1: {points: 9}}
    gives: {points: 50}
  welcome:
    tasks: {join: {when: member.joined, already: true, gives: {prizes: off}}}
collections:
  set: {fragments: [a, b], wildcard: w, gives: {points: 5}, limit: 2 a campaign, send: 1 a day}
blind_boxes:
  box:
    costs: {draws: box}
    odds: {bike: 10%, tee: 30%, pin: rest}
    guarantees: [{of: [bike, tee], within: 3, featured: bike}]
    limit: 5 a day
redemptions:
  shop:
    opens: 20th 10:00
    closes: end of month
    limit: 2 a window
    offers: {soap: {gives: {prizes: pin}, costs: {points: 4}, who: {tier: gold}, stock: 6 a window}}
prizes:
  bike: {gift: bike, value: 1299.00 CNY, stock: 4, when_out: tee}
  tee:  {gift: tee, stock: 9 a day, when_out: pin}
  pin:  {badge: pin}
  off:  {coupon: 5.00 CNY off, valid: 2 days}
"""
AT = "06-03 10:00"


def test_home_shows_progress_in_the_running_round() -> None:
    game = Game(BLOCKS)
    game.event("shop.visited", AT)
    game.event("shop.visited", AT)
    game.event("order.paid", AT, amount="25.00 CNY")
    view: Any = home(game.definitions, game.member("ann"), game.at(AT)).campaigns["play"]
    daily = view.challenges["daily"]
    assert daily.round is not None
    assert (daily.round.opens, daily.round.closes) == (game.at("06-03 00:00"), game.at("06-04 00:00"))
    visit, buy = daily.tasks["visit"], daily.tasks["buy"]
    assert (visit.amount, visit.target, visit.unit, visit.times, visit.milestones[0].times) == (2, 3, "times", 0, 1)
    assert (buy.amount, buy.target, buy.unit, buy.times, buy.each) == (2500, 1000, "CNY", 2, True)
    assert (daily.done, daily.milestones[0].times, daily.complete) == (1, 1, False)
    tomorrow: Any = home(game.definitions, game.member("ann"), game.at("06-04 00:00")).campaigns["play"]
    assert tomorrow.challenges["daily"].tasks["visit"].amount == 0


def test_home_shows_what_fell_due_without_writing_it() -> None:
    game = Game(BLOCKS)
    game.event("member.joined", "2026-01-01 10:00")
    before = game.member("ann")
    shown = home(game.definitions, before, game.at(AT))
    assert (shown.settled, shown.coupons) == ({}, ()), "a coupon has no code before it is given"
    assert shown.waits == {"play": {"prizes/off": 1}}
    assert game.member("ann") == before


def test_a_set_a_box_and_a_redemption_tell_what_may_be_done() -> None:
    game = Game(BLOCKS)
    game.event("order.paid", AT, amount="25.00 CNY")
    game.play(Draw("play", "box"), AT, lands="tee")
    view: Any = campaign(game.definitions, "play", game.member("ann"), game.at(AT))
    collection, box, redemption = view.collections["set"], view.boxes["box"], view.redemptions["shop"]
    assert (collection.fragments, collection.missing, collection.can_compose) == ({"a": 2, "b": 0}, ("b",), False)
    assert (collection.left, collection.can_send) == (2, True)
    assert (box.drawn, box.left, box.guarantees[0].in_draws, box.guarantees[0].owed) == (1, 4, 3, "bike")
    assert (redemption.open, redemption.next_opens, redemption.left) == (None, game.at("06-20 10:00"), 2)
    assert (redemption.offers["soap"].for_me, redemption.offers["soap"].stock) == (False, 6)


@pytest.mark.parametrize(
    ("at", "shown"), [("2026-05-31 23:59:59.999", []), ("06-01 00:00", ["play"]), ("07-01 00:00", [])]
)
def test_home_shows_campaigns_while_they_are_open(at: str, shown: list[str]) -> None:
    game = Game(BLOCKS)
    assert list(home(game.definitions, game.member("ann"), game.at(at)).campaigns) == shown
    assert [card.id for card in campaigns(game.definitions)] == ["play"]


@pytest.mark.parametrize(
    ("after", "leaving", "listed", "shown", "read"),
    [
        pytest.param("", set(), True, False, True, id="closed a moment ago, and held whole"),
        pytest.param("", {"play"}, False, False, False, id="it owes nothing, and moves out"),
        pytest.param(", after: 60 days", {"play"}, False, True, True, id="it owes points, and stays"),
    ],
)
def test_a_closed_campaign_is_shown_for_as_long_as_a_member_holds_its_part(
    after: str, leaving: set[str], listed: bool, shown: bool, read: bool
) -> None:
    visit, buy = "{when: shop.visited, gives: {draws: box}}", f"{{when: order.paid, gives: {{points: 5}}{after}}}"
    box = "blind_boxes: {box: {costs: {draws: box}, odds: {pin: rest}}}\nprizes: {pin: {badge: pin}}"
    game = Game(f"challenges: {{c: {{tasks: {{visit: {visit}, buy: {buy}}}}}}}\n{box}")
    game.event("shop.visited", AT)
    game.event("order.paid", AT, amount="25.00 CNY")
    programme, now = game.definitions.programme, game.at("07-02 00:00")
    closed = assemble(programme, [], settling=[game.published], leaving=frozenset(leaving))

    seen: Any = home(closed, game.member("ann"), now)
    assert [card.id for card in campaigns(closed)] == (["play"] if listed else [])
    assert list(seen.campaigns) == (["play"] if shown else [])
    assert seen.settled == ({} if read else {"play": {"draws/box": -1}})
    if read:
        assert campaign(closed, "play", game.member("ann"), now).has == {"draws/box": 1}
    else:
        with pytest.raises(Unknown):
            campaign(closed, "play", game.member("ann"), now)


def test_every_view_is_plain_json() -> None:
    game = Game(BLOCKS)
    shown = home(game.definitions, game.member("ann"), game.at(AT))
    assert msgspec.json.decode(msgspec.json.encode(shown))["campaigns"]["play"]["card"]["id"] == "play"
    words: Any = msgspec.json.decode(msgspec.json.encode(campaign_words(game.published.campaign, "1:a", "")))
    assert words["prizes"]["bike"]["value"] == {"minor": 129900, "currency": "CNY"}


def test_odds_tell_published_present_and_long_run_chances() -> None:
    game = Game(BLOCKS)
    of, now = "blind_boxes/box", game.at(AT)
    keys = list(limited_prizes(game.published, of, now).values())
    assert keys == [StockKey("play", "prizes/bike"), StockKey("play", "prizes/tee", "d260603")]
    gone = odds_view(game.published, of, {keys[0]: 0, keys[1]: 5}, now, None)
    assert {name: (row.published, row.in_force, row.left) for name, row in gone.rows.items()} == {
        "bike": ("10%", "0%", 0),
        "tee": ("30%", "40%", 5),
        "pin": ("60%", "60%", None),
    }
    assert [row.exact for row in gone.rows.values()] == ["1/10", "3/10", "3/5"]
    assert gone.rows["bike"].long_run != "10%"
    assert sum(float(row.long_run[:-1]) for row in gone.rows.values()) == pytest.approx(100)
    assert (gone.guarantees[0].within, gone.guarantees[0].featured, gone.seed) == (3, "bike", None)
    with pytest.raises(Unknown):
        odds_view(game.published, "blind_boxes/other", {}, now, None)
