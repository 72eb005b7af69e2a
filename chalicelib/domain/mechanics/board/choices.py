"""The choices of simulated members on boards: none beside the events that count for them."""

from collections.abc import Iterator

from chalicelib.domain.file.campaign import Campaign
from chalicelib.domain.mechanics.choice import Choice


def choices(campaign: Campaign) -> Iterator[Choice]:
    """Nothing: events come as the population says."""
    return iter(())
