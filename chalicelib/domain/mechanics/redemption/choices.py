"""The choices of simulated members in redemptions: each offer."""

from collections.abc import Iterator

from msgspec.structs import replace

from chalicelib.domain.file.campaign import Campaign
from chalicelib.domain.mechanics.choice import Choice, bought
from chalicelib.domain.mechanics.redemption.block import Redemption
from chalicelib.domain.mechanics.redemption.play import Redeem


def choices(campaign: Campaign) -> Iterator[Choice]:
    """Each offer of each redemption; one for cash is for those who spend."""
    for name, redemption in campaign.blocks(Redemption).items():
        for offer_name, offer in redemption.offers.items():
            action = Redeem(campaign.campaign, name, offer_name)
            choice = bought(f"redeem {name}/{offer_name}", offer.costs, action)
            yield choice if offer.costs.cash is None else replace(choice, spends=True)
