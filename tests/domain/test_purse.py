"""The purse: points by month and class, spent by the nearest end, and never more lots than a document keeps."""

from datetime import date

import pytest

from chalicelib.domain.record import purse, stars
from chalicelib.domain.record.purse import MOST_LOTS, Lot, Lots, month_of_text
from chalicelib.domain.words.values import Stars

JAN = month_of_text("2026-01")


@pytest.mark.parametrize(
    ("kind", "month", "last"),
    [
        ("", "2026-01", None),
        ("+24", "2026-01", "2028-01-31"),
        ("+1", "2028-01", "2028-02-29"),
        ("+1", "2026-12", "2027-01-31"),
        ("+12", "2026-12", "2027-12-31"),
        ("y+0", "2026-01", "2026-12-31"),
        ("y+0", "2026-12", "2026-12-31"),
        ("y+1", "2026-12", "2027-12-31"),
        ("2029-06-01", "2028-06", "2029-06-01"),
        ("+119999988", "2026-01", "9899-12-31"),
        ("+24", "9999-12", "9899-12-31"),
    ],
)
def test_when_points_of_a_month_end(kind: str, month: str, last: str | None) -> None:
    assert purse.last_day(kind, month_of_text(month)) == (None if last is None else date.fromisoformat(last))


@pytest.mark.parametrize("name", ["2026-01", "2026-01+24", "2026-12y+1", "2026-06=2029-06-01"])
def test_a_lot_is_known_by_its_name(name: str) -> None:
    assert purse.lot(name, 5).name == name


@pytest.mark.parametrize("text", ["2026-13", "2026-00", "2026-1", "26-01", "2026-01-01", ""])
def test_what_is_no_month(text: str) -> None:
    with pytest.raises(ValueError, match="no month"):
        month_of_text(text)


TWO = {"+24": [JAN, 100, 50], "": [JAN - 1, 7]}
"""A hundred of January 2026, fifty of February, and seven of December that never end."""


@pytest.mark.parametrize(
    ("n", "until", "first", "expected"),
    [
        (0, None, None, {}),
        (90, None, None, {"2026-01+24": 90}),
        (100, None, None, {"2026-01+24": 100}),
        (101, None, None, {"2026-01+24": 100, "2026-02+24": 1}),
        (157, None, None, {"2026-01+24": 100, "2026-02+24": 50, "2025-12": 7}),
        (200, None, None, {"2026-01+24": 100, "2026-02+24": 50, "2025-12": 7}),
        (120, JAN, None, {"2026-01+24": 100, "2025-12": 7}),
        (5, JAN - 1, None, {"2025-12": 5}),
        (5, JAN - 2, None, {}),
        (60, None, {"2026-02+24": 50}, {"2026-02+24": 50, "2026-01+24": 10}),
        (20, None, {"2026-02+24": 50}, {"2026-02+24": 20}),
        (20, None, {"2025-12": 3}, {"2025-12": 3, "2026-01+24": 17}),
    ],
)
def test_what_is_spent_first(n: int, until: int | None, first: dict[str, int] | None, expected: dict[str, int]) -> None:
    taken = purse.taken(TWO, n, until, first)
    assert purse.by_name(taken) == expected
    assert purse.held(purse.without(TWO, taken)) == 157 - sum(expected.values())


def test_of_equal_ends_the_older_month_is_spent_first() -> None:
    lots = {"2028-01-31": [JAN + 1, 5], "+24": [JAN, 5], "+23": [JAN + 1, 5]}
    assert [one.month for one in purse.in_order(lots)] == [JAN, JAN + 1, JAN + 1]


def test_too_many_lots_are_folded_for_the_good_of_who_holds_them() -> None:
    lots: Lots = {}
    for month in range(MOST_LOTS + 5):
        lots = purse.added(lots, Lot("+99", JAN + month, 10))
    kept = purse.in_order(lots)
    assert (len(kept), purse.held(lots)) == (MOST_LOTS, 10 * (MOST_LOTS + 5))
    oldest = kept[0]
    assert (oldest.month, oldest.last_day, oldest.n) == (JAN, purse.last_day("+99", JAN + 5), 60)


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        (Stars(1), 66),
        (Stars(1, months=1), 32),
        (Stars(1, months=2), 48),
        (Stars(1, months=12), 64),
        (Stars(1, a_year=True), 48),
    ],
)
def test_stars_that_count(wanted: Stars, expected: int) -> None:
    """Two of long ago, sixteen of December 2025, sixteen of January, and thirty-two of February."""
    kept: list[int] = []
    for month, n in ((JAN - 20, 2), (JAN - 1, 16), (JAN, 16), (JAN + 1, 32)):
        kept = stars.moved(kept, month, n)
    assert stars.within(kept, wanted, JAN + 1) == expected


@pytest.mark.parametrize(
    ("month", "n", "expected"),
    [
        (JAN, -5, [1, JAN - 2, 4, 0, 5]),
        (JAN, -10, [1, JAN - 2, 4, 0, 0]),
        (JAN, -11, [0, JAN - 2, 4, 0, 0]),
        (JAN - 2, -15, [0, JAN - 2, 0, 0, 0]),
        (JAN - 2, -6, [0, JAN - 2, 0, 0, 9]),
        (JAN + 1, -1, [0, JAN - 2, 4, 0, 10, 0]),
        (JAN, -12, [0, JAN - 2, 3, 0, 0]),
        (JAN, -15, [0, JAN - 2, 0, 0, 0]),
        (JAN - 1, -1, [0, JAN - 2, 4, 0, 10]),
        (JAN - 1, -4, [0, JAN - 2, 4, 0, 7]),
        (JAN - 1, -13, [0, JAN - 2, 2, 0, 0]),
        (JAN - 1, 3, [1, JAN - 2, 4, 3, 10]),
        (JAN + 1, 3, [1, JAN - 2, 4, 0, 10, 3]),
        (JAN + 13, 3, [15, JAN + 1, *(0,) * 12, 3]),
        (JAN - 40, 3, [4, JAN - 12, *(0,) * 10, 4, 0, 10]),
    ],
)
def test_stars_are_kept_by_month(month: int, n: int, expected: list[int]) -> None:
    moved = stars.moved([1, JAN - 2, 4, 0, 10], month, n)
    assert moved == expected
    assert len(moved) <= 2 + stars.MONTHS_KEPT
