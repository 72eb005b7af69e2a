"""What must always hold, checked from outside: by nothing but what members and shops can read over HTTP.

It is an independent recount, on purpose simpler than the domain: it sums receipts, counts uses in calendar periods and
draws again from the seeds. `audit` gives one verdict for each rule.
"""

from __future__ import annotations

from local.audit.books import Account, Books, Odds, StockTaken, read_account, read_odds, read_stocks
from local.audit.draws import recomputed_draws
from local.audit.ledger import numbered_receipts, sums_equal_wallets
from local.audit.limits import kept_limits
from local.audit.stock import stock_equals_grants, stock_within_quota
from local.audit.verdict import Verdict
from local.audit.windows import granted_inside_windows

__all__ = [
    "Account",
    "Books",
    "Odds",
    "StockTaken",
    "Verdict",
    "audit",
    "read_account",
    "read_odds",
    "read_stocks",
    "recomputed_draws",
]


def audit(books: Books) -> list[Verdict]:
    """A verdict for each rule that can be checked while campaigns run; draws need their seeds: `recomputed_draws`."""
    return [
        numbered_receipts(books),
        sums_equal_wallets(books),
        stock_equals_grants(books),
        stock_within_quota(books),
        granted_inside_windows(books),
        kept_limits(books),
    ]
