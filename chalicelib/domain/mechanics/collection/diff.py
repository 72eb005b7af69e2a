"""Whom a change of a collection favours."""

from collections.abc import Mapping
from typing import Any

from chalicelib.domain.diff import allowances, bags, chances, terms
from chalicelib.domain.diff.change import Judges
from chalicelib.domain.diff.fields import WORDS, worded
from chalicelib.domain.mechanics.collection.block import Collection

JUDGES: Mapping[type[Any], Judges] = {
    Collection: {
        **WORDS,
        ("fragments",): worded(terms.names(good_more=False, what="the full set")),
        ("gives",): bags.gives,
        ("limit",): allowances.limits,
        ("odds", "guarantees"): chances.chances,
        ("wildcards",): worded(terms.wildcard),
        ("exchange",): terms.exchange,
        ("send",): allowances.send,
        ("receive",): allowances.limits,
        ("cannot_send",): terms.names(good_more=False, what="what can't be sent"),
    },
}
