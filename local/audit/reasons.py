"""Rules of postings: each has a reason, and what a block or a prize moves is what the campaign's file says of it."""

from __future__ import annotations

from collections import Counter
from typing import Any

from local.audit.calendar import Tree, is_late, is_open
from local.audit.file_rules import bag, blocks, stand_ins, stock
from local.audit.recount import Booking, Recount, Rule, Said

AHEAD = 5 * 60_000
"""How far in the future an event may claim to have happened, in ms."""


def named(recount: Recount, one: Booking) -> Said:
    """A posting's reason is a block that took part, of the definition in force, or one of the three others."""
    for posting in one.postings:
        yield one.said(_is_named(one, posting), f"{posting} has no good reason")
    for campaign, label in one.receipt.get("versions", {}).items():
        numbers = [number for effect, number, _ in recount.published[campaign] if effect <= one.receipt["at"]]
        yield one.said(label.startswith(f"{numbers[-1]}:"), f"{label} of {campaign} is not in force")


def unpacked(recount: Recount, one: Booking) -> Said:
    """A prize of points, draws or fragments leaves as soon as it comes, and its contents come in its place."""
    for campaign in {posting["campaign"] for posting in one.postings}:
        tree = one.tree(campaign)
        for prize in {
            path for posting in one.postings for path in (posting["asset"], posting["why"]) if _of(path, tree)
        }:
            contents = bag(tree["prizes"][prize.removeprefix("prizes/")])
            granted = sum(
                p["n"] for p in one.postings if (p["campaign"], p["asset"]) == (campaign, prize) and p["n"] > 0
            )
            expected = Counter({asset: n * granted for asset, n in contents.items()})
            left = Counter({prize: granted}) if contents else Counter()
            given, taken = one.moved(campaign, prize, 1), one.moved(campaign, prize, -1)
            yield one.said(not _swaps(tree, given, expected)[1] and taken == left, f"{granted} {prize} became {given}")


def as_said(recount: Recount, one: Booking) -> Said:
    """A block gives what it gives, as often as it was used, and takes what it costs.

    A prize gives way to another one only where it is gone: `stock.compare_stock` checks that in the end.
    """
    for campaign, path, times in one.uses:
        tree = one.tree(campaign)
        if ":" in path or not blocks(tree, path):
            continue
        block, given, taken = blocks(tree, path)[-1], one.moved(campaign, path, 1), one.moved(campaign, path, -1)
        swaps, wrong = _swaps(tree, given, _gives(one, campaign, path, block, times))
        right = not wrong and taken == _costs(path, block, times, taken)
        yield one.said(right, f"{campaign}/{path}, {times} times, gave {dict(given)} and took {dict(taken)}")
        for prize in swaps:
            if limited := stock(tree, prize, one.when(campaign, path)):
                recount.replaced[campaign, prize, limited[1]] = limited[0]


def inside(recount: Recount, one: Booking) -> Said:
    """Nothing is given or taken while the campaign or a block on the way is closed, by the event's own time, nor by a
    task that has not counted anything.
    """
    for campaign, why, due in {(p["campaign"], p["why"], p.get("at", 0)) for p in one.postings}:
        tree, path = one.tree(campaign), why.partition(":")[0]
        on = blocks(tree, path)
        if not on or path.startswith("prizes/"):
            continue
        counts, now = "when" in on[-1] or "tasks" in on[-1], (campaign, path) in one.counted
        if due and not now:  # earned while the campaign was paused, and counted then
            yield one.said((campaign, path) in one.account.counted, f"{campaign}/{why} had counted nothing")
        else:
            timely = is_open(tree, due or one.moment, *on) and (due or _is_timely(one, tree))
            yield one.said(timely and now >= counts, f"{campaign}/{why} at {due or one.moment}: closed, or not counted")


def _is_timely(one: Booking, tree: Tree) -> bool:
    """An event came within the grace and not from the future; a redemption's window, as the receipt has it, is open."""
    if one.receipt["does"] == "event":
        at: int = one.receipt["at"]
        return one.moment <= at + AHEAD and not is_late(tree, one.moment, at)
    window = one.receipt.get("window", {"opens": one.moment, "closes": one.moment + 1})
    return bool(window["opens"] <= one.moment < window["closes"])


def _is_named(one: Booking, posting: dict[str, Any]) -> bool:
    campaign, why = str(posting["campaign"]), str(posting["why"])
    if why == "expired":
        return bool(posting["n"] < 0 < posting.get("at", 0) <= one.receipt["at"])
    if why == "closed":
        return campaign in tuple(one.receipt.get("archived", ()))
    on, label = blocks(one.tree(campaign), why), why.partition(":")[2]
    if not on or why.startswith("prizes/"):
        return bool(on)
    labelled = not label or label in on[-1] or "milestones" in on[-1]
    return labelled and any((campaign, why) == (of, path) and times > 0 for of, path, times in one.uses)


def _of(path: str, tree: Tree) -> bool:
    return path.startswith("prizes/") and path.removeprefix("prizes/") in tree.get("prizes", {})


def _gives(one: Booking, campaign: str, path: str, block: Tree, times: int) -> Counter[str]:
    """What a block's own bag holds, and the prizes that draws from it landed on."""
    expected = bag(block.get("gives", {}), times)
    if "fragments" not in block:
        for draws in one.receipt.get("draws", []):
            if (draws["campaign"], draws["of"]) == (campaign, path):
                expected.update(f"prizes/{row}" for row in draws["rows"])
    return expected


def _costs(path: str, block: Tree, times: int, taken: Counter[str]) -> Counter[str]:
    """What a block costs, so many times; a set costs one of each of its fragments, or its wildcard for one missing."""
    if "fragments" in block:
        of = f"fragments/{path.partition('/')[2]}/"
        names = [one if taken[of + one] else block.get("wildcard", one) for one in block["fragments"]]
        return Counter(of + one for one in names)
    return bag(block["ten_costs"]) if times == 10 and "ten_costs" in block else bag(block.get("costs", {}), times)


def _swaps(tree: Tree, moved: Counter[str], said: Counter[str]) -> tuple[list[str], dict[str, int]]:
    """The prizes that others stood in for, and what differs from what was said beyond that."""
    rest, swapped = Counter(moved), []
    rest.subtract(said)
    for asset in said:
        for other in stand_ins(tree, asset) if rest[asset] < 0 else ():
            n = min(-rest[asset], max(0, rest[other]))
            rest[other] -= n
            rest[asset] += n
            swapped += [asset] if n and asset.startswith("prizes/") else []
    return swapped, {asset: n for asset, n in rest.items() if n}


RULES = (
    Rule("Every posting names the block that caused it, as it is in force", "postings", named),
    Rule("A prize that is unpacked becomes what it is made of", "prizes", unpacked),
    Rule("A block gives what its file says, and takes what it costs", "uses of blocks", as_said),
    Rule("Nothing is granted outside its window, or without having counted", "reasons", inside),
)
