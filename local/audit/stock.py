"""Stock: what was taken from it is what members were granted, and never more than there was."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from chalicelib.domain.file.campaign import Campaign
from chalicelib.domain.record.receipt import Receipt
from local.audit.books import Books
from local.audit.calendar import period_of
from local.audit.verdict import Verdict, verdict

Granted = tuple[str, str, str]
"""Campaign, stock (`prizes/NAME`, `redemptions/NAME/OFFER`) and period."""


def stock_equals_grants(books: Books) -> Verdict:
    """Over all windows, the units taken from a stock's shards are the units on members' receipts."""
    taken: Counter[tuple[str, str]] = Counter()
    for stock in books.stocks:
        taken[stock.campaign, stock.stock] += stock.taken
    granted: Counter[tuple[str, str]] = Counter()
    for (campaign, stock_name, _), n in _granted(books).items():
        granted[campaign, stock_name] += n
    breaches = [
        f"{'/'.join(one)}: {taken[one]} taken, {granted[one]} granted"
        for one in sorted(taken.keys() | granted.keys())
        if taken[one] != granted[one]
    ]
    return verdict("Stock taken is stock granted", f"{taken.total():,} units of {len(taken):,} stocks", breaches)


def stock_within_quota(books: Books) -> Verdict:
    """In each window by itself, by the shards and by the receipts."""
    breaches = []
    full = 0
    for stock in books.stocks:
        quota = _quota(books.campaigns[stock.campaign], stock.stock)
        full += stock.taken == quota
        if stock.taken > quota or stock.taken != sum(stock.shards.values()):
            breaches.append(f"{stock.campaign}/{stock.stock}/{stock.window}: {stock.taken} taken of {quota}")
    for (campaign, stock_name, period), n in _granted(books).items():
        if n > _quota(books.campaigns[campaign], stock_name):
            breaches.append(f"{campaign}/{stock_name} in {period}: {n} granted")
    return verdict("No stock is oversold", f"{len(books.stocks):,} windows of stocks, {full:,} sold out", breaches)


def _granted(books: Books) -> Counter[Granted]:
    granted: Counter[Granted] = Counter()
    for account in books.accounts:
        for receipt in account.receipts:
            granted.update(_of_receipt(books, receipt))
    return granted


def _of_receipt(books: Books, receipt: Receipt) -> Iterator[Granted]:
    """Each limited unit that a receipt handed out."""
    for name, prize in _prizes(books, receipt):
        campaign = books.campaigns[name]
        stock = campaign.prizes[prize].stock
        if stock is not None:
            yield name, f"prizes/{prize}", period_of(stock.per, campaign, receipt)
    if receipt.does == "redeem":
        name, redemption, offer = (receipt.asked[key] for key in ("campaign", "redemption", "offer"))
        stock = books.campaigns[name].redemptions[redemption].offers[offer].stock
        if stock is not None:
            yield name, f"redemptions/{redemption}/{offer}", period_of(stock.per, books.campaigns[name], receipt)


def _prizes(books: Books, receipt: Receipt) -> Iterator[tuple[str, str]]:
    """Each prize that was handed out, one by one: coupons by their codes, things by what the wallet gained, and what
    turned into points, draws or fragments by the draw that gave it.
    """
    for coupon in receipt.coupons:
        yield coupon.campaign, coupon.prize
    for part in (receipt.changes, receipt.settled):
        for name, assets in part.items():
            for asset, n in assets.items():
                prize = asset.removeprefix("prizes/")
                if prize != asset and books.campaigns[name].prizes[prize].kind in ("gift", "badge"):
                    yield from [(name, prize)] * n
    for draw in receipt.draws:
        for prize in draw.got if draw.of.startswith("blind_boxes/") else ():
            if books.campaigns[draw.campaign].prizes[prize].kind in ("points", "draws", "fragments"):
                yield draw.campaign, prize


def _quota(campaign: Campaign, path: str) -> int:
    kind, name, *offer = path.split("/")
    stock = campaign.prizes[name].stock if kind == "prizes" else campaign.redemptions[name].offers[offer[0]].stock
    return stock.count if stock else 0
