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
    """One limited stock in one of its windows."""

    campaign: str
    """The campaign; empty: the stock is the codes of a pool (`pool_key`)."""
    stock: str
    """`prizes/NAME`, `redemptions/NAME/OFFER` or `pools/NAME`."""
    window: str = ""
    """The id of the period that it is for; empty: for as long as the campaign runs."""

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
    """Units that one receipt takes from a stock."""

    key: StockKey
    """The stock."""
    n: int
    """How many units."""
    quota: int
    """How many everybody may take together."""
    shards: int
    """Over how many items of the table the stock is spread."""
    returning: bool = False
    """Whether units may have come back into it."""


class UnitBack(Struct, frozen=True):
    """A unit that came back into a stock, or will: an item of its own, which whoever finds the stock gone may take."""

    key: StockKey
    """The stock into which it came back."""
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
    """A claim to exist once over all members."""

    kind: str
    """The type of event whose unique field it is."""
    value: str
    """The value of that field."""
    receipt: str
    """The id of the receipt that holds it."""


class Archive(Struct, frozen=True):
    """A closed campaign's part of the member, to be moved out."""

    campaign: str
    """The campaign's id."""
    part: Played
    """All that the member has and did in it."""


class GuestStep(Struct, frozen=True):
    """A guest some of whose orders become a member's."""

    before: Snapshot
    """The guest as read."""
    document: Member
    """The guest's document without them."""
    receipts: tuple[Receipt, ...]
    """One for each of them."""


Decided = Receipt | Refused | Conflict | None
"""The answer to an ask: its receipt, what refuses it, or None where it changes nothing."""


class Outcome(Struct, frozen=True):
    """A decision: all that belongs to one transaction. Where no result is a receipt, nothing is to be written."""

    member: Member
    """The document after all receipts."""
    results: tuple[Decided, ...]
    """For each ask, in order."""
    takes: tuple[Take, ...] = ()
    """The units that are taken from stocks."""
    claims: tuple[Claim, ...] = ()
    """The claims of all receipts, but for those of orders, which their own items hold."""
    archives: tuple[Archive, ...] = ()
    """The parts of closed campaigns that move out of the document."""
    orders: tuple[OrderStep, ...] = ()
    """Each order that was asked about and changes."""
    entries: tuple[BoardEntry, ...] = ()
    """Scores that changed, as boards rank them."""
    units: tuple[UnitStep, ...] = ()
    """Units that come back into stocks, or do not after all."""
    recipient: Member | None = None
    """The document of the other side of a gift, or of the record that the member absorbs."""
    recipient_receipt: Receipt | None = None
    """The receipt of that other one."""
    recipient_archives: tuple[Archive, ...] = ()
    """The parts that move out of a record that is absorbed."""
    recipient_entries: tuple[BoardEntry, ...] = ()
    """The entries of boards that it leaves."""
    guests: tuple[GuestStep, ...] = ()
    """The guests whose orders become the member's."""

    @property
    def taken_over_from(self) -> set[str]:
        """The guests whose orders become a member's, whether they were read or not."""
        moved = ((step.before.order.member, step.order.member) for step in self.orders)
        return {before for before, after in moved if is_guest(before) and before != after}

    @property
    def receipts(self) -> tuple[Receipt, ...]:
        """The receipts to write, numbered on from the member's version."""
        return tuple(result for result in self.results if isinstance(result, Receipt))
