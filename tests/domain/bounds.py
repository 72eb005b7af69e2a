"""A campaign with a task of each kind, and records of a given size for what fills them."""

from typing import Any

import msgspec

from chalicelib.domain.mechanics.challenge.progress import TARGET
from chalicelib.domain.record.member import Played, Progress, Round, Snapshot
from tests.domain.game import Game
from tests.postings import with_points

AT = "06-02 10:00"
BLOCKS = """
challenges:
  c:
    tasks:
      one: {when: shop.visited, each: 1 time, gives: {points: 1}}
      all: {when: order.paid, each: 1 different skus, gives: {points: 1}}
      some: {when: cart.added, reach: 2 different sku, gives: {points: 1}}
      run: {when: run.finished, each: 900000000000 of km, gives: {points: 1}}
collections: {set: {fragments: [a, b], gives: {points: 1}, send: 9 a day}}
redemptions: {r: {opens: 2026-06-01, closes: 2026-07-01, offers: {o: {costs: {points: 5}, gives: {prizes: pin}}}}}
prizes: {pin: {badge: pin, title: Pin}}
"""


def holding(game: Game, who: str = "ann", size: int = 0, points: int = 0, **fields: Any) -> None:
    """Give a member a record: with so many bytes, or with these fields."""
    document = with_points(points, **fields)
    if size:
        part = document.played.setdefault("play", Played())
        part.rounds["c@c"] = Round({"all": Progress(seen=[""], paid={TARGET: 1})})
        seen = part.rounds["c@c"].tasks["all"].seen
        seen[0] = "x" * (size - len(msgspec.json.encode(document)))
        assert len(msgspec.json.encode(document)) == size
    game.store.members[who] = Snapshot(who, 1, 0, document)
