"""The most that one member can come to: how often something may happen, and what is given in all."""

from collections.abc import Iterator
from fractions import Fraction
from math import inf
from typing import Any

from chalicelib.domain.file.blocks import Fragments, Placed, Stated, has, having, stated
from chalicelib.domain.file.campaign import Opens, Repeats
from chalicelib.domain.file.flow import RANDOM, assets, given, leads_to
from chalicelib.domain.lint.openings import openings
from chalicelib.domain.lint.subject import Rule, Subject, warning
from chalicelib.domain.record.journal import POINTS, STARS
from chalicelib.domain.time.localtime import DAY
from chalicelib.domain.time.periods import periods_in
from chalicelib.domain.words.findings import Finding
from chalicelib.domain.words.values import Amount, Bag, Costs, Factor, Limit, Limits, PrizeOdds

ROUNDS = {"daily": "day", "weekly": "week", "monthly": "month"}
"""The period of each kind of round."""


def most_allowed(subject: Subject, placed: Placed) -> float:
    """How often the limits of a block, and of those around it, let one member in all; inf: without bound."""
    said = (one for block in (*placed.around, placed.block) for one in stated(Placed(placed.path, block), Limits))
    return min((_often(subject, placed, limit) for one in said for limit in one.value), default=inf)


def periods(subject: Subject, placed: Placed, per: str) -> float:
    """How many of such periods a campaign has; openings and rounds are those of the block, or of one around it."""
    zone, window, blocks = subject.zone, subject.window, (*placed.around, placed.block)
    if zone is None or window is None:
        return inf
    if per == "round":
        repeats = next((block.repeats for block in blocks if has(block, Repeats)), None)
        per = ROUNDS[repeats] if repeats else "campaign"
    if per == "campaign":
        return 1
    if per == "window":
        return sum(1 for _ in openings(zone, window, *(block for block in blocks if has(block, Opens))))
    of: Any = per
    return periods_in(window, of, zone, subject.campaign.week_starts)


def _often(subject: Subject, placed: Placed, limit: Limit) -> float:
    return limit.count * periods(subject, placed, limit.per)


def _affordable(subject: Subject) -> Iterator[Finding]:
    """Points are shared by all campaigns, so one that gives none may take those of others.

    Fragments are left out: they also come from friends, and in exchange for others.
    """
    prices = list(having(subject.campaign, Costs))
    wanted = {asset for costs in prices for asset in assets(costs.value)}
    most = {one: _most(subject, one) for one in wanted if not one.startswith(("fragments/", STARS))}
    for costs in prices:
        for asset, n in costs.value.assets.items():
            if 0 < most.get(asset, inf) < n:
                message = (
                    f"it costs {n} {_called(asset)}, and all that the campaign gives one member is {most[asset]:g}: "
                    "lower the price, or give more"
                )
                yield warning(costs.path, "unaffordable", message)


def _called(asset: str) -> str:
    kind, _, name = asset.partition("/")
    return {"points": "points", "draws": f"draws of {name}"}.get(kind, name)


def _paid_with_what_is_given(subject: Subject) -> Iterator[Finding]:
    """Prizes and fragments belong to the campaign, so what it never gives, nobody can pay with."""
    campaign = subject.campaign
    held = {asset for bag in given(campaign) for asset in assets(bag.value)}
    held |= {f"prizes/{row}" for odds in having(campaign, PrizeOdds) for row in odds.value}
    held |= leads_to(campaign, *held)
    sets = {one.by.name for one in having(campaign, Fragments) if f"fragments/{one.by.name}/{RANDOM}" in held}
    for costs in having(campaign, Costs):
        for asset in sorted(assets(costs.value) - held):
            kind, _, name = asset.partition("/")
            known = name in campaign.prizes if kind == "prizes" else kind == "fragments" and "/" in name
            if known and not name.endswith(f"/{RANDOM}") and name.partition("/")[0] not in sets:
                yield warning(costs.path, "cost-never-given", f"it costs {name}, and nothing gives that: give it first")


def _most(subject: Subject, asset: str) -> float:
    """How much of an asset one member can get in a campaign at most; inf where nothing bounds it."""
    campaign = subject.campaign
    total: float = 0
    for bag in given(campaign):
        if bag.by.path[0] != "prizes" and (worth := _worth(subject, bag.value, asset)):
            factor = _highest_factor(subject, bag) if asset == POINTS else 1
            total += worth * _most_times(subject, bag) * float(factor)
    sold = (
        odds.value for odds in having(campaign, PrizeOdds) if not any(bag.value.draws for bag in stated(odds.by, Costs))
    )
    rows = {f"prizes/{row}" for one in sold for row in one}
    return inf if asset in leads_to(campaign, *rows) else total


def _worth(subject: Subject, bag: Bag, asset: str) -> float:
    """How much of an asset is in a bag; inf where it holds what may lead to any number of it, the asset itself too."""
    starts, n = assets(bag) - {asset}, bag.assets.get(asset, 0)
    if n and asset.startswith("draws/"):
        drawn = (odds for odds in having(subject.campaign, PrizeOdds) if f"draws/{odds.by.name}" == asset)
        starts |= {f"prizes/{row}" for odds in drawn for row in odds.value}
    return inf if asset in leads_to(subject.campaign, *starts) else n


def _highest_factor(subject: Subject, bag: Stated) -> Fraction:
    """How many times as many points a bag gives at most, by the boosts of the task that gives it."""
    boosts = having(subject.campaign, Factor)
    return max((one.value for one in boosts if one.by.path[:-2] == bag.by.path), default=Fraction(1))


def _most_times(subject: Subject, bag: Stated) -> float:
    """How often one member can be given a bag at most."""
    placed, again = bag.by, [one.value for one in stated(bag.by, Amount) if one.path[-1] == "each"]
    rounds = any(has(block, Repeats) for block in (*placed.around, placed.block))
    times = periods(subject, placed, "round") if rounds and not again else inf
    for amount in again:
        days = (subject.window.closes - subject.window.opens) / DAY + 1 if subject.window else inf
        if amount.measure in ("days", "streak"):
            times = days // amount.target
        elif amount.measure == "times" and amount.at_most:
            times = _often(subject, placed, amount.at_most) // amount.target
    milestone = bag.path[-1] != "gives"
    return times if milestone else min(times, most_allowed(subject, placed))


RULES: tuple[Rule, ...] = (_affordable, _paid_with_what_is_given)
