"""Moments of one day: where a date is wanted with its clock time, or a date alone."""

import re
from datetime import date

from chalicelib.domain.file.phrases.moments import parse_moment
from chalicelib.domain.file.phrases.phrase import Meant, PhraseError, guesses, plain, shown
from chalicelib.domain.time.windows import Moment


def dated_moment(text: str) -> Moment:
    """`2026-07-01 10:00` or `end of 2026-06-30`; ValueError, saying what would be right, for any other moment."""
    try:
        written = parse_moment(text)
    except PhraseError:
        raise ValueError(f"{shown(text)} is no moment; {_advice(text)}") from None
    if written.every == "once" and not written.bare:
        return written
    raise ValueError(f"{shown(text)} needs a date and a clock time; {_advice(text)}")


def day(text: str) -> date:
    """A date alone; ValueError, saying what would be right, for any other text."""
    try:
        return date.fromisoformat(re.fullmatch(r"\d{4}-\d\d-\d\d", text)[0])  # type: ignore[index]
    except (ValueError, TypeError):
        right = (
            guesses("meant_moments").calendar_day(plain(text)).advice()
            or "write year, month and day, such as 2026-06-01"
        )
        raise ValueError(f"{shown(text)} is no day; {right}") from None


def date_wanted(text: str) -> str:
    """Say that a date is wanted, where a text means a moment that recurs; empty where it means another."""
    guessed = guesses("meant_moments").moment(plain(text)).spellings
    if not guessed or any(_is_dated(one) for one in guessed):
        return ""
    return f"it is once: {_advice(text).replace('its date too', 'its date with the year')}"


def _advice(text: str) -> str:
    guessed = guesses("meant_moments").moment(plain(text))
    once = tuple(one for one in guessed.spellings if _is_dated(one))
    if once or (guessed.says and not guessed.spellings):
        return Meant(once, guessed.says).advice()
    time = re.search(r"\d\d:\d\d", " ".join((*guessed.spellings, text)))
    return f"write its date too, as in 2026-07-01 {time[0] if time else '00:00'}"


def _is_dated(text: str) -> bool:
    try:
        return parse_moment(text).every == "once"
    except PhraseError:
        return False
