"""What a million actions cost: each price is charged for what it is the price of."""

import json
from pathlib import Path

import pytest

from bench import costs
from bench.costs import PRICES, Derived, million
from bench.recorded import Cost

DRAW = Cost(trips=2, reads=2, writes=6, member=700)
GIFT = Cost(trips=2, reads=3, writes=8, member=700)
HOME = Cost(trips=1, reads=1, writes=0, member=700)
SOLD_OUT = Cost(trips=3, reads=11.5, writes=6, member=700)
DERIVED = Derived(writes=2.5, reads=0.5, bytes=800)


@pytest.mark.parametrize(
    ("action", "price", "charged"),
    [
        (DRAW, "write unit", 6 + 2.5),
        (DRAW, "read unit", 2 + 0.5),
        (DRAW, "notice on the bus", 1),
        (DRAW, "request at the gateway", 1),
        (DRAW, "GB-second", 0.005 + 0.025 + 0.002 + 2 * 0.2 / 100),
        (GIFT, "write unit", 8 + 2 * 2.5),
        (GIFT, "notice on the bus", 2),
        (HOME, "write unit", 0),
        (HOME, "read unit", 1),
        (HOME, "notice on the bus", 0),
        (HOME, "GB-second", 0.005 + 0.002),
        (SOLD_OUT, "write unit", 6),
        (SOLD_OUT, "notice on the bus", 0),
    ],
)
def test_a_price_is_charged_for_what_it_is_the_price_of(action: Cost, price: str, charged: float) -> None:
    assert sum(million(action, DERIVED, dict.fromkeys(PRICES, 0.0) | {price: 1.0})) == pytest.approx(charged)


def test_a_price_that_does_not_exist_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    prices = tmp_path / "prices.json"
    prices.write_text(json.dumps({"write units": 1}))
    monkeypatch.setattr("sys.argv", ["costs", "--prices", str(prices)])

    with pytest.raises(SystemExit):
        costs.main()


def test_the_tables_are_made_of_what_is_counted() -> None:
    counted, derived = costs.measure()
    text = costs.tables(counted, derived, PRICES)

    assert derived.writes >= 2
    assert all(f"| {action} |" in text for action in counted)
    assert "5,000,000" in text
