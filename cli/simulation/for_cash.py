"""Sums up redemptions for points and cash: this part of a summary."""

from collections.abc import Mapping, Sequence

from msgspec import Struct

from chalicelib.domain.mechanics.redemption.block import Redemption
from cli.simulation.at_tills import worth_of
from cli.simulation.bands import Band, Line, adding_up, band
from cli.simulation.game import Game
from cli.simulation.tally import CashTally


class OfferLine(Struct, frozen=True):
    """The redemptions of one offer."""

    name: str
    """Its name: `december/bag`."""
    title: str
    """The titles of its block and of its own, or their names where they have none."""
    redeemed: Band
    """How many began: those that were paid and those that lapsed."""
    paid: Band
    """How many were paid, those among them that were undone later."""
    lapsed: Band
    """How many were not paid within their time: points and unit came back."""
    undone: Band
    """How many were undone after they were paid."""
    cash: Band
    """The cash of those that were paid and not undone."""


class ForCash(Struct, frozen=True):
    """The redemptions for points and cash of a campaign. Money is in minor units of `currency`."""

    currency: str
    """The currency of the cash."""
    offers: tuple[OfferLine, ...]
    """A line for each offer that costs cash, in the order of the file."""
    paid: Band
    """How many were paid, of all offers together; the other sums likewise."""
    lapsed: Band
    """How many were not paid within their time."""
    undone: Band
    """How many were undone after they were paid."""
    cash: Band
    """The cash that was taken, without that of redemptions that were undone."""
    cash_by_day: Line
    """The same up to the end of each day."""
    points: Band
    """Points that went with it, without those that came back."""
    worth: Band | None
    """The money that these are worth; None where the programme doesn't say what points pay in that currency."""
    worth_by_day: Line | None
    """The same up to the end of each day; None likewise."""


def for_cash(game: Game, titles: Mapping[str, str], runs: Sequence[CashTally]) -> ForCash | None:
    """Sum up redemptions for points and cash; None where no offer costs cash."""
    cash = {
        f"{name}/{offer_name}": offer.costs.cash.currency
        for name, redemption in game.published.campaign.blocks(Redemption).items()
        for offer_name, offer in redemption.offers.items()
        if offer.costs.cash is not None
    }
    if not cash:
        return None
    days, pays = range(len(game.days)), game.programme.points.pays
    points = [{day: run.points[day] - run.points_back[day] for day in days} for run in runs]
    same = pays is not None and pays.money.currency in cash.values()
    return ForCash(
        currency=next(iter(cash.values())),
        offers=tuple(_line(name, titles[f"redemptions/{name}"], runs) for name in cash),
        paid=band(run.paid.total() for run in runs),
        lapsed=band(run.redeemed.total() - run.paid.total() for run in runs),
        undone=band(run.undone.total() for run in runs),
        cash=band(run.money.total() for run in runs),
        cash_by_day=adding_up([run.money_by_day[day] for day in days] for run in runs),
        points=band(sum(one.values()) for one in points),
        worth=band(worth_of(sum(one.values()), pays) for one in points) if same else None,
        worth_by_day=adding_up([worth_of(n, pays) for n in one.values()] for one in points) if same else None,
    )


def _line(name: str, title: str, runs: Sequence[CashTally]) -> OfferLine:
    return OfferLine(
        name,
        title,
        redeemed=band(run.redeemed[name] for run in runs),
        paid=band(run.paid[name] for run in runs),
        lapsed=band(run.redeemed[name] - run.paid[name] for run in runs),
        undone=band(run.undone[name] for run in runs),
        cash=band(run.money[name] for run in runs),
    )
