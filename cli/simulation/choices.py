"""What members may want beyond events: to compose, exchange, draw and redeem, as soon as they can pay for it.

Only the wallet is looked at here. Whether it is open, allowed and in stock is for the domain to say; what it answers is
kept in mind for a while, so that nobody asks a thousand times.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from msgspec.structs import replace

from chalicelib.domain.file.campaign import BlindBox, Campaign
from chalicelib.domain.mechanics.blind_box.play import Draw
from chalicelib.domain.mechanics.collection.play import Compose, Exchange
from chalicelib.domain.mechanics.redemption.play import Redeem
from chalicelib.domain.record.actions import Action
from chalicelib.domain.record.journal import Assets
from chalicelib.domain.words.values import Bag
from chalicelib.domain.words.values import Exchange as Price

MOST_AT_ONCE = 20
"""So often at most in one visit: what is free and without limit would never end."""

ONE_SPARE = Price(1, "spares")


@dataclass(slots=True, eq=False)
class Choice:
    """One thing that a member may want.

    costs: what a wallet must hold · spends: it takes points, which members keep on some visits · closed_until: not open
    before (epoch ms) · gone_until: its stock is out, and looked at again from then on.
    """

    name: str
    action: Action
    costs: Assets
    spends: bool = False
    closed_until: float = 0
    gone_until: float = 0

    def wanted(self, points: int, has: Mapping[str, int]) -> Action | None:
        """The action, if the wallet holds what it takes."""
        for asset, n in self.costs.items():
            if (points if asset == "points" else has.get(asset, 0)) < n:
                return None
        return self.action


@dataclass(slots=True, eq=False)
class Full(Choice):
    """A set to compose: one of each fragment, a wildcard for each that is missing."""

    fragments: tuple[str, ...] = ()
    wildcard: str | None = None

    def wanted(self, points: int, has: Mapping[str, int]) -> Action | None:
        missing = sum(asset not in has for asset in self.fragments)
        wildcards = has.get(self.wildcard, 0) if self.wildcard else 0
        return self.action if missing <= wildcards else None


@dataclass(slots=True, eq=False)
class Swap(Choice):
    """Duplicates against the first fragment that is missing."""

    fragments: tuple[str, ...] = ()
    price: Price = ONE_SPARE

    def wanted(self, points: int, has: Mapping[str, int]) -> Action | None:
        missing = next((asset for asset in self.fragments if asset not in has), None)
        held = [has.get(asset, 0) for asset in self.fragments]
        payable = max(held) if self.price.kind == "alike" else sum(n - 1 for n in held if n > 1)
        if missing is None or payable < self.price.count:
            return None
        return replace(self.action, fragment=missing.rpartition("/")[2])


def choices(campaign: Campaign) -> tuple[Choice, ...]:
    """All of them, in the order in which members think of them: what is complete first, what costs points last."""
    found = [*_of_collections(campaign), *_of_boxes(campaign), *_of_redemptions(campaign)]
    return tuple(sorted(found, key=lambda one: one.spends))


def _of_collections(campaign: Campaign) -> Iterator[Choice]:
    for name, collection in campaign.collections.items():
        fragments = tuple(f"fragments/{name}/{one}" for one in collection.fragments)
        wildcard = f"fragments/{name}/{collection.wildcard}" if collection.wildcard else None
        if collection.exchange is not None:
            first = Exchange(campaign.campaign, name, collection.fragments[0])
            yield Swap(f"exchange {name}", first, {}, fragments=fragments, price=collection.exchange)
        compose = Compose(campaign.campaign, name)
        yield Full(f"compose {name}", compose, {}, fragments=fragments, wildcard=wildcard)


def _of_boxes(campaign: Campaign) -> Iterator[Choice]:
    for name, box in campaign.blind_boxes.items():
        if box.ten_costs is not None:
            yield _draw(campaign, name, box, box.ten_costs, Draw(campaign.campaign, name, 10))
        yield _draw(campaign, name, box, box.costs, Draw(campaign.campaign, name))


def _draw(campaign: Campaign, name: str, box: BlindBox, costs: Bag, action: Draw) -> Choice:
    tens = " 10 times" if action.times == 10 else ""
    return Choice(f"draw {name}{tens}", action, assets(costs), spends=costs.points > 0)


def _of_redemptions(campaign: Campaign) -> Iterator[Choice]:
    for name, redemption in campaign.redemptions.items():
        for offer_name, offer in redemption.offers.items():
            action = Redeem(campaign.campaign, name, offer_name)
            yield Choice(f"redeem {name}/{offer_name}", action, assets(offer.costs), spends=offer.costs.points > 0)


def assets(bag: Bag) -> Assets:
    """A bag as a wallet spells it."""
    named = {"draws": bag.draws, "fragments": bag.fragments, "prizes": bag.prizes}
    flat = {f"{kind}/{name}": n for kind, names in named.items() for name, n in names.items()}
    return ({"points": bag.points} if bag.points else {}) | flat
