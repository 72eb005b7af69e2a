"""Chooses what people do on a day: where they go, what they buy, and what they wish for in the app afterwards."""

from collections.abc import Collection, Iterator
from datetime import date
from random import Random
from typing import Any

from msgspec import Struct

from local.demo.moves import Person

TIERS = (("green", 40), ("bronze", 25), ("silver", 20), ("gold", 15))
LUCK = ("health", "wealth", "love", "work")
EVERY_DAY = range(1, 32)
EVERY_WEEKDAY = range(7)
WEDNESDAY = (2,)

Deed = tuple[str, dict[str, Any]]
"""An event's type and data."""


class Wish(Struct, frozen=True):
    """Something to do in a campaign, how popular it is, and on which days."""

    path: str
    """The path of the action, below `/v1/campaigns/`."""
    weight: int
    """How often it is chosen, in proportion to the other wishes of the day."""
    body: dict[str, Any] = {}
    """The body of the request."""
    days: Collection[int] = EVERY_DAY
    """The days of the month on which it is wished for."""
    weekdays: Collection[int] = EVERY_WEEKDAY
    """The days of the week on which it is, too; 0 is Monday."""


WISHES = (
    Wish("care-box/boxes/care/draw", 6),
    Wish("tea-shop/boxes/shop/draw", 8, {"times": 1}),
    Wish("tea-shop/boxes/shop/draw", 3, {"times": 10}),
    Wish("tea-shop/boxes/thanks/draw", 2),
    Wish("festival-weeks/boxes/festival/draw", 8, days=range(3, 23)),
    Wish("kids-atelier/collections/outfit/compose", 6, days=range(8, 32)),
    Wish("kids-atelier/boxes/atelier/draw", 6, days=range(9, 32)),
    Wish("monthly-gifts/redemptions/monthly/serum/redeem", 5, days=range(19, 32)),
    Wish("monthly-gifts/redemptions/monthly/mask/redeem", 6, days=range(21, 32)),
    Wish("monthly-gifts/redemptions/monthly/sample/redeem", 6, days=range(20, 32)),
    Wish("monthly-gifts/redemptions/sale/set/redeem", 12, days=(18, 19)),
    Wish("sweet-wednesday/redemptions/member-day/sandwich/redeem", 10, weekdays=WEDNESDAY),
    Wish("sweet-wednesday/redemptions/member-day/mooncake/redeem", 8, weekdays=WEDNESDAY),
    Wish("sweet-wednesday/redemptions/member-day/tea/redeem", 5, weekdays=WEDNESDAY),
    Wish("sweet-wednesday/redemptions/member-day/cake/redeem", 8, weekdays=WEDNESDAY),
    Wish("sweet-wednesday/boxes/sweet/draw", 6, weekdays=(2, 3)),
    Wish("new-year-cards/collections/luck/exchange", 3, {"fragment": "work"}),
    Wish("new-year-cards/collections/luck/send", 5, {"fragment": "health"}),
    Wish("new-year-cards/collections/luck/send", 5, {"fragment": "love"}),
    Wish("new-year-cards/collections/luck/compose", 3),
)

CROWDS = {
    18: ("monthly-gifts/redemptions/sale/set/redeem",),
    20: ("monthly-gifts/redemptions/monthly/serum/redeem", "monthly-gifts/redemptions/monthly/sample/redeem"),
    22: ("monthly-gifts/redemptions/monthly/mask/redeem",),
}
"""The wishes that everybody has at ten o'clock of a day of the month."""

WEDNESDAYS_CROWD = (
    "sweet-wednesday/redemptions/member-day/cake/redeem",
    "sweet-wednesday/redemptions/member-day/mooncake/redeem",
)


def person(rng: Random, number: int) -> Person:
    """Somebody: a few are children, a few work for the brand, a few never said when they were born.

    The first is grown up: in that name strangers try what must fail for their own reasons alone.
    """
    [tier] = rng.choices([name for name, _ in TIERS], [share for _, share in TIERS])
    born = date(rng.randint(1960, 2005), rng.randint(1, 12), rng.randint(1, 28)).isoformat()
    guardian = False
    kind = rng.random() if number > 1 else 1.0
    if kind < 0.03:
        born = ""
    elif kind < 0.09:
        born, guardian = f"{rng.choice((2010, 2013, 2020))}-05-01", rng.random() < 0.5
    tags = [tag for tag, share in (("staff", 0.03), ("mother-and-baby", 0.2), ("runner", 0.3)) if rng.random() < share]
    return Person(f"person-{number}", tier, tuple(tags), born, guardian, rng.choice((0.2, 0.5, 0.8, 1.0)))


def outing(rng: Random, someone: Person) -> Iterator[Deed]:
    """Choose what a person does on one outing: one to a dozen things, each of which a shop's server reports."""
    chance = 0.25 + 0.4 * someone.diligence
    yield rng.choice(
        (("member.checked_in", {}), ("shop.visited", {"shop": f"shop-{rng.randint(1, 9)}"}), _order(rng, someone))
    )
    if rng.random() < chance:
        yield "live.watched", {"room": f"room-{rng.randint(1, 3)}", "minutes": rng.choice((2, 5, 7.5, 30))}
    if rng.random() < chance:
        yield "cart.added", {"sku": f"sku-{rng.randint(1, 12)}"}
    if rng.random() < chance:
        yield "run.finished", {"km": rng.choice((1.2, 3, 5, 10))}
    if rng.random() < chance:
        yield "game.finished", {"points": rng.randint(5, 40)}
    if rng.random() < chance / 2:
        yield "article.read", {"article": f"article-{rng.randint(1, 20)}"}
    if rng.random() < chance / 4:
        yield rng.choice((("gift.taken", {}), ("shop.followed", {}), _tasting(rng)))
    for _ in range(rng.choice((0, 0, 0, 1, 2, 5)) if someone.diligence > 0.3 else 0):
        yield "design.liked", {"by": f"friend-{rng.randint(1, 60)}"}
    if rng.random() < chance:
        yield _order(rng, someone)


def wishes(rng: Random, someone: Person, day: date, most: int) -> Iterator[tuple[str, dict[str, Any]]]:
    """Paths and bodies of what somebody wants to do in the app on a day."""
    likely = [wish for wish in WISHES if day.day in wish.days and day.weekday() in wish.weekdays]
    for wish in rng.choices(likely, [wish.weight for wish in likely], k=most):
        yield wish.path, dict(wish.body)


def _order(rng: Random, someone: Person) -> Deed:
    yuan = rng.choice((18, 59, 128, 199, 299, 399, 420, 860)) + round(someone.diligence * rng.randint(0, 99))
    return "order.paid", {
        "order": f"o{rng.getrandbits(60):015x}",
        "channel": rng.choice(("app", "mini-program", "shop")),
        "amount": f"{yuan}.{rng.choice(('00', '90', '99'))} CNY",
        "skus": rng.sample(("tea", "sandwich", "new-sandwich", "cream", "shoes"), rng.randint(1, 3)),
        "first": rng.random() < 0.1,
    }


def _tasting(rng: Random) -> Deed:
    return "tasting.booked", {"day": f"2026-06-{rng.randint(8, 30):02}", "seats": rng.randint(1, 6)}
