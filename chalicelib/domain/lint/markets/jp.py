"""Japan: no reward for completing a set of random items that cost money ("complete gacha")."""

from collections.abc import Iterator

from chalicelib.domain.file.blocks import Fragments, has, having, stated
from chalicelib.domain.file.campaign import Campaign
from chalicelib.domain.file.flow import RANDOM, assets, earned_by, leads_to
from chalicelib.domain.file.programme import Programme
from chalicelib.domain.words.findings import Finding
from chalicelib.domain.words.values import Bag, Costs, Earned, EventName, PrizeOdds


def rules(campaign: Campaign, programme: Programme) -> Iterator[Finding]:
    """Judge by the rules of Japan.

    Source: Consumer Affairs Agency, card matching (kādo-awase) under the Act against Unjustifiable Premiums, in force
    for online games since July 2012. Points count as money, since purchases earn them.
    """
    paid = _paid(campaign, programme)
    for fragments in having(campaign, Fragments):
        for gives in stated(fragments.by, Earned):
            if source := _random_source(campaign, fragments.by.name, paid):
                message = (
                    f"a set must not be rewarded whose pieces come by paid chance, here from {source} (Japan, card "
                    "matching under the premiums act): give the pieces by name, or for what costs nothing"
                )
                yield Finding(gives.path, "error", "jp-complete-set", message)


def _random_source(campaign: Campaign, of: str, paid: set[str]) -> str:
    """Name what yields random pieces of a set for money; empty where nothing does."""
    if f"fragments/{of}/{RANDOM}" in paid:
        return f"{of}/{RANDOM}"
    for odds in having(campaign, PrizeOdds):
        if f"draws/{odds.by.name}" in paid:
            inside = leads_to(campaign, *(f"prizes/{row}" for row in odds.value))
            if any(asset.startswith(f"fragments/{of}/") for asset in inside):
                return ".".join(map(str, odds.by.path))
    return ""


def _paid(campaign: Campaign, programme: Programme) -> set[str]:
    """Every asset that money leads to: what purchases earn, what is given for a price, and draws that cost points.

    A purchase is an event that carries money. A draw that costs other things than draws is taken for bought.
    """
    starts: set[str] = set()
    for when in having(campaign, EventName):
        event = programme.events.get(when.value)
        if event and "money" in event.fields.values():
            starts |= {asset for bag in earned_by(when.by) for asset in assets(bag.value)}
    for costs in having(campaign, Costs):
        if costs.value:
            starts |= {asset for bag in stated(costs.by, Bag) for asset in assets(bag.value)}
        if has(costs.by.block, PrizeOdds) and any(not one.startswith("draws/") for one in assets(costs.value)):
            starts.add(f"draws/{costs.by.name}")
    return leads_to(campaign, *starts)
