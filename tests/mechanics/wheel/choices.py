"""The wants of simulated members: a spin of each wheel."""

from collections.abc import Iterator

from chalicelib.domain.mechanics.wheel.block import Wheel
from chalicelib.domain.mechanics.wheel.play import Spin

from chalicelib.domain.file.campaign import Campaign
from chalicelib.domain.mechanics.choice import Choice, bought


def choices(campaign: Campaign) -> Iterator[Choice]:
    """A spin of each wheel."""
    for name, wheel in campaign.blocks(Wheel).items():
        yield bought(f"spin {name}", wheel.costs, Spin(campaign.campaign, name))
