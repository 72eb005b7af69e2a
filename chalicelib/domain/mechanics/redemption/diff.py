"""Whom a change of a redemption favours."""

from collections.abc import Mapping
from typing import Any

from chalicelib.domain.diff import allowances, audience, bags, times
from chalicelib.domain.diff.change import Judges
from chalicelib.domain.diff.fields import WINDOW, WORDS, named_blocks
from chalicelib.domain.mechanics.redemption.block import Offer, Redemption

JUDGES: Mapping[type[Any], Judges] = {
    Redemption: {
        **WORDS,
        WINDOW: times.hours,
        ("offers",): named_blocks("offer"),
        ("limit",): allowances.limits,
        ("who",): audience.conditions,
    },
    Offer: {
        **WORDS,
        ("gives",): bags.gives,
        ("costs",): bags.costs,
        ("stock",): allowances.stock,
        ("limit",): allowances.limits,
        ("who",): audience.conditions,
        WINDOW: times.hours,
    },
}
