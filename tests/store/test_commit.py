"""What a commit leaves in the table, to the attribute."""

from typing import Any

import msgspec
import pytest

from chalicelib.domain.record.member import Coupon, Member, Played, Profile, Progress, Round, Snapshot
from chalicelib.domain.record.outcome import Archive, Claim, Outcome, StockKey
from chalicelib.domain.record.receipt import Draws, Receipt, receipt_id
from chalicelib.store.commit import commit
from chalicelib.store.members import SHAPE, Current
from chalicelib.store.portions import Portion, Shard
from chalicelib.store.receipt_log import ids
from chalicelib.store.table import Item, Key, archive_key, claim_key, item_key, member_key, receipt_key, shard_key
from chalicelib.store.transaction import Committed
from local.dynamo_calls import DynamoCalls, item_bytes
from tests.postings import posted, with_points

NOW = 1_780_000_000_000
FIRST, SECOND, THEIRS = (receipt_id("ann", key) for key in ("first", "second", "theirs"))
ROSE = StockKey("spa", "prizes/rose")


def everything() -> Outcome:
    return Outcome(
        member=with_points(5),
        results=(Receipt(FIRST, 4, NOW, "draw"), None, Receipt(SECOND, 5, NOW, "draw")),
        claims=(Claim("order.paid.number", "A/1#2", FIRST),),
        archives=(Archive("spring", Played(joined=7)),),
        recipient=with_points(6),
        recipient_receipt=Receipt(THEIRS, 1, NOW, "receive"),
    )


def stored() -> dict[Key, dict[str, Any]]:
    return {item_key(item): item.attribute_values for item in Item.scan()}


def test_everything_of_a_decision_is_written(table: None) -> None:
    Item(*member_key("ann"), v=3, s=1, at=NOW - 1, log=b"twelve-bytes", body=b"{}").save()
    ann = Current(Snapshot("ann", 3, NOW - 1, Member()), b"twelve-bytes")
    bo = Current(Snapshot("bo", 0, 0, Member()))
    prints = {FIRST: b"f" * 16, SECOND: b"s" * 16}

    result = commit(everything(), prints, [Portion(Shard(ROSE, 2), 3, 9)], ann, bo, NOW)

    items = stored()
    assert len(items) == 8
    member, first, second = (
        items[k] for k in (member_key("ann"), receipt_key("ann", FIRST), receipt_key("ann", SECOND))
    )
    assert (member["v"], member["s"], member["at"], member["body"]) == (
        5,
        SHAPE,
        NOW,
        msgspec.json.encode(with_points(5)),
    )
    assert ids(member["log"])[:2] == [SECOND, FIRST]
    assert member["log"].endswith(b"twelve-bytes")
    assert (first["v"], first["at"], first["fingerprint"], first["prev"]) == (4, NOW, b"f" * 16, b"twelve-bytes")
    assert (second["v"], ids(second["prev"])[0]) == (5, FIRST)
    assert 3 * 365 <= (first["ttl"] - NOW // 1000) // (24 * 3600) < 4 * 365
    assert result == Committed({FIRST: first["body"], SECOND: second["body"]}, largest=len(member["body"]))
    assert items[claim_key("order.paid.number", "A/1#2")]["receipt"] == FIRST
    assert items[archive_key("ann", "spring")]["body"] == b'{"j":7}'
    assert items[shard_key(ROSE, 2)]["taken"] == 3
    assert items[member_key("bo")]["v"] == 1
    assert ids(items[member_key("bo")]["log"]) == [THEIRS]
    assert msgspec.json.decode(items[receipt_key("bo", THEIRS)]["body"], type=Receipt).does == "receive"


def test_nothing_of_it_is_written_where_one_condition_fails(table: None) -> None:
    Item(*shard_key(ROSE, 2), taken=7).save()
    before = stored()
    ann, bo = (Current(Snapshot(name, 0, 0, Member())) for name in ("ann", "bo"))
    commit(everything(), {}, [Portion(Shard(ROSE, 2), 3, 9)], ann, bo, NOW)
    assert stored() == before


@pytest.mark.parametrize(("taken", "n", "fits"), [(0, 9, True), (6, 3, True), (7, 3, False), (9, 1, False)])
def test_a_shard_never_gives_more_than_its_quota(table: None, taken: int, n: int, fits: bool) -> None:
    Item(*shard_key(ROSE, 0), taken=taken).save()
    outcome = Outcome(Member(), (Receipt(FIRST, 1, NOW, "draw"),))
    result = commit(outcome, {}, [Portion(Shard(ROSE, 0), n, 9)], Current(Snapshot("ann", 0, 0, Member())), None, NOW)
    assert isinstance(result, Committed) is fits
    assert Item.get(*shard_key(ROSE, 0)).taken == taken + n * fits


def test_a_busy_member_and_a_full_receipt_fit_into_a_kilobyte_each(table: None) -> None:
    """What the price of an action rests on: a member in two campaigns, and the receipt of ten draws."""
    played = Played(
        joined=NOW,
        has={"draws/care": 3, "fragments/outfit/collar": 2, "fragments/outfit/hem": 1, "prizes/tee": 1},
        counts={"blind_boxes/care@2026-06-03": 10, "challenges/missions/buy@2026-06": 2},
        rounds={"missions@": Round({"visit": Progress(3, paid={"": 1}), "watch": Progress(1)}, [2])},
        chance={"blind_boxes/care": [31, 4, 0]},
    )
    coupons = [Coupon("9f3kq2v7m1xw8zr4", "kids-atelier", "voucher", NOW)]
    document = with_points(120, profile=Profile("gold", ("vip",), "1990-01-31", True), coupons=coupons)
    week = Played(has={"draws/treasure": 1}, rounds={"week@2026-W23": Round({"visit": Progress(3, paid={"": 1})})})
    document.played = {"kids-atelier": played, "festival-weeks": week}
    draws = Draws("kids-atelier", "blind_boxes/care", 22, ("sticker",) * 10, ("sticker",) * 10, (3, 0))
    asked = {"campaign": "kids-atelier", "box": "care", "times": 10}
    versions = {"kids-atelier": f"3:{'a' * 32}"}
    receipt = Receipt(
        FIRST,
        40,
        NOW,
        "draw",
        asked,
        posted({"kids-atelier": played.has}, "blind_boxes/care", times=10),
        draws=(draws,),
        versions=versions,
    )
    member = Current(Snapshot("0123456789abcdef", 39, NOW, document), b"x" * 192)
    with DynamoCalls() as calls:
        commit(Outcome(document, (receipt,)), {FIRST: b"f" * 16}, (), member, None, NOW)
    sizes = [item_bytes(action["Put"]["Item"]) for action in calls.calls[0].request["TransactItems"]]
    assert max(sizes) <= 1024
    assert calls.write_units == 4
