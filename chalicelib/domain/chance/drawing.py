"""Chance that anyone can verify: a draw is a pure function of a secret seed, the member and the draw's number.

The seed's hash is published before the first draw and the seed itself after the last, so that whoever has a receipt can
recompute its draws.

Bytes, so that other languages get the same. MESSAGE(parts) joins, for each part, its length in bytes as four bytes
big-endian and then the part itself in UTF-8; integers are written in decimal digits.

    seed       = HMAC-SHA256(key: master, MESSAGE(campaign, of, epoch)); of: `blind_boxes/BOX` or `collections/NAME`
    commitment = SHA-256(seed) in lower-case hex
    x          = HMAC-SHA256(key: seed, MESSAGE(member, n, stage, block)) as a big-endian integer of 256 bits
    ticket     = x mod total, of the first block of 0, 1, 2, … with x < 2^256 - (2^256 mod total): none is favoured
    pick       = the first row, in published order, at which the running sum of weights exceeds the ticket

A draw goes through stages; each has tickets of its own, so that no x serves two purposes:

    0  a row of the published table; its total is the least common denominator of the chances
    1  only where due guarantees leave fewer rows and the row is none of them: one of those, by published weights
    2  only where a ramp is in force and the row is outside of its set: it moves in if ticket < numerator of the lift,
       with its denominator (in lowest terms) as total
    3  only where it moves in: one of the rows of the set that the due guarantees leave, by published weights
    4 + 2i  only where the i-th guarantee (0 is the first) has unchanged rows, is not due, and has to bring what it
       gives to its chance, and the row is neither in its set nor unchanged: whether it moves, as in 2
    5 + 2i  only where it moves so, or that guarantee is due: one of the rows that it gives, by published weights

Restricted weights are not reduced: their total is their plain sum. A featured prize that is owed then takes the place
of the row, without chance. `guarantees.in_force` says what is due, in force and owed.
"""

import hashlib
import hmac
from collections.abc import Sequence
from fractions import Fraction

from chalicelib.domain.chance.guarantees import Memory, after, distribution, filled, fresh, in_force
from chalicelib.domain.chance.odds import Table, only, table
from chalicelib.domain.file.campaign import Guarantee

__all__ = ["Table", "commitment", "distribution", "draw", "fresh", "only", "pick", "secret_seed", "table"]

SPAN = 1 << 256


SHORTEST_MASTER = 32
"""Bytes: as long as the SHA-256 that it keys (RFC 7518, section 3.2)."""


def secret_seed(master: bytes, campaign: str, of: str, epoch: int) -> bytes:
    """The seed (32 bytes) of one block (`blind_boxes/BOX`, `collections/NAME`), secret until the campaign is closed.

    Raises ValueError for a master shorter than 32 bytes: draws by a seed that can be guessed are worse than none.
    """
    if len(master) < SHORTEST_MASTER:
        raise ValueError(f"The master seed has {len(master)} bytes, and must have {SHORTEST_MASTER} or more.")
    return hmac.digest(master, message(campaign, of, str(epoch)), "sha256")


def commitment(seed: bytes) -> str:
    """The digest that is published before the first draw, and that the seed is checked against once it is out."""
    return hashlib.sha256(seed).hexdigest()


def draw(
    seed: bytes,
    member: str,
    n: int,
    table: Table,
    guarantees: Sequence[Guarantee],
    memory: Sequence[int],
    lands: str | None = None,
) -> tuple[str, Memory]:
    """The row of the member's n-th draw (1 is the first) with the guarantees applied, and the memory after it.

    memory: as the draw before left it; empty before the first. lands: a scenario's row in place of stage 0,
    which a ramp moves only where it is certain; raises ValueError where the table lacks it.
    """
    if lands is not None and lands not in table.rows:
        raise ValueError(f"the odds have no row {lands}")
    memory = filled(guarantees, memory)
    force = in_force(table, tuple(guarantees), memory)
    row = lands or pick(seed, member, n, 0, table)
    for move in force.moves:
        if row not in move.stays:
            certain = move.chance >= 1
            if certain or (lands is None and _happens(seed, member, n, move.stage - 1, move.chance)):
                row = pick(seed, member, n, move.stage, move.to)
    row = force.becomes.get(row, row)
    return row, after(guarantees, memory, row)


def pick(seed: bytes, member: str, n: int, stage: int, table: Table) -> str:
    """The row on which this member's n-th draw lands at this stage, by the table alone."""
    ticket = _ticket(seed, member, n, stage, table.total)
    for row, weight in zip(table.rows, table.weights, strict=True):
        if ticket < weight:
            return row
        ticket -= weight
    raise ValueError("the weights of the table don't add up to its total")


def _happens(seed: bytes, member: str, n: int, stage: int, chance: Fraction) -> bool:
    return _ticket(seed, member, n, stage, chance.denominator) < chance.numerator


def _ticket(seed: bytes, member: str, n: int, stage: int, total: int) -> int:
    """A whole number from 0 to total - 1, each exactly as likely as the others."""
    unfair_from = SPAN - SPAN % total
    block = 0
    while (x := _x(seed, member, n, stage, block)) >= unfair_from:
        block += 1
    return x % total


def _x(seed: bytes, member: str, n: int, stage: int, block: int) -> int:
    of = message(member, str(n), str(stage), str(block))
    return int.from_bytes(hmac.digest(seed, of, "sha256"), "big")


def message(*parts: str) -> bytes:
    """Parts as one text that no other parts make: each with its length before it."""
    return b"".join([len(part).to_bytes(4, "big") + part for part in map(str.encode, parts)])
