"""A draw by the published recipe, written down a second time: seed, ticket, row."""

from __future__ import annotations

import hashlib
import hmac
from fractions import Fraction
from functools import lru_cache
from math import lcm

Odds = tuple[tuple[str, str], ...]
"""Rows and their chances as the file has them: `29.5%`, `1/144`, `rest`."""


def seed(master: bytes, campaign: str, of: str, epoch: int) -> bytes:
    return hmac.digest(master, _message(campaign, of, str(epoch)), "sha256")


def row(seed: bytes, member: str, n: int, odds: Odds) -> str:
    """Where the member's n-th draw lands by the published odds alone."""
    weights, total = _weights(odds)
    ticket = _ticket(seed, member, n, total)
    for (name, _), weight in zip(odds, weights, strict=True):
        if ticket < weight:
            return name
        ticket -= weight
    raise AssertionError("the odds don't add up")


def _ticket(seed: bytes, member: str, n: int, total: int) -> int:
    for block in range(1000):
        x = int.from_bytes(hmac.digest(seed, _message(member, str(n), "0", str(block)), hashlib.sha256), "big")
        if x < 2**256 - 2**256 % total:
            return x % total
    raise AssertionError("that never happens")


@lru_cache
def _weights(odds: Odds) -> tuple[list[int], int]:
    said = [None if text == "rest" else _chance(text) for _, text in odds]
    given = sum((one for one in said if one is not None), Fraction())
    resting = said.count(None)
    shares = [(1 - given) / resting if one is None else one for one in said]
    total = lcm(*(share.denominator for share in shares))
    return [int(share * total) for share in shares], total


def _chance(text: str) -> Fraction:
    return Fraction(text[:-1]) / 100 if text.endswith("%") else Fraction(text)


def _message(*parts: str) -> bytes:
    return b"".join(len(part.encode()).to_bytes(4, "big") + part.encode() for part in parts)
