"""Limits: how often each member did a limited thing in each period, counted again from the receipts alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from msgspec import Struct

from chalicelib.domain.campaign import Campaign, Challenge, Task
from chalicelib.domain.receipt import Receipt
from chalicelib.domain.values import Bag, Limit
from local.audit.books import Books
from local.audit.calendar import period_of
from local.audit.verdict import Verdict, verdict

ROUNDS = {"daily": "day", "weekly": "week", "monthly": "month", None: "campaign"}


class Use(Struct, frozen=True):
    """n uses of a limited thing, named by its path, under all of its limits."""

    path: str
    limits: tuple[Limit, ...]
    n: int = 1


def kept_limits(books: Books) -> Verdict:
    """Of boxes, sets, offers, gifts between members, and of tasks whose reward tells how often they paid."""
    breaches = []
    counters = 0
    for account in books.accounts:
        counts: Counter[tuple[str, Limit, str]] = Counter()
        for receipt in account.receipts:
            for name, campaign in books.campaigns.items():
                for use in _uses(name, campaign, receipt):
                    for limit in use.limits:
                        counts[use.path, limit, period_of(limit.per, campaign, receipt)] += use.n
        counters += len(counts)
        breaches += [
            f"{account.member}: {path} {n} times in {period or 'the campaign'}, of {limit.count} a {limit.per}"
            for (path, limit, period), n in counts.items()
            if n > limit.count
        ]
    return verdict("No limit is exceeded", f"{counters:,} counters of members", breaches)


def _uses(name: str, campaign: Campaign, receipt: Receipt) -> Iterator[Use]:
    asked = receipt.asked
    if receipt.does == "event":
        yield from _tasks(name, campaign, receipt)
    elif receipt.does == "receive" and name in receipt.changes:
        for asset in receipt.changes[name]:
            collection = asset.split("/")[1]
            yield Use(f"{name} received {collection}", campaign.collections[collection].send)
    elif asked.get("campaign") == name:
        match receipt.does:
            case "draw":
                yield Use(f"{name} box {asked['box']}", campaign.blind_boxes[asked["box"]].limit, asked.get("times", 1))
            case "compose":
                yield Use(f"{name} set {asked['collection']}", campaign.collections[asked["collection"]].limit)
            case "send":
                yield Use(f"{name} sent {asked['collection']}", campaign.collections[asked["collection"]].send)
            case "redeem":
                redemption = campaign.redemptions[asked["redemption"]]
                yield Use(f"{name} redemption {asked['redemption']}", redemption.limit)
                yield Use(
                    f"{name} offer {asked['redemption']}/{asked['offer']}", redemption.offers[asked["offer"]].limit
                )


def _tasks(name: str, campaign: Campaign, receipt: Receipt) -> Iterator[Use]:
    """How often a task paid, where an asset tells: one that nothing else gives for this type of event."""
    gained = _gained(name, receipt)
    for challenge_name, challenge in campaign.challenges.items():
        for task_name, task in challenge.tasks.items():
            limits = _limits(challenge, task)
            asset = _telling(campaign, task) if task.when == receipt.asked["type"] and limits else None
            if asset is not None and gained[asset]:
                paid = gained[asset] // _assets(task.gives)[asset]
                yield Use(f"{name} task {challenge_name}/{task_name}", limits, paid)


def _limits(challenge: Challenge, task: Task) -> tuple[Limit, ...]:
    """A task's limits by the calendar; `reach` pays once a round."""
    round_is = ROUNDS[challenge.repeats]
    once = () if task.each else (Limit(1, round_is),)  # type: ignore[arg-type]
    return (*(Limit(one.count, round_is) if one.per == "round" else one for one in task.limit), *once)  # type: ignore[arg-type]


def _telling(campaign: Campaign, task: Task) -> str | None:
    """An asset that only this task gives when its type of event happens."""
    others: set[str] = set()
    for challenge in campaign.challenges.values():
        listening = [one for one in challenge.tasks.values() if one.when == task.when]
        bags = [bag for one in listening for bag in ((one.gives,) if one is not task else ())]
        bags += [bag for one in listening for bag in one.milestones.values()]
        if listening:
            bags += [challenge.gives, *challenge.milestones.values()]
        others.update(asset for bag in bags for asset in _assets(bag))
    return next((asset for asset in _assets(task.gives) if asset not in others), None)


def _assets(bag: Bag) -> dict[str, int]:
    """What a bag adds to a receipt; prizes are left out, since another may stand in for one that is gone."""
    points = {"points": bag.points} if bag.points else {}
    draws = {f"draws/{box}": n for box, n in bag.draws.items()}
    return points | draws | {f"fragments/{name}": n for name, n in bag.fragments.items()}


def _gained(name: str, receipt: Receipt) -> Counter[str]:
    """What a receipt added, with random fragments by the number of their draws."""
    gained = Counter(receipt.changes.get(name, {}))
    for draw in receipt.draws:
        if draw.campaign == name and draw.of.startswith("collections/"):
            gained[f"fragments/{draw.of.removeprefix('collections/')}/random"] += len(draw.rows)
    return gained
