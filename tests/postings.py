"""Receipts in short: what one moved by campaign and asset, from its JSON, and postings made of such."""

from collections import Counter
from typing import Any

from chalicelib.domain.record.journal import Changes, Posting
from chalicelib.domain.record.member import Member


def moved(receipt: Any, settled: bool = False) -> dict[str, dict[str, int]]:
    """The balance of what the action itself moved; settled: of what had fallen due before it."""
    found: dict[str, Counter[str]] = {}
    for one in receipt.get("postings", []):
        if ("at" in one) is settled:
            sums = found.setdefault(one["campaign"], Counter())
            sums.update(one.get("gave", {}))
            sums.subtract(one.get("took", {}))
    return {name: dict(assets) for name, assets in found.items()}


def posted(changes: Changes, why: str, at: int = 0, times: int = 1) -> tuple[Posting, ...]:
    """A posting for each campaign, all for one reason."""
    return tuple(
        Posting(
            name,
            why,
            times,
            at,
            {asset: n for asset, n in assets.items() if n > 0},
            {asset: -n for asset, n in assets.items() if n < 0},
        )
        for name, assets in changes.items()
    )


JUNE = 24317
"""The number of June 2026."""


def with_points(n: int, **more: Any) -> Member:
    """A member who holds points of June 2026 that never end. more: other fields."""
    return Member(lots={"": [JUNE, n]} if n else {}, **more)
