"""The home screen and the campaigns on it, from one read of the member."""

from collections.abc import Collection, Iterator
from typing import Literal

import msgspec

from chalicelib.domain.decide.pressing import KnownLeft, Pressing, nothing_known
from chalicelib.domain.decide.settle import settle
from chalicelib.domain.decide.situation import Situation
from chalicelib.domain.mechanics import MECHANICS
from chalicelib.domain.play.audience import in_audience
from chalicelib.domain.play.buttons import Buttons
from chalicelib.domain.play.tags import declared
from chalicelib.domain.play.tiers import stars_of
from chalicelib.domain.play.turn import Player, Turn
from chalicelib.domain.publishing.definitions import Definitions, Published
from chalicelib.domain.record import purse, stars
from chalicelib.domain.record.actions import Join
from chalicelib.domain.record.cash import redeemed_by
from chalicelib.domain.record.journal import POINTS, Changes, Leg, changes
from chalicelib.domain.record.member import Coupon, Member, PastCoupon, Snapshot
from chalicelib.domain.views.channels import channels_of
from chalicelib.domain.views.screens import (
    CampaignCard,
    CampaignView,
    CouponView,
    Ending,
    Home,
    NextTier,
    PurseView,
    TagView,
    TierView,
    UnpaidView,
)
from chalicelib.domain.words.values import LARGEST_INTEGER


def home(definitions: Definitions, member: Snapshot, now: int, known: KnownLeft = nothing_known) -> Home:
    """Everything a member's home screen shows: the wallet, and each campaign that is open now.

    known: what is known of stocks, for what the member may press.
    """
    turn = _settled(definitions, member, now)
    buttons = Pressing(Situation(definitions=definitions, member=member, now=now), turn, known)
    return Home(
        member=member.id,
        version=member.version,
        share=definitions.sharing.seal(member.id),
        programme=definitions.programme_hash,
        profile=turn.member.profile,
        points=turn.member.points,
        purse=_purse(turn),
        tier=_tier(turn),
        tags=tuple(_tag(tag, turn.member.given_tags[tag]) for tag in declared(turn)),
        coupons=tuple(map(_coupon, turn.member.coupons)),
        past_coupons=tuple(map(_coupon, turn.member.past)),
        unpaid=tuple(_unpaid(turn.member)),
        settled=changes(turn.draft.journal.legs()),
        waits=_waits(turn),
        channels=channels_of(turn),
        campaigns={
            one.id: _campaign(turn.player(one), buttons)
            for one in _held(turn)
            if now in one.window or one.id in definitions.leaving
        },
    )


def campaign(
    definitions: Definitions, name: str, member: Snapshot, now: int, known: KnownLeft = nothing_known
) -> CampaignView:
    """One live campaign, open or not, with the member's part in it; Unknown where there is none.

    Of one that was closed, until what it left with the member has moved out. known: as for `home`.
    """
    turn = _settled(definitions, member, now)
    buttons = Pressing(Situation(definitions=definitions, member=member, now=now), turn, known)
    published = next((one for one in _held(turn) if one.id == name), None)
    return _campaign(turn.player(published or definitions.campaign(name)), buttons)


def campaigns(definitions: Definitions) -> list[CampaignCard]:
    """All live campaigns, the next to close first. One that was closed is among them while members hold its part."""
    cards = (_card(one, definitions.paused) for one in definitions.listed)
    return sorted(cards, key=lambda card: (card.closes, card.id))


def _settled(definitions: Definitions, member: Snapshot, now: int) -> Turn:
    copy = msgspec.json.decode(msgspec.json.encode(member.document), type=Member)
    turn = Turn(definitions, member.id, copy, now, now, only_shown=True)
    settle(turn, member.at)
    return turn


def _held(turn: Turn) -> Iterator[Published]:
    """The campaigns of which members hold their parts, and those that are kept for what they owe to this one."""
    yield from turn.definitions.listed
    yield from (turn.definitions.settling[name] for name in turn.definitions.leaving if name in turn.member.played)


def _waiting(turn: Turn) -> Iterator[Leg]:
    return (leg for mechanic in MECHANICS if mechanic.waits is not None for leg in mechanic.waits(turn))


def _waits(turn: Turn) -> Changes:
    """By campaign and asset, what is still to be given; of more than phones can read, as much as they can."""
    return {
        campaign: {asset: min(n, LARGEST_INTEGER) for asset, n in assets.items()}
        for campaign, assets in changes(_waiting(turn)).items()
    }


def _campaign(player: Player, buttons: Buttons) -> CampaignView:
    campaign = player.published.campaign
    return CampaignView(
        card=_card(player.published, player.turn.definitions.paused),
        for_me=in_audience(player, campaign.who),
        joined=player.played.joined or None if campaign.opt_in else None,
        has=player.played.has,
        owed=player.played.owed,
        buttons={"join": buttons.button(Join(campaign.campaign))} if campaign.opt_in else {},
        **{
            mechanic.plural: {
                name: mechanic.view(player, name, block, buttons)
                for name, block in campaign.blocks(mechanic.block).items()
            }
            for mechanic in MECHANICS
        },
    )


def _purse(turn: Turn) -> PurseView:
    """The points held, with their ends; equal ends together."""
    member, ends = turn.member, dict[str, int]()
    for lot in purse.in_order(member.lots):
        if lot.last_day is not None:
            day = lot.last_day.isoformat()
            ends[day] = ends.get(day, 0) + lot.n
    pending = sum(leg.n for leg in _waiting(turn) if leg.asset == POINTS and leg.at)
    return PurseView(
        held=member.points,
        on_hold=sum(n for hold in member.holds for n in hold.lots.values()),
        pending=min(pending, LARGEST_INTEGER),
        owed=member.owed,
        ends=tuple(Ending(day, n) for day, n in ends.items()),
    )


def _unpaid(member: Member) -> Iterator[UnpaidView]:
    for hold in member.holds:
        if (waits := hold.cash) is not None:
            receipt, points = redeemed_by(hold.bill), sum(hold.lots.values())
            yield UnpaidView(
                receipt, waits.campaign, waits.redemption, waits.offer, waits.cash, points, until=hold.until
            )


def _coupon(one: Coupon) -> CouponView:
    state: Literal["free", "held", "returned", "used", "ended"] = "returned" if one.returned else "free"
    if isinstance(one, PastCoupon):
        state = "used" if one.used else "ended"
    elif one.bill:
        state = "held"
    return CouponView(one.code, one.campaign, one.prize, one.expires, one.terms, state, one.pool or None)


def _tier(turn: Turn) -> TierView | None:
    """The tier, and the next one that stars lead to."""
    tiers, name, standing = turn.definitions.programme.tiers, turn.member.profile.tier, turn.member.standing
    names = list(tiers)
    above = names[names.index(name) + 1 if name in tiers else 0 :]
    following = next(((one, wanted) for one in above if (wanted := tiers[one].stars)), None)
    if not name and following is None:
        return None
    coming = None
    if following is not None:
        next_name, wanted = following
        coming = NextTier(next_name, stars_of(turn, wanted), wanted.count)
    until = standing.until or None if standing is not None and standing.tier == name else None
    return TierView(name, until, coming, stars.total(turn.member.stars))


def _tag(tag: str, end: int) -> TagView:
    return TagView(tag, purse.end_of_month(end).isoformat() if end else None)


def _card(published: Published, paused: Collection[str]) -> CampaignCard:
    return CampaignCard(
        id=published.id,
        opens=published.window.opens,
        closes=published.window.closes,
        version=published.label,
        opt_in=published.campaign.opt_in,
        paused=published.id in paused,
    )
