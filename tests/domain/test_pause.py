"""A paused campaign: it refuses what members ask, counts what they do, and pays that once it is resumed."""

import pytest

from chalicelib.domain.mechanics.blind_box.play import Draw
from chalicelib.domain.mechanics.collection.play import Compose, Exchange, Send
from chalicelib.domain.mechanics.redemption.play import Redeem
from chalicelib.domain.publishing.definitions import assemble
from chalicelib.domain.record.actions import Action, Join, Update
from chalicelib.domain.record.receipt import Receipt
from chalicelib.domain.views.home import campaigns
from tests.domain.game import Game, gets

BLOCKS = """
challenges:
  week:
    tasks:
      visit: {when: shop.visited, each: 2 times, limit: 2 a day, gives: {points: 5}, milestones: {1: {points: 1}}}
      watch: {when: live.watched, gives: {fragments: set/a}}
    milestones: {1: {points: 20}}
    gives: {prizes: pin}
collections: {set: {fragments: [a], gives: {points: 5}, exchange: 2 alike, send: 1 a day}}
blind_boxes: {box: {odds: {pin: rest}}}
redemptions: {shop: {opens: daily 00:00, closes: end of day, offers: {pin: {gives: {prizes: pin}}}}}
prizes: {pin: {badge: pin}}
"""
AT = "06-03 10:00"


def pause(game: Game, paused: bool = True) -> None:
    """Pause the game's campaign, or resume it."""
    game.store.definitions = assemble(game.definitions.programme, [game.published], {"play": 0} if paused else {})


@pytest.mark.parametrize(
    "action",
    [
        Draw("play", "box"),
        Compose("play", "set"),
        Exchange("play", "set", "a"),
        Send("play", "set", "a", "bo"),
        Redeem("play", "shop", "pin"),
        Join("play"),
    ],
)
def test_whatever_is_asked_is_refused_with_a_code_of_its_own(action: Action) -> None:
    game = Game(BLOCKS)
    game.member("bo")
    pause(game)
    assert gets(game.play(action, AT)) == "campaign_paused"
    pause(game, False)
    assert gets(game.play(action, AT)) != "campaign_paused"


def test_what_members_do_meanwhile_counts_and_is_paid_afterwards() -> None:
    game, played_on = Game(BLOCKS), Game(BLOCKS)
    pause(game)
    for kind in ["shop.visited"] * 5 + ["live.watched"]:
        assert gets(game.event(kind, AT)) == {}
        played_on.event(kind, AT)
    assert game.holds() == {"points": 0}
    pause(game, False)
    assert gets(game.play(Update(tier="gold"), AT)) == {"points": 33, "fragments/set/a": 1, "prizes/pin": 1}
    assert game.holds() == played_on.holds()
    assert gets(game.play(Update(tier="silver"), AT)) == {}, "and only once"


def test_what_was_earned_is_given_also_where_a_newer_version_is_without_it() -> None:
    game = Game(BLOCKS)
    pause(game)
    for kind in ("shop.visited", "shop.visited", "live.watched"):
        game.event(kind, AT)
    less = BLOCKS.replace("visit:", "enter:").replace(", gives: {fragments: set/a}", "")
    less = less.replace("\n    gives: {prizes: pin}", "").replace("\n    milestones: {1: {points: 20}}", "")
    game.published = Game(less).published
    pause(game, False)
    assert gets(game.play(Update(tier="gold"), AT)) == {"points": 26, "fragments/set/a": 1, "prizes/pin": 1}


BAG = "{prizes: [pin, seal], fragments: {set/random: 2}, points: 5}"
WHOLE = f"""
challenges: {{c: {{tasks: {{t: {{when: shop.visited, milestones: {{1: {BAG}}}}}}}}}}}
collections: {{set: {{fragments: [a], gives: {{points: 9}}, odds: {{a: rest}}}}}}
prizes: {{pin: {{badge: pin}}, seal: {{badge: seal}}}}
"""
HAD = {"points": 5, "prizes/pin": 1, "prizes/seal": 1, "fragments/set/a": 2}


@pytest.mark.parametrize(
    ("less", "without"),
    [
        pytest.param(", seal: {badge: seal}", "prizes/seal", id="a prize that is gone"),
        pytest.param(", odds: {a: rest}", "fragments/set/a", id="a random fragment of no odds"),
        pytest.param("", "", id="the whole of it"),
    ],
)
def test_what_is_gone_itself_is_left_out_of_it(less: str, without: str) -> None:
    game = Game(WHOLE)
    pause(game)
    game.event("shop.visited", AT)
    game.published = Game(WHOLE.replace(less, "").replace(BAG, "{points: 1}")).published
    pause(game, False)
    assert gets(game.play(Update(tier="gold"), AT)) == {asset: n for asset, n in HAD.items() if asset != without}


def test_of_what_is_gone_as_a_whole_nothing_is_posted() -> None:
    whole = WHOLE.replace(BAG, "{prizes: seal}")
    game = Game(whole)
    pause(game)
    game.event("shop.visited", AT)
    game.published = Game(whole.replace("milestones: {1: {prizes: seal}}", "gives: {points: 1}")).published
    game.published.campaign.prizes.pop("seal")
    pause(game, False)
    receipt = game.play(Update(tier="gold"), AT)
    assert isinstance(receipt, Receipt)
    assert [one.why for one in receipt.postings] == ["challenges/c/t"]
    assert game.member("ann").document.played["play"].due == []


def test_a_prize_that_may_be_out_now_locks_nobody_out() -> None:
    game = Game(WHOLE)
    pause(game)
    game.event("shop.visited", AT)
    scarce = WHOLE.replace("{badge: seal}", "{badge: seal, stock: 1}").replace(BAG, "{points: 1}")
    game.published = Game(scarce).published
    pause(game, False)
    assert gets(game.play(Update(tier="gold"), AT)) == {name: n for name, n in HAD.items() if name != "prizes/seal"}


def test_the_list_of_campaigns_says_that_it_is_paused() -> None:
    game = Game(BLOCKS)
    assert [card.paused for card in campaigns(game.definitions)] == [False]
    pause(game)
    assert [card.paused for card in campaigns(game.definitions)] == [True]
