"""Writes the result of the minute's look as gauges."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chalicelib import telemetry

if TYPE_CHECKING:  # a container of another function need not import it
    from chalicelib.services.watch import Look


def tell(look: Look) -> None:
    """Write StockLeftPercent of each stock, and of the lowest without naming it; PausedCampaigns, which is 0 on good
    days.
    """
    telemetry.gauge("PausedCampaigns", len(look.paused))
    if look.lowest is not None:
        telemetry.gauge("StockLeftPercent", look.lowest, "Percent")
    for stock in look.stocks:
        by = {"campaign": stock.key.campaign or "any", "stock": stock.key.stock}  # a pool is of no campaign
        telemetry.gauge("StockLeftPercent", stock.percent, "Percent", whole=False, **by)
    for campaign in look.paused:
        telemetry.note(campaign=campaign)
