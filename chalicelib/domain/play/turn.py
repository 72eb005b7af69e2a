"""One action being decided: the member's working copy, and the receipt that is being written of it.

A turn belongs to `decide`, which throws it away when the action is refused; so mechanics change it freely and simply
raise. A `Player` is the member in one campaign, acting on one block: what the mechanics work with.
"""

from __future__ import annotations

from base64 import b32encode
from collections.abc import Callable, Collection, Iterable, Mapping
from hashlib import sha256
from typing import Any, NamedTuple

from msgspec import Struct, field

from chalicelib.domain.publishing.definitions import Definitions, Published
from chalicelib.domain.record.actions import Action
from chalicelib.domain.record.counted import CountedTask
from chalicelib.domain.record.journal import Leg
from chalicelib.domain.record.member import Member, Played, Profile
from chalicelib.domain.record.order import Order, OrderKey, OrderSnapshot
from chalicelib.domain.record.outcome import Archive, StockKey, Take, UnitStep
from chalicelib.domain.record.purse import Lot, by_name, month_number
from chalicelib.domain.record.receipt import Draft, Receipt, TierMove
from chalicelib.domain.record.said import as_of
from chalicelib.domain.time.localtime import local


class Raised(NamedTuple):
    """An event of Tessera's own, to be counted in the same turn."""

    type: str
    """Its type: `tier.reached`."""
    data: Mapping[str, str | int]
    """Its fields; a number in thousandths, as conditions compare it."""
    at: int
    """When it came about, epoch ms."""


class Turn(Struct):
    """The member's working copy, and the draft of the receipt."""

    definitions: Definitions
    """The definitions in force."""
    member_id: str
    """Whose turn it is."""
    member: Member
    """A copy of the member's document, changed in place."""
    now: int
    """When it is decided, in epoch milliseconds."""
    moment: int
    """The moment that counts for windows, conditions and birthdays: an event's own time, else `now`."""
    claimed: int = 0
    """When something of the moment counts that is claimed later, epoch ms; 0: at the moment."""
    receipt: str = ""
    """The id of the receipt that is being written."""
    orders: dict[OrderKey, OrderSnapshot] = field(default_factory=dict)
    """The orders that the action is about, as the turn leaves them."""
    entropy: bytes = b""
    """Random bytes that coupon codes are derived from."""
    at_most: Mapping[StockKey, int] = field(default_factory=dict)
    """Units left of stocks that are known to be running out."""
    lands: tuple[str, ...] = ()
    """A scenario's override of where draws land: the row of all, or of each in its order."""
    landed: int = 0
    """How many draws asked where they land."""
    archives: tuple[Archive, ...] = ()
    """Parts of closed campaigns that moved out of a record as it was settled to be merged."""
    takes: dict[StockKey, Take] = field(default_factory=dict)
    """Units of stocks that the turn takes."""
    units: dict[tuple[StockKey, str], UnitStep] = field(default_factory=dict)
    """Units that come back into their stocks, or are gone for good."""
    given: Mapping[str, Receipt | None] = field(default_factory=dict)
    """The member's receipts by which something is undone, by their ids."""
    recipient: Turn | None = None
    """The turn of the other side of a gift."""
    draft: Draft = field(default_factory=Draft)
    """The receipt that is being written."""
    traces: list[CountedTask] | None = None
    """The tasks for which something counts that may be taken back; None while nothing such is counted."""
    spends: str = ""
    """The field of the event that says how much its order is of; empty: it is none."""
    order: Order | None = None
    """The order that is being counted; None: none is."""
    raised: list[Raised] = field(default_factory=list)
    """Events that came about and are still to be counted."""
    reminded: int = 0
    """While something is settled: the last moment at which touches were noted that are told before an end, epoch ms."""
    due: int = 0
    """While something is settled: when it fell due, in epoch milliseconds; 0 during the action itself."""
    last: int = 0
    """The moment of the member's last receipt, up to which all was settled, epoch ms."""
    asked: bool = False
    """Whether it is only asked whether the action would be done, where all but its checks and stocks lets it be."""
    withheld: bool = False
    """Whether something was not given because the turn is only shown."""
    only_shown: bool = False
    """Whether nothing of it will be written: what could still come otherwise is not given."""

    @property
    def month(self) -> int:
        """The number of the month to which points and stars belong that come at the turn's moment."""
        return self.month_of(self.counted)

    def month_of(self, at: int) -> int:
        """The number of the month of a moment (epoch ms), by the programme's calendar."""
        return month_number(local(at, self.definitions.programme.zone).date())

    @property
    def counted(self) -> int:
        """The moment that counts for rounds and limits, and for the month of points."""
        return self.claimed or self.moment

    @property
    def profile(self) -> Profile:
        """The member's profile at the moment that counts; the last one known where that is now, or ahead of it."""
        return self.member.profile if self.moment >= self.now else as_of(self.member, self.moment)

    def player(self, published: Published) -> Player:
        """The member in one campaign; taking part notes the campaign's version in the receipt once something moves."""
        played = self.member.played.get(published.id)
        return Player(self, published, played if played is not None else Played())

    def post(self, campaign: str, asset: str, n: int, why: str, lots: Iterable[Lot] = (), owed: int = 0) -> None:
        """Write a movement into the receipt: of points with their lots, and with what of it is owed, or paid that."""
        self.draft.journal.move(Leg(campaign, asset, n, why, self.due, by_name(lots), owed))

    def tag(self, campaign: str, why: str, name: str, n: int) -> None:
        """Write into the receipt that a tag was given (1) or taken (-1). name: as in `Posting.tags`."""
        self.draft.journal.tag(campaign, why, name, n, self.due)

    def use(self, campaign: str, why: str, times: int = 1) -> None:
        """Note in the receipt that a block pays, or is used, so many times; or that another reason applies."""
        self.draft.journal.use(campaign, why, times, self.due)

    def tier_moved(self, before: str, tier: str, until: int) -> None:
        """Note that the tier is another one, which is sure until then (epoch ms; 0: for ever)."""
        first = self.draft.tier
        self.draft.tier = TierMove(first.before if first else before, tier, until)

    def keeps(self, campaign: str, asset: str, n: int) -> None:
        """Note that so much could not be taken back and stays with the member."""
        kept = self.draft.kept.get(campaign, {})
        self.draft.kept[campaign] = kept | {asset: kept.get(asset, 0) + n}

    def boost(self, campaign: str, why: str, factor: str) -> None:
        """Note that the points which a block gave are so many times as many."""
        self.draft.journal.boost(campaign, why, factor, self.due)

    def take(self, key: StockKey, quota: int, shards: int, n: int = 1, returning: bool = False) -> int:
        """Take n units of a stock, or as many as there are, as far as is known; returns how many. returning: as in
        `Take`.
        """
        taken = self.takes[key].n if key in self.takes else 0
        units = max(0, min(n, min(quota, self.at_most.get(key, quota)) - taken))
        if units:
            self.takes[key] = Take(key, taken + units, quota, shards, returning)
        return units

    def step(self, one: UnitStep) -> None:
        """Change a unit that comes back: what it was before the turn, and what it is after it, are what counts."""
        unit = one.after or one.before
        if unit is not None:
            key = (unit.key, unit.id)
            before = self.units[key].before if key in self.units else one.before
            self.units[key] = UnitStep(before, one.after, one.receipt)

    def landing(self, rows: Collection[str]) -> str | None:
        """The row on which a scenario lets the next draw of these land; None where chance decides."""
        at, self.landed = self.landed if len(self.lands) > 1 else 0, self.landed + 1
        row = self.lands[at] if at < len(self.lands) else None
        return row if row in rows else None

    def code(self) -> str:
        """The next unguessable coupon code: 80 bits of the request's entropy, 16 letters and digits."""
        given = len(self.draft.coupons).to_bytes(4, "big")
        return b32encode(sha256(self.entropy + self.member_id.encode() + given).digest()[:10]).decode()


class Player(Struct):
    """The member in one campaign."""

    turn: Turn
    """The turn that it belongs to."""
    published: Published
    """The campaign's version in force."""
    played: Played
    """The member's part, attached to the member by `keep`, the moment something is noted in it."""
    why: str = ""
    """The block that is being played: the reason of every movement."""

    @property
    def paused(self) -> bool:
        """Whether the campaign grants nothing for now."""
        return self.published.id in self.turn.definitions.paused

    def withholds(self, earned: int) -> bool:
        """Whether it was paused when something was earned (epoch ms), and still is."""
        since = self.turn.definitions.paused.get(self.published.id)
        return since is not None and earned >= since

    def on(self, block: str, times: int = 1) -> Player:
        """The member acting on a block, which pays or is used so many times."""
        self.turn.use(self.published.id, block, times)
        return Player(self.turn, self.published, self.played, block)

    def keep(self) -> Played:
        """The member's part, to be changed: from now on it belongs to the member, and the version to the receipt."""
        draft, campaign = self.turn.draft, self.published.id
        if campaign not in self.turn.member.played:
            draft.first.append(campaign)
        self.turn.member.played[campaign] = self.played
        draft.versions[campaign] = self.published.label
        return self.played


Handlers = dict[type[Action], Callable[[Turn, Any], None]]
"""The functions that play each kind of action: it checks, and moves the turn; it raises a Refused to say no."""
