"""Openings inside openings, what comes next, and the indexes that events meet."""

import pytest

from chalicelib.domain.mechanics.blind_box.block import BlindBox
from chalicelib.domain.publishing.definitions import limited_stocks, shards_for
from chalicelib.domain.time.windows import Window
from tests.domain.game import Game

BOX = "blind_boxes: {{box: {{odds: {{pin: rest}}, {span}}}}}\nprizes: {{pin: {{badge: pin}}}}"

NEXT = [
    ("costs: {}", "2026-05-01 00:00", ("06-01 00:00", "07-01 00:00")),
    ("costs: {}", "06-01 00:00", None),
    ("opens: Wed 10:00, closes: Wed 12:00", "2026-05-01 00:00", ("06-03 10:00", "06-03 12:00")),
    ("opens: Wed 10:00, closes: Wed 12:00", "06-03 09:59:59.999", ("06-03 10:00", "06-03 12:00")),
    ("opens: Wed 10:00, closes: Wed 12:00", "06-03 10:00", ("06-10 10:00", "06-10 12:00")),
    ("opens: Wed 10:00, closes: Wed 12:00", "06-24 10:00", None),
    ("opens: 31st 10:00, closes: end of month", "06-02 00:00", ("06-30 10:00", "07-01 00:00")),
    ("opens: Sun 10:00, closes: Tue 10:00", "2026-05-20 00:00", ("06-01 00:00", "06-02 10:00")),
    ("opens: 2026-06-10 10:00", "06-02 00:00", ("06-10 10:00", "07-01 00:00")),
    ("opens: 2026-06-10 10:00", "06-10 10:00", None),
    ("opens: 2026-05-10 10:00, closes: 2026-06-05 00:00", "2026-05-01 00:00", ("06-01 00:00", "06-05 00:00")),
]


@pytest.mark.parametrize(("span", "after", "expected"), NEXT)
def test_the_next_opening_is_cut_by_the_campaign(span: str, after: str, expected: tuple[str, str] | None) -> None:
    game = Game(BOX.format(span=span))
    found = game.published.next_opening(game.at(after), game.published.campaign.blocks(BlindBox)["box"])
    assert found == (Window(game.at(expected[0]), game.at(expected[1])) if expected else None)


@pytest.mark.parametrize(
    ("quota", "crowd", "shards"),
    [(1, 200, 1), (5, 200, 5), (5000, 200, 20), (5000, 201, 21), (500_000, 100_000, 1000), (50, 1, 1)],
)
def test_shards_follow_the_crowd_and_never_exceed_the_stock(quota: int, crowd: int, shards: int) -> None:
    assert shards_for(quota, crowd) == shards


def test_each_limited_stock_has_a_path() -> None:
    game = Game(
        """
redemptions:
  shop:
    opens: 20th 10:00
    closes: end of month
    offers: {soap: {gives: {prizes: soap}, stock: 9 a window}, mask: {gives: {prizes: pin}}}
prizes: {soap: {gift: soap, stock: 4, when_out: pin}, pin: {badge: pin}}
"""
    )
    assert limited_stocks(game.published.campaign) == {"prizes/soap": 4, "redemptions/shop/soap": 9}


def test_an_event_meets_only_the_tasks_that_listen_to_it() -> None:
    game = Game(
        """
challenges:
  one: {tasks: {a: {when: shop.visited, gives: {points: 1}}, b: {when: cart.added, gives: {points: 1}}}}
  two: {tasks: {c: {when: member.joined, already: true, gives: {points: 1}}}}
"""
    )
    heard = {kind: [found.placed.name for found in all_] for kind, all_ in game.definitions.listeners.items()}
    assert heard == {"shop.visited": ["a"], "cart.added": ["b"], "member.joined": ["c"]}
    assert list(game.definitions.already) == ["member.joined"]
