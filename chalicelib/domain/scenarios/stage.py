"""The stage on which scenarios are played: one campaign published in memory, and a store that keeps what is decided.

It commits as the real store does: a receipt's id answers for good, a member moves on with each receipt, a decision that
takes more of a stock than is left is decided again knowing that, and a gift moves both members.
"""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import sha256
from typing import Any

from chalicelib.domain.chance.drawing import SHORTEST_MASTER
from chalicelib.domain.decide.decision import decide
from chalicelib.domain.file.blocks import has, having
from chalicelib.domain.file.campaign import Opens
from chalicelib.domain.file.programme import Programme
from chalicelib.domain.file.reading import read
from chalicelib.domain.mechanics.collection.play import Send
from chalicelib.domain.mechanics.definition import CampaignFile, prepare
from chalicelib.domain.play.stocks import stock_window
from chalicelib.domain.play.turn import Player, Turn
from chalicelib.domain.publishing.definitions import (
    Definitions,
    Published,
    Version,
    assemble,
    limited_stocks,
    shards_for,
)
from chalicelib.domain.record.actions import Ask
from chalicelib.domain.record.member import Assets, Member, Played, Profile, Snapshot
from chalicelib.domain.record.outcome import Outcome, StockKey, Take
from chalicelib.domain.record.receipt import Receipt
from chalicelib.domain.scenarios.written import Given
from chalicelib.domain.time.localtime import local, nearest_day
from chalicelib.domain.words.errors import Conflict, TesseraError
from chalicelib.domain.words.values import Stock

MASTER = b"the master secret of scenarios".ljust(SHORTEST_MASTER, b"\0")


def publish(tree: dict[str, Any], programme: Programme) -> Definitions:
    """A campaign's tree as version 1 and alone under the programme; ValueError where it does not read."""
    campaign, findings = read(tree, CampaignFile)
    if campaign is None:
        raise ValueError(f"the campaign does not read: {findings[:3]}")
    shards = {path: shards_for(quota, campaign.crowd) for path, quota in limited_stocks(campaign).items()}
    version = Version(id=campaign.campaign, number=1, tree=tree, published=0, shards=shards)
    return assemble(programme, [prepare(version, MASTER)])


class Stage:
    """Members, receipts, stock and claims of one scenario. short: units left from the start of what is short."""

    def __init__(self, definitions: Definitions, campaign: str, short: Mapping[str, int]) -> None:
        self.definitions = definitions
        self.published = definitions.campaign(campaign)
        self._short = {self._path(name): units for name, units in short.items()}
        self._members: dict[str, Snapshot] = {}
        self._receipts: dict[tuple[str, str], Receipt] = {}
        self._taken: dict[StockKey, int] = {}
        self._claims: set[tuple[str, str]] = set()

    def enter(self, member: str, given: Given, now: int) -> None:
        """A member comes on stage with what is given, aged as it says at `now`."""
        self._members[member] = Snapshot(member, 1, 0, _document(given, self.published, now))

    def act(self, member: str, ask: Ask, now: int, lands: str | None = None) -> Receipt | TesseraError | None:
        """Decide and commit one ask: its receipt (the same ever after), its refusal, or None where nothing changes."""
        if (member, ask.id) in self._receipts:
            return self._receipts[member, ask.id]
        to = self._members.get(ask.action.to) if isinstance(ask.action, Send) else None
        me = self._members[member]
        now = max(now, me.at, to.at if to else 0)
        outcome = self._decided(me, to, ask, now, lands)
        (result,) = outcome.results
        if not isinstance(result, Receipt):
            return result
        claims = {(claim.kind, claim.value) for claim in outcome.claims}
        if claims & self._claims:
            return Conflict("Another member claimed this already.", "already_claimed")
        self._claims |= claims
        self._commit(me, outcome.member, result)
        if to and outcome.recipient and outcome.recipient_receipt:
            self._commit(to, outcome.recipient, outcome.recipient_receipt)
        for take in outcome.takes:
            self._taken[take.key] = self._taken.get(take.key, 0) + take.n
        return result

    def player(self, member: str, now: int) -> Player:
        """A look at a member in the campaign."""
        return Turn(self.definitions, member, self._members[member].document, now, now).player(self.published)

    def wallet(self, member: str, now: int) -> Assets:
        """What a member holds of this campaign, and points; coupons count as long as they are valid."""
        document, campaign = self._members[member].document, self.published.id
        holds = dict(self.player(member, now).played.has)
        for coupon in document.coupons:
            if coupon.campaign == campaign and (now < coupon.expires or not coupon.expires):
                holds[f"prizes/{coupon.prize}"] = holds.get(f"prizes/{coupon.prize}", 0) + 1
        return {"points": document.points} | holds

    def is_limited(self, name: str) -> bool:
        """Whether the prize (`bike`) or offer (`monthly/serum`) of that name has a limited stock."""
        return self._path(name) in self.published.shards

    def left(self, name: str, member: str, now: int) -> int | None:
        """Units left now of a prize (`bike`) or an offer (`monthly/serum`); None where that has no limited stock."""
        path = self._path(name)
        found = next((one for one in having(self.published.campaign, Stock) if one.by.key == path), None)
        if found is None:
            return None
        timed = [block for block in (*found.by.around, found.by.block) if has(block, Opens)]
        window = self.published.opening(now, *timed[:1]) or self.published.window
        key = StockKey(self.published.id, path, stock_window(self.published, found.value, now, window))
        return self._left(key, found.value.count)

    def _path(self, name: str) -> str:
        """The path of a stock as a scenario names it: `bike` is a prize, `monthly/serum` an offer, else a path."""
        if name in self.published.shards:
            return name
        return f"redemptions/{name}" if "/" in name else f"prizes/{name}"

    def _decided(self, me: Snapshot, to: Snapshot | None, ask: Ask, now: int, lands: str | None) -> Outcome:
        at_most: dict[StockKey, int] = {}
        entropy = sha256(f"{me.id} {ask.id}".encode()).digest()
        while True:
            outcome = decide(self.definitions, me, [ask], now, entropy, at_most, to, lands)
            short = {take.key: left for take in outcome.takes if (left := self._left_for(take)) < take.n}
            if not short:
                return outcome
            at_most |= short

    def _left_for(self, take: Take) -> int:
        return self._left(take.key, take.quota)

    def _left(self, key: StockKey, quota: int) -> int:
        return min(quota, self._short.get(key.stock, quota)) - self._taken.get(key, 0)

    def _commit(self, member: Snapshot, document: Member, receipt: Receipt) -> None:
        self._members[member.id] = Snapshot(member.id, member.version + 1, receipt.at, document)
        self._receipts[member.id, receipt.id] = receipt


def _document(given: Given, published: Published, now: int) -> Member:
    today = local(now, published.zone).date()
    born = "" if given.age is None else nearest_day(today.year - given.age, today.month, today.day).isoformat()
    bags = {"draws": given.draws, "fragments": given.fragments, "prizes": given.prizes}
    has = {f"{kind}/{name}": n for kind, bag in bags.items() for name, n in bag.items()}
    return Member(
        profile=Profile(given.tier, given.tags, born, given.guardian),
        points=given.points,
        played={published.id: Played(has=has)} if has else {},
    )
