"""The routes of prizes: they show what members have won, and take where gifts go and what a shop has sent."""

from typing import Annotated, Any, Final

from msgspec import Meta

from chalicelib.api.bills import answered
from chalicelib.api.examples import CAMPAIGN_WORDS, MEMBER, NOW, receipt
from chalicelib.api.route import DEFINED, Call, Reply, ResponseBody, Route
from chalicelib.api.shapes import Body, Done
from chalicelib.domain.record.actions import MemberId, NameText
from chalicelib.domain.record.address import Address
from chalicelib.domain.record.gift_actions import SENT_GIFTS, GiftSent
from chalicelib.domain.views.prizes import WonPrize
from chalicelib.domain.wire.ijson import fingerprint
from chalicelib.domain.words.values import LARGEST_INTEGER
from chalicelib.services.act import Request


class MyPrizes(ResponseBody, frozen=True, kw_only=True):
    """All that the member has won."""

    prizes: list[WonPrize]
    """Coupons, then gifts, then badges."""


class AddressBody(Body, frozen=True, kw_only=True):
    """Where a gift is to be sent."""

    address: Address
    """The postal address."""


class AddressKept(ResponseBody, frozen=True, kw_only=True):
    """The address of a gift."""

    address: Address
    """The postal address."""


class GiftBody(Body, frozen=True, kw_only=True):
    """A gift of a member."""

    member: MemberId
    """The member's id."""
    campaign: NameText
    """The id of the campaign that gave it."""
    prize: NameText
    """The prize's name."""


class GiftSentBody(GiftBody, frozen=True, kw_only=True):
    """Gifts that were sent, or handed over."""

    count: Annotated[int, Meta(ge=1, le=LARGEST_INTEGER)] = 1
    """How many."""
    parcel: Annotated[str, Meta(min_length=1, max_length=128)]
    """The shop's id of the parcel, and the key of the request: sent again it has the same answer."""


def _won(call: Call) -> Reply:
    """The member, and then all that stands beside it."""
    found = call.parts.operations.prizes.won(call.caller.member, call.now, call.caller.epoch)
    return Reply(MyPrizes(server_time=call.now, prizes=list(found)))


def _send_to(call: Call) -> Reply:
    """Nothing of the address is in a receipt."""
    address, ids = call.body.address, call.ids
    prizes = call.parts.operations.prizes
    prizes.send_to(call.caller.member, ids["campaign"], ids["prize"], address, call.now, call.caller.epoch)
    return Reply(AddressKept(server_time=call.now, address=address))


def _address(call: Call) -> Reply:
    body = call.body
    found = call.parts.operations.prizes.address(body.member, body.campaign, body.prize)
    return Reply(AddressKept(server_time=call.now, address=found))


def _sent(call: Call) -> Reply:
    body = call.body
    call.parts.operations.prizes.require_gift(body.campaign, body.prize, call.now)
    action = GiftSent(body.campaign, body.prize, body.count, body.parcel)
    request = Request(SENT_GIFTS, body.parcel, fingerprint(call.route.name, call.ids, call.tree), action)
    [answer] = call.parts.act.act(body.member, [request], call.now)
    return answered(call, answer)


_HOME: Final = Address(name="林安", phone="+86 138 0000 0000", lines=("武康路 376 号 2 楼",), city="上海", country="CN")
_GIFT: Final[dict[str, Any]] = {"member": MEMBER, "campaign": "kids-atelier", "prize": "bike"}

ROUTES = (
    Route(
        name="my_prizes",
        method="GET",
        path="/v1/me/prizes",
        summary="Everything that the member has won and what became of it, also of closed campaigns.",
        handler=_won,
        answer=MyPrizes,
        example=MyPrizes(
            server_time=NOW,
            prizes=[
                WonPrize(
                    id="kids-atelier/bike",
                    campaign="kids-atelier",
                    prize="bike",
                    state="to_send",
                    n=1,
                    expires=0,
                    terms="",
                    addressed=False,
                    about=next(iter(CAMPAIGN_WORDS.prizes.values())),
                )
            ],
        ),
        auth="member",
        codes=(*DEFINED, "newer_shape", "unknown_member", "token_revoked"),
    ),
    Route(
        name="send_prize_to",
        method="POST",
        path="/v1/me/prizes/{campaign}/{prize}/address",
        summary="Say where a gift that waits for being sent is to go; the last address counts.",
        handler=_send_to,
        answer=AddressKept,
        example=AddressKept(server_time=NOW, address=_HOME),
        auth="member",
        body=AddressBody,
        example_body=AddressBody(address=_HOME),
        codes=(*DEFINED, "newer_shape", "unknown_member", "token_revoked", "unknown_prize"),
    ),
    Route(
        name="gift_address",
        method="POST",
        path="/v1/gifts/address",
        summary="Read where a gift is to be sent.",
        handler=_address,
        answer=AddressKept,
        example=AddressKept(server_time=NOW, address=_HOME),
        auth="shop",
        body=GiftBody,
        example_body=GiftBody(**_GIFT),
        codes=("newer_shape", "unknown_member", "unknown_address"),
    ),
    Route(
        name="gift_sent",
        method="POST",
        path="/v1/gifts/sent",
        summary="Say that a gift was sent, or handed over.",
        handler=_sent,
        answer=Done,
        example=Done(
            server_time=NOW,
            receipt=receipt("gift_sent", "", {}, prize="bike", count=1, parcel="SF-7301"),
        ),
        auth="shop",
        body=GiftSentBody,
        example_body=GiftSentBody(**_GIFT, parcel="SF-7301"),
        codes=(
            *DEFINED,
            "unknown_member",
            "unknown_campaign",
            "unknown_prize",
            "not_enough",
            "record_full",
            "newer_shape",
            "idempotency_key_reused",
            "receipt_gone",
        ),
    ),
)
