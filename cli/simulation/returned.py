"""Tells how much refunds could not take back, how much they took back before it was handed out, and its worth."""

from collections import Counter
from collections.abc import Mapping, Sequence

from chalicelib.domain.publishing.definitions import Published
from chalicelib.domain.record.journal import POINTS, PRIZES
from chalicelib.domain.words.values import PointsPrice
from cli.simulation.bands import Band, band
from cli.simulation.summary import Returned


def returned(
    published: Published, pays: PointsPrice | None, titles: Mapping[str, str], runs: Sequence[Counter[str]]
) -> tuple[Returned, ...]:
    """A line for each asset, points first, then in the order of their names."""
    assets = sorted({asset for run in runs for asset, n in run.items() if n}, key=lambda one: (one != POINTS, one))
    return tuple(
        Returned(
            asset, _asset_title(asset, titles), band(run[asset] for run in runs), _worths(published, pays, asset, runs)
        )
        for asset in assets
    )


def _worths(published: Published, pays: PointsPrice | None, asset: str, runs: Sequence[Counter[str]]) -> Band | None:
    """The worth of an asset's number in each run; None where nothing says what one is worth."""
    prize = published.campaign.prizes.get(asset.removeprefix(PRIZES)) if asset.startswith(PRIZES) else None
    if prize is not None and prize.value is not None:
        value = prize.value.minor
        return band(run[asset] * value for run in runs)
    if asset == POINTS and pays is not None:
        return band(run[asset] * pays.money.minor // pays.points for run in runs)
    return None


def _asset_title(asset: str, titles: Mapping[str, str]) -> str:
    """An asset in the words of the campaign: a prize's title, `draws of Thank-you box`."""
    kind, _, name = asset.partition("/")
    if kind == "draws":
        return f"draws of {titles.get(f'blind_boxes/{name}', name)}"
    return titles.get(asset, asset.replace("/", " "))
