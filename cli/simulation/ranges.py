"""Reads the ranges of population.yaml: ages, numbers, times, and how much of an order comes back."""

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import timedelta
from fractions import Fraction

from chalicelib.domain.file.phrases import percent
from chalicelib.domain.words.findings import Finding, Path

_AGES = re.compile(r"(?P<least>[0-9]{1,3})(?: to (?P<most>[0-9]{1,3}))?")
_DELAY = re.compile(r"(?P<least>[0-9]{1,4})(?: to (?P<most>[0-9]{1,4}))? (?P<unit>minute|hour|day|week)s?")
_NUMBER = re.compile(r"[0-9]{1,3}(?:\.[0-9]{1,6})?", re.ASCII)
_PART = re.compile(r"(?P<least>\S+%)(?: to (?P<most>\S+%))?")

WHOLE = "whole"
"""The part of an order that is all of it."""


def ages(text: str) -> tuple[int, int]:
    """`18 to 35` as (18, 35); ValueError for what is no age."""
    found = _AGES.fullmatch(text)
    if found is None:
        raise ValueError(f'"{text}" is no age; write, for example, 30 or 18 to 35')
    return int(found["least"]), int(found["most"] or found["least"])


def number(text: str) -> tuple[int, int]:
    """`1 to 5` as (1, 5); ValueError for what is no number, or less than one."""
    found = _AGES.fullmatch(text)
    if found is None or not 1 <= int(found["least"]) <= int(found["most"] or found["least"]):
        raise ValueError(f'"{text}" is no number of these; write, for example, 3 or 1 to 5')
    return int(found["least"]), int(found["most"] or found["least"])


def delay(text: str) -> tuple[int, int]:
    """`1 to 20 days` in milliseconds; ValueError for what is no time, or ends before it begins."""
    found = _DELAY.fullmatch(text)
    if found is None:
        raise ValueError(f'"{text}" is no time; write, for example, 3 days, or 1 to 20 days')
    least, most = int(found["least"]), int(found["most"] or found["least"])
    if most < least:
        raise ValueError(f'"{text}" ends before it begins; write {most} to {least} {found["unit"]}s')
    unit = timedelta(**{f"{found['unit']}s": 1}) // timedelta(milliseconds=1)
    return least * unit, most * unit


def part(text: str) -> tuple[Fraction, Fraction]:
    """`whole`, `50%` or `10% to 90%` as shares; ValueError for what is none, or more than the whole."""
    found = _PART.fullmatch("100%" if text == WHOLE else text)
    if found is None:
        raise ValueError(f'"{text}" is no part of an order; write, for example, whole, 50%, or 10% to 90%')
    least, most = percent(found["least"]), percent(found["most"] or found["least"])
    if not 0 < least <= most <= 1:
        raise ValueError(f'"{text}" is no part of an order: it lies between 0% and 100%, the smaller first')
    return least, most


def number_each(text: str) -> Fraction:
    """`0.3` as a number a member; ValueError for what is none, or so many that there is no end to it."""
    if not _NUMBER.fullmatch(text):
        raise ValueError(f'"{text}" is no number a member: write, for example, 0.3')
    each = Fraction(text)
    if each >= 1:
        raise ValueError(f'"{text}" a member has no end, since friends bring friends too: write less than 1')
    return each


def wrong(path: Path, texts: Mapping[str, object], read: Callable[[str], object]) -> Iterator[Finding]:
    """The errors in the names of rows that are ranges."""
    for text in texts:
        try:
            read(text)
        except ValueError as error:
            yield Finding((*path, text), "error", "bad-phrase", str(error))
