"""Orders as they stand: each is of one member, comes back at most once, and earned what is left of it."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from audit.calendar import Tree, is_open
from audit.file_rules import blocks
from audit.recount import Recount

ONE = ("An order is of one member, and no more comes back than was paid", "orders")
EARNED = ("What orders earned is what they earn as they stand", "members and tasks")

Orders = Mapping[str, Sequence[Mapping[str, Any]]]
"""By member, the orders that counted."""


def compare_orders(recount: Recount, orders: Orders) -> None:
    """Hold the orders of all members against each other, and against what tasks gave for them."""
    recount.note(*ONE, _of_one(orders))
    recount.note(*EARNED, (said for member, each in orders.items() for said in _earned(recount, member, each)))


def _of_one(orders: Orders) -> Iterator[str]:
    whose: dict[tuple[str, str], str] = {}
    for member, each in orders.items():
        for one in (one for one in each if one["paid"]):
            order = (one["kind"], one["value"])
            first = whose.setdefault(order, member)
            back = sum(one["refunds"].values())
            yield "" if first == member else f"{order} counts for {first} and for {member}"
            yield "" if back <= one["minor"] else f"{order} of {one['minor']} came back by {back}"


def _earned(recount: Recount, member: str, orders: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    """Of tasks that give stars for so much of any order that is paid while they are open, whoever buys it."""
    for campaign, versions in recount.published.items():
        tree = versions[-1][2]
        for path, each, stars in _tasks(tree):
            on = blocks(tree, path)
            paid = (one for one in orders if one["paid"] and is_open(tree, one["paid"], *on))
            left = sum(one["minor"] - sum(one["refunds"].values()) for one in paid)
            given = recount.accounts[member].given[campaign, path, "stars"]
            wanted = left // each * stars
            yield (
                ""
                if given == wanted
                else f"{member}: {path} gave {given} stars, and {left} is left, which earns {wanted}"
            )


def _tasks(tree: Tree) -> Iterator[tuple[str, int, int]]:
    """Path, amount in minor units and stars of each task that takes every order."""
    for name, challenge in tree.get("challenges", {}).items():
        for task, said in challenge["tasks"].items():
            amount, _, of = str(said.get("each", "")).partition(" of ")
            apart = {"who", "where", "limit", "after"} & said.keys() or {"who", "repeats"} & challenge.keys()
            if of == "amount" and "stars" in said.get("gives", {}) and not apart:
                minor = int(amount.partition(" ")[0].replace(".", ""))
                yield f"challenges/{name}/{task}", minor, int(said["gives"]["stars"])
