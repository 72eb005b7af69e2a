"""What one receipt did, read by hand: the limited things that a member used, and the limited units handed out."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from tests.proof import file_rules
from tests.proof.file_rules import Tree

TreeOf = Callable[[str, int], Tree]
"""The file of a campaign as it is in force at a moment."""

Deed = tuple[str, str, list[tuple[int, str]], str, int]
"""What was done, in which campaign, under which limits, in which window, how often."""


def moment(receipt: Any) -> int:
    """When it counts: an event has its own time."""
    return int(receipt["asked"]["time"] if receipt["does"] == "event" else receipt["at"])


def uses(tree_of: TreeOf, receipt: Any) -> Iterator[tuple[str, tuple[int, str], str, int]]:
    """5. Each limited thing that a receipt did: what, which limit, in which period, how often."""
    at = moment(receipt)
    for path, name, limits, window, n in _doings(tree_of, receipt):
        tree = tree_of(name, receipt["at"])
        for limit in limits:
            period = window if limit[1] == "window" else file_rules.period(tree, limit[1], at)
            yield f"{name} {path}", limit, period, n


def _doings(tree_of: TreeOf, receipt: Any) -> Iterator[Deed]:
    if receipt["does"] == "event":
        for name in receipt.get("changes", {}):
            yield from _paid_tasks(name, tree_of(name, receipt["at"]), receipt)
    elif receipt["does"] == "receive":
        [(name, assets)] = receipt["changes"].items()
        collection = next(iter(assets)).split("/")[1]
        said = tree_of(name, receipt["at"])["collections"][collection]
        yield f"got {collection}", name, file_rules.sends(said), "", 1
    elif "campaign" in receipt.get("asked", {}):
        yield from doings(
            tree_of(receipt["asked"]["campaign"], receipt["at"]), receipt["does"], receipt["asked"], receipt["at"]
        )


def grants(tree_of: TreeOf, receipt: Any) -> Iterator[tuple[str, str, int, str]]:
    """Each limited unit that a receipt handed out: campaign, stock, quota, period."""
    at, asked = moment(receipt), receipt.get("asked", {})
    for name, prize in _prizes(tree_of, receipt):
        tree = tree_of(name, receipt["at"])
        if limited := file_rules.stock(tree["prizes"][prize]):
            yield name, f"prizes/{prize}", limited[0], file_rules.period(tree, limited[1], at)
    if receipt["does"] == "redeem":
        tree = tree_of(asked["campaign"], receipt["at"])
        redemption = tree["redemptions"][asked["redemption"]]
        if limited := file_rules.stock(redemption["offers"][asked["offer"]]):
            window = file_rules.window(tree, redemption, at)
            period = window if limited[1] == "window" else file_rules.period(tree, limited[1], at)
            yield tree["campaign"], f"redemptions/{asked['redemption']}/{asked['offer']}", limited[0], period


def _prizes(tree_of: TreeOf, receipt: Any) -> Iterator[tuple[str, str]]:
    """Coupons by their codes, things by what the wallet gained, and what became points by its draw."""
    for coupon in receipt.get("coupons", []):
        yield coupon["campaign"], coupon["prize"]
    for part in ("changes", "settled"):
        for name, assets in receipt.get(part, {}).items():
            for asset, n in assets.items():
                kind, _, prize = asset.partition("/")
                if kind == "prizes" and _kind(tree_of, name, prize, receipt["at"]) == "thing":
                    yield from [(name, prize)] * n
    for draws in receipt.get("draws", []):
        for prize in draws["got"] if draws["of"].startswith("blind_boxes/") else ():
            if _kind(tree_of, draws["campaign"], prize, receipt["at"]) == "other":
                yield draws["campaign"], prize


def _kind(tree_of: TreeOf, campaign: str, prize: str, at: int) -> str:
    said = tree_of(campaign, at)["prizes"][prize]
    return "thing" if "gift" in said or "badge" in said else "coupon" if "coupon" in said else "other"


def doings(tree: Tree, does: str, asked: Any, at: int) -> Iterator[Deed]:
    """The limited things that an action in a campaign does: path, campaign, limits, its window, how often."""
    name = tree["campaign"]
    match does:
        case "draw":
            box = tree["blind_boxes"][asked["box"]]
            yield f"box {asked['box']}", name, file_rules.limits(box), "", asked.get("times", 1)
        case "compose":
            collection = asked["collection"]
            yield f"set {collection}", name, file_rules.limits(tree["collections"][collection]), "", 1
        case "send":
            collection = asked["collection"]
            yield f"sent {collection}", name, file_rules.sends(tree["collections"][collection]), "", 1
        case "redeem":
            redemption = tree["redemptions"][asked["redemption"]]
            window = file_rules.window(tree, redemption, at)
            yield f"redemption {asked['redemption']}", name, file_rules.limits(redemption), window, 1
            offer = redemption["offers"][asked["offer"]]
            yield f"offer {asked['redemption']}/{asked['offer']}", name, file_rules.limits(offer), window, 1


def _paid_tasks(name: str, tree: Tree, receipt: Any) -> Iterator[Deed]:
    """A task that is alone in listening to an event and pays by itself tells by its reward how often it paid."""
    kind, at = receipt["asked"]["type"], moment(receipt)
    listening = [
        one for one in tree.get("challenges", {}).values() for task in one["tasks"].values() if task["when"] == kind
    ]
    found = list(file_rules.open_tasks(tree, kind, at))
    if len(listening) != 1 or len(found) != 1:
        return
    [(path, challenge, task)] = found
    if task.keys() & {"milestones", "already"} or challenge.keys() & {"milestones", "gives"}:
        return
    gives = file_rules.bag(task["gives"])
    asset = next((one for one in gives if one.startswith(("draws/", "points"))), None)
    if asset is not None:
        limits = file_rules.limits(task) + ([] if "each" in task else [(1, "round")])
        rounds = file_rules.ROUNDS[challenge.get("repeats")]
        paid = receipt["changes"][name].get(asset, 0) // gives[asset]
        yield f"task {path}", name, [(n, rounds if per == "round" else per) for n, per in limits], "", paid
