"""Boards: a frozen ranking is what members did by their receipts, and each of its places is paid once, when it is due.

What a place gives is compared with the file like what any block gives: `reasons.as_said`. Ranked anew are the boards of
a whole campaign without `where` and `who`: those that are shipped.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from hashlib import sha256
from typing import Any

from audit.calendar import Tree, after, is_late, latest, period
from audit.file_rules import blocks
from audit.merging import MERGED
from audit.recount import MemberReceipt, Receipt, Recount, Rule, Said

Rankings = Mapping[tuple[str, str], Any]
"""By campaign and board, the rankings and the places as managers read them."""

Written = Sequence[tuple[Receipt, str]]
"""Receipts, each with its member."""

RANKED = ("A frozen ranking is what members did by their receipts", "places")
PAID = ("Each place that is paid has one receipt, and each receipt a place", "places")
FROZEN = ("A ranking that is frozen stays so, but for who is struck off", "rankings")
EVER = 2**42
"""A moment after all others, in epoch ms."""


def awarded(recount: Recount, one: MemberReceipt) -> Said:
    """A place is paid after the review, once over all members, and a member has one place of a ranking."""
    if one.receipt["does"] != "award":
        return
    asked = one.receipt["asked"]
    tree = one.tree(asked["campaign"])
    ranking, rank = (asked["campaign"], asked["board"], asked["window"]), asked["rank"]
    holders = recount.awards.setdefault(ranking, {})
    yield one.said(rank not in holders, f"place {rank} of {ranking} was paid to {holders.get(rank)}")
    yield one.said(one.member not in holders.values(), f"has another place of {ranking} than {rank}")
    review = blocks(tree, f"boards/{asked['board']}")[-1].get("review", "0 ms")
    pays = after(review, tree["timezone"], _ends(tree, asked["board"]))
    early = asked["window"] == "c" and one.receipt["at"] < pays
    yield one.said(not early, f"place {rank} of {ranking} was paid at {one.receipt['at']}, before {pays}")
    holders[rank] = one.member


def compare_rankings(recount: Recount, rankings: Rankings, written: Written) -> None:
    """Rank everybody anew, and compare it with what is frozen and with what was paid."""
    recount.note(*RANKED, ())
    recount.note(*PAID, ())
    for (campaign, board), review in rankings.items():
        tree = recount.tree(campaign, EVER)
        block = blocks(tree, f"boards/{board}")[-1]
        if {"where", "who", "repeats"} & block.keys():
            continue
        for ranking in review["rankings"]:
            there = [
                (one, member) for one, member in written if recount.gone.get(member, EVER) > (ranking["frozen"] or 0)
            ]
            recount.note(*RANKED, _frozen(campaign, board, ranking, review["places"], _ranked(tree, board, there)))
            paid = recount.awards.get((campaign, board, ranking["window"]), {})
            recount.note(*PAID, _paid(f"{campaign}/{board}", block, ranking, review["places"], paid))


def _frozen(campaign: str, board: str, ranking: Any, places: Any, ranked: list[tuple[int, int, str]]) -> Iterator[str]:
    if not ranking["frozen"]:
        return
    made = sha256("".join(f"{score} {at} {member}\n" for score, at, member in ranked).encode()).hexdigest()
    of = f"{campaign}/{board}"
    yield "" if made == ranking["hash"] else f"{of}: frozen is {ranking['hash']}, and members did {made}"
    yield (
        "" if len(ranked) == ranking["entries"] else f"{of}: {ranking['entries']} are ranked, and {len(ranked)} scored"
    )
    gone = {one["member"] for one in ranking["struck"]}
    standing = [one for one in ranked if one[2] not in gone]
    for rank, (expected, shown) in enumerate(zip(standing, places, strict=False), 1):
        found = (shown["rank"], shown["score"], shown["at"], shown["member"])
        yield "" if found == (rank, *expected) else f"{of}: place {rank} is {found}, and belongs to {expected}"


def compare_frozen(recount: Recount, frozen: Mapping[tuple[str, str, str], Any], rankings: Rankings) -> None:
    """A ranking that was frozen is the same in the end, but for those who were struck off."""

    def said() -> Iterator[str]:
        for (campaign, board, window), before in frozen.items():
            found = [one for one in rankings[campaign, board]["rankings"] if one["window"] == window]
            for now in found:
                alike = all(before[name] == now[name] for name in ("hash", "entries", "frozen"))
                struck = {one["member"] for one in before["struck"]} <= {one["member"] for one in now["struck"]}
                yield "" if alike and struck else f"{campaign}/{board}: was {before}, and is {now}"

    recount.note(*FROZEN, said())


def _paid(of: str, block: Tree, ranking: Any, places: Any, paid: Mapping[int, str]) -> Iterator[str]:
    shown = {one["rank"]: one["member"] for one in places}
    for rank, member in paid.items():
        yield (
            "" if shown.get(rank) == member else f"{of}: place {rank} was paid to {member}, and is {shown.get(rank)}'s"
        )
    if ranking["paid"]:
        last = max(int(str(ranks).rpartition(" ")[2]) for ranks in block["gives"])
        for rank in range(1, min(last, len(places)) + 1):
            yield "" if rank in paid else f"{of}: place {rank} was not paid"


def _ranked(tree: Tree, board: str, written: Written) -> list[tuple[int, int, str]]:
    """Score, moment and member of everybody, the best first: of two alike who was there first, and then by a hash.

    Where two records become one before the ranking is over, their scores do, too.
    """
    block = blocks(tree, f"boards/{board}")[-1]
    opens, ends = latest(str(block.get("opens", tree["opens"])), tree["timezone"], EVER), _ends(tree, board)
    scores: defaultdict[str, tuple[int, int]] = defaultdict(lambda: (0, 0))
    counted: defaultdict[str, Counter[tuple[str, str]]] = defaultdict(Counter)
    for receipt, member in sorted(written, key=_in_time):
        asked = receipt.get("asked", {})
        if receipt["does"] == MERGED and receipt["at"] < ends:
            scores[member] = _together(block["score"], scores[member], scores.pop(asked["absorbs"], (0, 0)))
            counted[member].update(counted.pop(asked["absorbs"], ()))
        if receipt["does"] != "event" or asked["type"] != block["when"]:
            continue
        at = int(asked["time"])
        is_in_time = opens <= at < _closes(tree, board) and not is_late(tree, at, receipt["at"])
        if is_in_time and _may_count(tree, block, counted[member], at):
            scores[member] = _more(block["score"], scores[member], asked.get("data", {}), at)
    ranked = [(score, at, member) for member, (score, at) in scores.items() if score]
    return sorted(ranked, key=lambda one: (-one[0], one[1], sha256(one[2].encode()).digest()))


def _in_time(one: tuple[Receipt, str]) -> tuple[int, bool, int]:
    """The order of receipts of several members: a merge comes after all that the record did that it absorbs."""
    receipt, _ = one
    return receipt["at"], receipt["does"] == MERGED, receipt["number"]


def _may_count(tree: Tree, block: Tree, counted: Counter[tuple[str, str]], at: int) -> bool:
    """Whether each limit of the board has room for one more of a member; then it is counted."""
    limits = block.get("limit", [])
    phrases = [limits] if isinstance(limits, str) else limits
    keys = {(phrase, period(tree, phrase.partition(" a ")[2], at)) for phrase in phrases}
    if any(counted[key] >= int(key[0].partition(" ")[0]) for key in keys):
        return False
    counted.update(keys)
    return True


def _more(measure: str, had: tuple[int, int], data: Mapping[str, Any], at: int) -> tuple[int, int]:
    """The score after one more event, and when it was reached."""
    if measure == "count":
        return _together(measure, had, (1, at))
    field = measure.partition(" of ")[2]
    return _together(measure, had, (int(Fraction(str(data.get(field, 0))) * 1000), at))


def _together(measure: str, one: tuple[int, int], more: tuple[int, int]) -> tuple[int, int]:
    """Join two scores: how much they are together, and when that was reached."""
    if measure.startswith("best"):
        return max(one, more, key=lambda score: (score[0], -score[1]))
    return one[0] + more[0], max(one[1], more[1])


def _ends(tree: Tree, board: str) -> int:
    """When a board is over, and nothing more is ranked, in epoch ms."""
    return after(tree.get("grace", "24 hours"), tree["timezone"], _closes(tree, board))


def _closes(tree: Tree, board: str) -> int:
    """The first moment that counts no longer, in epoch ms."""
    block = blocks(tree, f"boards/{board}")[-1]
    return latest(str(block.get("closes", tree["closes"])), tree["timezone"], EVER)


RULES = (Rule("A place is paid after the review, and once", "places that are paid", awarded),)
