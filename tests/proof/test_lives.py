"""Lives of members whose points end, whose stars decide their tier, and who come when they like."""

from collections import Counter
from random import Random
from typing import Any

import pytest

from chalicelib.domain.record.actions import Enrol, Settle
from chalicelib.domain.record.member import Played, Profile
from tests.proof.conftest import Proof
from tests.proof.lives import DAY, Life, live
from tests.proof.world import moment

SHORT, LONG = 40, 2_000
KINDS = (*["order", "shop.visited"] * 4, *["settle"] * 8, "latte", "old", "born", "tier")


@pytest.mark.parametrize("part", range(4))
def test_everything_adds_up_at_each_step_of_a_life(part: int, proof: Proof) -> None:
    life, chance = Life(), Random(proof.seed * 100 + part)
    for n in range((LONG if proof.long else SHORT) // 4):
        live(life, f"member {n}", chance, moment("2026-01-05 10:00"), 500)
    reached = [one.document.profile.tier for one in life.store.members.values()]
    assert {"silver", "gold"} & {*reached}


@pytest.mark.parametrize("part", range(4))
def test_who_comes_often_and_who_comes_at_the_end_differ_in_nothing(part: int, proof: Proof) -> None:
    life, chance = Life(), Random(proof.seed * 100 + part)
    start = moment("2026-01-05 10:00")
    for n in range((LONG if proof.long else SHORT) // 4):
        born = Profile(born=f"1990-{chance.randrange(1, 13):02}-{chance.randrange(1, 29):02}")
        often, once = f"often {n}", f"once {n}"
        for who in (often, once):
            life.play(who, Enrol(born), start)
        for at in sorted(start + chance.randrange(500 * DAY) for _ in range(chance.randrange(2, 25))):
            amount, kind = chance.randrange(1, 200), chance.choice(KINDS)
            for who in (often, once) if kind != "settle" else (often,):
                life.report(who, kind, amount, at)
        for who in (often, once):
            life.play(who, Settle(), start + 700 * DAY)
        assert told(life, often) == told(life, once)
        assert fallen_due(life, often) == fallen_due(life, once)


def told(life: Life, who: str) -> Any:
    """What a member holds and is; without codes, which chance makes."""
    document = life.store.members[who].document
    part = document.played.get("ledger", Played())
    coupons = sorted((one.prize, one.expires) for one in document.coupons)
    return document.lots, document.owed, document.stars, document.standing, document.profile, coupons, part.has


def fallen_due(life: Life, who: str) -> Any:
    """Everything that ever fell due, with its moment and its lots, whichever receipt tells of it."""
    moved: Counter[Any] = Counter()
    for posting in (one for told in life.told[who] for one in told.get("postings", ())):
        for asset, n in {**posting.get("lots", {}), **posting.get("gave", {})}.items() if posting.get("at") else ():
            moved[posting["at"], posting["why"], asset] += n
    return {one: n for one, n in moved.items() if n}
