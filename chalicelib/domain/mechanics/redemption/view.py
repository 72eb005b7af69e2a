"""A redemption as a member sees it: when it closes or opens next, and its offers."""

from msgspec import Struct

from chalicelib.domain.mechanics.redemption.block import Offer, Redemption
from chalicelib.domain.play.allowance import left_of
from chalicelib.domain.play.audience import in_audience
from chalicelib.domain.play.limits import Scope, remaining
from chalicelib.domain.play.turn import Player
from chalicelib.domain.time.windows import Window
from chalicelib.domain.words.values import Bag, Price


class OfferView(Struct, frozen=True):
    """An offer as the member sees it."""

    for_me: bool
    """Whether the member belongs to those whom it is for."""
    open: Window | None
    """The offer's own window, within the redemption's; null while it is closed."""
    costs: Price
    """The cost of redeeming it once."""
    gives: Bag
    """The things that it gives."""
    stock: int | None
    """How often everybody together may redeem it; null: no limit."""
    left: int | None
    """How often the member may still redeem it; null: no limit."""


class RedemptionView(Struct, frozen=True):
    """A redemption as the member sees it."""

    for_me: bool
    """Whether the member belongs to those whom it is for."""
    open: Window | None
    """The window that is open now; null while it is closed."""
    next_opens: int | None
    """When its next window opens, epoch ms; null where none comes."""
    left: int | None
    """How often the member may still redeem its offers; null: no limit."""
    offers: dict[str, OfferView]
    """The offers, by their names."""


def view(player: Player, name: str, redemption: Redemption) -> RedemptionView:
    """The redemption as it stands now."""
    window = player.published.opening(player.turn.moment, redemption)
    coming = player.published.next_opening(player.turn.moment, redemption)
    return RedemptionView(
        for_me=in_audience(player, redemption.who),
        open=window,
        next_opens=coming.opens if coming else None,
        left=left_of(remaining(player, f"redemption/{name}", redemption.limit, Scope(window))),
        offers={
            offer_name: _offer(player, f"{name}/{offer_name}", redemption, offer, window)
            for offer_name, offer in redemption.offers.items()
        },
    )


def _offer(player: Player, path: str, redemption: Redemption, offer: Offer, window: Window | None) -> OfferView:
    return OfferView(
        for_me=in_audience(player, offer.who),
        open=player.published.opening(player.turn.moment, redemption, offer),
        costs=offer.costs,
        gives=offer.gives,
        stock=offer.stock.count if offer.stock else None,
        left=left_of(remaining(player, f"offer/{path}", offer.limit, Scope(window))),
    )
