"""When something counts: the moment of a receipt, and the periods of a campaign's own calendar."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from chalicelib.domain.file.campaign import Campaign
from chalicelib.domain.record.receipt import Receipt
from chalicelib.domain.time.windows import Window, first_moment, window_at

WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


def moment_of(receipt: Receipt) -> int:
    """When it happened, epoch ms: an event has its own time."""
    return int(receipt.asked["time"]) if receipt.does == "event" else receipt.at


def period_of(per: str | None, campaign: Campaign, receipt: Receipt) -> str:
    """The day, week, month, year, window or campaign in which a receipt counts."""
    if per == "window":
        return str(receipt.window)
    if per is None or per == "campaign":
        return ""
    day = local_day(campaign, moment_of(receipt))
    if per == "week":
        return str(day - timedelta(days=(day.weekday() - WEEKDAYS.index(campaign.week_starts)) % 7))
    return str(day)[: {"day": 10, "month": 7, "year": 4}[per]]


def local_day(campaign: Campaign, at: int) -> date:
    """The date on the wall in the campaign's timezone."""
    return datetime.fromtimestamp(at / 1000, UTC).astimezone(ZoneInfo(campaign.timezone)).date()


def is_open(campaign: Campaign, at: int, *blocks: Any) -> bool:
    """Whether the campaign and all the blocks are open at a moment."""
    return all(_is_open(block, ZoneInfo(campaign.timezone), at) for block in (campaign, *blocks))


def _is_open(block: Any, zone: ZoneInfo, at: int) -> bool:
    opens, closes = block.opens, block.closes
    if opens is not None and closes is not None and opens.every != "once":
        return window_at(opens, closes, zone, at) is not None
    first = first_moment(opens, zone) if opens else at
    last = first_moment(closes, zone) if closes else at + 1
    return at in Window(first, last)
