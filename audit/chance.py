"""A draw by the published recipe, written down a second time: seed, tickets, guarantees, row.

The recipe is described for members' own use under "Verifying a draw", in the guide to the mini program.
"""

from collections.abc import Sequence
from fractions import Fraction
from functools import lru_cache
from hashlib import sha256
from hmac import digest
from math import lcm
from typing import Any

Odds = tuple[tuple[str, str], ...]
"""Rows and their chances as the file has them: `29.5%`, `1/144`, `rest`."""

Weights = dict[str, int]
Guarantees = Sequence[dict[str, Any]]
Memory = tuple[int, ...]
"""For each guarantee, the draws since its last hit, and 1 where its featured row is owed."""


def secret_seed(master: bytes, campaign: str, of: str, epoch: int) -> bytes:
    """The seed of a block, as the secret of all seeds gives it."""
    return digest(master, _message(campaign, of, epoch), "sha256")


def commitment(seed: bytes) -> str:
    """The commitment to a seed, as it was published before the first draw."""
    return sha256(seed).hexdigest()


def landed(seed: bytes, member: str, n: int, odds: Odds, guarantees: Guarantees, memory: Memory) -> str:
    """The row of the member's n-th draw, where the draws before it left this memory."""
    table = weights(odds)

    def pick(stage: int, rows: Weights) -> str:
        ticket = _ticket(seed, member, n, stage, sum(rows.values()))
        for row, weight in rows.items():
            if ticket < weight:
                return row
            ticket -= weight
        raise AssertionError("a ticket is always below the sum of the weights")

    inside = table
    for terms, since in zip(guarantees, memory[::2], strict=True):
        if since + 1 >= int(terms.get("within", since + 2)):
            inside = _only(inside, terms["of"]) or inside
    row = pick(0, table)
    if row not in inside:
        row = pick(1, inside)
    raised, lift = _ramp(table, inside, guarantees, memory)
    if raised and row not in raised and _ticket(seed, member, n, 2, lift.denominator) < lift.numerator:
        row = pick(3, raised)
    for terms, owed in zip(guarantees, memory[1::2], strict=True):
        if owed and terms.get("featured") in inside and row in terms["of"]:
            return str(terms["featured"])
    return row


def after(guarantees: Guarantees, memory: Memory, row: str) -> Memory:
    """The memory once a row was drawn."""
    then: list[int] = []
    for terms, since, owed in zip(guarantees, memory[::2], memory[1::2], strict=True):
        hit = row in terms["of"]
        then += [0, int(terms.get("featured", row) != row)] if hit else [since + 1, owed]
    return tuple(then)


@lru_cache
def weights(odds: Odds) -> Weights:
    """The chances as whole numbers over their least common denominator; `rest` shares what the others leave."""
    said = [None if text == "rest" else _chance(text) for _, text in odds]
    given = sum((one for one in said if one is not None), Fraction())
    shares = [(1 - given) / said.count(None) if one is None else one for one in said]
    total = lcm(*(share.denominator for share in shares))
    return {row: int(share * total) for (row, _), share in zip(odds, shares, strict=True)}


def _ramp(table: Weights, inside: Weights, guarantees: Guarantees, memory: Memory) -> tuple[Weights, Fraction]:
    """The rows that the first ramp in force raises, and the chance with which another row moves there."""
    for terms, since in zip(guarantees, memory[::2], strict=True):
        if "ramp" not in terms or since + 1 < int(terms["ramp"]["from"]):
            continue
        steps = since + 2 - int(terms["ramp"]["from"])
        wanted = min(Fraction(1), _share(table, terms["of"]) + _chance(terms["ramp"]["step"]) * steps)
        held = _share(inside, terms["of"])
        if 0 < held < wanted:
            return _only(inside, terms["of"]), (wanted - held) / (1 - held)
    return {}, Fraction()


def _ticket(seed: bytes, member: str, n: int, stage: int, total: int) -> int:
    """A whole number below the total, each exactly as likely as the others."""
    block = 0
    while (x := int.from_bytes(digest(seed, _message(member, n, stage, block), "sha256"), "big")) >= (
        2**256 - 2**256 % total
    ):
        block += 1
    return x % total


def _only(rows: Weights, of: Sequence[str]) -> Weights:
    return {row: weight for row, weight in rows.items() if row in of}


def _share(rows: Weights, of: Sequence[str]) -> Fraction:
    return Fraction(sum(_only(rows, of).values()), sum(rows.values()))


def _chance(text: str) -> Fraction:
    return Fraction(text[:-1]) / 100 if text.endswith("%") else Fraction(text)


def _message(*parts: object) -> bytes:
    return b"".join(len(part).to_bytes(4, "big") + part for part in (str(one).encode() for one in parts))
