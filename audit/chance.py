"""A draw by the published recipe, written down a second time: seed, tickets, guarantees, row.

The recipe is described for members' own use under "Verifying a draw", in the guide to the mini program.
"""

from collections.abc import Iterable, Mapping, Sequence
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

    row = pick(0, table)
    for stays, into, chance, stage in moves(table, guarantees, memory):
        sure = chance == 1
        if row not in stays and (sure or _ticket(seed, member, n, stage - 1, chance.denominator) < chance.numerator):
            row = pick(stage, into)
    left = kept(table, guarantees, memory)[1]
    for terms, owed in zip(guarantees, memory[1::2], strict=True):
        if owed and terms.get("featured") in left and row in _gives(terms):
            return str(terms["featured"])
    return row


def kept(rows: Weights, guarantees: Guarantees, memory: Memory) -> tuple[list[int], Weights]:
    """The due guarantees that hold in the next draw, and the rows that they leave."""
    due: list[int] = []
    for at, terms in enumerate(guarantees):
        left = _only(rows, [*terms["of"], *terms.get("unchanged", [])])
        hits = [guarantees[one]["of"] for one in (*due, at)]
        if memory[2 * at] + 1 >= int(terms.get("within", memory[2 * at] + 2)) and all(_only(left, of) for of in hits):
            due, rows = [*due, at], left
    return due, rows


def moves(table: Weights, guarantees: Guarantees, memory: Memory) -> list[tuple[Iterable[str], Weights, Fraction, int]]:
    """The moves of a row, in order: which rows stay, where the others go, by which chance, and at which stage."""
    due, left = kept(table, guarantees, memory)
    given = {at: _only(left, _gives(terms)) for at, terms in enumerate(guarantees) if terms.get("unchanged")}
    inside = table
    for terms in (guarantees[at] for at in due if at not in given):
        inside = _only(inside, terms["of"])
    found: list[tuple[Iterable[str], Weights, Fraction, int]] = [(inside, inside, Fraction(1), 1)]
    raised, lift = _ramp(table, inside, guarantees, memory)
    if raised:
        found.append((raised, raised, lift, 3))
    for at in sorted(given, key=lambda one: not given[one]):
        terms, gives = guarantees[at], _gives(guarantees[at])
        shares = {row: Fraction(weight, sum(table.values())) for row, weight in table.items()}
        for stays, into, chance, _ in found:
            out = chance * sum(share for row, share in shares.items() if row not in stays)
            shares = {
                row: share * (1 if row in stays else 1 - chance) + out * _share(into, [row])
                for row, share in shares.items()
            }
        others = sum(share for row, share in shares.items() if row not in [*gives, *terms["unchanged"]])
        missing = _share(table, gives) + _risen(terms, memory[2 * at]) - sum(shares.get(row, 0) for row in gives)
        lift = Fraction(0) if missing <= 0 or not others else min(Fraction(1), missing / others)
        if lift.denominator > 2**128:
            lift = Fraction(int(lift * 2**128), 2**128)
        lift = Fraction(1) if at in due else lift
        if lift and (given[at] or at in due):
            found.append(([*gives, *terms["unchanged"]], given[at] or left, lift, 5 + 2 * at))
    return found


def after(guarantees: Guarantees, memory: Memory, row: str) -> Memory:
    """The memory once a row was drawn."""
    then: list[int] = []
    for terms, since, owed in zip(guarantees, memory[::2], memory[1::2], strict=True):
        if row not in terms["of"]:
            then += [since + 1, owed]
        elif row in terms.get("unchanged", []):
            then += [0, owed]
        else:
            then += [0, int(terms.get("featured", row) != row)]
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
        risen = _risen(terms, since)
        if not risen or terms.get("unchanged"):
            continue
        wanted = min(Fraction(1), _share(table, terms["of"]) + risen)
        held = _share(inside, terms["of"])
        if 0 < held < wanted:
            return _only(inside, terms["of"]), (wanted - held) / (1 - held)
    return {}, Fraction()


def _risen(terms: Mapping[str, Any], since: int) -> Fraction:
    """The chance that a guarantee's ramp adds in the next draw."""
    if "ramp" not in terms:
        return Fraction(0)
    return _chance(terms["ramp"]["step"]) * max(0, since + 2 - int(terms["ramp"]["from"]))


def _gives(terms: Mapping[str, Any]) -> list[str]:
    """The rows whose chance a guarantee raises."""
    return [row for row in terms["of"] if row not in terms.get("unchanged", [])]


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
