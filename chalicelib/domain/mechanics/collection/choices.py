"""The choices of simulated members in collections: the fragment that is missing, and then the whole."""

from collections.abc import Callable, Iterator, Mapping
from functools import partial

from chalicelib.domain.file.campaign import Campaign
from chalicelib.domain.mechanics.choice import Choice
from chalicelib.domain.mechanics.collection.block import Collection
from chalicelib.domain.mechanics.collection.play import Compose, Exchange
from chalicelib.domain.record.actions import Action
from chalicelib.domain.words.values import ExchangePrice


def choices(campaign: Campaign) -> Iterator[Choice]:
    """The exchange of each collection that has one, and each set."""
    for name, collection in campaign.blocks(Collection).items():
        fragments = tuple(f"fragments/{name}/{one}" for one in collection.fragments)
        wildcard = f"fragments/{name}/{collection.wildcard}" if collection.wildcard else None
        if collection.exchange is not None:
            swap = partial(Exchange, campaign.campaign, name)
            yield Choice(f"exchange {name}", partial(_swapped, swap, fragments, collection.exchange))
        compose = Compose(campaign.campaign, name)
        yield Choice(f"compose {name}", partial(_full, compose, fragments, wildcard))


def _full(
    action: Action, fragments: tuple[str, ...], wildcard: str | None, points: int, has: Mapping[str, int]
) -> Action | None:
    """A set to compose: one of each fragment, a wildcard for each that is missing."""
    missing = sum(asset not in has for asset in fragments)
    wildcards = has.get(wildcard, 0) if wildcard else 0
    return action if missing <= wildcards else None


def _swapped(
    action: Callable[[str], Action],
    fragments: tuple[str, ...],
    price: ExchangePrice,
    points: int,
    has: Mapping[str, int],
) -> Action | None:
    """Duplicates against the first fragment that is missing."""
    missing = next((asset for asset in fragments if asset not in has), None)
    held = [has.get(asset, 0) for asset in fragments]
    payable = max(held) if price.kind == "alike" else sum(n - 1 for n in held if n > 1)
    if missing is None or payable < price.count:
        return None
    return action(missing.rpartition("/")[2])
