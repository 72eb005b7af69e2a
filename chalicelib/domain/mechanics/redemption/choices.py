"""The choices of simulated members in redemptions: each offer that costs no cash, which nobody pays in a simulation."""

from collections.abc import Iterator

from chalicelib.domain.file.campaign import Campaign
from chalicelib.domain.mechanics.choice import Choice, bought
from chalicelib.domain.mechanics.redemption.block import Redemption
from chalicelib.domain.mechanics.redemption.play import Redeem


def choices(campaign: Campaign) -> Iterator[Choice]:
    """Each offer of each redemption, but for those that wait for cash."""
    for name, redemption in campaign.blocks(Redemption).items():
        for offer_name, offer in redemption.offers.items():
            if offer.costs.cash is None:
                action = Redeem(campaign.campaign, name, offer_name)
                yield bought(f"redeem {name}/{offer_name}", offer.costs, action)
