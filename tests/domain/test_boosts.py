"""Boosts: more points for some members or at some times, as of the event and before it, and rounded down once."""

import pytest

from chalicelib.domain.record.actions import Update
from chalicelib.domain.record.member import Profile
from chalicelib.domain.record.receipt import Receipt
from tests.domain.ledger import HEAD, PROGRAMME, Ledger

CAMPAIGN = f"""{HEAD}
challenges:
  stars:
    tasks:
      pay: {{when: order.paid, each: 1.00 CNY of amount, gives: {{stars: 1}}}}
  points:
    tasks:
      pay:
        when: order.paid
        each: 10.00 CNY of amount
        gives: {{points: 3}}
        milestones: {{5.00 CNY: {{points: 1}}}}
        boosts:
          - {{who: {{tier: at least silver}}, points: x1.25}}
          - {{who: {{tier: gold}}, points: x2}}
          - {{who: {{birthday: today}}, points: x1.5}}
          - {{points: x3, opens: 2026-06-18 00:00, closes: end of 2026-06-18}}
"""


@pytest.fixture
def club() -> Ledger:
    ledger = Ledger(PROGRAMME, CAMPAIGN)
    ledger.enrol("ann", "2026-01-05 10:00", Profile(born="1990-05-17"))
    return ledger


def points(club: Ledger, amount: str, when: str, arrives: str | None = None) -> tuple[int, set[str]]:
    """What an order gave: points, and as how many times as many."""
    result = club.order(amount, when, arrives=arrives)
    assert isinstance(result, Receipt)
    paid = [one for one in result.postings if "points" in one.gave]
    return sum(one.gave["points"] for one in paid), {one.boost for one in paid}


@pytest.mark.parametrize(
    ("tier", "amount", "when", "expected"),
    [
        ("", "10.00 CNY", "2026-03-02 09:00", (4, {""})),
        ("silver", "10.00 CNY", "2026-03-02 09:00", (5, {"1.25"})),
        ("silver", "20.00 CNY", "2026-03-02 09:00", (10, {"1.25"})),  # not 3.75 and 1.25, each rounded down
        ("silver", "70.00 CNY", "2026-03-02 09:00", (35, {"1.25"})),
        ("gold", "10.00 CNY", "2026-03-02 09:00", (8, {"2.0"})),
        ("gold", "10.00 CNY", "2026-05-17 00:00", (8, {"2.0"})),
        ("silver", "10.00 CNY", "2026-05-17 00:00", (6, {"1.5"})),
        ("silver", "10.00 CNY", "2026-05-16 23:59:59.999", (5, {"1.25"})),
        ("", "10.00 CNY", "2026-05-18 00:00", (4, {""})),
        ("gold", "10.00 CNY", "2026-06-18 00:00", (12, {"3.0"})),
        ("gold", "10.00 CNY", "2026-06-18 23:59:59.999", (12, {"3.0"})),
        ("gold", "10.00 CNY", "2026-06-19 00:00", (8, {"2.0"})),
        ("gold", "10.00 CNY", "2026-06-17 23:59:59.999", (8, {"2.0"})),
    ],
)
def test_the_highest_that_holds_counts(
    club: Ledger, tier: str, amount: str, when: str, expected: tuple[int, set[str]]
) -> None:
    club.play(Update(tier=tier), "2026-02-02 09:00")
    assert points(club, amount, when) == expected


def test_a_tier_boosts_what_comes_after_the_event_that_brings_it(club: Ledger) -> None:
    assert points(club, "30.00 CNY", "2026-03-02 09:00") == (12, {""})
    assert points(club, "10.00 CNY", "2026-03-02 09:00") == (5, {"1.25"})


def test_an_event_that_comes_late_is_boosted_as_of_its_own_time(club: Ledger) -> None:
    assert points(club, "10.00 CNY", "2026-06-18 10:00", arrives="2026-06-20 10:00") == (12, {"3.0"})
