"""Sums up what becomes of a campaign's coupons, and what tills take off: this part of a summary."""

from collections import Counter
from collections.abc import Mapping, Sequence

from msgspec import Struct

from chalicelib.domain.words.values import PointsPrice
from cli.simulation.bands import Band, Line, adding_up, band
from cli.simulation.game import Game
from cli.simulation.tally import CouponTally


class CouponLine(Struct, frozen=True):
    """The coupons of one prize."""

    name: str
    """The prize's name, as the file has it."""
    title: str
    """Its title, or its name where it has none."""
    given: Band
    """How many were handed out, and not taken back: those that were used, ended, or are still held."""
    used: Band
    """How many pay a bill; one that came back with its order is unused again."""
    ended: Band
    """How many ended unused."""
    held: Band
    """How many are still held in the end."""
    off: Band
    """The money that they took off bills whose order did not come back as a whole."""


class AtTills(Struct, frozen=True):
    """The coupons of a campaign, and what tills took. Money is in minor units of `currency`."""

    currency: str
    """The currency of the bills; empty: there were none, and nothing says what it would be."""
    bills: Band
    """Bills that took coupons or points."""
    coupons: tuple[CouponLine, ...]
    """A line for each prize that is a coupon, in the order of the file."""
    off: Band
    """The money that coupons took off, as in `CouponLine.off`."""
    off_by_day: Line
    """The same up to the end of each day."""
    points: Band
    """Points that pay bills, without those that came back with their orders."""
    worth: Band
    """The money that these pay."""
    worth_by_day: Line
    """The same up to the end of each day."""


def at_tills(
    game: Game, titles: Mapping[str, str], prizes: Sequence[Counter[str]], runs: Sequence[CouponTally]
) -> AtTills | None:
    """Sum up what became of coupons, and what tills took; None where there are no bills, or nothing to take.

    prizes: how many were handed out, in each run.
    """
    names = [name for name, prize in game.published.campaign.prizes.items() if prize.coupon is not None]
    given = any(one[name] for one in prizes for name in names)
    if not game.programme.billed or not (given or any(run.bills for run in runs)):
        return None
    days, pays = range(len(game.days)), game.programme.points.pays
    return AtTills(
        currency=max(sum((run.currencies for run in runs), Counter()), default=game.programme.currency or ""),
        bills=band(run.bills for run in runs),
        coupons=tuple(
            CouponLine(
                name,
                titles[f"prizes/{name}"],
                band(one[name] for one in prizes),
                band(run.used[name] - run.returned[name] for run in runs),
                band(run.ended[name] for run in runs),
                band(run.left[name] for run in runs),
                band(run.off[name] for run in runs),
            )
            for name in names
        ),
        off=band(run.off.total() for run in runs),
        off_by_day=adding_up([run.off_by_day[day] for day in days] for run in runs),
        points=band(run.paid.total() - run.paid_back.total() for run in runs),
        worth=band(worth_of(run.paid.total() - run.paid_back.total(), pays) for run in runs),
        worth_by_day=adding_up([worth_of(run.paid[day] - run.paid_back[day], pays) for day in days] for run in runs),
    )


def worth_of(points: int, pays: PointsPrice | None) -> float:
    """The worth of points, in minor units."""
    return points * pays.money.minor / pays.points if pays else 0.0
