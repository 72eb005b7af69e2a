"""Redemptions that a shop's server answers, signed as its reports are: cash was paid, or one is undone."""

from typing import Annotated, Final

from msgspec import Meta

from chalicelib.api import redemption_examples as examples
from chalicelib.api.bills import PaymentId, amount_of, answered
from chalicelib.api.route import DEFINED, Call, Reply, Route
from chalicelib.api.shapes import Body, Done
from chalicelib.domain.record.actions import MemberId
from chalicelib.domain.record.cash import PAID_CASH
from chalicelib.domain.record.redemption_actions import PayCash, Undo
from chalicelib.domain.wire.ijson import fingerprint
from chalicelib.domain.words.values import END
from chalicelib.services.act import Request

UNDONE: Final = "redemption/undo"
"""The scope of the keys of what is undone: the ids of the redemptions' receipts."""

ReceiptId = Annotated[str, Meta(pattern=r"^[A-Za-z0-9_-]{16}" + END)]


class UndoBody(Body, frozen=True, kw_only=True):
    """A redemption that is undone."""

    member: MemberId
    """The member's id."""
    receipt: ReceiptId
    """The id of the receipt of the redemption, and the key of the request: sent again it has the same answer."""


class PayCashBody(Body, frozen=True, kw_only=True):
    """The cash of a redemption that was paid."""

    member: MemberId
    """The member's id."""
    receipt: ReceiptId
    """The id of the receipt of the redemption, and the key of the request: a redemption is paid once."""
    amount: Annotated[str, Meta(max_length=32, examples=["29.00 CNY"])]
    """How much was paid: what the offer costs."""
    payment: PaymentId
    """The shop's id of the payment: sent again it has the same answer, and another one is refused."""


def _pay(call: Call) -> Reply:
    body = call.body
    return _done(call, PAID_CASH, PayCash(body.receipt, amount_of(body.amount), body.payment))


def _undo(call: Call) -> Reply:
    return _done(call, UNDONE, Undo(call.body.receipt))


def _done(call: Call, scope: str, action: PayCash | Undo) -> Reply:
    request = Request(scope, action.receipt, fingerprint(call.route.name, call.ids, call.tree), action)
    [answer] = call.parts.act.act(call.body.member, [request], call.now)
    return answered(call, answer)


OF_BOTH: Final = (
    *DEFINED,
    "unknown_member",
    "unknown_campaign",
    "not_waiting",
    "number_full",
    "record_full",
    "newer_shape",
    "idempotency_key_reused",
    "receipt_gone",
)

ROUTES = (
    Route(
        name="pay_redemption",
        method="POST",
        path="/v1/redemptions/pay",
        summary="Say that the cash of a redemption was paid: what is kept for it is taken, and its goods are given.",
        handler=_pay,
        answer=Done,
        example=examples.PAID,
        auth="shop",
        body=PayCashBody,
        example_body=PayCashBody(**examples.PAY),
        codes=(*OF_BOTH, "other_amount", "campaign_paused", "not_offered"),
    ),
    Route(
        name="undo_redemption",
        method="POST",
        path="/v1/undo",
        summary="Undo a redemption whose payment failed or whose goods came back: costs return, and so does the unit.",
        handler=_undo,
        answer=Done,
        example=examples.UNDONE,
        auth="shop",
        body=UndoBody,
        example_body=UndoBody(**examples.UNDO),
        codes=(*OF_BOTH, "unknown_redemption", "coupon_used", "coupon_held", "coupon_ended"),
    ),
)
