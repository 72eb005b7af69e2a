"""Markets: the legal rules that a campaign's `market` chooses. One file a market, and one line here.

They are a careful first reading, each with its source, and no substitute for counsel.
"""

import re
from collections.abc import Callable, Iterator

from chalicelib.domain.file.campaign import Campaign
from chalicelib.domain.file.programme import Programme
from chalicelib.domain.lint.markets import cn, jp
from chalicelib.domain.words.findings import Finding

Rules = Callable[[Campaign, Programme], Iterator[Finding]]

_MARKETS: dict[str, Rules] = {"CN": cn.rules, "JP": jp.rules}

KNOWN = tuple(_MARKETS)
"""The markets that have rules."""


_WORDS = {
    "CN": "cn chn china prc mainland mainlandchina 中国 大陆 中国大陆 中国内地 内地 中华人民共和国",
    "JP": "jp jpn japan nippon nihon 日本 日本国",
}
_COUNTRIES = {word: market for market, words in _WORDS.items() for word in words.split()}
"""Markets as people write them."""


def advice(name: str) -> str:
    """Say what to write for a text that is no market: the one that is meant, or which there are."""
    word = re.sub(r"[\W_]", "", name).lower()
    if word in ("none", "no", "无", "global", "world", "all"):
        return "where none of them applies, leave it out"
    there = f"there are {', '.join(KNOWN)}"
    if not (meant := _COUNTRIES.get(word)) and len(re.split(r"[,/、&+]| and ", name)) > 1:
        return f"a campaign has one market: {there}"
    return f"did you mean {meant}?" if meant else there


def rules(name: str) -> Rules | None:
    """The rules of a market, or None for one that has none here."""
    return _MARKETS.get(name)
