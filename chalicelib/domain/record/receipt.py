"""The receipt: the one durable record of one action, and at the same time its answer.

What the API answers is the receipt as it was stored, so a replay is equal by construction, and the ledger that an
auditor sums is the very text that the member was shown.
"""

from __future__ import annotations

from base64 import urlsafe_b64encode
from hashlib import sha256
from typing import Any

from msgspec import Struct

from chalicelib.domain.record.member import Assets, Changes, Coupon
from chalicelib.domain.time.windows import Window


class Draws(Struct, frozen=True, omit_defaults=True):
    """Draws of one block in one action: enough for anyone to recompute them once the seed is out.

    of: `blind_boxes/BOX` or `collections/NAME` · n: number of the first draw (1 is the member's first) · memory: the
    guarantees' counters before it · rows: where each landed (guarantees applied) · got: what each gave, after stock ·
    at_most: units left of a stock that was known to be running out, as the decision saw it.
    """

    campaign: str
    of: str
    n: int
    rows: tuple[str, ...]
    got: tuple[str, ...]
    memory: tuple[int, ...] = ()
    at_most: dict[str, int] = {}


class Expired(Struct, frozen=True):
    """A coupon that ended, without its code: which prize of which campaign, and when it ended (epoch ms)."""

    campaign: str
    prize: str
    at: int


class Receipt(Struct, frozen=True, omit_defaults=True):
    """One action of one member.

    id: hash of (scope, key) · number: the member's 1..n without a gap · at: epoch ms · does: the action's name · asked:
    what was asked · changes: what the action moved · settled: what fell due before it (expiry, archiving) · window: the
    redemption's window · versions: campaign -> `VERSION:HASH` of each definition that took part · archived: campaigns
    whose part moved out · first: campaigns that the member had taken no part in before · started, done: each
    `CAMPAIGN/CHALLENGE/TASK` that was begun in its round, and that reached its target in it; `CAMPAIGN/CHALLENGE` once
    all of its tasks did · expired: coupons that ended, as `settled` moves them.
    """

    id: str
    number: int
    at: int
    does: str
    asked: dict[str, Any] = {}
    changes: Changes = {}
    settled: Changes = {}
    draws: tuple[Draws, ...] = ()
    coupons: tuple[Coupon, ...] = ()
    window: Window | None = None
    versions: dict[str, str] = {}
    archived: tuple[str, ...] = ()
    first: tuple[str, ...] = ()
    started: tuple[str, ...] = ()
    done: tuple[str, ...] = ()
    expired: tuple[Expired, ...] = ()

    def moved(self) -> Changes:
        """All movements together: the ledger line."""
        total: dict[str, Assets] = {}
        for part in (self.changes, self.settled):
            for campaign, assets in part.items():
                line = total.setdefault(campaign, {})
                for asset, n in assets.items():
                    line[asset] = line.get(asset, 0) + n
        return total


def receipt_id(scope: str, key: str) -> str:
    """The id of the receipt of a key within its scope (a member's keys, a source's events): 16 characters, 96 bits.

    Ids are compared only within one member, where 96 bits leave an accidental collision out of the question.
    """
    digest = sha256(f"{len(scope)}:{scope}{key}".encode()).digest()
    return urlsafe_b64encode(digest[:12]).decode()
