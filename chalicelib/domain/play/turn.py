"""One action being decided: the member's working copy, and everything that the action moves.

A turn belongs to `decide`, which throws it away when the action is refused; so mechanics change it freely and simply
raise. A `Player` is the member in one campaign: what the mechanics work with.
"""

from __future__ import annotations

from base64 import b32encode
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from chalicelib.domain.publishing.definitions import Definitions, Published
from chalicelib.domain.record.actions import Action
from chalicelib.domain.record.member import Assets, Coupon, Member, Played
from chalicelib.domain.record.outcome import StockKey, Take
from chalicelib.domain.record.receipt import Draws, Expired
from chalicelib.domain.time.windows import Window


@dataclass(slots=True)
class Turn:
    """The member's working copy and what it moves.

    now: when it is decided · moment: the time that counts for windows and limits (an event's own, else now) ·
    entropy: random bytes that codes are derived from · at_most: units left of stocks that are known to be running out ·
    lands: a scenario's override of where a draw lands · recipient: the other side of a gift · first, started, done,
    expired: as the receipt tells them.
    """

    definitions: Definitions
    member_id: str
    member: Member
    now: int
    moment: int
    entropy: bytes = b""
    at_most: Mapping[StockKey, int] = field(default_factory=dict)
    takes: dict[StockKey, Take] = field(default_factory=dict)
    lands: str | None = None
    recipient: Turn | None = None
    changes: dict[str, Assets] = field(default_factory=dict)
    draws: list[Draws] = field(default_factory=list)
    coupons: list[Coupon] = field(default_factory=list)
    versions: dict[str, str] = field(default_factory=dict)
    claims: list[tuple[str, str]] = field(default_factory=list)
    window: Window | None = None
    first: list[str] = field(default_factory=list)
    started: list[str] = field(default_factory=list)
    done: list[str] = field(default_factory=list)
    expired: list[Expired] = field(default_factory=list)

    def player(self, published: Published) -> Player:
        """The member in one campaign; taking part notes the campaign's version in the receipt once something moves."""
        played = self.member.played.get(published.id)
        return Player(self, published, played if played is not None else Played())

    def take(self, key: StockKey, quota: int, shards: int, n: int = 1) -> bool:
        """Take n units of a stock if, as far as is known, they are there."""
        taken = self.takes[key].n if key in self.takes else 0
        if taken + n > min(quota, self.at_most.get(key, quota)):
            return False
        self.takes[key] = Take(key, taken + n, quota, shards)
        return True

    def code(self) -> str:
        """The next unguessable coupon code: 80 bits of the request's entropy, 16 letters and digits."""
        digest = sha256(self.entropy + self.member_id.encode() + len(self.coupons).to_bytes(4, "big")).digest()
        return b32encode(digest[:10]).decode()


@dataclass(slots=True)
class Player:
    """The member in one campaign. `played` is attached to the member by `keep`, the moment something is noted in it."""

    turn: Turn
    published: Published
    played: Played

    @property
    def paused(self) -> bool:
        """Whether the campaign grants nothing for now."""
        return self.published.id in self.turn.definitions.paused

    def keep(self) -> Played:
        """The member's part, to be changed: from now on it belongs to the member, and the version to the receipt."""
        if self.published.id not in self.turn.member.played:
            self.turn.first.append(self.published.id)
        self.turn.member.played[self.published.id] = self.played
        self.turn.versions[self.published.id] = self.published.label
        return self.played


Handlers = dict[type[Action], Callable[[Turn, Any], None]]
"""What plays each kind of action: it checks, and moves the turn; it raises a Refused to say no."""
