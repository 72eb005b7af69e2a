"""Whoever comes often, and whoever comes only at the end, holds the same points, stars, tier and coupons."""

from random import Random
from typing import Any

import pytest

from chalicelib.domain.record.member import Member, Profile
from tests.domain.ledger import Ledger
from tests.proof.conftest import Proof

DAY = 86_400_000


def life(chance: Random) -> list[tuple[int, str]]:
    """Orders of a year, at any moment."""
    days = sorted(chance.randrange(400 * DAY) for _ in range(chance.randrange(2, 14)))
    return [(at, f"{chance.randrange(1, 45)}.00 CNY") for at in days]


@pytest.mark.parametrize("part", range(5))
def test_who_comes_often_and_who_comes_at_the_end_differ_in_nothing(part: int, proof: Proof) -> None:
    chance, tiers = Random(part), set[str]()
    for _ in range(600 if proof.long else 50):
        orders, ledger = life(chance), Ledger() if chance.random() < 0.02 else None
        ledger = ledger or lived_in
        start, born = ledger.at("2026-01-05 10:00"), f"1990-{chance.randrange(1, 13):02}-{chance.randrange(1, 29):02}"
        often, once = f"often {ledger.asked}", f"once {ledger.asked}"
        for who in (often, once):
            ledger.enrol(who, start, Profile(born=born))
        looks = [start + chance.randrange(420 * DAY) for _ in range(chance.randrange(1, 15))]
        for at, amount in sorted([*((start + at, amount) for at, amount in orders), *((at, "") for at in looks)]):
            if amount:
                ledger.order(amount, at, often)
                ledger.order(amount, at, once)
            else:
                ledger.settle(at, often)
        for who in (often, once):
            ledger.settle(start + 500 * DAY, who)
        assert told(ledger.document(often)) == told(ledger.document(once))
        tiers.add(ledger.document(once).profile.tier)
    assert len(tiers) > 1


lived_in = Ledger()


def told(document: Member) -> Any:
    """What a member holds and is; without codes, which chance makes, and the words of long ago."""
    part = document.played["club"]
    coupons = sorted((one.prize, one.expires) for one in document.coupons)
    return document.lots, document.owed, document.stars, document.standing, document.profile, coupons, part.has
