"""Limits: how often each member did a limited thing in each period, counted again from the receipts alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct

from chalicelib.domain.file.campaign import Campaign
from chalicelib.domain.mechanics.challenge.block import Challenge, Task
from chalicelib.domain.record.receipt import Receipt
from chalicelib.domain.words.values import Bag, Limit, Per
from local.audit.books import Books
from local.audit.calendar import period_of
from local.audit.verdict import Verdict, verdict

ROUNDS: Mapping[str | None, Per] = {"daily": "day", "weekly": "week", "monthly": "month", None: "campaign"}


class Use(Struct, frozen=True):
    """n uses of a limited thing, named by its path, under all of its limits."""

    path: str
    limits: tuple[Limit, ...]
    n: int = 1


class Telling(Struct, frozen=True):
    """A limited task of which receipts tell how often it paid: so much of an asset that no other task gives then."""

    path: str
    limits: tuple[Limit, ...]
    when: str
    asset: str
    n: int


def kept_limits(books: Books) -> Verdict:
    """Of boxes, sets, offers, gifts between members, and of tasks whose reward tells how often they paid."""
    telling = {name: tuple(_telling_tasks(name, campaign)) for name, campaign in books.campaigns.items()}
    breaches = []
    counters = 0
    for account in books.accounts:
        counts: Counter[tuple[str, Limit, str]] = Counter()
        for receipt in account.receipts:
            for name, campaign in books.campaigns.items():
                for use in _uses(name, campaign, telling[name], receipt):
                    for limit in use.limits:
                        counts[use.path, limit, period_of(limit.per, campaign, receipt)] += use.n
        counters += len(counts)
        breaches += [
            f"{account.member}: {path} {n} times in {period or 'the campaign'}, of {limit.count} a {limit.per}"
            for (path, limit, period), n in counts.items()
            if n > limit.count
        ]
    return verdict("No limit is exceeded", f"{counters:,} counters of members", breaches)


def _uses(name: str, campaign: Campaign, telling: Sequence[Telling], receipt: Receipt) -> Iterator[Use]:
    """What a receipt used of one campaign's limits."""
    asked = receipt.asked
    if receipt.does == "event":
        yield from _paid(name, telling, receipt)
    elif receipt.does == "receive":
        for asset in receipt.changes.get(name, ()):
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
                path = f"{asked['redemption']}/{asked['offer']}"
                redemption = campaign.redemptions[asked["redemption"]]
                yield Use(f"{name} redemption {asked['redemption']}", redemption.limit)
                yield Use(f"{name} offer {path}", redemption.offers[asked["offer"]].limit)


def _paid(name: str, telling: Sequence[Telling], receipt: Receipt) -> Iterator[Use]:
    gained = _gained(name, receipt)
    for task in telling:
        if task.when == receipt.asked["type"] and gained[task.asset]:
            yield Use(task.path, task.limits, gained[task.asset] // task.n)


def _telling_tasks(name: str, campaign: Campaign) -> Iterator[Telling]:
    for challenge_name, challenge in campaign.challenges.items():
        for task_name, task in challenge.tasks.items():
            limits = _limits(challenge, task)
            others = _given_beside(campaign, task)
            alone = {asset: n for asset, n in _assets(task.gives).items() if asset not in others}
            if limits and alone:
                asset, n = next(iter(alone.items()))
                yield Telling(f"{name} task {challenge_name}/{task_name}", limits, task.when, asset, n)


def _limits(challenge: Challenge, task: Task) -> tuple[Limit, ...]:
    """A task's limits by the calendar; `reach` pays once a round."""
    round_is = ROUNDS[challenge.repeats]
    once = () if task.each else (Limit(1, round_is),)
    return (*(Limit(one.count, round_is) if one.per == "round" else one for one in task.limit), *once)


def _given_beside(campaign: Campaign, task: Task) -> set[str]:
    """Every asset that something else may give when the task's type of event happens."""
    bags = list(task.milestones.values())
    for challenge in campaign.challenges.values():
        listening = [one for one in challenge.tasks.values() if one.when == task.when]
        for other in listening:
            if other is not task:
                bags += [other.gives, *other.milestones.values()]
        if listening:
            bags += [challenge.gives, *challenge.milestones.values()]
    return {asset for bag in bags for asset in _assets(bag)}


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
