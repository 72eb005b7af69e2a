"""The notice of a touch: what a messenger needs to send it, and nothing that tells who the member is."""

from msgspec import Struct

from chalicelib.domain.derived.notice import SENDER, Issued, Notice, rfc3339
from chalicelib.domain.record.receipt import Receipt

TOUCH_SENT = "tessera.touch.sent"


class TouchSent(Struct, frozen=True, omit_defaults=True):
    """The data of `tessera.touch.sent`: which message is to be sent to the member, and by which channel."""

    receipt: str
    """The id of its receipt, unique for each member alone: the same one again is the same message."""
    touch: str
    """The touch, as the programme names it."""
    channel: str
    """The channel, as the programme names it."""
    until: int
    """The moment from which on it is too late to send it, epoch ms: the quiet hours begin, or nobody waits for it."""
    fields: dict[str, str] = {}
    """The words for a template, of points, a coupon or a tier that end (`ends`: their last day, an ISO date)."""
    coupons: tuple[Issued, ...] = ()
    """The coupons that came with it."""


def of_touch(member: str, receipt: Receipt) -> Notice | None:
    """The notice of the touch that a receipt tells; None where nothing is sent."""
    touched = receipt.touched
    if touched is None or touched.held_out:
        return None
    return Notice(
        id=receipt.id,
        source=f"{SENDER}/members/{member}/touches",
        type=TOUCH_SENT,
        subject=member,
        time=rfc3339(receipt.at),
        data=TouchSent(
            receipt=receipt.id,
            touch=touched.touch,
            channel=touched.channel,
            until=touched.until,
            fields=touched.fields,
            coupons=tuple(Issued(one.campaign, one.prize, one.expires) for one in receipt.coupons),
        ),
    )
