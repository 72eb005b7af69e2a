"""Rules of postings: each has a reason, and what a block or a prize moves is what the campaign's file says of it."""

from collections import Counter

from audit.calendar import NEVER, Tree, is_late, is_open, latest
from audit.file_rules import bag, blocks, of_place, something, stand_ins
from audit.recount import PROGRAMME, MemberReceipt, Posting, Recount, Rule, Said

AHEAD = 5 * 60_000
"""How far in the future an event may claim to have happened, in ms."""


def named(recount: Recount, one: MemberReceipt) -> Said:
    """A posting's reason is a block of the definition in force that was used, or one of the others."""
    for posting in one.postings:
        yield one.said(_is_named(recount, one, posting), f"{posting.campaign}/{posting.why} is no good reason")
    for campaign, label in one.receipt.get("versions", {}).items():
        numbers = [number for effect, number, _ in recount.published[campaign] if effect <= one.receipt["at"]]
        yield one.said(label.startswith(f"{numbers[-1]}:"), f"{label} of {campaign} is not in force")


def unpacked(recount: Recount, one: MemberReceipt) -> Said:
    """A prize of points, draws or fragments leaves as soon as it comes, and its contents come in its place."""
    granted: Counter[tuple[str, str, int]] = Counter()
    for posting in (one for one in one.postings if not one.undoes):
        granted.update(
            {(posting.campaign, asset, posting.due): n for asset, n in posting.gave.items() if _is_prize(asset)}
        )
    opened = {
        (posting.campaign, posting.why, posting.due): posting
        for posting in one.postings
        if _is_prize(posting.path) and not posting.undoes
    }
    for key in granted.keys() | opened.keys():
        (campaign, prize, _), n = key, granted[key]
        found = opened.get(key) or Posting({"campaign": campaign, "why": prize, "times": 0}, one.moment)
        contents = bag(blocks(one.tree(campaign), prize)[-1])
        wrong = _swaps(one.tree(campaign), found.gave, Counter({asset: n * each for asset, each in contents.items()}))[
            1
        ]
        right = not wrong and found.took == Counter({prize: n} if contents else {}) and found.times == found.took[prize]
        yield one.said(right, f"{n} {prize} became {dict(found.gave)}, and {dict(found.took)} left")


def as_said(recount: Recount, one: MemberReceipt) -> Said:
    """A block gives what it gives, as often as it was used, and takes what it costs.

    A prize gives way to another one only where it is gone, or the member may get no more: `limits.gave_way`.
    """
    for posting, on in one.uses:
        if posting.why == posting.path and not one.is_undone(posting):  # of what comes back see `refunds`
            tree = one.tree(posting.campaign)
            promised = [named for other in _trees(recount, one, posting) for named in blocks(other, posting.path)[-1:]]
            gave, apart = posting.gave, ("points", "stars") if one.is_owed(posting) else ()  # of these see `promises`
            gave = gave + (_got(one, posting) - something(tree, _got(one, posting)))
            said = [_swaps(tree, *_without(apart, gave, _gives(one, posting, block))) for block in promised]
            swaps, wrong = next((swap for swap in said if not swap[1]), said[0])
            right = not wrong and posting.took == _costs(posting, on[-1])
            what = f"gave {dict(posting.gave)} and took {dict(posting.took)}"
            yield one.said(right, f"{posting.campaign}/{posting.why}, {posting.times} times, {what}")
            one.gave_way += [(posting, prize) for prize in swaps]


def inside(recount: Recount, one: MemberReceipt) -> Said:
    """Nothing is given or taken while the campaign or a block on the way is closed, by the event's own time, nor by a
    task that has not counted anything.
    """
    for posting, on in ((posting, on) for posting, on in one.uses if not posting.undoes):
        if posting.path.startswith("boards/"):
            continue  # of a ranking that is over: see `boards`
        tree, task = one.tree(posting.campaign), (posting.campaign, posting.path)
        if (
            one.is_owed(posting)
            or one.is_undone(posting)
            or (one.is_by_new_terms(posting) and ("when" in on[-1] or "tasks" in on[-1]))
        ):
            right = task in one.account.counted | one.counted
        else:
            counted = task in one.counted or not ("when" in on[-1] or "tasks" in on[-1])
            began = posting.counted_at if one.receipt["does"] == "pay_cash" else posting.at
            right = counted and is_open(tree, began, *on) and (posting.due > 0 or _is_timely(one, tree))
        yield one.said(right, f"{'/'.join(task)} at {posting.at}: closed, or not counted")


def _is_timely(one: MemberReceipt, tree: Tree) -> bool:
    """An event came within the grace and not from the future; a redemption's window, as the receipt has it, is open."""
    at = int(one.receipt["at"])
    if one.receipt["does"] == "event":
        since = one.moment
        if one.is_claimed:  # the grace is that of the campaign
            over = latest(tree["closes"], tree["timezone"], at)
            since = at if over == NEVER else over
        return one.moment <= at + AHEAD and not is_late(tree, since, at)
    window = one.receipt.get("window", {"opens": one.moment, "closes": one.moment + 1})
    return bool(window["opens"] <= one.moment < window["closes"])


def _is_prize(asset: str) -> bool:
    return asset.startswith("prizes/")


def _is_named(recount: Recount, one: MemberReceipt, posting: Posting) -> bool:
    if posting.why == "expired":
        return not posting.gave and 0 < posting.due <= one.receipt["at"]
    if posting.why == "adjusted":
        return one.receipt["does"] == "adjust" and _is_agreed(one, posting)
    if posting.why == "imported":
        return one.receipt["does"] == "import" and not posting.took
    if posting.why == "bill":
        return not posting.due and one.receipt["does"] in ("pay", "cancel", "event")
    if posting.why == "owed":  # points that came free from a hold paid it
        paid = posting.gave["points"]
        return posting.gave == posting.took == {"points": paid} and posting.owed == {"points": -paid}
    if posting.undoes:
        unmade = _is_prize(posting.why) and one.takes_back  # a prize that was made of something, of an order
        return (one.receipt["does"] == "undo" or unmade) and not posting.due
    if posting.why == "closed":
        return posting.campaign in one.receipt.get("archived", [])
    label = posting.why.partition(":")[2]
    on = [named for tree in _trees(recount, one, posting) for named in blocks(tree, posting.why)[-1:]]
    return (posting.times > 0 or one.is_undone(posting)) and any(
        not label or label in block or "milestones" in block for block in on
    )


def _is_agreed(one: MemberReceipt, posting: Posting) -> bool:
    """Whether what was corrected in a campaign, or in none, is what the managers agreed on."""
    agreed: Counter[str] = Counter()
    campaign = "" if posting.campaign == PROGRAMME else posting.campaign
    for move in one.receipt["asked"].get("moves", ()):
        if move.get("campaign", "") == campaign:
            agreed[move["asset"]] += move["n"]
    moved = Counter(posting.gave)
    moved.subtract(posting.took)
    return {asset: n for asset, n in agreed.items() if n} == {asset: n for asset, n in moved.items() if n}


def _trees(recount: Recount, one: MemberReceipt, posting: Posting) -> list[Tree]:
    """The file in force; of what was earned before, which is given as it was promised, and of what is taken back
    as it was given, also each file before it."""
    before = [tree for effect, _, tree in recount.published[posting.campaign] if effect <= one.receipt["at"]]
    return [one.tree(posting.campaign), *(before if posting.due or one.is_undone(posting) else ())]


def _gives(one: MemberReceipt, posting: Posting, block: Tree) -> Counter[str]:
    """The assets of a block's own bag, and the prizes that draws from it landed on."""
    of_board = posting.path.startswith("boards/")  # what falls due before an award is in its receipt too
    own = of_place(block, one.receipt["asked"]["rank"]) if of_board else block.get("gives", {})
    expected = _boosted(one, posting, block, bag(own, posting.times))
    if "fragments" not in block:
        for draws in one.receipt.get("draws", []):
            if (draws["campaign"], draws["of"]) == (posting.campaign, posting.path):
                expected.update(f"prizes/{row}" for row in draws["rows"])
    return expected


def _got(one: MemberReceipt, posting: Posting) -> Counter[str]:
    """The prizes that the draws of a posting gave, as its receipt says."""
    key = (posting.campaign, posting.path)
    made = [draws for draws in one.receipt.get("draws", []) if (draws["campaign"], draws["of"]) == key]
    return Counter(f"prizes/{name}" for draws in made for name in draws["got"])


def _without(assets: tuple[str, ...], *moved: Counter[str]) -> list[Counter[str]]:
    return [Counter({asset: n for asset, n in one.items() if asset not in assets}) for one in moved]


def _boosted(one: MemberReceipt, posting: Posting, block: Tree, plain: Counter[str]) -> Counter[str]:
    """A bag with as many times the points as a boost of the block says, rounded down once for an event.

    A tier that is reached is an event of its own, and several may be in one receipt; of what is given on the way to a
    target, only both together are rounded down.
    """
    boosts = [
        boost["points"] for boost in block.get("boosts", ()) if is_open(one.tree(posting.campaign), posting.at, boost)
    ]
    if posting.boost == 1 or f"x{float(posting.boost):g}" not in boosts:
        return plain
    points, apart = plain["points"], plain["points"] // posting.times
    most = int(points * posting.boost)
    least = int(apart * posting.boost) * posting.times if "tier." in block["when"] else most
    most += any(other.path == posting.path and ":" in other.why for other in one.postings)
    return plain + Counter({"points": min(max(posting.gave["points"], least), most) - points})


def _costs(posting: Posting, block: Tree) -> Counter[str]:
    """The assets that a block costs, so often; a set costs each of its fragments, or its wildcard for one."""
    if "fragments" in block:
        of = f"fragments/{posting.path.partition('/')[2]}/"
        wildcard = block.get("wildcard", "")
        joker = wildcard if isinstance(wildcard, str) else next(iter(wildcard))
        names = [one if posting.took[of + one] else joker or one for one in block["fragments"]]
        return Counter(of + one for one in names)
    if posting.times == 10 and "ten_costs" in block:
        return bag(block["ten_costs"])
    return bag(block.get("costs", {}), posting.times)


def _swaps(tree: Tree, moved: Counter[str], said: Counter[str]) -> tuple[list[str], dict[str, int]]:
    """The prizes that others stood in for, and what differs from what was said beyond that."""
    rest = Counter(moved)
    swapped: set[str] = set()
    rest.subtract(said)
    for asset in said:
        passed_over = [asset]
        for other in stand_ins(tree, asset) if rest[asset] < 0 else ():
            n = min(-rest[asset], max(0, rest[other]))
            rest[other] -= n
            rest[asset] += n
            swapped.update(passed_over if n else ())
            passed_over.append(other)
    return [one for one in swapped if _is_prize(one)], {asset: n for asset, n in rest.items() if n}


RULES = (
    Rule("Every posting names the block that caused it, as it is in force", "postings and versions", named),
    Rule("A prize that is unpacked becomes what it is made of", "prizes", unpacked),
    Rule("A block gives what its file says, and takes what it costs", "uses of blocks", as_said),
    Rule("Nothing is granted outside its window, or without having counted", "reasons", inside),
)
