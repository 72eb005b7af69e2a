"""Texts that may mean two things, or more than a phrase can say: the answer asks, and never advises one of them alone.

The whole advice is held, so that nothing that is written is left out of it in silence.
"""

from typing import Any

import pytest

from chalicelib.domain.file import phrases
from chalicelib.domain.file.phrases import PhraseError

DOT, COMMA = "is the dot one of thousands or of decimals? Write", "is the comma one of thousands or of decimals? Write"
WHICH_SHARE = "one share is wanted: which is it? Write"
CAPPED = "a share knows no most that it takes off: is it without one, or the amount itself? Write"
ALWAYS = "a coupon always takes the same off: is it this? Write"
NO_MOST = "a coupon knows a least amount to pay, and no most: write, for example, 20.00 CNY off 148.00 CNY"
PIECES = "a coupon asks for an amount of money, never for a number of pieces: write, for example, 20% off 148.00 CNY"
SECOND = "a coupon knows no second piece: write what is given by its SKU, free TOWEL-01, or what it costs, TOWEL-01 for"
EITHER = "is it one of the two, or the first off the second? Write"
ONCE = "a coupon is used once, however much is bought: is it this? Write"
TAKES = "A coupon takes an amount or a share off"
EXAMPLE = "write, for example, 20.00 CNY off 148.00 CNY"
NOTHING_TO_PAY = "that leaves nothing to pay: write what is off, such as 10% off for 9折"
FULL_PRICE = "that is the whole price: write what is off, such as 10% off for 9折"
HOW_MUCH = "how much is off? Write, for example, 20.00 CNY off 148.00 CNY"

OF_1000 = [
    ("money", "90.000 CNY", f"{DOT} 90000.00 CNY or 90.00 CNY"),
    ("money", "12.500 CNY", f"{DOT} 12500.00 CNY or 12.50 CNY"),
    ("money", "5.000 JPY", f"{DOT} 5000 JPY or 5 JPY"),
    ("money", "1.288 CNY", f"{DOT} 1288.00 CNY or 1.28 CNY or 1.29 CNY"),
    ("money", "-1.000 CNY", f"it is never below 0, and {DOT} 1000.00 CNY or 1.00 CNY"),
    ("money", "90.000", "in which currency? Write 90000.00 CNY or 90.00 CNY or 90000 JPY or 90 JPY"),
    ("money", "1.250.000 CNY", "write 1250000.00 CNY"),
    ("money", "1,288 CNY", "write 1288.00 CNY"),
    ("money", "1,288 KWD", f"{COMMA} 1.288 KWD or 1288.000 KWD"),
    ("money", "0.500 CNY", "write 0.50 CNY"),
    ("whole", "1.000", f"{DOT} 1000 or 1"),
    ("whole", "1.500", f"{DOT} 1500 or 1 or 2"),
    ("whole", "1.250.000", "write 1250000"),
    ("stock", "5.000", f"{DOT} 5000 or 5"),
    ("crowd", "5.000", f"{DOT} 5000 or 5"),
    ("threshold", "1.000", f"{DOT} 1000 or 1"),
    ("aged_points", "1.000 older than 1 year", f"{DOT} 1000 older than 1 year or 1 older than 1 year"),
    ("points_price", "1.000 = 1.00 CNY", f"{DOT} 1000 points for 1.00 CNY or 1 point for 1.00 CNY"),
    ("amount", "90.000 CNY of amount", f"{DOT} 90000.00 CNY of amount or 90.00 CNY of amount"),
    ("amount", "1.500 of km (max 1 a day)", f"{DOT} 1.500 of km (at most 1 a day) or 1500 of km (at most 1 a day)"),
    ("duration", "1.000 days", f"{DOT} 1000 days or 1 day"),
    ("duration", "1.500 days", f"{DOT} 1500 days or 36 hours"),
    ("percent", "1,500%", "write 1.500%"),
    ("coupon", "20 CNY off 1.000 CNY", f"{DOT} 20.00 CNY off 1000.00 CNY or 1.00 CNY off 20.00 CNY"),
    ("names", {"tea": "1.000"}, f"{DOT} 1000 or 1"),
]
"""A factor of 1000 lies between the two readings."""

COUPONS = [
    ("10折", FULL_PRICE),
    ("100折", FULL_PRICE),
    ("0折", NOTHING_TO_PAY),
    ("0-5折", NOTHING_TO_PAY),
    ("0.8折", f"{WHICH_SHARE} 92% off or 20% off"),
    ("7-8折", f"{WHICH_SHARE} 30% off or 20% off"),
    ("10-20% off", f"{WHICH_SHARE} 10% off or 20% off"),
    ("10% or 20% off", f"{WHICH_SHARE} 10% off or 20% off"),
    ("10% off up to 50.00 CNY", f"{CAPPED} 10% off or 50.00 CNY off"),
    ("10% off max 50.00 CNY", f"{CAPPED} 10% off or 50.00 CNY off"),
    ("9折，最多减50元", f"{CAPPED} 10% off or 50.00 CNY off"),
    ("up to 20% off", f"{ALWAYS} 20% off"),
    ("up to 20 CNY off", f"{ALWAYS} 20.00 CNY off"),
    ("20 CNY off max 148 CNY", NO_MOST),
    ("20 CNY off under 148 CNY", NO_MOST),
    ("满2件8折", PIECES),
    ("20% off 2 items", PIECES),
    ("20 CNY off 2 items", PIECES),
    ("20 CNY off each item", PIECES),
    ("第二件半价", f"{SECOND} 9.90 CNY"),
    ("second half price", f"{SECOND} 9.90 CNY"),
    ("20-50 CNY off", f"{EITHER} 20.00 CNY off or 50.00 CNY off or 20.00 CNY off 50.00 CNY"),
    ("20 to 50 CNY off", f"{EITHER} 20.00 CNY off or 50.00 CNY off or 20.00 CNY off 50.00 CNY"),
    ("20 or 50 CNY off", "one amount is wanted: which is it? Write 20.00 CNY off or 50.00 CNY off"),
    ("148-20", "in which currency? Write 20.00 CNY off 148.00 CNY or 20 JPY off 148 JPY"),
    ("20 CNY off every 148 CNY", f"{ONCE} 20.00 CNY off 148.00 CNY"),
    ("每满148元减20元", f"{ONCE} 20.00 CNY off 148.00 CNY"),
    ("10% off 148", "in which currency? Write 10% off 148.00 CNY or 10% off 148 JPY"),
    ("over 148 CNY", HOW_MUCH),
    ("满148", HOW_MUCH),
    ("10% off all tea", f'what does "tea" say? {TAKES}: without it, write 10% off'),
    ("新客9折", f'what does "新客" say? {TAKES}: without it, write 10% off'),
    ("10% off + 5 CNY", f'what does "+" say? {TAKES}: without it, write 10% off'),
    ("20 CNY off tea", f'what does "tea" say? {TAKES}; {EXAMPLE}'),
    ("towel 9.90 CNY", f'what does "towel" say? {TAKES}; {EXAMPLE}'),
    ("save 20 CNY when you spend 148 CNY", "write 20.00 CNY off 148.00 CNY"),
    ("20 CNY off 148 CNY or more", "write 20.00 CNY off 148.00 CNY"),
    ("满148元可减20元", "write 20.00 CNY off 148.00 CNY"),
    ("全场9折", "write 10% off"),
]
"""A cap, a number of pieces, a range, or words that no coupon says."""

BESIDE = [
    ("money", "90000 CNY a month", 'what does "a month" say here? Without it, write 90000.00 CNY'),
    ("money", "每月90000元", 'what does "每月" say here? Without it, write 90000.00 CNY'),
    ("money", "60 CNY per piece", 'what does "per piece" say here? Without it, write 60.00 CNY'),
    ("whole", "30 a day", 'what does "a day" say here? Without it, write 30'),
    ("whole", "30 per km", 'what does "per km" say here? Without it, write 30'),
    ("whole", "每天30", 'what does "每天" say here? Without it, write 30'),
    ("whole", "5%", 'what does "%" say here? Without it, write 5'),
    ("whole", "8 months", 'what does "months" say here? Without it, write 8'),
    ("whole", "8 years", "write 8"),
    ("stock", "200 units a day", "write 200 a day"),
    ("stock", "200 mugs a week", "write 200 a week"),
    ("stock", "200 mugs/week", "write 200 a week"),
    ("stock", "50杯每天", "write 50 a day"),
    ("stock", "200 CNY a day", 'what does "a day" say here? Without it, write 200'),
    ("stock", "200 units every other week", 'what does "every other week" say here? Without it, write 200'),
    ("stock", "200 units a year", "write, for example, 300 or 5000 a window"),
    ("limit", "5+ a day", "a limit is the most that one member may: is it this? Write 5 a day"),
    ("limit", "at least 5 a day", "a limit is the most that one member may: is it this? Write 5 a day"),
    *(
        ("limit", f"{low_to_high} a day", "a limit is the most that one member may: is it this? Write 10 a day")
        for low_to_high in (
            "5-10",
            "5 - 10",
            "5–10",
            "5~10",
            "5 to 10",
            "between 5 and 10",
            "from 5 to 10",
            "5至10",
            "5到10",
        )
    ),
    ("limit", "每天5-10次", "a limit is the most that one member may: is it this? Write 10 a day"),
    ("limit", "5, 10 a week", "write, for example, 3 a day or 1 a campaign"),
    ("limit", "5 a day + 10 a week", "several limits are a list: write [5 a day, 10 a week]"),
]
"""A period or a share beside a number, and the sign of a least amount."""

DAYS = "one moment is wanted, and these are several days: on which of them? Write"
MOMENTS = [
    ("weekdays 10:00", f"{DAYS} Mon 10:00 or Fri 10:00 or daily 10:00"),
    ("workdays 10:00", f"{DAYS} Mon 10:00 or Fri 10:00 or daily 10:00"),
    ("工作日 10:00", f"{DAYS} Mon 10:00 or Fri 10:00 or daily 10:00"),
    ("weekend 10:00", f"{DAYS} Sat 10:00 or Sun 10:00 or daily 10:00"),
    ("周末 10:00", f"{DAYS} Sat 10:00 or Sun 10:00 or daily 10:00"),
    ("June 2026 10:00", f"{DAYS} 2026-06-01 10:00 or 2026-06-30 10:00"),
    ("end of 2026-06-28 22:00", "at 22:00, or when the day ends? Write 2026-06-28 22:00 or end of 2026-06-28"),
    ("end of month 22:00", "at 22:00, or when the day ends? Write 31st 22:00 or end of month"),
    ("end of Wed 22:00", "at 22:00, or when the day ends? Write Wed 22:00 or end of Wed"),
    ("until 2026-06-28 22:00", "write 2026-06-28 22:00"),
    ("2026-06-28 22:00 结束", "write 2026-06-28 22:00"),
    ("until 2026-06-28", "write end of 2026-06-28"),
]
"""Several days where a moment is one, and a clock time beside the end of a day."""

ROWS = [*OF_1000, *(("coupon", written, advice) for written, advice in COUPONS), *BESIDE]
ROWS += [("parse_moment", written, advice) for written, advice in MOMENTS]


@pytest.mark.parametrize(("kind", "written", "advice"), ROWS, ids=[f"{kind}: {text}" for kind, text, _ in ROWS])
def test_a_doubtful_text_is_asked_about(kind: str, written: Any, advice: str) -> None:
    with pytest.raises(PhraseError) as refused:
        getattr(phrases, kind)(written)
    assert str(refused.value).endswith(f"; {advice}")
