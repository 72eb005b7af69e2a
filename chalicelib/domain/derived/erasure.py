"""Forgetting who a member is: what stays of their record is what sums, stocks, reports and verified draws need.

The member's id is made of chance: without the identity that leads to it, it is a pseudonym. What else tells of a person
goes: the profile, the tags, what was reported of them, whom they gave to, the codes of their coupons. What they hold,
what each receipt moved and what it drew stay as they are.
"""

from collections.abc import Iterable, Mapping
from typing import Final

from msgspec.structs import replace

from chalicelib.domain.mechanics import MECHANICS
from chalicelib.domain.play.bills import release
from chalicelib.domain.record.actions import named
from chalicelib.domain.record.member import Coupon, Member, Played
from chalicelib.domain.record.receipt import Receipt

KEPT: Final[Mapping[str, tuple[str, ...]]] = {
    "enrol": (),
    "update": (),
    "tell_born": (),
    "join": ("campaign",),
    "event": ("type", "time", "by_client", "by_member"),
    "receive": (),
    "settle": (),
    "undo": ("receipt",),
    "pay_cash": ("receipt", "amount"),
    "adjust": ("adjustment", "moves"),
    "award": ("campaign", "board", "window", "rank"),
    "hold": ("amount", "points"),
    "pay": ("amount", "points"),
    "cancel": (),
    "touch": (),
    "consent": ("channel", "given"),
    "merged": ("absorbs",),
    "absorbed": ("into",),
    "link": ("provider",),
    "import": (),
    "gift_sent": ("campaign", "prize", "count"),
    **{named(play.action): play.kept for mechanic in MECHANICS for play in mechanic.plays},
}
"""By action, what stays of what was asked. What is not named here goes, and so does all of an action that is not."""

NAMES: Final = tuple(sorted({*KEPT, "claimed", "erase"}))
"""All names by which receipts call an action (`Receipt.does`). `claimed` is of a guest, when an order is claimed."""


def anonymous(member: Member, now: int) -> Member:
    """The member's document from the moment of erasure (epoch ms): what they hold, and nothing about them.

    What was kept for a bill is theirs again: nobody is left who could pay by it.
    """
    member = replace(member)
    release(member, lambda _: True)
    return Member(
        epoch=member.epoch + 1,
        lots=member.lots,
        owed=member.owed,
        stars=member.stars,
        coupons=_without_codes(member.coupons),
        played={campaign: anonymous_part(part) for campaign, part in member.played.items()},
        erased=now,
        ids=member.ids,
    )


def anonymous_part(part: Played) -> Played:
    """A member's part in one campaign: what they hold and owe, and how often they drew."""
    return Played(has=part.has, owed=part.owed, chance=part.chance)


def anonymous_receipt(receipt: Receipt) -> Receipt:
    """A receipt that still adds up, and whose draws can still be made again."""
    kept = KEPT.get(receipt.does, ())
    asked = {name: value for name, value in receipt.asked.items() if name in kept}
    without = tuple(_without_codes(receipt.coupons))
    bill = receipt.bill
    if bill is not None:
        bill = replace(bill, coupons=tuple(replace(one, coupon=replace(one.coupon, code="")) for one in bill.coupons))
    postings = tuple(replace(one, tags={}) for one in receipt.postings)
    left = replace(receipt, postings=postings, asked=asked, coupons=without, claims=(), order="", bill=bill)
    return replace(left, tells=())


def possible_claims(receipt: Receipt) -> list[tuple[str, str]]:
    """The kind and value of all that a receipt may have claimed over all members (`Claim`), orders among it.

    A receipt of an earlier release does not tell: any field of the event may have been unique.
    """
    about = [tuple(receipt.order.split("/", 1))] if receipt.order else []
    if receipt.claims or about:
        return list(dict.fromkeys((*receipt.claims, *((kind, value) for kind, value in about))))
    data = receipt.asked.get("data", {})
    return [(f"{receipt.asked['type']}.{field}", str(value)) for field, value in data.items()]


def _without_codes(coupons: Iterable[Coupon]) -> list[Coupon]:
    return [replace(coupon, code="", number="") for coupon in coupons]
