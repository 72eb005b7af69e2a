"""Moments of plans: hours of days by the clock of Shanghai, which never changes."""

from datetime import UTC, date, datetime, timedelta

MINUTE = 60_000
HOUR = 60 * MINUTE
DAY = 24 * HOUR
SHANGHAI = timedelta(hours=8)


def at(day: date, hour: float) -> int:
    """Epoch ms of an hour of a day."""
    midnight = datetime(day.year, day.month, day.day, tzinfo=UTC) - SHANGHAI
    return int((midnight + timedelta(hours=hour)).timestamp() * 1000)


def rfc3339(at: int) -> str:
    """A moment (epoch ms) as it is sent."""
    return datetime.fromtimestamp(at / 1000, UTC).isoformat(timespec="milliseconds")
