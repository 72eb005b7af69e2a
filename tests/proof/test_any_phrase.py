"""Any money and any time of day means what it shows, and any text at all is a value or a phrase error."""

from contextlib import suppress

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
