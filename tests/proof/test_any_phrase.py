"""Any money and any time of day means what it shows, and any text at all is a value or a phrase error."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.file import phrases
from chalicelib.domain.file.phrases import PHRASES, PhraseError
from chalicelib.domain.words.values import DECIMALS, Money


@given(st.integers(0, 10**12 - 1), st.sampled_from(sorted(DECIMALS)))
def test_money_means_what_it_shows(minor: int, currency: str) -> None:
    places = DECIMALS[currency]
    whole, rest = divmod(minor, 10**places)
    written = f"{whole}.{rest:0{places}}" if places else f"{whole}"
    assert phrases.money(f"{written} {currency}") == Money(minor, currency)


@given(st.integers(0, 86_399_999))
def test_a_clock_time_means_what_it_shows(ms: int) -> None:
    seconds, rest = divmod(ms, 1000)
    written = f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}.{rest:03}"
    assert phrases.clock(written) == ms


@given(st.text(max_size=40))
def test_any_text_is_a_value_or_a_phrase_error(written: str) -> None:
    for phrase in PHRASES.values():
        with suppress(PhraseError):
            phrase(written)


SHAPES = (
    *("{n}", "-{n}", "{n}.5", "0.{n}", "1,{n}", "{n}e9", "{n}万", "x{n}", "at least {n}", "above {n}", "under {n}"),
    *("{n} CNY", "{n}元", "￥{n}", "{n} CNY off 9 CNY", "{n}% off", "{n}折", "{n}%", "1/{n}", "100 points for {n} CNY"),
    *("{n} days", "half {n}", "{n} times", "{n} a day", "each {n} CNY", "{n}-01-01", "{n}:00", "{n}th draw", "top {n}"),
)


@pytest.mark.parametrize("shape", SHAPES)
def test_a_number_of_any_length_is_a_value_or_a_phrase_error(shape: str) -> None:
    """What is meant is reckoned in decimals, which have an end; longer texts than sixty signs are not guessed at."""
    for digits in (16, 17, 26, 27, 28, 29, 30, 45, 60, 61, 5000):
        for number in ("1" + "0" * (digits - 1), "9" * digits):
            written = shape.format(n=number)
            for phrase in PHRASES.values():
                with suppress(PhraseError):
                    phrase(written)
