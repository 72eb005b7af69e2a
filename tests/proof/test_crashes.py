"""A crash leaves nothing or everything, and the retry doubles nothing."""

from typing import Any

import pytest
from moto.core.models import botocore_stubber

from chalicelib.services.act import Answered
from chalicelib.store.table import Item, shard_key
from tests.acting import PRIZE, Do, World, asking
from tests.faults import Reply, instead


class Crash(BaseException):
    """The container is gone, as far as the code is concerned."""


def before(request: Any) -> None:
    raise Crash


def after(request: Any) -> None:
    botocore_stubber("before-send", request)
    raise Crash


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
