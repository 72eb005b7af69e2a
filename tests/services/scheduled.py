"""The event that Lambda hands to a schedule's handler."""

from typing import Any

EVENT: dict[str, Any] = {
    "version": "0",
    "id": "53dc4d37-cffa-4f76-80c9-8b7d4a4d2eaa",
    "detail-type": "Scheduled Event",
    "source": "aws.events",
    "account": "123456789012",
    "time": "2026-06-10T00:00:00Z",
    "region": "us-east-1",
    "resources": ["arn:aws:events:us-east-1:123456789012:rule/by-the-hour"],
    "detail": {},
}


class Context:
    """Lambda's, with a minute left."""

    def get_remaining_time_in_millis(self) -> int:
        return 60_000
