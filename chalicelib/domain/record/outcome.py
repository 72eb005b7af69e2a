"""The writes that a decision asks the store to commit, all of it or nothing."""

from typing import Final

from msgspec import Struct

from chalicelib.domain.record.guest import is_guest
from chalicelib.domain.record.member import Member, Played, Snapshot
from chalicelib.domain.record.order import OrderStep
from chalicelib.domain.record.receipt import Receipt
from chalicelib.domain.record.scores import BoardEntry
from chalicelib.domain.words.errors import Conflict, Refused


class StockKey(Struct, frozen=True):
    """One limited stock in one of its windows: `prizes/NAME` or `redemptions/NAME/OFFER`, and a period's id or "".

    Of a pool's codes, which are of no campaign: `pool_key`.
    """

    campaign: str
    stock: str
    window: str = ""

    @property
    def pool(self) -> str:
        """The name of the pool whose codes it is (`pool_key`); empty: it is another stock."""
        return "" if self.campaign else self.stock.removeprefix(POOLS)


POOLS: Final = "pools/"

POOL_SHARDS: Final = 50
"""Over how many items the codes of a pool are spread: enough for some 500 takes a second, and one read takes all."""


def pool_key(pool: str) -> StockKey:
    """The codes of a pool as a stock: of no campaign, since several may hand them out."""
    return StockKey("", f"{POOLS}{pool}")


class Take(Struct, frozen=True):
    """n units of a stock; quota is what everybody may take together, spread over so many shards."""

    key: StockKey
    n: int
    quota: int
    shards: int
    returning: bool = False
    """Whether units may have come back into it."""


class UnitBack(Struct, frozen=True):
    """A unit that came back into a stock, or will: an item of its own, which whoever finds the stock gone may take."""

    key: StockKey
    id: str
    """Its name among the stock's: it tells of no member."""
    at: int
    """From when it may be taken, epoch ms."""


class UnitStep(Struct, frozen=True):
    """A change of a unit that came back, made if it still is as it was."""

    before: UnitBack | None
    """The unit as it was; None: there was none."""
    after: UnitBack | None
    """The unit as it will be; None: it is gone for good."""
    receipt: str
    """The receipt that it belongs to."""


class Claim(Struct, frozen=True):
    """A claim to exist once over all members: `value` of `kind` (an event type's unique field), for one receipt."""

    kind: str
    value: str
    receipt: str


class Archive(Struct, frozen=True):
    """A closed campaign's part of the member, to be moved out."""

    campaign: str
    part: Played


class GuestStep(Struct, frozen=True):
    """A guest some of whose orders become a member's."""

    before: Snapshot
    """The guest as read."""
    document: Member
    """The guest's document without them."""
    receipts: tuple[Receipt, ...]
    """One for each of them."""


class Outcome(Struct, frozen=True):
    """A decision.

    results: for each ask in order, its receipt, its refusal, or None where it changes nothing (and nothing is written).
    orders: what the orders become that were asked about. entries: scores that changed, as boards rank them. units: what
    comes back into stocks, or does not after all.
    member: the document after all receipts. The rest belongs to the same transaction. recipient and its receipt: the
    other side of a gift; or the record that the member absorbs, with the parts that move out of it, and the entries of
    boards that it leaves. guests: those whose orders become the member's. Nothing is to be written when no result is a
    receipt.
    """

    member: Member
    results: tuple[Receipt | Refused | Conflict | None, ...]
    takes: tuple[Take, ...] = ()
    claims: tuple[Claim, ...] = ()
    archives: tuple[Archive, ...] = ()
    orders: tuple[OrderStep, ...] = ()
    entries: tuple[BoardEntry, ...] = ()
    units: tuple[UnitStep, ...] = ()
    recipient: Member | None = None
    recipient_receipt: Receipt | None = None
    recipient_archives: tuple[Archive, ...] = ()
    recipient_entries: tuple[BoardEntry, ...] = ()
    guests: tuple[GuestStep, ...] = ()

    @property
    def taken_over_from(self) -> set[str]:
        """The guests whose orders become a member's, whether they were read or not."""
        moved = ((step.before.order.member, step.order.member) for step in self.orders)
        return {before for before, after in moved if is_guest(before) and before != after}

    @property
    def receipts(self) -> tuple[Receipt, ...]:
        """The receipts to write, numbered on from the member's version."""
        return tuple(result for result in self.results if isinstance(result, Receipt))
