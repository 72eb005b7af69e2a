"""Rules of chance: draws go on where the last one ended, land where the recipe says, and give what they landed on."""

from collections import Counter
from collections.abc import Mapping

from msgspec import Struct

from audit import chance
from audit.file_rules import blocks, first_draw, something
from audit.recount import MemberReceipt, Recount, Rule, Said

SEEDS = ("The revealed seeds are those that were promised", "seeds")


class Odds(Struct, frozen=True):
    """The seed of one block, as its odds page tells it."""

    commitment: str
    """The hash of the seed, which is published before the first draw."""
    seed: str | None
    """The seed in hex, once it is revealed."""


Pages = Mapping[tuple[str, str], Odds]
"""Odds pages by campaign and block."""


def landed(recount: Recount, one: MemberReceipt) -> Said:
    """Each draw of a receipt, from where the member's draws of the block stood before it."""
    for draws in one.receipt.get("draws", []):
        campaign, of = key = (draws["campaign"], draws["of"])
        block, seed = blocks(one.tree(campaign), of)[-1], recount.seed(*key)
        guarantees, odds = block.get("guarantees", []), tuple(block["odds"].items())
        size = 2 * len(guarantees)
        memory = (*one.account.memory.get(key, ()), *[0] * size)[:size]
        if (draws["n"], tuple(draws.get("memory", ()))) != (one.account.drawn[key] + 1, memory):
            yield one.said(False, f"{of} goes on at draw {draws['n']} {draws.get('memory')}, not {memory}")
        got = Counter(f"prizes/{name}" for name in draws["got"])
        given = sum((p.gave for p in one.postings if (p.campaign, p.why) == key), Counter[str]())
        if "fragments" not in block and not something(one.tree(campaign), got) <= given:
            yield one.said(False, f"{of} says {draws['got']} for {draws['rows']}, and gave other things")
        early = [(n, name) for n, name in enumerate(draws["got"], draws["n"]) if n < _first(one, campaign, name)]
        if "fragments" not in block and early:
            yield one.said(False, f"{of} gave {early}, which come later")
        for n, row in enumerate(draws["rows"], draws["n"]):
            lands = chance.landed(seed, one.member, n, odds, guarantees, memory) if seed else row
            promised = chance.kept(chance.weights(odds), guarantees, memory)[1]
            yield one.said(row == lands and row in promised, f"{of} draw {n} gave {row}, not {lands} of {[*promised]}")
            memory = chance.after(guarantees, memory, row)
        one.account.drawn[key] += len(draws["rows"])
        one.account.memory[key] = memory


def _first(one: MemberReceipt, campaign: str, prize: str) -> int:
    return first_draw(one.tree(campaign), f"prizes/{prize}")


def compare_seeds(recount: Recount, before: Pages, after: Pages) -> None:
    """Hold the seeds that are revealed against what was published before the first draw."""

    def holds(key: tuple[str, str]) -> bool:
        seed = after[key].seed
        return seed is not None and chance.commitment(bytes.fromhex(seed)) == before[key].commitment

    said = (
        "" if holds(key) else f"{'/'.join(key)}: not revealed, or not the one that was committed to" for key in before
    )
    recount.note(*SEEDS, said)


RULES = (Rule("Every draw lands again where its receipt says", "draws", landed),)
