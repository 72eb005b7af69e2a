"""Friends by chance: whatever is ordered and sent back, in whatever order it is heard of and however often, the inviter
holds what a model says that knows of orders alone: so much for each friend whose first order is not all back.
"""

from collections.abc import Iterator
from random import Random

import pytest

from chalicelib.domain.words.errors import TesseraError
from tests.domain.circle import FRIENDS, Circle

WITHOUT_LIMIT = FRIENDS.replace("limit: 10 a month, ", "")
OWN = "      own: {when: order.paid, each: 1 time, gives: {points: 7}}\n"
FRIENDS_OF_ME = ("ann", "bea", "cy")
HOUR = 3_600_000


class World:
    """A circle, and what the model remembers of it."""

    def __init__(self, rng: Random, blocks: str) -> None:
        self.rng, self.now, self.number = rng, 0, 0
        self.circle = Circle(blocks, waiting=True)
        self.circle.born("me", "06-01 08:00")
        for friend in FRIENDS_OF_ME:
            self.circle.born(friend, "06-01 09:00", invited_by="me")
        self.now = self.circle.at("06-01 12:00")
        self.paid: dict[str, int] = {}
        """By order, its amount in cents, once it counted for somebody."""
        self.back: dict[str, int] = {}
        """By order, the cents that came back."""
        self.first: dict[str, str] = {}
        """By friend, the order that was the first to count."""
        self.amounts: dict[str, int] = {}
        """By order, its amount in cents, whether it was reported yet or not."""
        self.refunds: dict[str, list[int]] = {}
        """By order, what came back, as it came."""

    def order(self, order: str, friend: str) -> None:
        minor = self.amounts.setdefault(order, self.rng.choice((0, 100, 5000, 12000)))
        answer = self.circle.pays(friend, order, self.now, f"{minor / 100:.2f}")
        if order not in self.paid and not isinstance(answer, TesseraError):
            self.paid[order] = minor
            if self.back.get(order, 0) > minor:  # of the refunds before it those count that it covers, as they came
                self.back[order] = self.covered(order, minor)
            if minor:
                self.first.setdefault(friend, order)

    def covered(self, order: str, minor: int) -> int:
        taken = 0
        for n in self.refunds[order]:
            taken += n if n <= minor - taken else 0
        return taken

    def refund(self, order: str) -> None:
        self.number += 1
        minor = self.rng.choice((100, 2500, 5000, 12000))
        answer = self.circle.refunds(order, self.now, f"{minor / 100:.2f}", f"r{self.number}")
        if not isinstance(answer, TesseraError):
            self.back[order] = self.back.get(order, 0) + minor
            self.refunds.setdefault(order, []).append(minor)

    def hear(self) -> None:
        """The queue hands over something that is in it: new, or once more."""
        if self.circle.queue:
            self.circle.hears(self.rng.choice(self.circle.queue), self.now)

    def expected(self) -> int:
        stays = (self.paid[order] - self.back.get(order, 0) > 0 for order in self.first.values())
        return 100 * sum(stays)


def steps(rng: Random) -> Iterator[tuple[str, str, str]]:
    for _ in range(rng.randint(4, 16)):
        friend = rng.choice(FRIENDS_OF_ME)
        order = f"{friend}-{rng.randrange(3)}"
        yield rng.choice(("order", "order", "refund", "hear")), friend, order


@pytest.mark.parametrize("blocks", [WITHOUT_LIMIT, WITHOUT_LIMIT + OWN], ids=["alone", "beside a reward of her own"])
@pytest.mark.parametrize("seed", range(150))
def test_the_inviter_holds_what_the_model_says(seed: int, blocks: str) -> None:
    rng = Random(seed)
    world = World(rng, blocks)
    for does, friend, order in steps(rng):
        world.now += rng.randint(1, HOUR)
        if does == "order":
            world.order(order, friend)
        elif does == "refund":
            world.refund(order)
        else:
            world.hear()
    left = list(world.circle.queue) * 2
    rng.shuffle(left)
    for one in left:
        world.now += 1
        world.circle.hears(one, world.now)

    assert world.circle.pending("me", world.now) == world.expected()
    assert world.circle.points("me", "06-29 12:00") == world.expected()
