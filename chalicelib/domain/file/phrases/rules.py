"""Phrases for what a task wants and what a block allows: amounts, thresholds, limits, stock, conditions, exchanges."""

import re
from fractions import Fraction
from typing import Any

from msgspec.structs import replace

from chalicelib.domain.file.phrases.numbers import COUNT, INT, MONEY, PERCENT, money, percent
from chalicelib.domain.file.phrases.phrase import Node, Phrase, one_spaced, phrase, unnamed
from chalicelib.domain.file.phrases.words import EVENT, NAME
from chalicelib.domain.words.values import (
    Age,
    AgedPoints,
    Amount,
    Condition,
    EventBy,
    EventMatch,
    ExchangePrice,
    Limit,
    PointsPrice,
    Stars,
    Stock,
    Threshold,
    UniqueField,
)

MOST_MONTHS = 12
"""Months of stars that can be asked for together."""

_LIMIT = f"(?P<count>{COUNT}) a (?P<per>day|week|month|year|round|window|campaign)"
_NUMBER = rf"{INT}(?:\.[0-9]{{1,3}})?"
_AMOUNT = (
    f"(?:(?P<times>{COUNT}) times?"
    f"|(?P<days>{COUNT}) days?(?P<row> in a row)?"
    f"|(?P<different>{COUNT}) different (?P<of>{NAME})"
    f"|(?P<total>{MONEY}|{_NUMBER}) of (?P<field>{NAME}))"
    r"(?P<once> \(in one event\))?"
    rf"(?: \(at most (?P<at_most>{unnamed(_LIMIT)})\))?"
)


@phrase("a limit", _LIMIT, "3 a day", "1 a campaign", guess="meant_words.limit")
def limit(count: str, per: Any) -> Limit:
    """How often one member may do it: so many times a day, week, month, year, round, window or campaign."""
    return Limit(int(count), per)


@phrase(
    "an age",
    f"(?P<count>{COUNT}) (?P<unit>months?|years?)|end of (?P<year>year|next year)",
    "24 months",
    "end of next year",
    guess="meant_ledger.age",
)
def age(count: str | None, unit: str | None, year: str | None) -> Age:
    """How long something is good after its own month: so many months or years, to the end of the year or the next."""
    if count is None:
        return Age(years=int(year == "next year"))
    return Age(months=_months(count, unit))


@phrase(
    "an amount of stars",
    f"(?P<count>{COUNT}) stars?(?: in (?:(?P<months>{COUNT}) months?|(?P<year>a year)))?",
    "300 stars",
    "300 stars in 12 months",
    "300 stars in a year",
    guess="meant_ledger.stars",
)
def stars(count: str, months: str | None, year: str | None) -> Stars:
    """So many stars: of all times, of the present month and those before it, or of the calendar year."""
    within = int(months) if months else None
    if within is not None and within > MOST_MONTHS:
        raise ValueError(f"stars are known by month for {MOST_MONTHS} months")
    return Stars(int(count), within, bool(year))


@phrase("a factor", r"x(?P<times>[1-9][0-9]?(?:\.[0-9]{1,2})?)", "x2", "x1.5", guess="meant_ledger.factor")
def factor(times: str) -> Fraction:
    """How many times as many: x2 is twice as many."""
    return Fraction(times)


@phrase(
    "a price of points",
    f"(?P<points>{COUNT}) points? for (?P<worth>{MONEY})",
    "100 points for 1.00 CNY",
    guess="meant_ledger.points_price",
)
def points_price(points: str, worth: str) -> PointsPrice:
    """The worth of points: so many points for an amount of money."""
    return PointsPrice(int(points), money(worth))


@phrase("a share of a bill", f"(?P<share>{PERCENT}) of a bill", "50% of a bill", guess="meant_ledger.bill_share")
def bill_share(share: str) -> Fraction:
    """The largest part of a bill that may be paid so: a percentage of it."""
    return percent(share)


@phrase(
    "an amount of points",
    f"(?P<count>{INT})(?: older than (?P<age>{COUNT}) (?P<unit>months?|years?))?",
    "500",
    "500 older than 1 year",
    least=0,
    guess="meant_ledger.aged_points",
)
def aged_points(count: str, age: str | None, unit: str | None) -> AgedPoints:
    """So many points; where it is meant, only those that were earned long ago: older than so many months or years."""
    return AgedPoints(int(count), _months(age, unit) if age else 0)


def _months(count: str, unit: str | None) -> int:
    return int(count) * (12 if str(unit).startswith("year") else 1)


@phrase(
    "a stock",
    f"(?P<count>{COUNT})(?: a (?P<per>day|week|month|window))?",
    "300",
    "5000 a window",
    least=1,
    guess="meant_words.stock",
)
def stock(count: str, per: Any) -> Stock:
    """How many units there are for everybody: so many, or so many a day, week, month or window."""
    return Stock(int(count), per)


@phrase(
    "an amount",
    _AMOUNT,
    "3 times (at most 1 a day)",
    "7 days in a row",
    "3 different sku",
    "399.00 CNY of amount",
    guess="meant_numbers.amount",
)
def amount(
    times: str | None,
    days: str | None,
    row: str | None,
    different: str | None,
    of: str | None,
    total: str | None,
    field: str | None,
    once: str | None,
    at_most: str | None,
) -> Amount:
    """How much: 3 times, 3 days, 7 days in a row, 3 different FIELD, 60 of FIELD or 399.00 CNY of FIELD; where it is
    meant, (in one event) and (at most 1 a day)."""
    rest: dict[str, Any] = {"in_one_event": bool(once), "at_most": limit(at_most) if at_most else None}
    if total:
        target, currency = _sum(total)
        return Amount("sum", target, field, currency, **rest)
    if different:
        return Amount("different", int(different), of, **rest)
    if once:
        raise ValueError("only a sum or different values can be reached in one event")
    if days:
        return Amount("streak" if row else "days", int(days), **rest)
    return Amount("times", int(times or ""), **rest)


def _sum(text: str) -> tuple[int, str | None]:
    """The units to reach and their currency; without currency, thousandths."""
    if " " in text:
        wanted = money(text)
        units, currency = wanted.minor, wanted.currency
    else:
        before, _, after = text.partition(".")
        units, currency = int(f"{before}{after:0<3}"), None
    if not units:
        raise ValueError("it must be more than 0")
    return units, currency


@phrase(
    "a threshold", f"(?P<count>{COUNT})|(?P<price>{MONEY})", "3", "199.00 CNY", least=1, guess="meant_numbers.threshold"
)
def threshold(count: str | None, price: str | None) -> Threshold:
    """How far a milestone is: a count, or an amount of money."""
    if count:
        return Threshold(int(count))
    return Threshold(*_sum(price or ""))


@phrase("an exchange", f"(?P<count>{COUNT}) (?P<kind>spares|alike)", "3 spares", "3 alike")
def exchange(count: str, kind: Any) -> ExchangePrice:
    """The price of one fragment of choice: so many spares (any beyond the first of each), or so many alike."""
    return ExchangePrice(int(count), kind)


@phrase(
    "a unique field",
    rf"(?P<field>{NAME})(?P<case> \(case counts\))?(?P<none> \(or none\))?",
    "order",
    "channel (or none)",
    "token (case counts)",
    guess="meant_words.name",
)
def unique_field(field: str, case: str | None, none: str | None) -> UniqueField:
    """A field by which the same event is known, or `subject` or `source` of the event; large and small letters are the
    same, but for (case counts); with (or none) it may be missing."""
    return UniqueField(field, bool(case), bool(none))


_BY = rf"(?P<event>{EVENT}) by (?:(?P<field>{NAME})|\[(?: )?(?P<fields>{NAME}(?:(?: )?,(?: )?{NAME})*)(?: )?\])"


@phrase(
    "an event by its fields",
    _BY,
    "order.paid by order",
    "order.paid by [channel, order]",
    guess="meant_ledger.event_by",
)
def event_by(event: str, field: str | None, fields: str | None) -> EventBy:
    """An event, and the fields by which it is found: those that are unique of it."""
    return EventBy(event, _listed(field, fields))


@phrase(
    "an event to claim",
    rf"{_BY}(?:,(?: )?matching (?P<matching>{NAME}))?",
    "order.paid by [channel, order], matching phone-end",
    "order.paid by order",
    guess="meant_ledger.event_match",
)
def event_match(event: str, field: str | None, fields: str | None, matching: str | None) -> EventMatch:
    """An event, the fields by which it is found, and the field that only the right person knows: both must be right."""
    return EventMatch(event, _listed(field, fields), matching)


def _listed(one: str | None, several: str | None) -> tuple[str, ...]:
    return (one,) if one else tuple(name.strip() for name in str(several).split(","))


_VALUE = rf"{MONEY}|[^\s]+"
_COMPARED = re.compile(f"(?P<op>at least|at most) (?P<bound>{_VALUE})|(?P<low>{_VALUE}) to (?P<high>{_VALUE})")


_DAYS_AGO = re.compile(
    f"within (?P<within>{INT}) days?|(?P<low>{INT}) to (?P<high>{INT}) days? ago|more than (?P<more>{INT}) days? ago"
)
_COUNTED_IN = re.compile(f"(?P<compared>.+) in (?P<months>{COUNT}) months?")
_HAS = re.compile(r"has (?:\[(?P<any>[^\[\]]+)\]|(?P<one>[^\[\]].*))")


def _condition(node: Node) -> Condition:
    if isinstance(node, list):
        # A list's items are taken as they stand: the way to write a text like "Time to play".
        values = tuple(one_spaced(item) for item in node if isinstance(item, str))
        if not node or len(values) < len(node) or "" in values:
            raise ValueError("the list holds something else than values")
        return Condition("is", values)
    text = one_spaced(node) if isinstance(node, str) else ""
    if found := _DAYS_AGO.fullmatch(text):
        return _days_ago(**found.groupdict())
    if found := _HAS.fullmatch(text):
        words = tuple(one.strip() for one in found["any"].split(",")) if found["any"] else (found["one"],)
        if "" in words:
            raise ValueError("the list holds something else than words")
        return Condition("has", words)
    if (found := _COUNTED_IN.fullmatch(text)) and _COMPARED.fullmatch(found["compared"]):
        if (months := int(found["months"])) > MOST_MONTHS:
            raise ValueError(f"purchases are known by month for {MOST_MONTHS} months")
        return replace(_condition(found["compared"]), months=months)
    if found := _COMPARED.fullmatch(text):
        op, bound, low, high = found.group("op", "bound", "low", "high")
        return (
            Condition("between", (low, high))
            if low
            else Condition("at_least" if op == "at least" else "at_most", (bound,))
        )
    if text.startswith("not "):
        return Condition("not", (text.removeprefix("not "),))
    if not text or re.match(r"(not|at least|at most|has)\b", text):
        raise ValueError
    return Condition("is", (text,))


def _days_ago(within: str | None, low: str | None, high: str | None, more: str | None) -> Condition:
    """How many days ago something was, both ends included."""
    if within is not None:
        return Condition("at_most", (str(int(within)),), ago=True)
    if more is not None:
        return Condition("at_least", (str(int(more) + 1),), ago=True)
    return Condition("between", (str(int(low or "")), str(int(high or ""))), ago=True)


_SCALAR = ["string", "number", "boolean"]

condition: Phrase[Condition] = Phrase(
    name="a condition",
    examples=("gold", "[gold, silver]", "not gold", "at least 5", "at most 5", "5 to 10"),
    schema={
        "description": "What the field must be: a value, any of a list, not a value, at least or at most a value, or a "
        "range that includes both ends; of purchases also `in 12 months`; of a day `within 90 days`, `91 to 180 days "
        "ago` or `more than 180 days ago`; of a text `has WORD` or `has [A, B]`.",
        "anyOf": [{"type": _SCALAR}, {"type": "array", "items": {"type": _SCALAR}, "minItems": 1}],
        "examples": ["gold", ["gold", "silver"], "not gold", "at least 5", "at most 5", "5 to 10", "within 90 days"],
    },
    parse=_condition,
    guess="meant_conditions.condition",
)
