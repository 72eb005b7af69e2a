"""Everything that a member has won and what became of it, also after its campaign was closed."""

from collections.abc import Callable, Iterator, Mapping
from typing import Literal

from msgspec import Struct

from chalicelib.domain.file.campaign import Campaign, Prize
from chalicelib.domain.record.gift_actions import gift_name
from chalicelib.domain.record.journal import PRIZES
from chalicelib.domain.record.member import Coupon, Member, PastCoupon, Played
from chalicelib.domain.views.words import PrizeWords, prize_words

PrizeState = Literal["held", "used", "ended", "to_send", "sent"]

FileOf = Callable[[str], Campaign | None]
"""Gives the last version of a campaign, live or closed; None where none is known."""


class WonPrize(Struct, frozen=True):
    """Prizes of one kind in one state."""

    id: str
    """A coupon's code; of everything else `CAMPAIGN/PRIZE`, by which an address is given."""
    campaign: str
    """The id of the campaign that gave it."""
    prize: str
    """The prize's name."""
    state: PrizeState
    """held: a badge, or a coupon that can be used or is kept for a bill; used, ended: a coupon, for some days; to_send:
    a gift that was not sent or handed over yet; sent: a gift that was."""
    n: int
    """How many."""
    expires: int
    """When it ends, epoch ms; 0: never."""
    terms: str
    """Of a coupon: its terms as the campaign's file had them, `20.00 CNY off 148.00 CNY`; else empty."""
    addressed: bool
    """Whether the member has said where to send it."""
    about: PrizeWords | None
    """The words that say what it is; null where its campaign has it no more."""


def won(
    member: Member, archives: Mapping[str, Played], addressed: frozenset[str], file_of: FileOf, images: str
) -> list[WonPrize]:
    """List what a member holds and has won: coupons by their ends, then gifts, then badges.

    archives: the member's part in campaigns that are closed. addressed: gifts (`CAMPAIGN/PRIZE`) with an address.
    images: the address below which pictures lie; empty: nowhere.
    """
    return [
        *(_coupon(one, file_of, images) for one in (*member.coupons, *member.past)),
        *sorted(_things(member, archives, addressed, file_of, images), key=lambda one: one.state == "held"),
    ]


def _coupon(one: Coupon, file_of: FileOf, images: str) -> WonPrize:
    state: PrizeState = "held"
    if isinstance(one, PastCoupon):
        state = "used" if one.used else "ended"
    about = _about(file_of(one.campaign), one.prize, images)
    return WonPrize(one.code, one.campaign, one.prize, state, 1, one.expires, one.terms, addressed=False, about=about)


def _things(
    member: Member, archives: Mapping[str, Played], addressed: frozenset[str], file_of: FileOf, images: str
) -> Iterator[WonPrize]:
    for campaign, part in {**archives, **member.played}.items():
        file = file_of(campaign)
        for asset, n in part.has.items():
            prize = asset.removeprefix(PRIZES)
            if prize == asset or ((about := _prize(file, prize)) and about.coded):
                continue
            name = gift_name(campaign, prize)
            for state, count in _states(about, n, member.sent.get(name, 0)):
                shown = _about(file, prize, images)
                yield WonPrize(name, campaign, prize, state, count, 0, "", name in addressed, shown)


def _states(prize: Prize | None, n: int, sent: int) -> Iterator[tuple[PrizeState, int]]:
    """How many of a thing are in each state; of more that were sent than are held, some came back."""
    if prize is not None and prize.kind == "badge":
        yield "held", n
        return
    if n > sent:
        yield "to_send", n - sent
    if sent:
        yield "sent", min(n, sent)


def _prize(file: Campaign | None, name: str) -> Prize | None:
    return file.prizes.get(name) if file else None


def _about(file: Campaign | None, name: str, images: str) -> PrizeWords | None:
    prize = _prize(file, name)
    return None if file is None or prize is None else prize_words(prize, file.campaign, images)
