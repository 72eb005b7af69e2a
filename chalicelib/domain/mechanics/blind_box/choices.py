"""The choices of simulated members in blind boxes: draws, tens first."""

from collections.abc import Iterator

from chalicelib.domain.file.campaign import Campaign
from chalicelib.domain.mechanics.blind_box.block import BlindBox
from chalicelib.domain.mechanics.blind_box.play import Draw
from chalicelib.domain.mechanics.choice import Choice, bought


def choices(campaign: Campaign) -> Iterator[Choice]:
    """A draw of each box, and ten at once where they are offered."""
    for name, box in campaign.blocks(BlindBox).items():
        if box.ten_costs is not None:
            yield bought(f"draw {name}", box.ten_costs, Draw(campaign.campaign, name, 10), times=10)
        yield bought(f"draw {name}", box.costs, Draw(campaign.campaign, name))
