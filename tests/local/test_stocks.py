"""The stock as stored, told by the table's stream: records that come again, or are of other items, change nothing."""

from typing import Any

import pytest

from local.stocks import Stocks


def record(pk: str, **image: str) -> dict[str, Any]:
    """A record of an item as it is now; without attributes: it was removed."""
    new = {"NewImage": {name: {"N": value} for name, value in image.items()}} if image else {}
    change = {"Keys": {"pk": {"S": pk}, "sk": {"S": "S"}}, **new}
    return {"eventName": "MODIFY" if image else "REMOVE", "dynamodb": change}


def test_what_came_back_is_counted_until_it_is_taken() -> None:
    stocks = Stocks()

    def back(unit: str, event: str) -> dict[str, Any]:
        keys = {"pk": {"S": "B#spa/prizes/rose/w1"}, "sk": {"S": unit}}
        return {"eventName": event, "dynamodb": {"Keys": keys}}

    told = [record("S#spa/prizes/rose/w1#0", taken="3"), back("1/a", "INSERT"), back("1/b", "INSERT")]
    stocks.hear({"Records": [*told, *told]}, None)
    assert [(one["taken"], one["returned"]) for one in stocks.rows()] == [(3, 2)]
    stocks.hear({"Records": [back("1/a", "REMOVE")]}, None)
    assert [one["returned"] for one in stocks.rows()] == [1]


@pytest.mark.parametrize(
    ("records", "expected"),
    [
        ([], {}),
        ([record("S#spa/prizes/rose/#0", taken="1")], {("spa", "prizes/rose", ""): {"0": 1}}),
        ([record("S#spa/prizes/rose/w1#0", taken="1")], {("spa", "prizes/rose", "w1"): {"0": 1}}),
        ([record("S#a/redemptions/b/c/w#12", taken="3")], {("a", "redemptions/b/c", "w"): {"12": 3}}),
        (
            [record("S#spa/prizes/rose/#0", taken="1"), record("S#spa/prizes/rose/#1", taken="2")],
            {("spa", "prizes/rose", ""): {"0": 1, "1": 2}},
        ),
        (
            [record("S#spa/prizes/rose/#0", taken=n) for n in ("1", "2", "1", "2")],
            {("spa", "prizes/rose", ""): {"0": 2}},
        ),
        (
            [*(record(f"S#spa/prizes/rose/#{n}", taken="1") for n in (0, 1)), record("S#spa/prizes/rose/#0")],
            {("spa", "prizes/rose", ""): {"1": 1}},
        ),
        ([record("S#spa/prizes/rose/#0", taken="1"), record("S#spa/prizes/rose/#0")], {}),
        ([record("M#ana", v="1"), record("F#spa/prizes/rose/#0", taken="9"), record("S#gone/prizes/x/#0")], {}),
    ],
    ids=[
        "none",
        "a stock",
        "a window",
        "an offer",
        "two shards",
        "all again",
        "a shard removed",
        "removed",
        "of others",
    ],
)
def test_what_was_taken_is_what_the_last_record_told(
    records: list[dict[str, Any]], expected: dict[tuple[str, str, str], dict[str, int]]
) -> None:
    stocks = Stocks()
    stocks.hear({"Records": records}, None)

    rows = stocks.rows()
    assert {(one["campaign"], one["stock"], one["window"]): one["shards"] for one in rows} == expected
    assert all(one["taken"] == sum(one["shards"].values()) for one in rows)
