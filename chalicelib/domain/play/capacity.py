"""How much of what was earned is given now: what does not fit stays due, and comes as soon as it fits.

Points, draws, named fragments, gifts and badges are numbers in the wallet: a thousand of them are one entry. A coupon
is an entry of its own, with its code, and so is a random fragment in its receipt, with its draw; and units of a limited
prize may lie in a shard each. DynamoDB takes items of at most 400 KB, and at most 100 items in a transaction.
"""

from collections import Counter
from collections.abc import Mapping
from typing import Final

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from chalicelib.domain.file.campaign import Campaign
from chalicelib.domain.file.flow import RANDOM, chain, contents
from chalicelib.domain.play.turn import Player
from chalicelib.domain.play.wallet import coupon_of, held
from chalicelib.domain.record.outcome import POOL_SHARDS
from chalicelib.domain.words.values import LARGEST_INTEGER, Bag

MOST_ENTRIES = 1000
"""Coupons and random fragments that one receipt holds: some 110 bytes each."""

MOST_SHARDS = 40
"""Shards that the rewards of a transaction are taken from: others are needed by draws, receipts and claims."""

ROOM_FOR_COUPONS: Final = 192 * 1024
"""Bytes of a record up to which earned coupons are given. An action may let it grow further (`attempts.MOST_BYTES`),
so that coupons which nobody uses never stand in the way of an order."""

MOST_COUPON_BYTES: Final = 128 * 1024
"""Bytes of the coupons in one bag: they must fit into a record beside all else."""


class Load(Struct, frozen=True):
    """How much of a receipt, of a transaction and of a record rewards take up, at most."""

    entries: int = 0
    """Coupons and random fragments."""
    shards: int = 0
    """Shards of limited stock."""
    coupon_bytes: int = 0
    """Bytes of coupons in the record."""


def load(campaign: Campaign, shards: Mapping[str, int], bag: Bag, times: int = 1) -> Load:
    """How much a bag takes up, given so many times. shards: how many each limited stock is spread over."""
    entries, spread, size = _random(bag), 0, 0
    for name, n in bag.prizes.items():
        links = [link for link in chain(campaign.prizes, name) if link in campaign.prizes]
        entries += n * max((_entries(campaign, link) for link in links), default=0)
        size += n * max((_coupon_bytes(campaign, link) for link in links), default=0)
        spread += min(n * times, sum(_shards(campaign, shards, link) for link in links))
    return Load(entries * times, spread, size * times)


def fitting(player: Player, bag: Bag, times: int) -> int:
    """How many of so many times an earned bag is given now.

    In a turn that is only shown it is none of a bag whose giving chance, a stock, or room for coupons has a part in:
    until it is given, it may come otherwise, or later.
    """
    one = load(player.published.campaign, player.published.shards, bag)
    if one == Load():
        return _exact(player, bag, times)
    if player.turn.only_shown:
        player.turn.withheld = True
        return 0
    return _exact(player, bag, _fitting_receipt(player, bag, one, _fitting_record(player, one, times)))


def _fitting_receipt(player: Player, bag: Bag, one: Load, times: int) -> int:
    """How many the receipt and its transaction hold; one time always does where the turn has given nothing of its kind.

    The lint sees to it that each bag fits into a receipt.
    """
    draft, campaign, shards = player.turn.draft, player.published.campaign, player.published.shards
    entries = len(draft.coupons) + sum(len(draws.rows) for draws in draft.draws)
    spread = sum(min(take.n, take.shards) for take in player.turn.takes.values())
    fits = times
    if one.entries:
        fits = min(fits, max(MOST_ENTRIES - entries, 0) // one.entries)
    if spread + load(campaign, shards, bag, fits).shards > MOST_SHARDS:
        fits = min(fits, max(MOST_SHARDS - spread, 0) // one.shards)
    return fits or int(times > 0 and not entries and not spread)


def _fitting_record(player: Player, one: Load, times: int) -> int:
    """How many the member's record has room for, with all else in it."""
    if not one.coupon_bytes:
        return times
    room = ROOM_FOR_COUPONS - len(msgspec.json.encode(player.turn.member))
    return min(times, max(room, 0) // one.coupon_bytes)


def _exact(player: Player, bag: Bag, times: int) -> int:
    """How many of what falls due leave all numbers such that phones can read them; an action is refused instead."""
    if not player.turn.due:
        return times
    rooms = ((LARGEST_INTEGER - _most_held(player, asset)) // n for asset, n in _numbers(player, bag).items())
    return max(0, min((times, *rooms)))


def _numbers(player: Player, bag: Bag) -> Counter[str]:
    """By asset, by how much a bag may raise what is held, whichever of its prizes are out."""
    prizes = player.published.campaign.prizes
    numbers = Counter(bag.assets)
    for name, n in bag.prizes.items():
        for link in (link for link in chain(prizes, name) if link in prizes):
            numbers[f"prizes/{link}"] += n
            numbers.update({asset: n * each for asset, each in contents(prizes[link]).assets.items()})
    return numbers


def _most_held(player: Player, asset: str) -> int:
    """How much is held of an asset; of a random fragment, of the one that most is held of."""
    drawn = asset.removesuffix(RANDOM)
    if drawn == asset:
        return held(player, asset)
    return max((n for one, n in player.played.has.items() if one.startswith(drawn)), default=0)


def _random(bag: Bag) -> int:
    return sum(n for name, n in bag.fragments.items() if name.endswith(f"/{RANDOM}"))


def _entries(campaign: Campaign, prize: str) -> int:
    one = campaign.prizes[prize]
    return 1 if one.coded else _random(contents(one))


def _shards(campaign: Campaign, shards: Mapping[str, int], prize: str) -> int:
    """Over how many shards what there is of a prize is spread; 0: it is never out."""
    one = campaign.prizes[prize]
    if one.pool is not None:
        return POOL_SHARDS
    return 0 if one.stock is None else shards.get(f"prizes/{prize}", 1)


def _coupon_bytes(campaign: Campaign, prize: str) -> int:
    """The bytes of one coupon in a record, and of the comma after it."""
    one = campaign.prizes[prize]
    if not one.coded:
        return 0
    made = coupon_of(campaign.campaign, prize, one, "0" * 16, 0 if one.valid is None else 10**12)
    if one.pool is not None:
        made = replace(made, number=f"{POOL_SHARDS - 1}-{10**6}")
    return len(msgspec.json.encode(made)) + 1
