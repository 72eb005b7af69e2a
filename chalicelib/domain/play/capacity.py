"""How many rewards one receipt holds: what is beyond that stays due, and comes with the member's next actions.

Points, draws, named fragments, gifts and badges are numbers in the wallet: a thousand of them are one entry. A coupon
is an entry of its own, with its code, and so is a random fragment, with its draw; and units of a limited prize may lie
in a shard each. DynamoDB takes items of at most 400 KB, and at most 100 items in a transaction.
"""

from collections.abc import Mapping

from msgspec import Struct

from chalicelib.domain.file.campaign import Campaign
from chalicelib.domain.file.flow import RANDOM, chain, contents
from chalicelib.domain.play.turn import Player
from chalicelib.domain.words.values import Bag

MOST_ENTRIES = 1000
"""Coupons and random fragments that one receipt holds: some 110 bytes each, in the receipt and in the member."""

MOST_SHARDS = 40
"""Shards that the rewards of a transaction are taken from: others are needed by draws, receipts and claims."""


class Load(Struct, frozen=True):
    """How much of a receipt and of a transaction rewards take up."""

    entries: int
    """Coupons and random fragments, at most."""
    shards: int
    """Shards of limited stock, at most."""


def load(campaign: Campaign, shards: Mapping[str, int], bag: Bag, times: int = 1) -> Load:
    """How much a bag takes up, given so many times. shards: how many each limited stock is spread over."""
    entries, spread = _random(bag), 0
    for name, n in bag.prizes.items():
        links = [link for link in chain(campaign.prizes, name) if link in campaign.prizes]
        entries += n * max((_entries(campaign, link) for link in links), default=0)
        limited = [f"prizes/{link}" for link in links if campaign.prizes[link].stock]
        spread += min(n * times, sum(shards.get(path, 1) for path in limited))
    return Load(entries * times, spread)


def fitting(player: Player, bag: Bag, times: int) -> int:
    """How many of so many times a bag still fits; one time always does where the turn has given nothing of its kind.

    The lint sees to it that each bag fits into a receipt.
    """
    draft, campaign, shards = player.turn.draft, player.published.campaign, player.published.shards
    entries = len(draft.coupons) + sum(len(draws.rows) for draws in draft.draws)
    spread = sum(min(take.n, take.shards) for take in player.turn.takes.values())
    fits = times
    if one := load(campaign, shards, bag).entries:
        fits = min(fits, max(MOST_ENTRIES - entries, 0) // one)
    if spread + load(campaign, shards, bag, fits).shards > MOST_SHARDS:
        fits = min(fits, max(MOST_SHARDS - spread, 0) // load(campaign, shards, bag).shards)
    return fits or int(times > 0 and not entries and not spread)


def _random(bag: Bag) -> int:
    return sum(n for name, n in bag.fragments.items() if name.endswith(f"/{RANDOM}"))


def _entries(campaign: Campaign, prize: str) -> int:
    one = campaign.prizes[prize]
    return 1 if one.kind == "coupon" else _random(contents(one))
