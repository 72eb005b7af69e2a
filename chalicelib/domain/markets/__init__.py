"""Markets: the legal rules that a campaign's `market` chooses. One file a market, and one line here.

They are a careful first reading, each with its source, and no substitute for counsel.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from chalicelib.domain.campaign import Campaign
from chalicelib.domain.findings import Finding
from chalicelib.domain.markets import cn, jp
from chalicelib.domain.programme import Programme

Rules = Callable[[Campaign, Programme], Iterator[Finding]]

_MARKETS: dict[str, Rules] = {"CN": cn.rules, "JP": jp.rules}

KNOWN = tuple(_MARKETS)
"""The markets that have rules."""


def rules(name: str) -> Rules | None:
    """The rules of a market, or None for one that has none here."""
    return _MARKETS.get(name)
