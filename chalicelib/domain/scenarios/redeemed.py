"""What a shop's server says of redemptions, in scenarios: `pay cash for monthly/serum`, `undo monthly/serum`."""

import re
from collections.abc import Iterable
from typing import Final, Literal

from msgspec import Struct

from chalicelib.domain.mechanics.redemption.play import Redeem
from chalicelib.domain.record.actions import Ask, named
from chalicelib.domain.record.cash import PAID_CASH, hold_of
from chalicelib.domain.record.member import Member
from chalicelib.domain.record.receipt import Receipt, receipt_id
from chalicelib.domain.record.redemption_actions import PayCash, Undo
from chalicelib.domain.words.values import Money

WORDS: Final = ("pay cash for", "undo")
_OF_REDEMPTION: Final = re.compile(
    rf"(?P<does>{'|'.join(WORDS)}) (?P<redemption>[A-Za-z0-9-]+)/(?P<offer>[A-Za-z0-9-]+)"
)


class OfRedemption(Struct, frozen=True):
    """`undo monthly/serum`: of the member's last redemption of that offer."""

    does: Literal["pay cash for", "undo"]
    redemption: str
    offer: str


def of_redemption(text: str) -> OfRedemption | None:
    """What a step says of a redemption; None where it says nothing of one."""
    found = _OF_REDEMPTION.fullmatch(text)
    return OfRedemption(**found.groupdict()) if found else None  # type: ignore[arg-type] # one of WORDS


def answer_to(of: OfRedemption, document: Member, receipts: Iterable[Receipt]) -> Ask:
    """The request of the shop's server. receipts: the member's, in their order."""
    mine = [one.id for one in receipts if one.does == named(Redeem) and _is_of(of, one)]
    receipt = mine[-1] if mine else ""
    if of.does == "undo":
        return Ask(receipt_id("undo", receipt), Undo(receipt))
    waits = next((one.cash for one in document.holds if one.bill == hold_of(receipt)), None)
    amount = waits.cash if waits else Money(0, "CNY")
    return Ask(receipt_id(PAID_CASH, receipt), PayCash(receipt, amount, "scenario"))


def _is_of(of: OfRedemption, receipt: Receipt) -> bool:
    return (of.redemption, of.offer) == (receipt.asked["redemption"], receipt.asked["offer"])
