"""A crash leaves nothing or everything, and the retry doubles nothing."""

import pytest

from chalicelib.services.act import Answered
from chalicelib.store.table import Item, shard_key
from tests.acting import PRIZE, Do, World, asking
from tests.crashes import Crash, after, before
from tests.faults import Reply, instead


@pytest.mark.parametrize("operation", ["BatchGetItem", "TransactWriteItems"])
@pytest.mark.parametrize("crash", [pytest.param(before, id="before"), pytest.param(after, id="after")])
def test_the_retry_after_a_crash_counts_once(table: None, operation: str, crash: Reply) -> None:
    one = asking("k", Do(takes=1, quota=9, claims="order-1"))
    with instead(operation, crash), pytest.raises(Crash):
        World().one(one)
    everything = len(list(Item.scan()))
    assert everything == (4 if (operation, crash) == ("TransactWriteItems", after) else 0)

    retry = World()
    answer = retry.one(one)
    assert isinstance(answer, Answered)
    assert answer.replayed is (everything > 0)
    assert retry.member().points == 1
    assert Item.get(*shard_key(PRIZE, 0)).taken == 1
