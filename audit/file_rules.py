"""A second reader of campaign files, as small as can be, which shares no code with the first.

It reads the tree of texts by what a block has (a limit, a stock, what it gives) and hardly by its kind, so that a new
kind of block is audited like those before it. A path names a block as receipts do: `redemptions/monthly/serum`, with
`:LABEL` for a milestone, a gift or an exchange.
"""

from collections import Counter
from collections.abc import Iterator

from audit.calendar import Tree, began, period

ROUNDS = {"daily": "day", "weekly": "week", "monthly": "month", None: "campaign"}
BAGS = ("gives", "costs", "ten_costs", "milestones")
"""Keys of a block whose values are bags, and no blocks inside of it."""

Limit = tuple[int, str]
"""`3 a day` as (3, day)."""


def blocks(campaign: Tree, path: str) -> list[Tree]:
    """The blocks on a path, from outside in; none where the file lacks one of them."""
    kind, *names = path.partition(":")[0].split("/")
    found: list[Tree] = []
    inside = [campaign.get(kind)]
    for name in names:
        block = next((one[name] for one in inside if isinstance(one, dict) and isinstance(one.get(name), dict)), None)
        if block is None:
            return []
        found.append(block)
        inside = [one for key, one in block.items() if key not in BAGS]
    return found


def drawing(campaign: Tree) -> Iterator[str]:
    """The paths of the blocks that draw."""
    for kind, named in campaign.items():
        if isinstance(named, dict):
            yield from (f"{kind}/{name}" for name, one in named.items() if isinstance(one, dict) and "odds" in one)


def limits(campaign: Tree, path: str, at: int) -> Iterator[tuple[str, Limit, str]]:
    """Each limit that a use of a block at a moment counts under: which block's, the limit, and in which period."""
    on, (name, _, label) = blocks(campaign, path), path.partition(":")
    levels = name.split("/")[1:]
    said = [(name.rsplit("/", len(levels) - n)[0], one.get("limit", [])) for n, one in enumerate(on, 1)]
    if label:
        said = [(path, on[-1].get(label, []))]
        said = [(path, one["limit"] if isinstance(one, dict) else one) for _, one in said]
    for whose, phrases in said:
        for phrase in [phrases] if isinstance(phrases, str) else phrases:
            count, _, per = phrase.partition(" a ")
            if per:
                yield whose, (int(count), per), _period(campaign, on, per, at)
    if label != "make_up" and ("tasks" in on[-1] or ("when" in on[-1] and "each" not in on[-1])):
        yield path, (1, "round"), _period(campaign, on, "round", at)


def stock(campaign: Tree, path: str, at: int) -> tuple[int, str] | None:
    """How many units a block has for all members in the period of a moment, and its name; None: without end."""
    on = blocks(campaign, path)
    if not on or "stock" not in on[-1]:
        return None
    count, _, per = on[-1]["stock"].partition(" a ")
    return int(count), _period(campaign, on, per or "campaign", at)


def bag(said: Tree, times: int = 1) -> Counter[str]:
    """The assets of a bag, so many times. (What a prize is made of stands in it as in a bag.)"""
    found = Counter({one: int(str(said.get(one, 0)).partition(" ")[0]) * times for one in ("points", "stars")})
    for kind in ("draws", "fragments", "prizes"):
        what = said.get(kind, {})
        names = {what: 1} if isinstance(what, str) else dict.fromkeys(what, 1) if isinstance(what, list) else what
        for name, n in names.items():
            found[f"{kind}/{name}"] = int(n) * times
    return +found


def of_place(board: Tree, rank: int) -> Tree:
    """The bag of a place of a board: `{1: …, 2 to 10: …}`; empty where it has none."""
    for ranks, said in board["gives"].items():
        first, _, last = str(ranks).partition(" to ")
        if int(first) <= rank <= int(last or first):
            return dict(said)
    return {}


def first_draw(campaign: Tree, asset: str) -> int:
    """The number of a member's draw from which on a prize can be won."""
    said = (blocks(campaign, asset) or [{}])[-1].get("from", "1st draw")
    return int(str(said).partition(" ")[0][:-2])


def something(campaign: Tree, assets: Counter[str]) -> Counter[str]:
    """Assets without prizes that are nothing, which no wallet holds."""
    return Counter({one: n for one, n in assets.items() if "nothing" not in (blocks(campaign, one) or [{}])[-1]})


def months(said: str) -> int:
    """`1 year`, `18 months` in months."""
    count, unit = said.split(" ")
    return int(count) * (12 if unit.startswith("year") else 1)


def stand_ins(campaign: Tree, asset: str) -> list[str]:
    """The assets that may come in place of one, in order: for a prize that is gone, for a random fragment."""
    kind, _, name = asset.partition("/")
    found: list[str] = []
    if kind == "prizes":
        while (name := campaign["prizes"].get(name, {}).get("when_out", "")) and f"prizes/{name}" not in found:
            found.append(f"prizes/{name}")
    elif name.endswith("/random"):
        collection = name.partition("/")[0]
        found = [f"fragments/{collection}/{one}" for one in campaign["collections"][collection]["odds"]]
    return found


def _period(campaign: Tree, on: list[Tree], per: str, at: int) -> str:
    """A window is one opening of the outermost block that has a time of its own, and goes by the moment it opened."""
    if per == "round":
        return period(campaign, ROUNDS[on[0].get("repeats")], at)
    if per == "window":
        timed = next((one for one in on if "opens" in one), None)
        return f"window of {began(timed, campaign['timezone'], at)}" if timed else ""
    return period(campaign, per, at)
