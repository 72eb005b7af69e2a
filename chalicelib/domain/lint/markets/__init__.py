"""Markets: the legal rules that a campaign's `market` chooses. One file a market, and one line here.

They are a careful first reading, each with its source, and no substitute for counsel.
"""

from collections.abc import Callable, Iterator

from chalicelib.domain.file.campaign import Campaign
from chalicelib.domain.file.programme import Programme
from chalicelib.domain.lint.markets import cn, jp
from chalicelib.domain.words.findings import Finding

Rules = Callable[[Campaign, Programme], Iterator[Finding]]

_MARKETS: dict[str, Rules] = {"CN": cn.rules, "JP": jp.rules}

KNOWN = tuple(_MARKETS)
"""The markets that have rules."""


def rules(name: str) -> Rules | None:
    """The rules of a market, or None for one that has none here."""
    return _MARKETS.get(name)
