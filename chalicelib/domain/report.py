"""The report: what a campaign's receipts add up to, day by day in the campaign's timezone.

A receipt adds to named counters of each campaign that took part in it; counters only ever add up, so the order in which
receipts are counted does not matter. A refusal leaves no receipt and is not counted here.

| counter | counts |
| --- | --- |
| `actions` | receipts |
| `members` | members who took part for the first time: the reach |
| `joined` | opt-ins |
| `started/CHALLENGE/TASK` | rounds in which a member began the task |
| `done/CHALLENGE/TASK`, `done/CHALLENGE` | rounds in which a member finished the task, or all tasks |
| `points/earned`, `points/spent` | points that came or went, the balance of each action |
| `prizes/PRIZE` | prizes handed out |
| `expired/PRIZE` | coupons that ended, on the day of their own end, whenever that was settled |
| `offers/REDEMPTION/OFFER` | offers redeemed |
| `draws/BOX` | draws |
| `fragments/COLLECTION/NAME` | fragments that came into being: a gift between members is none |
| `sets/COLLECTION` | sets composed |
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Literal
from zoneinfo import ZoneInfo

from msgspec import Struct

from chalicelib.domain.campaign import Campaign
from chalicelib.domain.localtime import local
from chalicelib.domain.member import Assets
from chalicelib.domain.receipt import Receipt
from chalicelib.domain.values import Money, Stock

Counts = Mapping[str, int]
"""Counters by name."""

Page = tuple[str, str]
"""What is counted together: a campaign, and an ISO date in its timezone."""

OWN_NAME = ("gift", "badge")
"""Prizes that stand in the wallet under their own name."""

TURNED = ("points", "draws", "fragments")
"""Prizes that turn into something else as they are handed out: only the draw that gave one names it."""


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


def counted(receipt: Receipt, campaigns: Mapping[str, Campaign]) -> dict[Page, Counts]:
    """What a receipt adds. campaigns: the definitions that it names in `versions`, by campaign, and a definition of
    each campaign of which a coupon ended: that may be long over.
    """
    pages = {_page(campaigns[name], receipt.at): _of(receipt, campaigns[name]) for name in receipt.versions}
    for one in receipt.expired:
        if one.campaign in campaigns:
            last_moment = one.at - 1
            pages.setdefault(_page(campaigns[one.campaign], last_moment), Counter())[f"expired/{one.prize}"] += 1
    return dict(pages)


def _page(campaign: Campaign, at: int) -> Page:
    return campaign.campaign, local(at, ZoneInfo(campaign.timezone)).date().isoformat()


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
            for name, challenge in campaign.challenges.items()
            for task in challenge.tasks
        ],
        challenges=[ChallengeLine(name, total[f"done/{name}"]) for name in campaign.challenges],
        prizes=prizes,
        offers=_offers(campaign, total),
        boxes=[BoxLine(name, total[f"draws/{name}"]) for name in campaign.blind_boxes],
        collections=_collections(campaign, total),
        earned=total["points/earned"],
        spent=total["points/spent"],
        budget=campaign.budget,
        cost=[Money(minor, currency) for currency, minor in sorted(costs.items())],
        refusals=Refusals(),
        days=[Day(date, dict(sorted(counts.items()))) for date, counts in sorted(days.items())],
    )


def _of(receipt: Receipt, campaign: Campaign) -> Counter[str]:
    """What a receipt adds to one campaign's counters. Changes and what was settled are apart: none hides the other."""
    name = campaign.campaign
    counts = Counter({"actions": 1, "members": receipt.first.count(name)})
    for word, paths in (("started", receipt.started), ("done", receipt.done)):
        counts.update(f"{word}/{path.removeprefix(f'{name}/')}" for path in paths if path.startswith(f"{name}/"))
    for part in (receipt.changes, receipt.settled):
        for counter, n in _moved(part.get(name, {}), campaign, receipt.does):
            counts[counter] += n
    counts.update(f"prizes/{coupon.prize}" for coupon in receipt.coupons if coupon.campaign == name)
    for draws in receipt.draws:
        kind, _, box = draws.of.partition("/")
        if draws.campaign == name and kind == "blind_boxes":
            counts[f"draws/{box}"] += len(draws.rows)
            counts.update(f"prizes/{one}" for one in draws.got if campaign.prizes[one].kind in TURNED)
    counts.update(_asked(receipt, name))
    return +counts


def _moved(assets: Assets, campaign: Campaign, does: str) -> Iterator[tuple[str, int]]:
    """What movements tell: points both ways, and what came of prizes and fragments."""
    for asset, n in assets.items():
        kind, _, name = asset.partition("/")
        if asset == "points":
            yield ("points/earned", n) if n > 0 else ("points/spent", -n)
        elif n > 0 and (
            (kind == "prizes" and campaign.prizes[name].kind in OWN_NAME) or (kind == "fragments" and does != "receive")
        ):
            yield asset, n


def _asked(receipt: Receipt, campaign: str) -> Iterator[str]:
    """What only the action itself tells."""
    asked = receipt.asked
    if asked.get("campaign") != campaign:
        return
    if receipt.does == "join":
        yield "joined"
    elif receipt.does == "compose":
        yield f"sets/{asked['collection']}"
    elif receipt.does == "redeem":
        yield f"offers/{asked['redemption']}/{asked['offer']}"


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
        for name, redemption in campaign.redemptions.items()
        for offer_name, offer in redemption.offers.items()
    ]


def _collections(campaign: Campaign, total: Counts) -> list[CollectionLine]:
    lines = []
    for name, one in campaign.collections.items():
        pieces = (*one.fragments, one.wildcard) if one.wildcard else one.fragments
        fragments = {piece: total[f"fragments/{name}/{piece}"] for piece in pieces}
        lines.append(CollectionLine(name, fragments, total[f"sets/{name}"]))
    return lines


def _limit(stock: Stock | None) -> tuple[int | None, str | None]:
    return (stock.count, stock.per) if stock else (None, None)
