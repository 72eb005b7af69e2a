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
    granted: Counter[tuple[str, str]] = Counter()
    for posting in one.postings:
        granted[posting["campaign"], posting["asset"]] += max(0, posting["n"])
        granted[posting["campaign"], posting["why"]] += 0
    for (campaign, prize), units in granted.items():
        on = blocks(one.tree(campaign), prize) if prize.startswith("prizes/") else []
        if on:
            contents = Counter({asset: n * units for asset, n in bag(on[-1]).items()})
            given, taken = one.moved(campaign, prize, 1), one.moved(campaign, prize, -1)
            wrong = _swaps(one.tree(campaign), given, contents)[1] or taken != Counter(
                {prize: units} if contents else {}
            )
            yield one.said(not wrong, f"{units} {prize} became {dict(given)}, and {dict(taken)} left")


def as_said(recount: Recount, one: Booking) -> Said:
    """A block gives what it gives, as often as it was used, and takes what it costs.

    A prize gives way to another one only where it is gone: `limits.compare_replaced` checks that in the end.
    """
    for campaign, path, times in one.uses:
        tree = one.tree(campaign)
        if ":" in path or not blocks(tree, path):
            continue
        block, given, taken = blocks(tree, path)[-1], one.moved(campaign, path, 1), one.moved(campaign, path, -1)
        swaps, wrong = _swaps(tree, given, _gives(one, campaign, path, block, times))
        gone = {prize: stock(tree, prize, one.when(campaign, path)) for prize in swaps}
        right = not wrong and taken == _costs(path, block, times, taken) and None not in gone.values()
        yield one.said(right, f"{campaign}/{path}, {times} times, gave {dict(given)} and took {dict(taken)}")
        recount.replaced.update(
            {(campaign, prize, limited[1]): limited[0] for prize, limited in gone.items() if limited}
        )


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
        return one.moment <= one.receipt["at"] + AHEAD and not is_late(tree, one.moment, one.receipt["at"])
    window = one.receipt.get("window", {"opens": one.moment, "closes": one.moment + 1})
    return bool(window["opens"] <= one.moment < window["closes"])


def _is_named(one: Booking, posting: dict[str, Any]) -> bool:
    campaign, why = posting["campaign"], posting["why"]
    if why == "expired":
        return bool(posting["n"] < 0 < posting.get("at", 0) <= one.receipt["at"])
    if why == "closed":
        return campaign in set(one.receipt.get("archived", ()))
    on, label = blocks(one.tree(campaign), why), why.partition(":")[2]
    if not on or why.startswith("prizes/"):
        return bool(on)
    labelled = not label or label in on[-1] or "milestones" in on[-1]
    return labelled and (campaign, why) in {(name, path) for name, path, _ in one.uses}


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
    rest, swapped = Counter(moved), set()
    rest.subtract(said)
    for asset in said:
        passed_over = [asset]
        for other in stand_ins(tree, asset) if rest[asset] < 0 else ():
            n = min(-rest[asset], max(0, rest[other]))
            rest[other] -= n
            rest[asset] += n
            swapped.update(passed_over if n else ())
            passed_over.append(other)
    return [one for one in swapped if one.startswith("prizes/")], {asset: n for asset, n in rest.items() if n}


RULES = (
    Rule("Every posting names the block that caused it, as it is in force", "postings", named),
    Rule("A prize that is unpacked becomes what it is made of", "prizes", unpacked),
    Rule("A block gives what its file says, and takes what it costs", "uses of blocks", as_said),
    Rule("Nothing is granted outside its window, or without having counted", "reasons", inside),
)
