"""One request and one answer of each route of redemptions, as OpenAPI shows them."""

from typing import Final

from msgspec.structs import asdict, replace

from chalicelib.api.examples import MEMBER, NOW, receipt
from chalicelib.api.shapes import Done
from chalicelib.domain.record.cash import CashDue
from chalicelib.domain.record.journal import Posting
from chalicelib.domain.record.used_up import UsedUp
from chalicelib.domain.words.values import Money

_REDEEMED: Final = "g6J0bWpVhNwT3yXq"
UNDO: Final = {"member": MEMBER, "receipt": _REDEEMED}
PAY: Final = {**UNDO, "amount": "29.00 CNY", "payment": "wx-20260620-77"}
_CASH: Final = Money(2900, "CNY")

_BACK: Final = Posting(
    "monthly-gifts",
    "redemptions/monthly/serum:undone",
    gave={"points": 200},
    took={"prizes/serum": 1},
    lots={"2026-06": 200},
)
_STOCK: Final = UsedUp({"redemptions/monthly/serum@o1c2f9a8": -1}, {"redemption/monthly@o1c2f9a8": -1})

_GIVEN: Final = Posting(
    "monthly-gifts",
    "redemptions/monthly/serum",
    gave={"prizes/serum": 1},
    took={"points": 200},
    lots={"2026-06": -200},
)

PAID: Final = Done(
    server_time=NOW,
    receipt=replace(
        receipt("pay_cash", "", {}),
        asked={"receipt": _REDEEMED, "amount": asdict(_CASH), "payment": PAY["payment"]},
        postings=(_GIVEN,),
        cash=CashDue(_CASH, 200),
    ),
)
UNDONE: Final = Done(
    server_time=NOW,
    receipt=replace(receipt("undo", "", {}), asked={"receipt": _REDEEMED}, postings=(_BACK,), used_up=_STOCK),
)
