"""Bills: what a shop's server asks for at the till, signed as its reports are; and the pass of a member."""

from typing import Annotated, Any, Final

import msgspec
from msgspec import Meta, field

from chalicelib.api import bill_examples as examples
from chalicelib.api.examples import NOW
from chalicelib.api.passes import PassText, issue_pass, pass_of
from chalicelib.api.route import DEFINED, Call, Reply, ResponseBody, Route
from chalicelib.api.shapes import Body, Done, embedded
from chalicelib.domain.decide.quotes import Quote
from chalicelib.domain.file.phrases import PhraseError, money
from chalicelib.domain.record.actions import MemberId
from chalicelib.domain.record.bill_actions import PAID, Deduct, Hold, PayBill, Release, Reverse, payment_key
from chalicelib.domain.wire.cloud_event import ShortText, rfc3339_ms
from chalicelib.domain.wire.ijson import fingerprint
from chalicelib.domain.words.errors import InvalidBody
from chalicelib.domain.words.values import LARGEST_INTEGER, Money
from chalicelib.services.act import ActionAnswer, Answered, Request

BILL: Final = "/v1/bills/{channel}/{order}"
MOST_COUPONS: Final = 20

PaymentId = Annotated[str, Meta(min_length=1, max_length=255)]


class WhoseBill(Body, frozen=True, kw_only=True):
    """The member whose bill it is: by the pass that the till read, or by the id."""

    pass_: PassText | None = field(default=None, name="pass")
    """The member's pass, as the till read it: good for a minute, and for this bill alone."""
    member: MemberId | None = None
    """The member's id, where no pass was read: of an online shop, or of a bill that was held before."""


class QuoteBody(WhoseBill, frozen=True, kw_only=True):
    """A bill, and the coupons and points that are to pay a part of it."""

    amount: Annotated[str, Meta(max_length=32, examples=["178.00 CNY"])]
    """The amount before deductions."""
    coupons: Annotated[tuple[ShortText, ...], Meta(max_length=MOST_COUPONS)] = ()
    """The codes of the member's coupons, in the order in which they are taken off."""
    points: Annotated[int, Meta(ge=0, le=LARGEST_INTEGER)] = 0
    """How many points pay a part of it."""
    time: Annotated[str, Meta(max_length=40, examples=["2026-06-20T10:00:00+08:00"])] | None = None
    """When the till did it, RFC 3339, where it could not ask at once. Without it, now."""


class PayBody(QuoteBody, frozen=True, kw_only=True):
    """A bill that is held or paid under an id."""

    payment: PaymentId
    """The shop's id of the payment, and the key of the request: sent again it has the same answer."""


class CancelBody(WhoseBill, frozen=True, kw_only=True):
    """A payment that is cancelled."""

    payment: PaymentId
    """The shop's id of the payment."""


class Quoted(ResponseBody, frozen=True, kw_only=True):
    """A quote of a bill."""

    quote: Quote
    """The quote; nothing was taken, and nothing is kept."""


class MyPass(ResponseBody, frozen=True, kw_only=True):
    """A member's pass for a till."""

    pass_: str = field(name="pass")
    """The text of the QR code."""
    expires: int
    """When it ends, epoch ms: show another one then."""


def _pass(call: Call) -> Reply:
    call.parts.bills.admit(call.caller.member, call.caller.epoch)
    text, until = issue_pass(call.parts.settings, call.caller.member, call.now)
    return Reply(MyPass(server_time=call.now, pass_=text, expires=until))


def _quote(call: Call) -> Reply:
    member, said = _said(call)
    found = call.parts.bills.quote(member, Deduct(**said), call.now)
    return Reply(Quoted(server_time=call.now, quote=found))


def _hold(call: Call) -> Reply:
    member, said = _said(call)
    return answered(call, _acted(call, member, "bill/hold", Hold(**said, payment=call.body.payment)))


def _pay(call: Call) -> Reply:
    member, said = _said(call)
    return answered(call, _acted(call, member, PAID, PayBill(**said, payment=call.body.payment)))


def _cancel(call: Call) -> Reply:
    member, _ = _whose(call)
    payment, asked = call.body.payment, _fingerprint(call, member)
    key = payment_key(call.ids["channel"], payment)
    release = Request("bill/free", key, asked, Release(**call.ids, payment=payment))
    reverse = Request("bill/cancel", key, asked, Reverse(**call.ids, payment=payment))
    return answered(call, call.parts.bills.cancel(member, release, reverse, call.now))


def _acted(call: Call, member: str, scope: str, action: Hold | PayBill) -> ActionAnswer:
    key = payment_key(action.channel, action.payment)
    request = Request(scope, key, _fingerprint(call, member), action)
    [answer] = call.parts.act.act(member, [request], call.now)
    return answer


def answered(call: Call, answer: ActionAnswer) -> Reply:
    """The answer to an action of a shop's server, which is raised where it is an error."""
    if not isinstance(answer, Answered):
        raise answer
    receipt = None if answer.receipt is None else embedded(answer.receipt)
    return Reply(Done(server_time=call.now, receipt=receipt), answer.replayed)


def _fingerprint(call: Call, member: str) -> bytes:
    """Of what is asked for and for whom: a pass that is read anew makes a retry no other request."""
    asked = {name: value for name, value in call.tree.items() if name != "pass"} | {"member": member}
    return fingerprint(call.route.name, call.ids, asked)


def _whose(call: Call) -> tuple[str, int]:
    """The member, and the end of the pass by which it is known (0: by its id). Raises InvalidBody and Refused."""
    if (call.body.pass_ is None) == (call.body.member is None):
        raise InvalidBody("Name the member by one of `pass` and `member`.")
    if call.body.pass_ is None:
        return call.body.member, 0
    return pass_of(call.parts.settings, call.body.pass_)


def _said(call: Call) -> tuple[str, dict[str, Any]]:
    """The member, and the fields of an action that deducts. Raises InvalidBody and Refused."""
    member, until = _whose(call)
    body = call.body
    said = {**call.ids, "coupons": body.coupons, "points": body.points, "pass_until": until}
    return member, said | {"amount": amount_of(body.amount), "time": rfc3339_ms(body.time) if body.time else 0}


def amount_of(text: str) -> Money:
    """The amount of money of a body. Raises InvalidBody."""
    try:
        return money(text)
    except PhraseError as error:
        raise InvalidBody(f"amount: {error}.") from None


WHOSE: Final = ("unknown_member", "newer_shape", "pass_expired", "not_offered", *DEFINED)
BILL_CODES: Final = (*WHOSE, "bill_settled", "already_claimed", "pass_used", "event_in_future")
DEDUCTS: Final = (
    "below_minimum",
    "coupon_ended",
    "coupon_held",
    "coupon_used",
    "limit_reached",
    "not_enough",
    "number_full",
    "one_coupon_an_order",
    "other_currency",
    "points_over_share",
    "record_full",
    "unknown_campaign",
    "unknown_coupon",
)
ELSEWHERE: Final = (
    *DEFINED,
    "event_in_future",
    "newer_shape",
    "number_full",
    "record_full",
    "unknown_campaign",
    "unknown_member",
)
"""The codes of bills that every other action may have too."""
KEYED: Final = ("idempotency_key_reused", "receipt_gone")


def _route(name: str, summary: str, handler: Any, body: type[Body], codes: tuple[str, ...]) -> Route:
    return Route(
        name=f"{name}_bill",
        method="POST",
        path=f"{BILL}/{name}",
        summary=summary,
        handler=handler,
        answer=Quoted if name == "quote" else Done,
        example=examples.ANSWERS[name],
        auth="shop",
        body=body,
        example_body=msgspec.convert(examples.ASKED[name], body),
        codes=codes,
    )


ROUTES = (
    _route(
        "quote",
        "What each coupon of a member takes off a bill or why not, and how many points may pay; nothing is taken.",
        _quote,
        QuoteBody,
        BILL_CODES,
    ),
    _route(
        "hold",
        "Keep coupons and points for a bill for a quarter of an hour, so that no other till takes them.",
        _hold,
        PayBody,
        (*BILL_CODES, *DEDUCTS, *KEYED),
    ),
    _route(
        "pay",
        "Take coupons and points for a bill, held before or not, and say what is left to pay.",
        _pay,
        PayBody,
        (*BILL_CODES, *DEDUCTS, *KEYED),
    ),
    _route(
        "cancel",
        "Free what is held for a bill, or give back what its payment took.",
        _cancel,
        CancelBody,
        (*WHOSE, *KEYED),
    ),
    Route(
        name="my_pass",
        method="GET",
        path="/v1/me/pass",
        summary="A pass for a till, to be shown as a QR code: good for a minute, and for one bill.",
        handler=_pass,
        answer=MyPass,
        example=MyPass(server_time=NOW, pass_=examples.PASS, expires=NOW + 60_000),
        auth="member",
        codes=("newer_shape", "unknown_member", "token_revoked"),
    ),
)
