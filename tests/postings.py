"""Receipts in short: what one moved by campaign and asset, from its JSON, and postings made of such."""

from __future__ import annotations

from collections import Counter
from typing import Any

from chalicelib.domain.record.journal import Changes, Posting


def moved(receipt: Any, settled: bool = False) -> dict[str, dict[str, int]]:
    """The balance of what the action itself moved; settled: of what had fallen due before it."""
    found: dict[str, Counter[str]] = {}
    for one in receipt.get("postings", []):
        if ("at" in one) is settled:
            found.setdefault(one["campaign"], Counter())[one["asset"]] += one["n"]
    return {name: dict(assets) for name, assets in found.items()}


def posted(changes: Changes, why: str, at: int = 0) -> tuple[Posting, ...]:
    """A posting for each change, all for one reason."""
    return tuple(Posting(name, asset, n, why, at) for name, assets in changes.items() for asset, n in assets.items())
