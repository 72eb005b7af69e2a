"""The books: everything that can be read back over HTTP, members' receipts and wallets, stocks and odds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from typing import Any

import msgspec
from msgspec import Raw, Struct

from chalicelib.domain.file.campaign import Campaign
from chalicelib.domain.publishing.definitions import drawing_blocks
from chalicelib.domain.record.journal import Changes
from chalicelib.domain.record.member import Coupon
from chalicelib.domain.record.receipt import Receipt

Get = Callable[[str], bytes]
"""GET of a path, with the reader's own token: the body of a 200; anything else raises."""

Holdings = dict[str, int]
"""`points`, and `CAMPAIGN/ASSET` of everything else; nothing is zero."""


class Account(Struct, frozen=True):
    """One member. receipts: oldest first · texts: by receipt id, the JSON as it was read · version: by the home screen.

    holds: the wallet, as the home screen and the campaigns show it · due: what the home screen shows as already settled
    though no receipt says so yet.
    """

    member: str
    version: int
    receipts: tuple[Receipt, ...]
    texts: Mapping[str, bytes]
    holds: Holdings
    due: Changes


class StockTaken(Struct, frozen=True):
    """A limited stock in one of its windows: units taken, altogether and by shard."""

    campaign: str
    stock: str
    window: str
    taken: int
    shards: dict[str, int]


class Odds(Struct, frozen=True):
    """What the odds page says of one block's seed."""

    commitment: str
    seed: str | None


class Books(Struct, frozen=True):
    """campaigns: the definitions by which everything was played."""

    accounts: tuple[Account, ...]
    stocks: tuple[StockTaken, ...]
    campaigns: Mapping[str, Campaign]


class _Held(Struct, frozen=True):
    has: dict[str, int]


class _Home(Struct, frozen=True):
    member: str
    version: int
    points: int
    coupons: tuple[Coupon, ...]
    settled: Changes
    campaigns: dict[str, _Held]


class _Card(Struct, frozen=True):
    id: str


def read_account(get: Get) -> Account:
    """A member's account, all pages of it. Nobody may play in the member's name meanwhile."""
    home = _of(get("/v1/me"), "me", _Home)
    has = {name: held.has for name, held in home.campaigns.items()}
    for card in _of(get("/v1/campaigns"), "campaigns", list[_Card]):
        if card.id not in has:  # published, but not open now: the home screen leaves it out
            has[card.id] = _of(get(f"/v1/campaigns/{card.id}"), "campaign", _Held).has
    texts = _texts(get)
    receipts = tuple(msgspec.json.decode(text, type=Receipt) for text in texts)
    return Account(
        member=home.member,
        version=home.version,
        receipts=receipts,
        texts={receipt.id: bytes(text) for receipt, text in zip(receipts, texts, strict=True)},
        holds=_holdings(home, has),
        due=home.settled,
    )


def read_stocks(get: Get) -> tuple[StockTaken, ...]:
    """Every stock of which anything was taken, from the laptop's own route."""
    return tuple(_of(get("/local/stocks"), "stocks", list[StockTaken]))


def read_odds(get: Get, campaigns: Mapping[str, Campaign]) -> dict[tuple[str, str], Odds]:
    """By campaign and block (`blind_boxes/NAME`, `collections/NAME`), what the odds page says now."""
    pages = {}
    for name, campaign in campaigns.items():
        for of in drawing_blocks(campaign):
            path = of.replace("blind_boxes/", "boxes/")
            pages[name, of] = _of(get(f"/v1/campaigns/{name}/{path}/odds"), "odds", Odds)
    return pages


def flat(changes: Changes) -> Counter[str]:
    """Movements as holdings are spelled: points are one number over all campaigns."""
    total: Counter[str] = Counter()
    for campaign, assets in changes.items():
        for asset, n in assets.items():
            total["points" if asset == "points" else f"{campaign}/{asset}"] += n
    return total


def _texts(get: Get) -> list[Raw]:
    pages: list[Raw] = []
    before: str | None = ""
    while before is not None:
        page = msgspec.json.decode(get(f"/v1/me/receipts?before={before}" if before else "/v1/me/receipts"), type=_Page)
        pages += page.receipts
        before = page.before
    return pages[::-1]


class _Page(Struct, frozen=True):
    receipts: list[Raw]
    before: str | None


def _holdings(home: _Home, has: Mapping[str, dict[str, int]]) -> Holdings:
    total = flat(dict(has))
    total["points"] += home.points
    total.update(f"{coupon.campaign}/prizes/{coupon.prize}" for coupon in home.coupons)
    return {asset: n for asset, n in total.items() if n}


def _of(body: bytes, name: str, kind: Any) -> Any:
    """One field of an answer, typed."""
    return msgspec.json.decode(msgspec.json.decode(body, type=dict[str, Raw])[name], type=kind)
