"""The orders of a table, held against what their members were given, by the sums of a few lines."""

import json
from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import Any

from chalicelib.domain.record.guest import is_guest
from tests.proof.model import Model
from tests.proof.observer import partition, partition_keys, plain


def assert_as_if(model: Model, members: Sequence[str]) -> None:
    """Each task without a limit has given, or is still to give, what orders of the size that is left give alone."""
    left: defaultdict[str, list[int]] = defaultdict(list)
    for pk in (pk for pk in partition_keys() if pk.startswith("U#order.paid")):
        item = plain(partition(pk)["U"])
        order = json.loads(item.get("b") or "{}")
        back = sum(order.get("b", {}).values())
        assert not order.get("t") or not order.get("c") or back <= order["a"] or "m" in item, pk
        if "m" in item:
            left[item["m"]].append(max(0, order["a"] - back))
    for who in members:
        assert _given(model, who) == _alone(left[who]), f"{who}: {left[who]}"
        assert_bought(who, left[who])
    for pk in list(partition_keys()):
        if is_guest(pk[2:]):
            assert_bought(pk[2:], left[pk[2:]])


def assert_bought(whose: str, left: Sequence[int]) -> None:
    """A member or guest has bought what is left of these orders: how many, and how much."""
    document: Any = json.loads(plain(partition(f"M#{whose}")["M"])["b"])
    found = document.get("h", {}).get("s", {}).get("CNY", [0, 0])
    assert found[:2] == [sum(one > 0 for one in left), sum(left)], f"{whose}: {found}"
    assert [sum(found[3::2]), sum(found[4::2])] == found[:2], f"{whose}: {found}"


def _alone(orders: Sequence[int]) -> dict[tuple[str, str], int]:
    total, times = sum(orders), sum(one > 0 for one in orders)
    found = {
        ("sum", "points"): 3 * (total // 1000),
        ("sum", "stars"): total // 1000,
        ("sum", "draws/box"): total // 1000,
        ("much", "points"): 70 * (total >= 25_000) + 50 * (total >= 10_000),
        ("third", "fragments/set/a"): times // 3,
        ("wait", "points"): sum(5 * (one // 2000) for one in orders),
    }
    return {key: n for key, n in found.items() if n}


def _given(model: Model, who: str) -> dict[tuple[str, str], int]:
    """By task and asset, what receipts gave less what they took back, and what waits."""
    found: Counter[tuple[str, str]] = Counter()
    for (_, path, asset), n in model.accounts[who].given.items():
        challenge, _, task = path.removeprefix("challenges/").partition("/")
        if challenge == "orders":
            found[task, asset] += n
    document: Any = json.loads(plain(partition(f"M#{who}")["M"])["b"])
    for source, times, _, bag, *_ in document.get("g", {}).get("store", {}).get("d", []):
        challenge, task, _ = source.split("/")
        for asset in ("points", "stars") if challenge == "orders" else ():
            found[task, asset] += times * bag.get(asset, 0)
        for kind in ("draws", "fragments") if challenge == "orders" else ():
            found.update({(task, f"{kind}/{name}"): times * n for name, n in bag.get(kind, {}).items()})
    return {key: n for key, n in found.items() if n}
