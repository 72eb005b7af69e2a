"""Redemptions that a shop's server answers, in scenarios: `pay cash for monthly/serum`, `undo monthly/serum`."""

import re
from collections.abc import Iterable, Mapping
from typing import Final, Literal

from msgspec import Struct

from chalicelib.domain.file.phrases import money
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
    """The answer of the shop's server, by its words in the file."""
    redemption: str
    """The name of the redemption."""
    offer: str
    """The name of the offer in it."""
    amount: Money | None = None
    """How much was paid; None: what it costs."""


def of_redemption(text: str, fields: Mapping[str, tuple[str, ...]]) -> OfRedemption | None:
    """The answer of a step to a redemption; None where it is none. Raises ValueError, saying what would be right."""
    found = _OF_REDEMPTION.fullmatch(text)
    if found is None:
        return None
    known = ("amount",) if found["does"] != "undo" else ()
    if strange := [name for name in fields if name not in known]:
        raise ValueError(f"it has no {strange[0]}; {'amount is all that it may have' if known else 'leave `with` out'}")
    amount = money(fields["amount"][0]) if "amount" in fields else None
    return OfRedemption(**found.groupdict(), amount=amount)  # type: ignore[arg-type] # one of WORDS


def answer_to(of: OfRedemption, document: Member, receipts: Iterable[Receipt]) -> Ask:
    """The request of the shop's server. receipts: the member's, in their order."""
    mine = [one.id for one in receipts if one.does == named(Redeem) and _is_of(of, one)]
    receipt = mine[-1] if mine else ""
    if of.does == "undo":
        return Ask(receipt_id("undo", receipt), Undo(receipt))
    waits = next((one.cash for one in document.holds if one.bill == hold_of(receipt)), None)
    amount = of.amount or (waits.cash if waits else Money(0, "CNY"))
    return Ask(receipt_id(PAID_CASH, receipt), PayCash(receipt, amount, "scenario"))


def _is_of(of: OfRedemption, receipt: Receipt) -> bool:
    return (of.redemption, of.offer) == (receipt.asked["redemption"], receipt.asked["offer"])
