"""Records the same actions in a small table and in a large one, and measures the item of a busy member."""

from collections.abc import Sequence
from typing import Any, NamedTuple

import boto3

from bench.campaigns import another, own_events, same
from bench.container import REGION, TABLE
from bench.phone import Phone
from bench.recorded import Recording
from bench.recording import record
from bench.world import LONG_AGO, world
from chalicelib.store.table import Item, Raw, archive_key, closing_key, member_key, raw_item, receipt_key
from local.dynamo_calls import item_bytes
from local.embedded_aws import embedded_aws

ACTIONS = ("event", "draw, limited prize", "redeem")

BODY = (
    b'{"id":"0123456789abcdef","number":1,"at":1780000000000,"does":"event",'
    b'"postings":[{"campaign":"spa","why":"challenges/days/visit","gave":{"points":10}}]}'
)
"""The body of a receipt or an archive that no test reads."""


class Growth(NamedTuple):
    """One thing that grows: the actions with few and with many of it in the table."""

    few: int
    """How many there are of it at first."""
    many: int
    """How many there are of it in the end."""
    small: Recording
    """The actions with few of it."""
    large: Recording
    """The same actions with many of it."""


def measure(receipts: int, campaigns: int, closed: int) -> dict[str, Growth]:
    """Record the actions before and after each growth: of a member's receipts, of live campaigns and of closed ones."""
    return {
        "receipts of the member": Growth(10, receipts, _with_receipts(10), _with_receipts(receipts)),
        "live campaigns": Growth(1, campaigns, _with_campaigns(1), _with_campaigns(campaigns)),
        "closed campaigns": Growth(1, closed, _with_closed(1), _with_closed(closed)),
    }


def busy_member(campaigns: int) -> int:
    """Bytes of the item of a member who is half-way through all six tasks of each of so many live campaigns."""
    reports: Sequence[dict[str, Any]] = (
        {"type": "page.read"},
        {"type": "page.read"},
        {"type": "live.watched", "data": {"minutes": 5}},
        {"type": "shop.visited", "data": {"shop": "east"}},
        {"type": "shop.visited", "data": {"shop": "west"}},
        {"type": "member.checked_in"},
        {"type": "order.paid", "data": {"amount": "250.00 CNY"}},
    )
    with embedded_aws(), world([same(number) for number in range(2, campaigns + 1)]) as container:
        phone = Phone(container)
        member = phone.sign_in("ana")
        for report in reports:
            answer = phone.send(phone.event("POST", "/v1/events", report, member))
            assert answer.status == 200, answer
        item = Item.get(*member_key(member))
        return item_bytes(raw_item(member_key(member), v=item.v, s=item.s, at=item.at, log=item.log, body=item.body))


def _with_receipts(n: int) -> Recording:
    def born(member: str) -> None:
        _plant(
            [
                raw_item(receipt_key(member, f"old-{i:012d}"), v=i, at=LONG_AGO, fingerprint=b"", prev=b"", body=BODY)
                for i in range(n)
            ]
        )
        Item(*member_key(member)).update([Item.v.set(n)])

    with embedded_aws(), world() as container:
        return record(container, born)


def _with_campaigns(n: int) -> Recording:
    numbers = range(2, n + 1)
    events = {kind: declared for number in numbers for kind, declared in own_events(number).items()}
    with embedded_aws(), world([another(number) for number in numbers], events) as container:
        return record(container)


def _with_closed(n: int) -> Recording:
    """Closed campaigns have left the live list, and the member; what is left of them lies in the table."""

    def born(member: str) -> None:
        names = [f"closed-{i}" for i in range(n)]
        _plant([raw_item(closing_key(name), v=1, at=LONG_AGO, body=BODY) for name in names])
        _plant([raw_item(archive_key(member, name), at=LONG_AGO, body=BODY) for name in names])

    with embedded_aws(), world() as container:
        return record(container, born)


def _plant(items: Sequence[Raw]) -> None:
    dynamodb = boto3.client("dynamodb", REGION)
    for start in range(0, len(items), 25):
        puts = [{"PutRequest": {"Item": item}} for item in items[start : start + 25]]
        dynamodb.batch_write_item(RequestItems={TABLE: puts})
