"""A table restored from its backup plays on: what is in it holds, and what was lost happens again as it did.

A restore takes the table back to a moment; what members did afterwards is gone, and with it the receipts that knew
their keys. A phone that sends such a key again acts anew, and draws what it drew before: a draw depends on nothing but
the seed, the member and the number of the draw.
"""

from collections.abc import Iterator
from typing import Any

import boto3
import msgspec
import pytest

from chalicelib.domain.mechanics.blind_box.play import Draw
from chalicelib.domain.publishing.live import LEAD
from chalicelib.domain.record.journal import changes
from chalicelib.domain.record.receipt import Receipt
from chalicelib.services.act import Answered
from chalicelib.store.dynamo import connect
from chalicelib.store.table import Item
from tests.domain.game import tree
from tests.proof.world import Container, World, asking, opened

RAFFLE = """
campaign: raffle
title: Raffle
timezone: Asia/Shanghai
opens: 2026-06-01 00:00
closes: end of 2026-06-30
blind_boxes:
  free: {odds: {pin: 40%, cup: 30%, hat: rest}}
prizes:
  pin: {badge: pin-1}
  cup: {badge: cup-1}
  hat: {badge: hat-1, stock: 6, when_out: pin}
"""
RESTORED = "tessera-restored"


@pytest.fixture
def world(aws: None) -> Iterator[World]:
    with opened([], "2026-06-18 10:00") as world:
        world.container().parts.operations.publish.publish([("raffle", tree(RAFFLE))], world.now)
        world.now += LEAD
        yield world


@pytest.fixture
def own_table(world: World) -> Iterator[None]:
    """Whatever table the test connects to, afterwards it is the world's own again."""
    meta = Item.Meta
    before = meta.table_name, meta.region, meta.host, Item._connection
    yield
    meta.table_name, meta.region, meta.host, Item._connection = before
    boto3.client("dynamodb", meta.region).delete_table(TableName=RESTORED)


def restore() -> None:
    """As an operator does it, to a table of another name."""
    client = boto3.client("dynamodb", Item.Meta.region)
    source = Item.Meta.table_name
    client.update_continuous_backups(
        TableName=source, PointInTimeRecoverySpecification={"PointInTimeRecoveryEnabled": True}
    )
    client.restore_table_to_point_in_time(
        SourceTableName=source, TargetTableName=RESTORED, UseLatestRestorableTime=True
    )


def draw(container: Container, member: str, n: int) -> Receipt:
    answer = container.one(member, asking(Draw("raffle", "free"), f"draw-{n}"))
    assert isinstance(answer, Answered), answer
    return msgspec.json.decode(answer.receipt or b"", type=Receipt)


def drawn(receipt: Receipt) -> list[tuple[int, tuple[str, ...]]]:
    return [(one.n, one.got) for one in receipt.draws]


def items() -> dict[tuple[str, str], Any]:
    return {(item.pk, item.sk): item.attribute_values for item in Item.scan()}


@pytest.mark.usefixtures("own_table")
def test_a_restored_table_holds_what_was_and_draws_again_what_was_lost(world: World) -> None:
    container = world.container()
    member = container.sign_in("ana")
    kept = [draw(container, member, n) for n in range(1, 11)]
    restore()
    at_the_backup = items()
    lost = [draw(container, member, n) for n in range(11, 21)]

    connect(RESTORED, str(Item.Meta.region))
    assert items() == at_the_backup
    after = world.container()

    assert [draw(after, member, n) for n in range(1, 11)] == kept, "a receipt that was kept answers its key"
    again = [draw(after, member, n) for n in range(11, 21)]
    assert [drawn(one) for one in again] == [drawn(one) for one in lost]
    assert [one.postings for one in again] == [one.postings for one in lost]
    hats = sum(changes(one.own)["raffle"].get("prizes/hat", 0) for one in kept + again)
    assert sum(item.taken for item in Item.scan() if item.pk.startswith("S#raffle/")) == hats
