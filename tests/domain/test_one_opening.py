"""One opening stays one opening when its end moves: what is limited or stocked by the window is there once.

Ann and Bo use what there is by the first version; then the end is moved, and they come again.
"""

import pytest

from chalicelib.domain.mechanics.blind_box.play import Draw
from chalicelib.domain.mechanics.redemption.play import Redeem
from chalicelib.domain.publishing.definitions import assemble
from chalicelib.domain.record.actions import Action
from chalicelib.domain.views.home import campaign
from tests.domain.game import HEAD, Game, gets

REDEEM, DRAW = Redeem("play", "shop", "mug"), Draw("play", "box")
SHOP = """
redemptions:
  shop:
    opens: {opens}
    closes: {closes}
    limit: 1 a window
    offers: {{mug: {{gives: {{prizes: mug}}, stock: 2 a window, limit: 1 a window}}}}
prizes: {{mug: {{gift: mug}}}}
"""
BOX = """
blind_boxes: {{box: {{odds: {{pin: rest}}, limit: 1 a window{window}}}}}
prizes: {{pin: {{badge: pin, stock: 2 a window, when_out: tin}}, tin: {{badge: tin}}}}
"""
PRIZE = """
challenges:
  visits: {{tasks: {{visit: {{when: shop.visited, each: 1 time, limit: 1 a window, gives: {{prizes: pin}}}}}}}}
prizes: {{pin: {{badge: pin, stock: 2 a window, when_out: tin}}, tin: {{badge: tin}}}}
{more}"""


def shop(opens: str, closes: str, ends: str = "end of 2026-06-30") -> Game:
    return Game(SHOP.format(opens=opens, closes=closes), HEAD.replace("end of 2026-06-30", ends))


def box(window: str = "", ends: str = "end of 2026-06-30") -> Game:
    return Game(BOX.format(window=window), HEAD.replace("end of 2026-06-30", ends))


def follow(game: Game, later: Game) -> None:
    """A new version takes effect."""
    game.published, game.tree = later.published, later.tree
    game.store.definitions = assemble(game.definitions.programme, [later.published])


DAILY = ("daily 10:00", "daily 22:00")


@pytest.mark.parametrize(
    ("first", "then", "action", "used", "again", "expected"),
    [
        pytest.param(shop(*DAILY), shop("daily 10:00", "daily 22:01"), REDEEM,
                     "06-03 12:00", "06-03 12:01", "limit_reached", id="a daily end, later"),
        pytest.param(shop(*DAILY), shop("daily 10:00", "daily 22:01"), REDEEM,
                     "06-03 21:59:59.999", "06-03 22:00", "limit_reached", id="in the ms in which it would have ended"),
        pytest.param(shop(*DAILY), shop("daily 10:00", "daily 23:00"), REDEEM,
                     "06-03 12:00", "06-03 22:30", "limit_reached", id="closed, and opened again by the new version"),
        pytest.param(shop(*DAILY), shop("daily 10:00", "daily 23:00"), REDEEM,
                     "06-03 12:00", "06-04 10:00", {"prizes/mug": 1}, id="the next day is the next opening"),
        pytest.param(shop(*DAILY), shop("daily 10:00", "daily 21:59"), REDEEM,
                     "06-03 12:00", "06-03 12:01", "limit_reached", id="a daily end, earlier"),
        pytest.param(shop("daily 22:00", "daily 06:00"), shop("daily 22:00", "daily 07:00"), REDEEM,
                     "06-03 23:00", "06-04 06:30", "limit_reached", id="over midnight"),
        pytest.param(shop("20th 10:00", "end of 25th"), shop("20th 10:00", "end of month"), REDEEM,
                     "06-20 10:00", "06-30 23:59:59.999", "limit_reached", id="a month's, to its end"),
        pytest.param(shop("Mon 00:00", "end of Wed"), shop("Mon 00:00", "Mon 00:00"), REDEEM,
                     "06-08 10:00", "06-14 23:59:59.999", "limit_reached", id="up to the next opening"),
        pytest.param(shop("2026-06-03 10:00", "2026-06-03 12:00"), shop("2026-06-03 10:00", "2026-06-09 12:00"), REDEEM,
                     "06-03 11:00", "06-08 11:00", "limit_reached", id="a dated end"),
        pytest.param(shop("20th 10:00", "end of month"), shop("20th 10:00", "end of month", "end of 2026-07-31"),
                     REDEEM, "06-25 10:00", "06-30 12:00", "limit_reached", id="cut by the campaign's end"),
        pytest.param(shop("25th 10:00", "5th 10:00"), shop("25th 10:00", "5th 10:00", "end of 2026-07-31"),
                     REDEEM, "06-30 10:00", "07-05 09:59:59.999", "limit_reached", id="that was cut, and no longer is"),
        pytest.param(box(), box(ends="end of 2026-07-31"), DRAW,
                     "06-30 23:59:59.999", "07-01 00:00", "limit_reached", id="the campaign's own end"),
        pytest.param(box(", closes: 2026-06-10 10:00"), box(", closes: 2026-06-12 10:00"), DRAW,
                     "06-10 09:59:59.999", "06-10 10:00", "limit_reached", id="a box's end alone"),
        pytest.param(box(", closes: 2026-06-10 10:00"), box(), DRAW,
                     "06-03 10:00", "06-20 10:00", "limit_reached", id="a box's end taken out"),
        pytest.param(box(", opens: daily 10:00, closes: daily 12:00"), box(", opens: daily 10:00, closes: daily 14:00"),
                     DRAW, "06-03 10:00", "06-03 13:00", "limit_reached", id="a box's daily end"),
    ],
)  # fmt: skip
def test_a_limit_of_a_window_holds_over_its_moved_end(
    first: Game, then: Game, action: Action, used: str, again: str, expected: object
) -> None:
    game = Game("", HEAD)
    game.store.members.clear()
    follow(game, first)
    granted = gets(game.play(action, used))
    assert isinstance(granted, dict)
    follow(game, then)

    assert gets(game.play(action, again)) == expected
    assert gets(game.play(action, again, by="bo")) == granted, "who did not use it yet still may"


def test_the_stock_of_a_window_holds_over_its_moved_end() -> None:
    game, later = shop(*DAILY), shop("daily 10:00", "daily 22:01")
    for name in ("ann", "bo"):
        assert gets(game.play(REDEEM, "06-03 12:00", by=name)) == {"prizes/mug": 1}
    follow(game, later)

    assert gets(game.play(REDEEM, "06-03 12:01", by="cy")) == "sold_out"
    assert gets(game.play(REDEEM, "06-04 10:00", by="cy")) == {"prizes/mug": 1}


def test_what_a_prize_has_a_window_holds_over_the_campaigns_moved_end() -> None:
    game, later = box(), box(ends="end of 2026-07-31")
    for name in ("ann", "bo"):
        assert gets(game.play(DRAW, "06-03 12:00", by=name)) == {"prizes/pin": 1}
    follow(game, later)

    assert gets(game.play(DRAW, "07-02 10:00", by="cy")) == {"prizes/tin": 1}


def test_a_task_paid_once_a_window_is_paid_once_over_the_campaigns_moved_end() -> None:
    game = Game(PRIZE.format(more=""))
    later = Game(PRIZE.format(more="closes: end of 2026-07-31"))
    assert gets(game.event("shop.visited", "06-30 10:00")) == {"prizes/pin": 1}
    follow(game, later)

    assert gets(game.event("shop.visited", "07-02 10:00")) == {}


def test_the_home_screen_says_so_too() -> None:
    game, later = shop(*DAILY), shop("daily 10:00", "daily 22:01")
    game.play(REDEEM, "06-03 12:00")
    follow(game, later)

    seen = campaign(game.definitions, "play", game.member("ann"), game.at("06-03 22:00"))
    assert seen.redemptions["shop"].left == 0  # type: ignore[attr-defined]
    seen = campaign(game.definitions, "play", game.member("ann"), game.at("06-04 10:00"))
    assert seen.redemptions["shop"].left == 1  # type: ignore[attr-defined]


def test_of_a_blocks_openings_the_last_one_used_is_remembered() -> None:
    game = shop(*DAILY)
    for day in ("06-03", "06-04", "06-08"):
        game.play(REDEEM, f"{day} 12:00")
    game.event("member.joined", "06-20 12:00")

    [counted] = {key.rpartition("@")[2] for key in game.member("ann").document.played["play"].counts}
    assert counted == f"o{game.at('06-08 10:00') // 60_000:x}"
