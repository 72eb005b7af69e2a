"""The home screen and the campaigns on it, from one read of the member."""

from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING, Annotated, Literal

import msgspec
from msgspec import Meta, Struct, defstruct

from chalicelib.domain.decide.settle import settle
from chalicelib.domain.mechanics import MECHANICS
from chalicelib.domain.play.audience import in_audience
from chalicelib.domain.play.tags import declared
from chalicelib.domain.play.tiers import stars_of
from chalicelib.domain.play.turn import Player, Turn
from chalicelib.domain.publishing.definitions import Definitions, Published
from chalicelib.domain.record import purse, stars
from chalicelib.domain.record.cash import redeemed_by
from chalicelib.domain.record.journal import POINTS, Assets, Changes, Leg, changes
from chalicelib.domain.record.member import Coupon, Member, PastCoupon, Profile, Snapshot
from chalicelib.domain.views.channels import ChannelView, channels_of
from chalicelib.domain.words.values import LARGEST_INTEGER, Money


class CampaignCard(Struct, frozen=True):
    """A live campaign in a list."""

    id: str
    """The campaign's id."""
    opens: int
    """When it opens, epoch ms."""
    closes: int
    """When it closes, epoch ms."""
    version: str
    """The version in force, as `NUMBER:HASH`. By its hash the words of the campaign are read."""
    opt_in: bool
    """Whether members have to join it."""
    paused: bool
    """It counts what members do, and grants it later."""


_BY_NAME = "Those of the campaign by their names, each as the member sees it."


class PlayedCampaign(Struct, frozen=True):
    """A campaign with the member's part in it."""

    card: CampaignCard
    """The campaign, as lists show it."""
    for_me: bool
    """Whether the member belongs to those whom it is for."""
    joined: int | None
    """When the member opted in, epoch ms; null where the member has not, or need not."""
    has: Assets
    """Holdings from this campaign, by asset, without points."""
    owed: Assets
    """Draws and fragments that were taken back and were not there any more, by asset: the next ones pay them."""


if TYPE_CHECKING:
    CampaignView = PlayedCampaign
else:
    CampaignView = defstruct(
        "CampaignView",
        [(one.plural, Annotated[dict[str, one.shown], Meta(description=_BY_NAME)]) for one in MECHANICS],
        bases=(PlayedCampaign,),
        module=__name__,
        namespace={"__doc__": PlayedCampaign.__doc__},
        frozen=True,
    )


class Ending(Struct, frozen=True):
    """Points that end together."""

    day: str
    """The last day on which they can be spent, by the programme's calendar: an ISO date."""
    n: int
    """How many."""


class CouponView(Struct, frozen=True):
    """A coupon of the member."""

    code: str
    """Unguessable: what the till takes; of a pool's, what its code is read by."""
    campaign: str
    """The id of the campaign that gave it."""
    prize: str
    """The prize's name."""
    expires: int
    """When it ends, epoch ms; 0: never."""
    terms: str
    """Its terms as the campaign's file had them: `20.00 CNY off 148.00 CNY`; empty where it was given by a release that
    kept none."""
    state: Literal["free", "held", "returned", "used", "ended"]
    """free: it can be used; held: a till keeps it for a bill; returned: it came back, and can be used; used, ended: it
    can't be used any more."""
    pool: str | None = None
    """The pool of a partner's codes that its code is of, to be read by `/v1/me/coupons/{code}/code`; null: it is the
    shop's own, and `code` is the code."""


class UnpaidView(Struct, frozen=True):
    """A redemption that waits for its cash."""

    receipt: str
    """The id of its receipt, by which the shop's server pays or undoes it."""
    campaign: str
    """The campaign's id."""
    redemption: str
    """The redemption's name."""
    offer: str
    """The offer's name."""
    cash: Money
    """The cash that it waits for."""
    points: int
    """The points that are kept for it."""
    until: int
    """Until when it waits, epoch ms: then points and limits are free again, and another member may take the offer."""


class PurseView(Struct, frozen=True):
    """The points of a member."""

    held: int
    """Points that can be spent now."""
    on_hold: int
    """Points that are kept for bills at tills, and for redemptions until their cash is paid."""
    pending: int
    """Points that were earned and wait for their days."""
    owed: int
    """Points that were taken back and were spent already: the next ones pay them. Not 0 only where none are held."""
    ends: tuple[Ending, ...]
    """When points end, the nearest first; those that never end are not in it."""


class TagView(Struct, frozen=True):
    """A tag that a rule gave to the member."""

    name: str
    """GROUP/NAME, as in the programme: `skin/dry`."""
    until: str | None
    """The last day on which it holds, by the programme's calendar: an ISO date; null: it never ends."""


class NextTier(Struct, frozen=True):
    """The next tier that stars lead to."""

    name: str
    """Its name in the programme."""
    stars: int
    """The stars that count for it now."""
    needs: int
    """The stars from which on the member has it."""


class TierView(Struct, frozen=True):
    """The tier of a member, and the way to the next."""

    name: str
    """Its name in the programme; empty: none yet."""
    until: int | None
    """How long it is sure, epoch ms; null: for ever, or as long as the brand says."""
    next: NextTier | None
    """The next tier that stars lead to; null where there is none above."""
    stars: int = 0
    """All stars that ever came, without those that were taken back."""


class Home(Struct, frozen=True):
    """The whole home screen."""

    member: str
    """The member's id."""
    version: int
    """How many receipts the member has; 0: none yet."""
    profile: Profile
    """The facts that the brand knows of the member."""
    points: int
    """The points held."""
    purse: PurseView
    """The points held, and what becomes of them; and those that are still to come, or owed."""
    tier: TierView | None
    """The member's tier; null where there is none, and the programme's stars lead to none."""
    tags: tuple[TagView, ...]
    """The tags that rules gave, such as what a form's answers say; the brand's own are in `profile`."""
    coupons: tuple[CouponView, ...]
    """The coupons held."""
    past_coupons: tuple[CouponView, ...]
    """Coupons that were used or ended lately, for some days."""
    unpaid: tuple[UnpaidView, ...]
    """The redemptions that wait for their cash."""
    settled: Changes
    """Movements that fell due, by campaign, and are recorded with the member's next action: a coupon ended, a reward
    came. They are already counted in here."""
    waits: Changes
    """Rewards that were earned and are not held yet, by campaign, counted in nowhere: coupons, random fragments and
    prizes of a limited stock come with the member's next action, these as long as there are any, and then what replaces
    them; coupons once the record has room for them; and whatever is earned while a campaign is paused, after that."""
    channels: dict[str, ChannelView]
    """The ways to reach the member, by their names in the programme."""
    campaigns: dict[str, CampaignView]
    """The campaigns that are open now, by id; and those closed for good that still owe the member something."""
    share: str
    """The token for the links that the member shares: it stands for the member, and tells nobody whom."""
    programme: str
    """The hash by which the words of tiers, channels and tags are read; empty where no programme is published."""


def home(definitions: Definitions, member: Snapshot, now: int) -> Home:
    """Everything a member's home screen shows: the wallet, and each campaign that is open now."""
    turn = _settled(definitions, member, now)
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
            one.id: _campaign(turn.player(one))
            for one in _held(turn)
            if now in one.window or one.id in definitions.leaving
        },
    )


def campaign(definitions: Definitions, name: str, member: Snapshot, now: int) -> CampaignView:
    """One live campaign, open or not, with the member's part in it; Unknown where there is none.

    Of one that was closed, until what it left with the member has moved out.
    """
    turn = _settled(definitions, member, now)
    published = next((one for one in _held(turn) if one.id == name), None)
    return _campaign(turn.player(published or definitions.campaign(name)))


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


def _campaign(player: Player) -> CampaignView:
    campaign = player.published.campaign
    return CampaignView(
        card=_card(player.published, player.turn.definitions.paused),
        for_me=in_audience(player, campaign.who),
        joined=player.played.joined or None if campaign.opt_in else None,
        has=player.played.has,
        owed=player.played.owed,
        **{
            mechanic.plural: {
                name: mechanic.view(player, name, block) for name, block in campaign.blocks(mechanic.block).items()
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
