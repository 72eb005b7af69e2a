"""Japan: no reward for completing a set of random items that cost money ("complete gacha")."""

from __future__ import annotations

from collections.abc import Iterator

from chalicelib.domain.file.campaign import Campaign
from chalicelib.domain.file.flow import assets, leads_to, of_challenge, of_task
from chalicelib.domain.file.programme import Programme
from chalicelib.domain.words.findings import Finding


def rules(campaign: Campaign, programme: Programme) -> Iterator[Finding]:
    """What the rules of Japan forbid.

    Source: Consumer Affairs Agency, card matching (kādo-awase) under the Act against Unjustifiable Premiums, in force
    for online games since July 2012. Points count as money, since purchases earn them.
    """
    paid = _paid(campaign, programme)
    for name in campaign.collections:
        if source := _random_source(campaign, name, paid):
            message = (
                f"a set must not be rewarded whose pieces come by paid chance, here from {source} (Japan, card "
                "matching under the premiums act): give the pieces by name, or for what costs nothing"
            )
            yield Finding(("collections", name, "gives"), "error", "jp-complete-set", message)


def _random_source(campaign: Campaign, collection: str, paid: set[str]) -> str:
    """What yields random pieces of a collection for money; empty where nothing does."""
    if f"fragments/{collection}/random" in paid:
        return f"{collection}/random"
    for name, box in campaign.blind_boxes.items():
        if f"draws/{name}" in paid:
            inside = leads_to(campaign, *(f"prizes/{row}" for row in box.odds))
            if any(asset.startswith(f"fragments/{collection}/") for asset in inside):
                return f"blind_boxes.{name}"
    return ""


def _paid(campaign: Campaign, programme: Programme) -> set[str]:
    """Every asset that money leads to: what purchases earn, what offers sell, and draws of boxes that cost points.

    A purchase is an event that carries money. A draw that costs other things than draws is taken for bought.
    """
    starts: set[str] = set()
    for name, challenge in campaign.challenges.items():
        for task_name, task in challenge.tasks.items():
            event = programme.events.get(task.when)
            if event and "money" in event.fields.values():
                path = ("challenges", name)
                bags = (*of_task((*path, "tasks", task_name), task), *of_challenge(path, challenge))
                starts |= {asset for placed in bags for asset in assets(placed.bag)}
    for redemption in campaign.redemptions.values():
        for offer in redemption.offers.values():
            starts |= assets(offer.gives) if offer.costs else set()
    for name, box in campaign.blind_boxes.items():
        if any(not asset.startswith("draws/") for asset in assets(box.costs)):
            starts.add(f"draws/{name}")
    return leads_to(campaign, *starts)
