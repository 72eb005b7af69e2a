"""Points end once, at their moment, whoever comes when, and what ends first is spent first."""

from typing import Any

import pytest

from chalicelib.domain.derived.counters import counted, ended
from chalicelib.domain.derived.notice import of_receipt
from chalicelib.domain.file import reading
from chalicelib.domain.file.programme import Programme
from chalicelib.domain.mechanics.redemption.play import Redeem
from chalicelib.domain.publishing.definitions import EarlierProgramme, assemble
from chalicelib.domain.record.receipt import Receipt
from chalicelib.domain.views.home import home
from chalicelib.domain.views.screens import Ending
from tests.domain.game import tree
from tests.domain.ledger import PROGRAMME, Ledger


@pytest.fixture
def club() -> Ledger:
    ledger = Ledger()
    ledger.enrol("ann", "2026-01-05 10:00")
    return ledger


@pytest.mark.parametrize(
    ("when", "held"),
    [("2026-03-31 23:59:59.999", 15), ("2026-04-01 00:00", 5), ("2026-04-30 23:59:59.999", 5), ("2026-05-01 00:00", 0)],
)
def test_points_end_with_the_second_month_after_theirs(club: Ledger, when: str, held: int) -> None:
    club.order("10.00 CNY", "2026-01-31 23:59:59.999")
    club.order("5.00 CNY", "2026-02-01 00:00")
    shown = home(club.store.definitions, club.store.members["ann"], club.at(when)).purse
    assert shown.held == held
    assert shown.ends == tuple(
        one for one in (Ending("2026-03-31", 10), Ending("2026-04-30", 5)) if one.day >= when[:10]
    )


@pytest.mark.parametrize(
    ("earned", "arrives", "lot"),
    [
        ("2026-03-14 23:59:59.999", None, "2026-03+2"),
        ("2026-03-15 00:00", None, "2026-03+2"),
        ("2026-03-31 23:59:59.999", None, "2026-03+2"),
        ("2026-03-31 23:59:59.999", "2026-04-02 09:00", "2026-03+2"),
        ("2026-02-28 12:00", "2026-04-02 09:00", "2026-02+2"),
        ("2026-04-01 00:00", None, "2026-04+1"),
        ("2026-05-01 00:00", None, "2026-05y+1"),
    ],
)
def test_another_rule_counts_for_the_months_that_begin_after_it(
    club: Ledger, earned: str, arrives: str | None, lot: str
) -> None:
    """In force from 15 March are points of one month, and from 10 April those of the next year's end."""

    def valid(text: str) -> Programme:
        found, _ = reading.read(tree(PROGRAMME.replace("valid: 2 months", f"valid: {text}")), Programme)
        assert found is not None
        return found

    shorter = EarlierProgramme(club.at("2026-03-15 00:00"), valid("1 month"))
    now = club.store.definitions
    club.store.definitions = assemble(
        valid("end of next year"),
        now.campaigns.values(),
        since={"programme": club.at("2026-04-10 00:00")},
        earlier=(EarlierProgramme(club.at("2026-01-01 00:00"), club.programme), shorter),
    )
    result = club.order("10.00 CNY", earned, arrives=arrives)
    assert isinstance(result, Receipt)
    assert [one.lots for one in result.own if one.asset == "points"] == [{lot: 10}]


def test_what_ended_is_told_with_its_moment_and_its_lot(club: Ledger) -> None:
    club.order("10.00 CNY", "2026-01-31 12:00")
    result = club.settle("2026-12-24 12:00")
    assert isinstance(result, Receipt)
    (over,) = result.postings
    assert (over.campaign, over.why, over.at) == ("programme", "expired", club.at("2026-04-01 00:00"))
    assert (over.took, over.lots) == ({"points": 10}, {"2026-01+2": -10})
    assert club.settle("2026-12-25 12:00") is None


def test_what_ends_first_is_spent_first(club: Ledger) -> None:
    club.order("20.00 CNY", "2026-01-31 12:00")
    club.order("20.00 CNY", "2026-02-28 12:00")
    result = club.play(Redeem("club", "bar", "latte"), "2026-03-31 23:59:59.999")
    assert isinstance(result, Receipt)
    assert [one.lots for one in result.own if one.asset == "points"] == [{"2026-01+2": -20, "2026-02+2": -10}]


@pytest.mark.parametrize(
    ("when", "enough"),
    [("2026-02-28 23:59:59.999", False), ("2026-03-01 00:00", True), ("2026-03-31 23:59:59.999", True)],
)
def test_only_old_points_count_where_a_price_says_so(club: Ledger, when: str, enough: bool) -> None:
    club.order("5.00 CNY", "2026-01-31 12:00")
    club.order("50.00 CNY", "2026-02-01 12:00")
    result: Any = club.play(Redeem("club", "bar", "old"), when)
    if enough:
        assert [(one.asset, one.n, one.lots) for one in result.own] == [
            ("prizes/latte", 1, {}),
            ("points", -5, {"2026-01+2": -5}),
        ]
    else:
        assert result.code == "not_enough"
        assert "0 of them" in str(result)


def test_points_of_an_event_that_comes_late_belong_to_its_own_month_unless_that_is_over(club: Ledger) -> None:
    club.order("10.00 CNY", "2026-01-31 12:00", arrives="2026-02-20 12:00")
    assert club.document().lots == {"+2": [2026 * 12, 10]}
    club.order("10.00 CNY", "2026-02-28 12:00", arrives="2026-04-20 12:00")
    assert club.document().lots == {"+2": [2026 * 12 + 1, 10]}


def test_points_that_end_are_no_campaigns_business() -> None:
    club = Ledger()
    club.enrol("ann", "2026-01-05 10:00")
    club.order("10.00 CNY", "2026-01-31 12:00")
    settled = club.settle("2026-12-24 12:00")
    assert isinstance(settled, Receipt)
    campaigns = {name: one.campaign for name, one in club.store.definitions.campaigns.items()}
    assert ended(settled) == set()
    assert counted(settled, campaigns) == {}
    told = of_receipt("ann", settled).data
    assert (told.campaigns, [one.campaign for one in told.postings]) == ((), ["programme"])
