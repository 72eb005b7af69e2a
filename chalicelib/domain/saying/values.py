"""Values in the words of a language: money, shares, durations, limits, days and clock times."""

from collections.abc import Iterable
from datetime import date
from fractions import Fraction

from chalicelib.domain.saying.language import Language
from chalicelib.domain.words.values import Age, Duration, Limit, Money, Stars, money_text, percent_text

_FINEST_PERCENT = 10**8


def money(language: Language, value: Money) -> str:
    """An amount with all decimals of its currency."""
    amount, currency = money_text(value.minor, value.currency).split(" ")
    return language.say(language.key(f"money.{currency}") or "money", amount=amount, currency=currency)


def chance(language: Language, share: Fraction) -> str:
    """A share exactly: as a percentage, or as a fraction and about which percentage where no short decimal is exact."""
    if (share * _FINEST_PERCENT).denominator == 1:
        return percent_text(share)
    return language.say("chance", exact=f"{share.numerator}/{share.denominator}", about=percent_text(share))


def plain_number(thousandths: int) -> str:
    """Thousandths as a decimal: 2500 is `2.5`."""
    whole, part = divmod(thousandths, 1000)
    return f"{whole}.{part:03}".rstrip("0").rstrip(".")


def factor(times: Fraction) -> str:
    """`1.5` of x1.5."""
    return plain_number(int(times * 1000))


def duration(language: Language, value: Duration) -> str:
    """`30 days`."""
    return language.say(f"duration.{value.unit}", n=value.count)


def limits(language: Language, all_of: Iterable[Limit]) -> str:
    """`3 a day and 12 in the whole campaign`."""
    return language.listed((language.say(f"limit.{one.per}", n=one.count) for one in all_of), "as_well")


def age(language: Language, value: Age, base: str) -> str:
    """How long something is good; `base` says from when."""
    if value.months is not None:
        return language.say(f"{base}.months", n=value.months)
    return language.say(f"{base}.ever" if value.years is None else f"{base}.year.{value.years}")


def stars(language: Language, value: Stars) -> str:
    """`300 stars in 12 months`."""
    if value.months is not None:
        return language.say("stars.months", n=value.count, months=value.months)
    return language.say("stars.year" if value.a_year else "stars", n=value.count)


def day(language: Language, value: date) -> str:
    """`1 June 2026`."""
    return language.say("date", year=value.year, month=language.words[f"month.{value.month}"], day=value.day)


def clock(ms: int) -> str:
    """`10:00`, and its seconds where there are some: a time of day in milliseconds after midnight."""
    seconds, rest = divmod(ms, 1000)
    minutes, second = divmod(seconds, 60)
    finer = f":{second:02}" + (f".{rest:03}" if rest else "") if second or rest else ""
    return f"{minutes // 60:02}:{minutes % 60:02}{finer}"
