"""The report: what a campaign's counters add up to, day by day in the campaign's timezone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Literal

from msgspec import Struct

from chalicelib.domain.derived.counters import Counts
from chalicelib.domain.file.campaign import Campaign
from chalicelib.domain.mechanics.blind_box.block import BlindBox
from chalicelib.domain.mechanics.challenge.block import Challenge
from chalicelib.domain.mechanics.collection.block import Collection
from chalicelib.domain.mechanics.redemption.block import Redemption
from chalicelib.domain.words.values import Money, Stock


class TaskLine(Struct, frozen=True):
    """One step of the funnel. started, done: rounds of members."""

    challenge: str
    task: str
    started: int
    done: int


class ChallengeLine(Struct, frozen=True):
    """done: rounds in which a member did all tasks."""

    challenge: str
    done: int


class PrizeLine(Struct, frozen=True):
    """One prize. stock: how many there are, `per` that period or (null) over the campaign; null: as many as are won ·
    value: of one · cost: of all that were granted; null where the file gives no value · expired: coupons that ended.
    """

    prize: str
    granted: int
    stock: int | None
    per: str | None
    value: Money | None
    cost: Money | None
    expired: int = 0


class OfferLine(Struct, frozen=True):
    """One offer; its stock as a prize's."""

    redemption: str
    offer: str
    redeemed: int
    stock: int | None
    per: str | None


class BoxLine(Struct, frozen=True):
    box: str
    draws: int


class CollectionLine(Struct, frozen=True):
    """fragments: how many of each came into being · sets: composed."""

    collection: str
    fragments: dict[str, int]
    sets: int


class Refusals(Struct, frozen=True):
    """A refusal leaves no receipt: how many there were of each code is told by the metrics, not by this report."""

    source: Literal["metrics"] = "metrics"
    counts: dict[str, int] | None = None


class Day(Struct, frozen=True):
    """date: ISO, in the campaign's timezone · counts: the counters that moved on it."""

    date: str
    counts: dict[str, int]


class Report(Struct, frozen=True):
    """A campaign by numbers. reach: members who took part · budget, cost: of the prizes, by what the file says one is
    worth; null where it does not · days: oldest first, those without a receipt left out.
    """

    campaign: str
    timezone: str
    actions: int
    reach: int
    joined: int
    tasks: list[TaskLine]
    challenges: list[ChallengeLine]
    prizes: list[PrizeLine]
    offers: list[OfferLine]
    boxes: list[BoxLine]
    collections: list[CollectionLine]
    earned: int
    spent: int
    budget: Money | None
    cost: list[Money]
    refusals: Refusals
    days: list[Day]


def report(campaign: Campaign, days: Mapping[str, Counts]) -> Report:
    """The report of a campaign, as it is defined now, from its counters by ISO date."""
    total: Counter[str] = Counter()
    for counts in days.values():
        total.update(counts)
    prizes = _prizes(campaign, total)
    costs: Counter[str] = Counter()
    for line in prizes:
        if line.cost:
            costs[line.cost.currency] += line.cost.minor
    return Report(
        campaign=campaign.campaign,
        timezone=campaign.timezone,
        actions=total["actions"],
        reach=total["members"],
        joined=total["joined"],
        tasks=[
            TaskLine(name, task, total[f"started/{name}/{task}"], total[f"done/{name}/{task}"])
            for name, challenge in campaign.blocks(Challenge).items()
            for task in challenge.tasks
        ],
        challenges=[ChallengeLine(name, total[f"done/{name}"]) for name in campaign.blocks(Challenge)],
        prizes=prizes,
        offers=_offers(campaign, total),
        boxes=[BoxLine(name, total[f"draws/{name}"]) for name in campaign.blocks(BlindBox)],
        collections=_collections(campaign, total),
        earned=total["points/earned"],
        spent=total["points/spent"],
        budget=campaign.budget,
        cost=[Money(minor, currency) for currency, minor in sorted(costs.items())],
        refusals=Refusals(),
        days=[Day(date, dict(sorted(counts.items()))) for date, counts in sorted(days.items())],
    )


def _prizes(campaign: Campaign, total: Counts) -> list[PrizeLine]:
    lines = []
    for name, prize in campaign.prizes.items():
        granted, value = total[f"prizes/{name}"], prize.value
        cost = Money(granted * value.minor, value.currency) if value else None
        lines.append(PrizeLine(name, granted, *_limit(prize.stock), value, cost, total[f"expired/{name}"]))
    return lines


def _offers(campaign: Campaign, total: Counts) -> list[OfferLine]:
    return [
        OfferLine(name, offer_name, total[f"offers/{name}/{offer_name}"], *_limit(offer.stock))
        for name, redemption in campaign.blocks(Redemption).items()
        for offer_name, offer in redemption.offers.items()
    ]


def _collections(campaign: Campaign, total: Counts) -> list[CollectionLine]:
    lines = []
    for name, one in campaign.blocks(Collection).items():
        pieces = (*one.fragments, one.wildcard) if one.wildcard else one.fragments
        fragments = {piece: total[f"fragments/{name}/{piece}"] for piece in pieces}
        lines.append(CollectionLine(name, fragments, total[f"sets/{name}"]))
    return lines


def _limit(stock: Stock | None) -> tuple[int | None, str | None]:
    return (stock.count, stock.per) if stock else (None, None)
