from fractions import Fraction

import pytest

from chalicelib.domain.chance.odds import Table, only, table
from chalicelib.domain.words.values import Chance

REST = Chance(None)


def percent(text: str) -> Chance:
    return Chance(Fraction(text) / 100)


@pytest.mark.parametrize(
    ("odds", "expected"),
    [
        pytest.param(
            {"bike": percent("0.5"), "tee": percent("29.5"), "sticker": REST},
            Table(("bike", "tee", "sticker"), (1, 59, 140), 200),
            id="percentages and one rest",
        ),
        pytest.param(
            {"hidden": Chance(Fraction(1, 144)), "rose": REST},
            Table(("hidden", "rose"), (1, 143), 144),
            id="a fraction that no decimal can say",
        ),
        pytest.param(
            {"a": REST, "b": percent("50"), "c": REST, "d": REST},
            Table(("a", "b", "c", "d"), (1, 3, 1, 1), 6),
            id="several rests share equally, in published order",
        ),
        pytest.param({"all": REST}, Table(("all",), (1,), 1), id="rest alone is certain"),
        pytest.param(
            {"a": percent("33.333333"), "b": percent("66.666667")},
            Table(("a", "b"), (33333333, 66666667), 100000000),
            id="six places of a percent",
        ),
    ],
)
def test_odds_become_integers_over_their_least_common_denominator(odds: dict[str, Chance], expected: Table) -> None:
    assert table(odds) == expected


@pytest.mark.parametrize(
    ("odds", "message"),
    [
        pytest.param({"a": percent("70"), "b": percent("31.5")}, "add up to 101.5%: they must be exactly", id="above"),
        pytest.param({"a": percent("70"), "b": percent("29.999999")}, "add up to 99.999999%", id="a millionth below"),
        pytest.param({"a": Chance(Fraction(8, 9)), "b": percent("11")}, "add up to 99 8/9%", id="no exact decimal"),
        pytest.param({"a": Chance(Fraction(1, 144))}, "add up to 25/36%", id="below one percent"),
        pytest.param({"a": percent("100"), "b": REST}, "add up to 100%, which leaves nothing for", id="rest of zero"),
        pytest.param({"a": percent("104"), "b": REST}, "add up to 104%, which leaves nothing for", id="negative rest"),
        pytest.param({}, "add up to 0%", id="no rows"),
        pytest.param({"a": percent("0"), "b": REST}, "the chance of a is 0%", id="a row without a chance"),
        pytest.param({"a": percent("-1"), "b": REST}, "the chance of a is -1%", id="a negative chance"),
        pytest.param({"a": Chance(Fraction(1, 3**70)), "b": REST}, "too fine", id="denominator beyond 96 bits"),
    ],
)
def test_odds_that_are_not_exactly_everything_are_refused(odds: dict[str, Chance], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        table(odds)


def test_a_restricted_table_keeps_published_order_and_weights() -> None:
    published = Table(("a", "b", "c"), (2, 4, 6), 12)
    assert only(published, ("c", "a", "unknown")) == Table(("a", "c"), (2, 6), 8)
    assert published.share(("c", "a", "unknown")) == Fraction(8, 12)


def test_a_table_can_not_be_restricted_to_nothing() -> None:
    with pytest.raises(ValueError, match="none of x, y"):
        only(Table(("a",), (1,), 1), ("x", "y"))
