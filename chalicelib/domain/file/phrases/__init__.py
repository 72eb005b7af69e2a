"""The phrases of a campaign file: each is parsed once, here, into its plain value, and nowhere else.

`limit("3 a day")` gives the value or raises PhraseError, which says what is wrong and what would be right. PHRASES
finds the phrase by the type of the value, so that a struct's annotation says all that the reader and the JSON Schema
need.
"""

from collections.abc import Mapping
from fractions import Fraction
from types import MappingProxyType
from typing import Any

from chalicelib.domain.file.phrases.boards import how_many, ranks, scoring
from chalicelib.domain.file.phrases.coupons import coupon
from chalicelib.domain.file.phrases.moments import clock, parse_moment
from chalicelib.domain.file.phrases.numbers import chance, crowd, duration, money, nth_draw, percent, whole
from chalicelib.domain.file.phrases.phrase import Node, Phrase, PhraseError
from chalicelib.domain.file.phrases.rules import (
    age,
    aged_points,
    amount,
    bill_share,
    condition,
    event_by,
    event_match,
    exchange,
    factor,
    limit,
    points_price,
    stars,
    stock,
    threshold,
    unique_field,
)
from chalicelib.domain.file.phrases.touches import before_end, quiet_hours
from chalicelib.domain.file.phrases.words import event_name, extra, fact, flag, name, names, picture, tag_name, text
from chalicelib.domain.time.windows import Moment
from chalicelib.domain.words.values import (
    Age,
    Amount,
    BeforeEnd,
    BillShare,
    Chance,
    Condition,
    CouponTerms,
    Crowd,
    Duration,
    EventBy,
    EventMatch,
    EventName,
    ExchangePrice,
    ExtraValue,
    Fact,
    Factor,
    HowMany,
    Limit,
    Money,
    Name,
    NthDraw,
    PicturePath,
    PointsOfAge,
    PointsPrice,
    QuietHours,
    Ranks,
    Scoring,
    Stars,
    Stock,
    TagName,
    Threshold,
    UniqueField,
)

__all__ = [
    "PHRASES",
    "Node",
    "Phrase",
    "PhraseError",
    "age",
    "aged_points",
    "amount",
    "before_end",
    "bill_share",
    "chance",
    "clock",
    "condition",
    "coupon",
    "crowd",
    "duration",
    "event_by",
    "event_match",
    "event_name",
    "exchange",
    "extra",
    "fact",
    "factor",
    "flag",
    "how_many",
    "limit",
    "limits",
    "money",
    "name",
    "names",
    "nth_draw",
    "parse_moment",
    "percent",
    "picture",
    "points_price",
    "quiet_hours",
    "ranks",
    "scoring",
    "stars",
    "stock",
    "tag_name",
    "text",
    "threshold",
    "unique_field",
    "whole",
]

PHRASES: Mapping[Any, Phrase[Any]] = MappingProxyType(
    {
        Age: age,
        PointsOfAge: aged_points,
        Amount: amount,
        BeforeEnd: before_end,
        BillShare: bill_share,
        Chance: chance,
        Condition: condition,
        CouponTerms: coupon,
        Crowd: crowd,
        Duration: duration,
        EventBy: event_by,
        EventMatch: event_match,
        EventName: event_name,
        ExchangePrice: exchange,
        ExtraValue: extra,
        Fact: fact,
        Factor: factor,
        Fraction: percent,
        HowMany: how_many,
        Limit: limit,
        Moment: parse_moment,
        Money: money,
        Name: name,
        NthDraw: nth_draw,
        PicturePath: picture,
        PointsPrice: points_price,
        QuietHours: quiet_hours,
        Ranks: ranks,
        Scoring: scoring,
        Stars: stars,
        Stock: stock,
        TagName: tag_name,
        Threshold: threshold,
        UniqueField: unique_field,
        bool: flag,
        dict[str, int]: names,
        int: whole,
        str: text,
    }
)
"""The phrase of each type of value."""


def limits(node: Node) -> tuple[Limit, ...]:
    """One limit or a list of them, of which all hold."""
    return tuple(limit(item) for item in node) if isinstance(node, list) else (limit(node),)
