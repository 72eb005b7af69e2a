"""Draws by the service's own code, on standard output as JSON, for the client to verify: `draws.test.ts`."""

import json
import random
import sys
from fractions import Fraction
from hashlib import sha256
from typing import Any

from chalicelib.domain.chance import drawing
from chalicelib.domain.chance.odds import table
from chalicelib.domain.file.campaign import Guarantee
from chalicelib.domain.views import odds
from chalicelib.domain.words.values import Chance, Ramp

ROWS = ("a", "b", "c", "d", "小马")


def main(seed: int, cases: int) -> None:
    """So many tables with guarantees and forty draws each, all by chance."""
    chance = random.Random(seed)  # noqa: S311 - cases of a test
    json.dump([_case(chance) for _ in range(cases)], sys.stdout)


def _case(chance: random.Random) -> dict[str, Any]:
    finest = chance.choice((200, 200, 200, 2**90))
    parts = [chance.randint(1, finest) for _ in ROWS]
    shares = {row: Fraction(part, sum(parts)) for row, part in zip(ROWS, parts, strict=True)}
    rows = table({row: Chance(share) for row, share in shares.items()})
    guarantees = tuple(_guarantee(chance) for _ in range(chance.randint(0, 3)))
    seed, member = chance.randbytes(32), f"m{chance.getrandbits(60):x}"
    memory, n = drawing.fresh(guarantees), chance.randint(1, 1000)
    before, drawn = memory, []
    for i in range(40):
        row, memory = drawing.draw(seed, member, n + i, rows, guarantees, memory)
        drawn.append(row)
    return {
        "member": member,
        "odds": {
            "rows": {row: {"exact": f"{share.numerator}/{share.denominator}"} for row, share in shares.items()},
            "guarantees": [_terms(one) for one in guarantees],
            "commitment": sha256(seed).hexdigest(),
            "seed": seed.hex(),
        },
        "draws": {"n": n, "rows": drawn, "memory": before},
    }


def _terms(one: Guarantee) -> dict[str, Any]:
    """A guarantee as the odds page has it."""
    ramp = {"ramp_from": one.ramp.start, "ramp_step": odds.percent(one.ramp.step)} if one.ramp else {}
    known = {"of": one.of, "within": one.within, "featured": one.featured, "unchanged": one.unchanged, **ramp}
    return {name: value for name, value in known.items() if value}


def _guarantee(chance: random.Random) -> Guarantee:
    of = tuple(chance.sample(ROWS, chance.randint(1, 3)))
    unchanged = tuple(row for row in chance.sample(ROWS, chance.choice((0, 0, 1, 2))) if row != of[0])
    within = chance.choice((None, 1, 3, 9))
    ramp = Ramp(chance.randint(1, 6), Fraction(chance.choice((1, 25, 125, 3333)), chance.choice((100, 1000, 10000))))
    featured = chance.choice((None, chance.choice(of))) if len(of) > 1 else None
    return Guarantee(
        of=of,
        within=within,
        ramp=ramp if within is None or chance.random() < 0.5 else None,
        featured=featured,
        unchanged=unchanged,
    )


main(int(sys.argv[1]), int(sys.argv[2]))
