"""Numbers: whole ones, money, percents, chances, durations, rates.

Digits are plain ASCII digits without separators, signs, exponents or leading zeros: what YAML would have read some
other way is an error here rather than a surprise.
"""

from difflib import get_close_matches
from fractions import Fraction
from typing import Any

from chalicelib.domain.file.phrases.phrase import guesses, phrase
from chalicelib.domain.words.values import DECIMALS, Chance, Duration, Money

INT = "(?:0|[1-9][0-9]{0,11})"
"""A whole number of at most twelve digits, so that sums stay exact in JSON on a phone (below 2 to the 53rd)."""

COUNT = "[1-9][0-9]{0,11}"
"""A whole number from 1."""

DECIMAL = rf"{INT}(?:\.[0-9]+)?"
MONEY = f"{DECIMAL} [A-Z]{{3}}"
PERCENT = r"(?:100(?:\.0{1,6})?|[1-9]?[0-9](?:\.[0-9]{1,6})?)%"
_UNIT = "ms|seconds?|minutes?|hours?|days?|weeks?|months?|years?"

_OTHER_NAMES = {"RMB": "CNY", "YEN": "JPY", "NTD": "TWD"}


@phrase("a whole number", f"(?P<digits>{INT})", "500", "5000000", least=0, guess="meant_numbers.whole")
def whole(digits: str) -> int:
    """A whole number in plain digits, without separators."""
    return int(digits)


@phrase(
    "money", f"(?P<number>{DECIMAL}) (?P<currency>[A-Z]{{3}})", "399.00 CNY", "1200 JPY", guess="meant_numbers.money"
)
def money(number: str, currency: str) -> Money:
    """An amount and its currency, with the currency's own decimals."""
    if currency not in DECIMALS:
        near = currency_meant(currency)
        hint = f"did you mean {near}?" if near else f"known are {', '.join(sorted(DECIMALS))}"
        raise ValueError(f"{currency} is not a currency known here ({hint})")
    whole_part, _, decimals = number.partition(".")
    wanted = DECIMALS[currency]
    if len(decimals) != wanted:
        right = f"{whole_part}.{decimals[:wanted]:0<{wanted}}" if wanted else whole_part
        as_in = "" if guesses("meant_numbers").which_sign(number) else f", as in {right} {currency}"
        raise ValueError(f"{currency} has {wanted} decimals{as_in}")
    return Money(int(whole_part + decimals), currency)


def currency_meant(text: str) -> str | None:
    """The code of a currency that is written otherwise; None where none is near."""
    code = text.upper()
    return _OTHER_NAMES.get(code) or next(iter(get_close_matches(code, DECIMALS, 1)), None)


@phrase("a percentage", f"(?P<text>{PERCENT})", "0.5%", "10%", guess="meant_shares.percent")
def percent(text: str) -> Fraction:
    """A percentage above 0% and up to 100%, with at most six decimals."""
    share = Fraction(text.removesuffix("%")) / 100
    if not share:
        raise ValueError("it must be more than 0%")
    return share


@phrase(
    "a chance",
    f"(?P<share>{PERCENT})|(?P<odds>{COUNT}/{COUNT})|rest",
    "29.5%",
    "1/144",
    "rest",
    guess="meant_shares.chance",
)
def chance(share: str | None, odds: str | None) -> Chance:
    """A chance: a percentage with at most six decimals, a fraction, or `rest` for an equal share of what is left."""
    if share:
        return Chance(percent(share))
    if odds is None:
        return Chance(None)
    fraction = Fraction(odds)
    if fraction > 1:
        raise ValueError("a chance is at most 1")
    return Chance(fraction)


@phrase("a duration", f"(?P<count>{INT}) (?P<unit>{_UNIT})", "24 hours", "30 days", guess="meant_durations.duration")
def duration(count: str, unit: Any) -> Duration:
    """So many ms, seconds, minutes, hours, days, weeks, months or years."""
    return Duration(int(count), unit if unit == "ms" else unit.rstrip("s") + "s")


@phrase(
    "a draw",
    "(?P<nth>[1-9][0-9]{0,3})(?P<ending>st|nd|rd|th) draw",
    "10th draw",
    "3rd draw",
    guess="meant_numbers.nth_draw",
)
def nth_draw(nth: str, ending: str) -> int:
    """One of a member's draws in a box, by its number: the 1st draw, the 2nd, the 3rd, the 4th."""
    if ending != ordinal_ending(int(nth)):
        raise ValueError("its ending is another")
    return int(nth)


def ordinal_ending(n: int) -> str:
    """The ending of an ordinal number: 1st, 2nd, 3rd, 4th, 11th, 21st."""
    return "th" if n % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(n % 10, "th")


@phrase(
    "a rate", f"(?P<count>{COUNT})(?: a second)?", "200 a second", "5000 a second", least=1, guess="meant_numbers.rate"
)
def crowd(count: str) -> int:
    """How many takes a second are expected of everybody together."""
    return int(count)
