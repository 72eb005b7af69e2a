"""Whom a change of a blind box favours."""

from collections.abc import Mapping
from typing import Any

from chalicelib.domain.diff import allowances, audience, bags, chances, times
from chalicelib.domain.diff.change import Judges
from chalicelib.domain.diff.fields import WINDOW, WORDS
from chalicelib.domain.mechanics.blind_box.block import BlindBox

JUDGES: Mapping[type[Any], Judges] = {
    BlindBox: {
        **WORDS,
        ("odds", "guarantees"): chances.chances,
        ("costs",): bags.costs,
        ("ten_costs",): bags.ten_costs,
        ("limit",): allowances.limits,
        ("min_age",): allowances.youngest("the least age"),
        ("guardian_under",): allowances.youngest("the age from which nobody's consent is needed"),
        ("who",): audience.conditions,
        WINDOW: times.hours,
    },
}
