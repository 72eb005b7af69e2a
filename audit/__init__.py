"""An independent recount: it checks what must always hold by nothing but what members and shops can read over HTTP.

It reads receipts as JSON and campaigns as trees of texts, shares no code with what it
audits, and knows only what may not be. `audit` gives one verdict for each rule, of books that are read back at the end;
the proofs book each receipt as it comes.
"""

from audit import draws, limits, reasons, wallets
from audit.books import Books, Statement, drawing_blocks, read_odds, read_statement, read_stocks, stock_of
from audit.draws import Odds, Pages
from audit.recount import Recount, Rule
from audit.verdict import Verdict

__all__ = [
    "RULES",
    "Books",
    "Odds",
    "Pages",
    "Statement",
    "Verdict",
    "audit",
    "drawing_blocks",
    "read_odds",
    "read_statement",
    "read_stocks",
    "stock_of",
]

RULES: tuple[Rule, ...] = (*wallets.RULES, *reasons.RULES, *limits.RULES, *draws.RULES)


def audit(books: Books, before: Pages, after: Pages) -> list[Verdict]:
    """A verdict for each rule.

    before, after: the odds pages as they were before anybody drew, and once every campaign was closed for good. A block
    that is not among them is audited without drawing again.
    """
    seeds = {key: bytes.fromhex(odds.seed) for key, odds in after.items() if odds.seed}
    recount = Recount(RULES, books.versions, books.unique, lambda campaign, of: seeds.get((campaign, of)))
    all_receipts = [(receipt, one.member) for one in books.statements for receipt in one.receipts]
    for receipt, member in sorted(all_receipts, key=lambda pair: (pair[0]["at"], pair[0]["number"])):
        recount.book(member, receipt)
    for one in books.statements:
        wallets.compare_wallet(recount, one.member, one.version, one.holds)
    wallets.compare_gifts(recount)
    limits.compare_stock(recount, books.stocks)
    limits.compare_replaced(recount)
    draws.compare_seeds(recount, before, after)
    return recount.verdicts()
