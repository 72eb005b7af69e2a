"""Draws: once the seeds are out, every draw on every receipt is drawn again."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from chalicelib.domain.chance import drawing, odds
from chalicelib.domain.file.campaign import Campaign
from chalicelib.domain.publishing.definitions import drawing_blocks
from chalicelib.domain.record.receipt import Draws
from local.audit.books import Account, Books, Odds
from local.audit.verdict import Verdict, verdict

Pages = Mapping[tuple[str, str], Odds]
"""Odds pages by campaign and block."""


def recomputed_draws(books: Books, before: Pages, after: Pages) -> Verdict:
    """Each draw lands again where its receipt says, with the seed that was committed to before the first draw.

    before, after: the odds pages as they were before anybody drew, and once every campaign was closed for good.
    """
    breaches = [f"{'/'.join(one)}: {why}" for one in before for why in _of_seed(before[one], after[one])]
    drawn = 0
    if not breaches:
        for account in books.accounts:
            for draws in _in_order(account):
                drawn += len(draws.rows)
            breaches += _of_account(account, books.campaigns, after)
    return verdict(
        "Every draw can be drawn again from its revealed seed", f"{drawn:,} draws by {len(before)} seeds", breaches
    )


def _of_seed(before: Odds, after: Odds) -> Iterator[str]:
    if after.seed is None:
        yield "the seed is not revealed"
    elif drawing.commitment(bytes.fromhex(after.seed)) != before.commitment:
        yield "the seed is not the one that was committed to"


def _of_account(account: Account, campaigns: Mapping[str, Campaign], pages: Pages) -> Iterator[str]:
    """The draws of one member, from block to block each going on where the one before ended."""
    next_n: dict[tuple[str, str], int] = {}
    memory: dict[tuple[str, str], tuple[int, ...]] = {}
    for draws in _in_order(account):
        one = (draws.campaign, draws.of)
        campaign = campaigns[draws.campaign]
        block = drawing_blocks(campaign)[draws.of]
        table, seed = odds.table(block.odds), bytes.fromhex(pages[one].seed or "")
        held = memory.get(one, drawing.fresh(block.guarantees))
        n = next_n.get(one, 1)
        if (draws.n, draws.memory) != (n, held):
            yield f"{account.member}: {'/'.join(one)} goes on at draw {draws.n} {draws.memory}, not {n} {held}"
        for i, (row, got) in enumerate(zip(draws.rows, draws.got, strict=True)):
            again, held = drawing.draw(seed, account.member, n + i, table, block.guarantees, held)
            if again != row or got not in _stand_ins(campaign, draws, row):
                yield f"{account.member}: {'/'.join(one)} draw {n + i} gave {got} for {row}; it lands on {again}"
        next_n[one], memory[one] = n + len(draws.rows), held


def _in_order(account: Account) -> Iterator[Draws]:
    return (draws for receipt in account.receipts for draws in receipt.draws)


def _stand_ins(campaign: Campaign, draws: Draws, row: str) -> Iterator[str]:
    """A row's own prize, and what replaces it when it is gone. A fragment is always itself."""
    name: str | None = row
    while name is not None:
        yield name
        name = campaign.prizes[name].when_out if draws.of.startswith("blind_boxes/") else None
