"""An independent recount: it checks what must always hold by nothing but what members and shops can read over HTTP.

It reads receipts as JSON and campaigns as trees of texts, shares no code with what it
audits, and knows only what may not be. `audit` gives one result for each rule, of evidence that is read back at the
end; the proofs add each receipt as it comes.
"""

from audit import (
    bills,
    boards,
    draws,
    limits,
    lots,
    merging,
    orders,
    people,
    promises,
    quizzes,
    reasons,
    redemptions,
    refunds,
    repairs,
    sales,
    segments,
    shown,
    tags,
    tiers,
    touches,
    wallets,
)
from audit.costs import compare_costs, costs
from audit.draws import Odds, Pages
from audit.evidence import (
    Evidence,
    Statement,
    drawing_blocks,
    read_costs,
    read_odds,
    read_rankings,
    read_statement,
    read_stocks,
    stock_of,
)
from audit.recount import Recount, Rule
from audit.result import Result

__all__ = [
    "RULES",
    "Evidence",
    "Odds",
    "Pages",
    "Result",
    "Statement",
    "audit",
    "costs",
    "drawing_blocks",
    "read_costs",
    "read_odds",
    "read_rankings",
    "read_statement",
    "read_stocks",
    "stock_of",
]

RULES: tuple[Rule, ...] = (
    *wallets.RULES,
    *lots.RULES,
    *promises.RULES,
    *refunds.RULES,
    *bills.RULES,
    *redemptions.RULES,
    *boards.RULES,
    *reasons.RULES,
    *limits.RULES,
    *draws.RULES,
    *tiers.RULES,
    *quizzes.RULES,
    *repairs.RULES,
    *tags.RULES,
    *segments.RULES,
    *merging.RULES,  # what fell due before a merge, in its receipt too, is of one record alone
    *touches.RULES,
    *people.RULES,
)


def audit(evidence: Evidence, before: Pages, after: Pages) -> list[Result]:
    """A result for each rule.

    before, after: the odds pages as they were before anybody drew, and once every campaign was closed for good. A block
    that is not among them is audited without drawing again.
    """
    seeds = {key: bytes.fromhex(odds.seed) for key, odds in after.items() if odds.seed}
    recount = Recount(
        RULES, evidence.versions, evidence.unique, lambda campaign, of: seeds.get((campaign, of)), evidence.programme
    )
    all_receipts = [(receipt, one.member) for one in evidence.statements for receipt in one.receipts]
    looks = shown.Looks(evidence.looks, {one.member for one in evidence.statements if one.erased})
    for receipt, member in sorted(all_receipts, key=lambda pair: (pair[0]["at"], pair[0]["number"])):
        recount.add(member, receipt)
        looks.compare(recount, member, receipt["number"])
    looks.end(recount)
    written = {one.member: one.receipts for one in evidence.statements}
    for one in evidence.statements:
        if not one.has_screen:
            continue
        wallets.compare_wallet(recount, one.member, one.version, one.holds)
        if one.orders is not None:
            sales.compare_sales(recount, one.member, one.receipts, one.orders, merging.of_absorbed(one.member, written))
    orders.compare_orders(recount, {one.member: one.orders for one in evidence.statements if one.orders is not None})
    sales.compare_value(recount, (receipt for receipt, _ in all_receipts), evidence.value)
    people.compare_led(recount, evidence.led)
    wallets.compare_gifts(recount)
    limits.compare_stock(recount, evidence.stocks)
    limits.compare_replaced(recount)
    compare_costs(recount, costs((one for one, _ in all_receipts), evidence.versions), evidence.reported)
    boards.compare_rankings(recount, evidence.rankings, all_receipts)
    boards.compare_frozen(recount, evidence.frozen, evidence.rankings)
    draws.compare_seeds(recount, before, after)
    return recount.results()
