"""A member's data: taken out by the member or for the member, and erased; and the receipts, for who asks about one."""

from typing import Final

from chalicelib.api import examples
from chalicelib.api.reads import RECEIPTS_QUERY, receipts_of
from chalicelib.api.route import Call, Reply, ResponseBody, Route
from chalicelib.api.shapes import MyReceipts, embedded
from chalicelib.domain.record.receipt import Receipt
from chalicelib.services.erase import Erased
from chalicelib.services.export import Claimed, Disclosure, Exported, Known, KnownAs, OwnOrder

MEMBER: Final = "/v1/manage/members/{member}"
PAGE: Final = {"after": "The page after this one: `after` of its answer."}


class MemberData(ResponseBody, frozen=True, kw_only=True):
    """A page of all that is kept of a member."""

    member: str
    """Whose receipts these are: the member's id; on the last pages that of a record that the member absorbed."""
    known: Known | None
    """The data beside receipts; null but on the first page of each record."""
    numbered: int
    """How many receipts were ever written."""
    receipts: list[Receipt]
    """Receipts as they were answered, in no order."""
    claims: list[Claimed]
    """The claims that these receipts made over all members."""
    orders: list[OwnOrder]
    """The orders that counted for the member, or that the member waits for, as far as these receipts are about them."""
    after: str | None
    """The `after` of the next page; null on the last."""


class MemberErased(ResponseBody, frozen=True, kw_only=True):
    """The result of an erasure."""

    erased: Erased
    """How far it has come."""


def _export(call: Call) -> Reply:
    after = call.query.get("after")
    return _page(call, call.parts.operations.export.page_for(call.manager, call.ids["member"], call.now, after))


def _my_export(call: Call) -> Reply:
    return _page(
        call, call.parts.operations.export.page(call.caller.member, call.query.get("after"), call.caller.epoch)
    )


def _page(call: Call, found: Exported) -> Reply:
    return Reply(
        MemberData(
            server_time=call.now,
            member=found.member,
            known=found.known,
            numbered=found.numbered,
            receipts=[embedded(one) for one in found.receipts],
            claims=found.claims,
            orders=found.orders,
            after=found.after,
        )
    )


def _erase(call: Call) -> Reply:
    return Reply(
        MemberErased(
            server_time=call.now, erased=call.parts.operations.erase.erase(call.ids["member"], call.manager, call.now)
        )
    )


def _receipts(call: Call) -> Reply:
    return receipts_of(call, call.ids["member"])


_DATA = MemberData(
    server_time=examples.NOW,
    member=examples.MEMBER,
    known=Known(
        record={"profile": {"tier": "gold", "tags": [], "born": "1990-05-17", "guardian": False}, "points": 130},
        identities=(KnownAs("wechat", "oGZUI0egBJY1zhBYw2KhdUfwVJJE", examples.NOW),),
        archives={},
        disclosures=(Disclosure(examples.NOW, "export", "ana"),),
    ),
    numbered=12,
    receipts=[examples.receipt("join", "", {})],
    claims=[Claimed("order.paid.order", "1001", "p3Zk8m1QxW5rT0yB")],
    orders=[OwnOrder("order.paid.order", "1001", examples.NOW, 39900, "CNY", {"r-1": 9900})],
    after=None,
)

ROUTES = (
    Route(
        "my_export",
        "GET",
        "/v1/me/export",
        "Everything that is kept of the member, a page at a time.",
        _my_export,
        MemberData,
        _DATA,
        "member",
        query=PAGE,
        codes=("newer_shape", "unknown_member", "unknown_page", "token_revoked"),
    ),
    Route(
        "member_export",
        "GET",
        f"{MEMBER}/export",
        "Everything that is kept of a member, a page at a time; it is written down who asked.",
        _export,
        MemberData,
        _DATA,
        "manager",
        query=PAGE,
        codes=("newer_shape", "unknown_member", "unknown_page"),
    ),
    Route(
        "member_erase",
        "POST",
        f"{MEMBER}/erase",
        "Forget who a member is, for good; ask again until it is done.",
        _erase,
        MemberErased,
        MemberErased(server_time=examples.NOW, erased=Erased(examples.MEMBER, examples.NOW, 12, done=True)),
        "manager",
        codes=("newer_shape", "unknown_member"),
    ),
    Route(
        "member_receipts",
        "GET",
        f"{MEMBER}/receipts",
        "A member's receipts, newest first.",
        _receipts,
        MyReceipts,
        examples.RECEIPTS,
        "manager",
        query={
            **RECEIPTS_QUERY,
            "before": "The receipt that the page begins with: any id, or `before` of the page before.",
        },
        codes=("newer_shape", "unknown_receipt"),
    ),
)
