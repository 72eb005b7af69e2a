"""Notices: what other systems are told, as CloudEvents. Each follows from what was stored, so that what is told twice
is told under the same id.

`source` and `id` name a notice for good. Receipts are numbered by member, and so their ids are unique for each member
alone: the source says whose it is.
"""

from datetime import UTC, datetime
from typing import Any, Final

from msgspec import Struct

from chalicelib.domain.publishing.definitions import PROGRAMME
from chalicelib.domain.publishing.edges import Edge
from chalicelib.domain.record.actions import named
from chalicelib.domain.record.cash import CashDue
from chalicelib.domain.record.journal import Posting, grants
from chalicelib.domain.record.receipt import Receipt
from chalicelib.domain.record.redemption_actions import PayCash, Undo
from chalicelib.domain.time.windows import Window

OF_REDEMPTIONS: Final = (named(PayCash), named(Undo))
"""The actions that are about a redemption of before."""

SENDER: Final = "tessera"
"""How the source of every notice begins. What other systems report must not."""


class Notice(Struct, frozen=True, kw_only=True):
    """A CloudEvent, as other systems are told it."""

    specversion: str = "1.0"
    """The version of CloudEvents."""
    id: str
    """Its name within its source, the same however often it is told."""
    source: str
    """The member or the campaign that it is about: `tessera/members/MEMBER`, `tessera/campaigns/CAMPAIGN`."""
    type: str
    """The kind of notice: `tessera.receipt.written`."""
    subject: str
    """The member's id, or the campaign's."""
    time: str
    """When it happened and not when it is told, RFC 3339 in UTC."""
    datacontenttype: str = "application/json"
    """The media type of `data`."""
    data: Any
    """The struct that belongs to the type."""


class Cause(Struct, frozen=True):
    """The event that another system had reported, as it named it."""

    source: str
    """The system that had reported it."""
    id: str
    """Its id within that source."""
    type: str
    """Its type, as the programme declares it."""


class Won(Struct, frozen=True):
    """Prizes handed out that are no coupons: gifts, badges, and what turned into points, draws or fragments."""

    campaign: str
    """The campaign of the prize."""
    prize: str
    """Its name in the campaign file."""
    count: int
    """How many."""


class Issued(Struct, frozen=True):
    """A coupon handed out, without its code: whoever has the code can spend it."""

    campaign: str
    """The campaign of the prize."""
    prize: str
    """Its name in the campaign file."""
    expires: int
    """When the coupon ends, epoch ms; 0: never."""


class ReceiptWritten(Struct, frozen=True, omit_defaults=True):
    """The data of `tessera.receipt.written`: what moved, and nothing that is secret or that tells who the member is."""

    receipt: str
    """The receipt's id, unique for each member alone."""
    number: int
    """The member's first receipt is 1; numbers have no gap, and so they order receipts."""
    does: str
    """The name of the action."""
    campaigns: tuple[str, ...] = ()
    """The campaigns that took part or moved anything."""
    postings: tuple[Posting, ...] = ()
    """Every movement with its reason, as in the receipt."""
    prizes: tuple[Won, ...] = ()
    """The prizes that were handed out, coupons aside."""
    coupons: tuple[Issued, ...] = ()
    """The coupons that were handed out."""
    window: Window | None = None
    """Of a redemption: the window in which it counts."""
    done: tuple[str, ...] = ()
    """Tasks and challenges that were finished, as in the receipt."""
    event: Cause | None = None
    """The event that another system had reported, where one was the cause."""
    redemption: str = ""
    """Of a redemption whose cash was paid, or that was undone: the id of its receipt, by which its goods are known."""
    cash: CashDue | None = None
    """Of a redemption for points and cash: the cash that it waits for, or that was paid."""


class WindowTurned(Struct, frozen=True, omit_defaults=True):
    """The data of `tessera.window.opened` and `tessera.window.closed`."""

    campaign: str
    """The campaign's id."""
    opens: int
    """The first moment of the window, epoch ms."""
    closes: int
    """The first moment after the window, epoch ms."""
    redemption: str | None = None
    """The redemption whose window it is; absent for that of the campaign."""
    paused: bool = False
    """Whether its managers have stopped the campaign: it grants nothing."""


class CampaignClosed(Struct, frozen=True):
    """The data of `tessera.campaign.closed`."""

    campaign: str
    """The campaign's id."""
    version: int
    """The number of its final version."""


def of_receipt(member: str, receipt: Receipt) -> Notice:
    """The notices of a receipt. Raises ValueError or OverflowError for a moment that no calendar has."""
    coupons = tuple(Issued(one.campaign, one.prize, one.expires) for one in receipt.coupons)
    return Notice(
        id=receipt.id,
        source=f"{SENDER}/members/{member}",
        type="tessera.receipt.written",
        subject=member,
        time=rfc3339(receipt.at),
        data=ReceiptWritten(
            receipt=receipt.id,
            number=receipt.number,
            does=receipt.does,
            campaigns=tuple(sorted({*receipt.versions, *(one.campaign for one in receipt.postings)} - {PROGRAMME})),
            postings=receipt.postings,
            prizes=_won(receipt, {(one.campaign, one.prize) for one in coupons}),
            coupons=coupons,
            window=receipt.window,
            done=receipt.done,
            event=_cause(receipt),
            redemption=receipt.asked.get("receipt", "") if receipt.does in OF_REDEMPTIONS else "",
            cash=receipt.cash,
        ),
    )


def of_edge(edge: Edge, paused: bool) -> Notice:
    """The notice of a window that opened or closed."""
    place = f"{edge.campaign}/redemptions/{edge.redemption}" if edge.redemption else edge.campaign
    return Notice(
        id=f"{place}/{edge.turned}/{edge.at}",
        source=f"{SENDER}/campaigns/{edge.campaign}",
        type=f"tessera.window.{edge.turned}",
        subject=edge.campaign,
        time=rfc3339(edge.at),
        data=WindowTurned(edge.campaign, edge.window.opens, edge.window.closes, edge.redemption, paused),
    )


def of_closing(campaign: str, at: int, version: int) -> Notice:
    """The notice of a campaign that was closed for good."""
    return Notice(
        id=f"{campaign}/closed-for-good",
        source=f"{SENDER}/campaigns/{campaign}",
        type="tessera.campaign.closed",
        subject=campaign,
        time=rfc3339(at),
        data=CampaignClosed(campaign, version),
    )


def rfc3339(at: int) -> str:
    """A moment of epoch ms, in UTC, to the millisecond."""
    return datetime.fromtimestamp(at / 1000, UTC).isoformat(timespec="milliseconds")


def _won(receipt: Receipt, coupons: set[tuple[str, str]]) -> tuple[Won, ...]:
    """The prizes that were handed out, but for coupons, which are told apart."""
    granted = (Won(one.campaign, one.prize, one.n) for one in grants(receipt.legs))
    return tuple(one for one in granted if (one.campaign, one.prize) not in coupons)


def _cause(receipt: Receipt) -> Cause | None:
    """Of what was asked only the event's name: its data, or a profile, is nobody else's business."""
    asked = receipt.asked
    return Cause(asked["source"], asked["id"], asked["type"]) if receipt.does == "event" else None
