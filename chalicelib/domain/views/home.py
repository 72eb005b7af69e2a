"""The home screen and the campaigns on it, from one read of the member."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

import msgspec
from msgspec import Struct, defstruct

from chalicelib.domain.decide.settle import settle
from chalicelib.domain.file.campaign import Prize
from chalicelib.domain.mechanics import MECHANICS
from chalicelib.domain.play.audience import in_audience
from chalicelib.domain.play.turn import Player, Turn
from chalicelib.domain.publishing.definitions import Definitions, Published
from chalicelib.domain.record.journal import Assets, Changes, changes
from chalicelib.domain.record.member import Coupon, Member, Profile, Snapshot
from chalicelib.domain.words.values import Money, Title


class CampaignCard(Struct, frozen=True):
    """A live campaign in a list; moments are epoch ms. paused: it counts what members do, and grants it later."""

    id: str
    title: Title
    opens: int
    closes: int
    version: str
    opt_in: bool
    paused: bool


class PrizeView(Struct, frozen=True):
    """One prize: its kind (coupon, gift, badge, points, draws, fragments) and its value in minor units."""

    title: Title | None
    kind: str
    value: Money | None


class PlayedCampaign(Struct, frozen=True):
    """A campaign with the member's part in it. has: what is held of this campaign, by asset."""

    card: CampaignCard
    for_me: bool
    joined: int | None
    has: Assets
    if TYPE_CHECKING:  # last, after what the member sees of each mechanic's blocks
        prizes: dict[str, PrizeView]


if TYPE_CHECKING:
    CampaignView = PlayedCampaign
else:
    CampaignView = defstruct(
        "CampaignView",
        [*((one.plural, dict[str, one.shown]) for one in MECHANICS), ("prizes", dict[str, PrizeView])],
        bases=(PlayedCampaign,),
        module=__name__,
        namespace={"__doc__": PlayedCampaign.__doc__},
        frozen=True,
    )


class Home(Struct, frozen=True):
    """The whole home screen. settled: what fell due and comes with the member's next action, already shown below.

    A coupon whose code is empty gets its code with that action.
    """

    member: str
    version: int
    profile: Profile
    points: int
    coupons: tuple[Coupon, ...]
    settled: Changes
    campaigns: dict[str, CampaignView]


def home(definitions: Definitions, member: Snapshot, now: int) -> Home:
    """Everything a member's home screen shows: the wallet, and each campaign that is open now."""
    turn = _settled(definitions, member, now)
    fresh = {coupon.code for coupon in turn.draft.coupons}
    return Home(
        member=member.id,
        version=member.version,
        profile=turn.member.profile,
        points=turn.member.points,
        coupons=tuple(
            msgspec.structs.replace(coupon, code="") if coupon.code in fresh else coupon
            for coupon in turn.member.coupons
        ),
        settled=changes(turn.draft.journal.legs()),
        campaigns={
            name: _campaign(turn.player(one)) for name, one in definitions.campaigns.items() if now in one.window
        },
    )


def campaign(definitions: Definitions, name: str, member: Snapshot, now: int) -> CampaignView:
    """One live campaign, open or not, with the member's part in it; Unknown where there is none."""
    published = definitions.campaign(name)
    return _campaign(_settled(definitions, member, now).player(published))


def campaigns(definitions: Definitions) -> list[CampaignCard]:
    """All live campaigns, the next to close first."""
    cards = (_card(one, definitions.paused) for one in definitions.campaigns.values())
    return sorted(cards, key=lambda card: (card.closes, card.id))


def _settled(definitions: Definitions, member: Snapshot, now: int) -> Turn:
    copy = msgspec.json.decode(msgspec.json.encode(member.document), type=Member)
    turn = Turn(definitions, member.id, copy, now, now)
    settle(turn, member.at)
    return turn


def _campaign(player: Player) -> CampaignView:
    campaign = player.published.campaign
    return CampaignView(
        card=_card(player.published, player.turn.definitions.paused),
        for_me=in_audience(player, campaign.who),
        joined=player.played.joined or None if campaign.opt_in else None,
        has=player.played.has,
        **{
            mechanic.plural: {
                name: mechanic.view(player, name, block) for name, block in campaign.blocks(mechanic.block).items()
            }
            for mechanic in MECHANICS
        },
        prizes={name: _prize(one) for name, one in campaign.prizes.items()},
    )


def _prize(prize: Prize) -> PrizeView:
    return PrizeView(prize.title, prize.kind, prize.value)


def _card(published: Published, paused: Collection[str]) -> CampaignCard:
    return CampaignCard(
        id=published.id,
        title=published.campaign.title or published.id,
        opens=published.window.opens,
        closes=published.window.closes,
        version=published.label,
        opt_in=published.campaign.opt_in,
        paused=published.id in paused,
    )
