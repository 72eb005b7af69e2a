"""The home screen and its parts, as they are answered: all that members see of themselves."""

from typing import TYPE_CHECKING, Annotated, Literal

from msgspec import Meta, Struct, defstruct

from chalicelib.domain.mechanics import MECHANICS
from chalicelib.domain.play.buttons import Button
from chalicelib.domain.record.journal import Assets, Changes
from chalicelib.domain.record.member import Profile
from chalicelib.domain.views.channels import ChannelView
from chalicelib.domain.words.values import Money


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
    buttons: dict[str, Button]
    """`join` where members have to join it."""


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
