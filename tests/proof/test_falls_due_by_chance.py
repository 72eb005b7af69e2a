"""Any life: nothing ever falls due before the moment that is said, and at that moment something does."""

from random import Random

import pytest

from chalicelib.domain.decide.falls_due import falls_due
from chalicelib.domain.mechanics.redemption.play import Redeem
from chalicelib.domain.record.actions import Action, Happened, Settle, Update
from chalicelib.domain.record.member import Profile
from chalicelib.domain.time.localtime import DAY
from tests.domain.ledger import Ledger
from tests.domain.test_falls_due import does


@pytest.mark.parametrize("seed", range(12))
def test_nothing_ever_falls_due_before_it_is_said_to(seed: int) -> None:
    """And at that moment something does, or there is a later one to look again."""
    chance, ledger = Random(seed), Ledger()
    at = ledger.at("2026-01-05 10:00")
    ledger.enrol("ann", at, Profile(born=f"1990-{chance.randrange(1, 13):02}-{chance.randrange(1, 29):02}"))
    for _ in range(40):
        at += chance.choice((0, 1, DAY // 3, DAY, 5 * DAY, 16 * DAY, 40 * DAY))
        ledger.play(an_action(chance, at), at)
        member = ledger.store.members["ann"]
        said = falls_due(ledger.store.definitions, member, at)
        for moment in (at, *(chance.randrange(at, said) for _ in range(3) if at < said), said - 1):
            assert moment < at or moment >= said or not does(ledger.store.definitions, member, moment), (moment, said)
        assert does(ledger.store.definitions, member, said) == (
            falls_due(ledger.store.definitions, member, said) <= said
        )


def an_action(chance: Random, at: int) -> Action:
    kind = chance.randrange(10)
    if kind == 0:
        return Update(born=f"1991-{chance.randrange(1, 13):02}-{chance.randrange(1, 29):02}")
    if kind == 1:
        return Update(tier=chance.choice(("", "green", "silver", "gold")))
    if kind == 2:
        return Settle()
    if kind == 3:
        return Redeem("club", "bar", chance.choice(("latte", "old")))
    data = {"order": f"o{at}", "amount": f"{chance.randrange(1, 90)}.00 CNY"}
    return Happened(f"e{at}", "shop", "order.paid", at - chance.choice((0, 0, DAY, 20 * DAY)), data)
