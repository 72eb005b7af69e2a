"""The action by which a shop's server says that a gift was sent, or handed over."""

from typing import Final

from chalicelib.domain.record.actions import Action

SENT_GIFTS: Final = "gift/sent"
"""The scope of the keys of what was sent: the shop's ids of its parcels."""


def gift_name(campaign: str, prize: str) -> str:
    """The name of a gift over all campaigns: `CAMPAIGN/PRIZE`."""
    return f"{campaign}/{prize}"


class GiftSent(Action, frozen=True, tag="gift_sent"):
    """A gift was sent to the member, or handed over."""

    campaign: str
    """The id of the campaign that gave it."""
    prize: str
    """The prize's name."""
    count: int
    """How many."""
    parcel: str
    """The shop's id of the parcel."""
