"""Bags: everything that is given or taken is declared, can be held, and comes in numbers that a reward can hand out."""

from __future__ import annotations

from collections.abc import Iterator

from chalicelib.domain.file.campaign import Campaign
from chalicelib.domain.file.flow import Placed, costs, given
from chalicelib.domain.lint.subject import Rule, Subject, error, undeclared
from chalicelib.domain.play.rewards import MOST_AT_ONCE
from chalicelib.domain.words.findings import Finding, Path

RANDOM = "random"
"""In place of a fragment's name: one that is drawn by the collection's odds."""


def _are_declared(subject: Subject) -> Iterator[Finding]:
    campaign = subject.campaign
    for placed in (*given(campaign), *costs(campaign)):
        for box in placed.bag.draws:
            if box not in campaign.blind_boxes:
                yield undeclared((*placed.path, "draws"), "blind-box", box, campaign.blind_boxes)
        for prize in placed.bag.prizes:
            if prize not in campaign.prizes:
                yield undeclared((*placed.path, "prizes"), "prize", prize, campaign.prizes)
        for fragment in placed.bag.fragments:
            yield from _fragment((*placed.path, "fragments"), fragment, campaign)


def _can_be_held(subject: Subject) -> Iterator[Finding]:
    """A cost is taken from what a member holds: coupons are used in the shop, and made-of-others never arrive whole."""
    for placed in costs(subject.campaign):
        for name in placed.bag.prizes:
            prize = subject.campaign.prizes.get(name)
            if prize and prize.kind not in ("gift", "badge"):
                message = f"prizes.{name} is {prize.kind}, which no member holds to pay with: only a gift or a badge"
                yield error((*placed.path, "prizes"), "cost-not-held", message)
        for fragment in placed.bag.fragments:
            if fragment.endswith(f"/{RANDOM}"):
                message = f"{fragment} can be given, not taken: name the fragment that it costs"
                yield error((*placed.path, "fragments"), "cost-not-held", message)


def _are_not_too_many(subject: Subject) -> Iterator[Finding]:
    for placed in given(subject.campaign):
        for kind, name, count in _handed_out(placed):
            if count > MOST_AT_ONCE:
                message = f"{count} {name} at once: one reward hands out at most {MOST_AT_ONCE} of them"
                yield error((*placed.path, kind), "too-many-at-once", message)


def _fragment(path: Path, name: str, campaign: Campaign) -> Iterator[Finding]:
    of, slash, fragment = name.partition("/")
    if not slash:
        homes = [f"{home}/{name}" for home, one in campaign.collections.items() if name in one.fragments]
        right = homes[0] if homes else f"COLLECTION/{name}"
        yield error(path, "unknown-fragment", f'"{name}" does not say of which collection: write {right}')
        return
    collection = campaign.collections.get(of)
    if collection is None:
        yield undeclared(path, "collection", of, campaign.collections)
    elif fragment == RANDOM:
        if not collection.odds:
            message = f"{name} is drawn by chance, and collections.{of} has no odds: give it odds, or name the fragment"
            yield error(path, "random-without-odds", message)
    elif fragment not in collection.fragments and fragment != collection.wildcard:
        yield undeclared(path, "fragment", name, [f"{of}/{one}" for one in collection.fragments])


def _handed_out(placed: Placed) -> Iterator[tuple[str, str, int]]:
    for name, count in placed.bag.prizes.items():
        yield "prizes", name, count
    for name, count in placed.bag.fragments.items():
        if name.endswith(f"/{RANDOM}"):
            yield "fragments", name, count


RULES: tuple[Rule, ...] = (_are_declared, _can_be_held, _are_not_too_many)
