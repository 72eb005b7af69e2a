"""A redemption as a member sees it: when it closes or opens next, and its offers."""

from __future__ import annotations

from msgspec import Struct

from chalicelib.domain.mechanics.redemption.block import Offer, Redemption
from chalicelib.domain.play.allowance import left_of
from chalicelib.domain.play.audience import in_audience
from chalicelib.domain.play.limits import Scope, remaining
from chalicelib.domain.play.turn import Player
from chalicelib.domain.time.windows import Window
from chalicelib.domain.words.values import Bag, Title


class OfferView(Struct, frozen=True):
    """open: the offer's own window inside the redemption's · stock: what everybody may together."""

    title: Title | None
    for_me: bool
    open: Window | None
    costs: Bag
    gives: Bag
    stock: int | None
    left: int | None


class RedemptionView(Struct, frozen=True):
    """open: the running window, None while closed · next_opens: epoch ms of the next window, None when none comes."""

    title: Title | None
    for_me: bool
    open: Window | None
    next_opens: int | None
    left: int | None
    offers: dict[str, OfferView]


def view(player: Player, name: str, redemption: Redemption) -> RedemptionView:
    """The redemption as it stands now."""
    window = player.published.opening(player.turn.moment, redemption)
    coming = player.published.next_opening(player.turn.moment, redemption)
    return RedemptionView(
        title=redemption.title,
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
        title=offer.title,
        for_me=in_audience(player, offer.who),
        open=player.published.opening(player.turn.moment, redemption, offer),
        costs=offer.costs,
        gives=offer.gives,
        stock=offer.stock.count if offer.stock else None,
        left=left_of(remaining(player, f"offer/{path}", offer.limit, Scope(window))),
    )
