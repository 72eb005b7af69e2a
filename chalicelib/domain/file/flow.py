"""Where rewards come from, and what they lead to: draws to a box's prizes, fragments to what their set gives.

Assets are spelled as in a wallet: `points`, `draws/BOX`, `fragments/COLLECTION/NAME`, `prizes/NAME`.
"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from chalicelib.domain.file.campaign import Campaign, Challenge, Prize, Task
from chalicelib.domain.file.phrases.numbers import DECIMALS
from chalicelib.domain.words.findings import Path
from chalicelib.domain.words.values import Bag, Threshold


class Placed(Struct, frozen=True):
    """A bag, and where in the file it stands."""

    path: Path
    bag: Bag


def given(campaign: Campaign) -> Iterator[Placed]:
    """Every bag that a campaign gives: what can't be refused, what offers give, and what prizes are made of."""
    yield from automatic(campaign)
    for name, redemption in campaign.redemptions.items():
        for offer_name, offer in redemption.offers.items():
            yield Placed(("redemptions", name, "offers", offer_name, "gives"), offer.gives)
    for name, prize in campaign.prizes.items():
        yield Placed(("prizes", name), contents(prize))


def automatic(campaign: Campaign) -> Iterator[Placed]:
    """The bags that come by themselves once they are earned, which nobody could refuse for want of stock."""
    for name, challenge in campaign.challenges.items():
        path: Path = ("challenges", name)
        for task_name, task in challenge.tasks.items():
            yield from of_task((*path, "tasks", task_name), task)
        yield from of_challenge(path, challenge)
    for name, collection in campaign.collections.items():
        yield Placed(("collections", name, "gives"), collection.gives)


def of_task(path: Path, task: Task) -> Iterator[Placed]:
    """What a task gives, by its milestones and at its target."""
    yield Placed((*path, "gives"), task.gives)
    for threshold, bag in task.milestones.items():
        yield Placed((*path, "milestones", milestone(task, threshold)), bag)


def of_challenge(path: Path, challenge: Challenge) -> Iterator[Placed]:
    """What a challenge gives for several tasks, and for all of them."""
    yield Placed((*path, "gives"), challenge.gives)
    for n, bag in challenge.milestones.items():
        yield Placed((*path, "milestones", str(n)), bag)


def costs(campaign: Campaign) -> Iterator[Placed]:
    """Every bag that a campaign takes."""
    for name, box in campaign.blind_boxes.items():
        yield Placed(("blind_boxes", name, "costs"), box.costs)
        yield Placed(("blind_boxes", name, "ten_costs"), box.ten_costs or Bag())
    for name, redemption in campaign.redemptions.items():
        for offer_name, offer in redemption.offers.items():
            yield Placed(("redemptions", name, "offers", offer_name, "costs"), offer.costs)


def contents(prize: Prize) -> Bag:
    """What a prize that is no thing of its own consists of."""
    return Bag(points=prize.points, draws=prize.draws, fragments=prize.fragments)


def assets(bag: Bag) -> set[str]:
    """The assets in a bag."""
    return (
        ({"points"} if bag.points else set())
        | {f"draws/{name}" for name in bag.draws}
        | {f"fragments/{name}" for name in bag.fragments}
        | {f"prizes/{name}" for name in bag.prizes}
    )


def leads_to(campaign: Campaign, *starts: str) -> set[str]:
    """Every asset that assets lead to, themselves included; points lead nowhere: what they buy has its own price."""
    seen: set[str] = set()
    waiting = list(starts)
    while waiting:
        asset = waiting.pop()
        if asset not in seen:
            seen.add(asset)
            waiting += _next(campaign, asset)
    return seen


def milestone(task: Task, threshold: Threshold) -> str:
    """The key of a task's milestone as the file has it; a threshold of a plain sum is kept in thousandths."""
    if threshold.currency:
        decimals = DECIMALS[threshold.currency]
        whole, part = divmod(threshold.amount, 10**decimals)
        return f"{whole}.{part:0{decimals}} {threshold.currency}" if decimals else f"{whole} {threshold.currency}"
    amount = task.reach or task.each
    plain_sum = amount is not None and amount.measure == "sum" and not amount.currency
    return str(threshold.amount // 1000 if plain_sum else threshold.amount)


def _next(campaign: Campaign, asset: str) -> set[str]:
    kind, _, name = asset.partition("/")
    if kind == "draws" and (box := campaign.blind_boxes.get(name)):
        return {f"prizes/{row}" for row in box.odds}
    if kind == "fragments":
        of, _, fragment = name.partition("/")
        if collection := campaign.collections.get(of):
            drawn = {f"fragments/{of}/{row}" for row in collection.odds} if fragment == "random" else set()
            return drawn | assets(collection.gives)
    if kind == "prizes" and (prize := campaign.prizes.get(name)):
        return assets(contents(prize)) | ({f"prizes/{prize.when_out}"} if prize.when_out else set())
    return set()
