"""Limits and stock: how often each member did a limited thing in each period, and how many units all got together."""

from collections.abc import Mapping

from audit.account import Key
from audit.file_rules import bag, blocks, first_draw, limits, stock
from audit.recount import MemberReceipt, Posting, Recount, Rule, Said

TAKEN = ("Stock taken is stock granted", "stocks")
REPLACED = ("A prize gives way to another only when it is gone", "stocks replaced")


def kept(recount: Recount, one: MemberReceipt) -> Said:
    """Of every block that was used, each limit on the way to it; what is to be given later counts when it is earned."""
    for posting, _ in one.uses:
        why = f"{posting.path}:receive" if one.receipt["does"] == "receive" else posting.why
        if posting.undoes:
            _forget(one)
        elif one.is_undone(posting):
            _free(recount, one, posting.campaign, why, _times(recount, posting))
        elif not one.is_owed(posting) and not one.is_by_new_terms(posting):
            yield from _use(one, posting.campaign, why, posting.counted_at, posting.times, own=not posting.due)
    for posting in (one for one in one.postings if not one.undoes):  # a refund gives no prize back to its limit
        for asset, n in posting.gave.items():
            if asset.startswith("prizes/") and blocks(one.tree(posting.campaign), asset):
                yield from _use(one, posting.campaign, asset, posting.counted_at, n, own=not posting.due)
    for later in one.later:
        if later["times"] < 0:
            _free(recount, one, later["campaign"], later["why"], -later["times"])
        elif _is_of_the_event(recount, one, later["campaign"], later["why"]):
            yield from _use(one, later["campaign"], later["why"], one.counted_at, later["times"])


def _forget(one: MemberReceipt) -> None:
    """Let limits forget a redemption that is undone."""
    redeemed = one.account.redeemed.get(one.redemption)
    for key, n in redeemed.uses if redeemed else ():
        one.account.uses[key] -= n


def _use(one: MemberReceipt, campaign: str, why: str, at: int, times: int, own: bool = False) -> Said:
    for whose, limit, period in limits(one.tree(campaign), why, at):
        key = (f"{campaign}/{whose}", limit, period)
        one.account.uses[key] += times
        one.uses_made += [(key, times)] if own else []
        yield one.said(one.account.uses[key] <= limit[0], f"{key[0]} {one.account.uses[key]} times of {limit}")


def _is_of_the_event(recount: Recount, one: MemberReceipt, campaign: str, why: str) -> bool:
    """Whether the receipt's own event earned it, at its moment. What came about by itself, or by a newer version, says
    of no moment when it was earned."""
    on = blocks(one.tree(campaign), why)
    return bool(on) and on[-1].get("when") == one.type and len(recount.published[campaign]) == 1


def _free(recount: Recount, one: MemberReceipt, campaign: str, why: str, times: int) -> None:
    """Let limits forget what was taken back: in the period in which its order counted; where that was lifted by other
    orders, or came about by itself, in any."""
    name, at = f"{campaign}/{why.partition(':')[0]}", one.account.orders.get(one.receipt.get("order", ""), 0)
    own = {(f"{campaign}/{whose}", limit, period) for whose, limit, period in limits(one.tree(campaign), why, at)}
    keys = sorted((key for key in one.account.uses if key[0].partition(":")[0] == name), key=lambda key: key not in own)
    for limit in {key[1] for key in keys}:
        left = times
        for key in (key for key in keys if key[1] == limit):
            taken = min(left, one.account.uses[key])
            left, one.account.uses[key] = left - taken, one.account.uses[key] - taken


def _times(recount: Recount, posting: Posting) -> int:
    """How often at most a block's bag was taken back, whichever version gave it."""
    label = posting.why.partition(":")[2]
    on = [block for _, _, tree in recount.published[posting.campaign] for block in blocks(tree, posting.path)[-1:]]
    bags = [bag(block.get("milestones", {}).get(label, {}) if label else block.get("gives", {})) for block in on]
    return max((-(-n // one[asset]) for one in bags for asset, n in posting.took.items() if one[asset]), default=1)


def gave_way(recount: Recount, one: MemberReceipt) -> Said:
    """Another prize stood in only for one that the member may get no more of, or not yet, or for one that is gone.

    Whether its stock was gone, `compare_replaced` checks in the end.
    """
    for posting, prize in one.gave_way:
        tree, at = one.tree(posting.campaign), posting.counted_at
        on = [(f"{posting.campaign}/{whose}", limit, period) for whose, limit, period in limits(tree, prize, at)]
        if "pool" in (blocks(tree, prize) or [{}])[-1]:
            continue  # how many codes there were when, no file tells
        limited = stock(tree, prize, at)
        reached = any(one.account.uses[key] >= key[1][0] for key in on) or _early(one, posting, prize)
        if limited and not reached:
            recount.replaced[posting.campaign, prize, limited[1]] = limited[0]
        elif not reached:
            yield one.said(False, f"{posting.campaign}/{prize} gave way, and is not gone")


def _early(one: MemberReceipt, posting: Posting, prize: str) -> bool:
    """Whether a draw of a posting came before the one from which on the prize can be won."""
    first = first_draw(one.tree(posting.campaign), prize)
    made = [draws for draws in one.receipt.get("draws", []) if draws["campaign"] == posting.campaign]
    return any(draws["n"] < first for draws in made if draws["of"] == posting.path)


def coded(recount: Recount, one: MemberReceipt) -> Said:
    """The codes of pools, which are a stock of no campaign: each goes out by one receipt."""
    for coupon in one.receipt.get("coupons", []):
        if pool := coupon.get("pool"):
            recount.granted["", f"pools/{pool}", ""] += 1
            number = coupon.get("number")  # of who was erased it is not told
            yield one.said(number is None or (pool, number) not in recount.codes, f"{pool}/{number} went out before")
            recount.codes.add((pool, number))


def granted(recount: Recount, one: MemberReceipt) -> Said:
    """Units of limited stocks: every prize that is handed out, of whatever kind, and every use of a limited block."""
    # what comes back from a till, or as its redemption is undone, was handed out before
    given = [p for p in one.postings if p.why != "bill" and not p.undoes]
    units = [(p, asset, n) for p in given for asset, n in p.gave.items() if asset.startswith("prizes/")]
    units += [(posting, posting.path, posting.times) for posting, _ in one.uses if posting.why == posting.path]
    for posting, path, n in units:
        if limited := stock(one.tree(posting.campaign), path, posting.counted_at):
            key = (posting.campaign, path, limited[1])
            recount.granted[key] += n
            one.units_made += [] if posting.due else [(key, n)]
            yield one.said(recount.granted[key] <= limited[0], f"{'/'.join(key)}: {recount.granted[key]} of {limited}")
    redeemed = one.account.redeemed.get(one.redemption) if one.receipt["does"] == "undo" else None
    for key, n in redeemed.units if redeemed else ():
        recount.granted[key] -= n


def compare_stock(recount: Recount, taken: Mapping[Key, int]) -> None:
    """Hold what was granted against what is taken from the shards, in each window by itself, whatever its name."""
    there, mine = _windows(taken), _windows(recount.granted)
    said = (
        "" if there.get(one) == mine.get(one) else f"{'/'.join(one)}: {there.get(one)} taken, {mine.get(one)} granted"
        for one in sorted(there.keys() | mine.keys())
    )
    recount.note(*TAKEN, said)


def compare_replaced(recount: Recount) -> None:
    """A stock that another prize stood in for must be gone, when all receipts are added."""
    said = (
        "" if recount.granted[key] >= n else f"{'/'.join(key)}: another was given at {recount.granted[key]} of {n}"
        for key, n in recount.replaced.items()
    )
    recount.note(*REPLACED, said)


def _windows(counted: Mapping[Key, int]) -> dict[tuple[str, str], list[int]]:
    found: dict[tuple[str, str], list[int]] = {}
    for (campaign, path, _), n in counted.items():
        if n:
            found.setdefault((campaign, path), []).append(n)
    return {one: sorted(sums) for one, sums in found.items()}


RULES = (
    Rule("No limit is exceeded", "uses", kept),
    Rule(*REPLACED, gave_way),
    Rule("No stock is oversold", "units", granted),
    Rule("No code of a pool goes out twice", "codes", coded),
)
