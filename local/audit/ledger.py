"""The ledger: receipts are numbered without a gap, and their sum is the wallet."""

from __future__ import annotations

from collections import Counter

from local.audit.books import Account, Books, flat
from local.audit.verdict import Verdict, verdict


def numbered_receipts(books: Books) -> Verdict:
    """Receipts of a member are numbered 1 to n, n is the member's version, and no id is there twice."""
    breaches = []
    for account in books.accounts:
        numbers = [receipt.number for receipt in account.receipts]
        if numbers != list(range(1, account.version + 1)):
            breaches.append(f"{account.member} is at version {account.version} with receipts {numbers}")
        if len(account.texts) < len(account.receipts):
            breaches.append(f"{account.member} has a receipt id twice")
    receipts = sum(len(account.receipts) for account in books.accounts)
    return verdict(
        "Receipts are numbered 1 to n without a gap, one a key",
        f"{receipts:,} receipts of {len(books.accounts):,} members",
        breaches,
    )


def sums_equal_wallets(books: Books) -> Verdict:
    """For every kind of asset, what all receipts moved is what the member holds; nothing is held below zero."""
    breaches = []
    compared = 0
    for account in books.accounts:
        total = _summed(account)
        for asset in sorted(total.keys() | account.holds.keys()):
            compared += 1
            held = account.holds.get(asset, 0)
            if total[asset] != held or held < 0:
                breaches.append(f"{account.member} holds {held} {asset}; the receipts say {total[asset]}")
    return verdict("The sum of a member's receipts is the wallet", f"{compared:,} holdings", breaches)


def _summed(account: Account) -> Counter[str]:
    total = flat(account.due)
    for receipt in account.receipts:
        total.update(flat(receipt.moved()))
    return total
