"""Bags: everything that is given or taken is declared, can be held, and comes in numbers that a reward can hand out."""

from collections.abc import Iterator
from typing import Any

from chalicelib.domain.file.blocks import Fragments, Wildcards, having, stated
from chalicelib.domain.file.campaign import Campaign
from chalicelib.domain.file.flow import RANDOM, drawables, given
from chalicelib.domain.lint.subject import Rule, Subject, error, undeclared, warning
from chalicelib.domain.play.capacity import MOST_COUPON_BYTES, MOST_ENTRIES, MOST_SHARDS, load
from chalicelib.domain.publishing.definitions import limited_stocks, shards_for
from chalicelib.domain.words.findings import Finding, Path
from chalicelib.domain.words.values import Costs, FragmentOdds


def _are_declared(subject: Subject) -> Iterator[Finding]:
    campaign = subject.campaign
    drawn = [one.by.name for one in drawables(campaign) if one.of_prizes]
    for bag in (*given(campaign), *having(campaign, Costs)):
        for box in bag.value.draws:
            if box not in drawn:
                yield undeclared((*bag.path, "draws"), "blind-box", box, drawn)
        for prize in bag.value.prizes:
            if prize not in campaign.prizes:
                yield undeclared((*bag.path, "prizes"), "prize", prize, campaign.prizes)
        for fragment in bag.value.fragments:
            yield from _fragment((*bag.path, "fragments"), fragment, campaign)


def _can_be_held(subject: Subject) -> Iterator[Finding]:
    """A cost is taken from what a member holds: coupons are used in the shop, and made-of-others never arrive whole."""
    for bag in having(subject.campaign, Costs):
        for name in bag.value.prizes:
            prize = subject.campaign.prizes.get(name)
            if prize and prize.kind not in ("gift", "badge"):
                message = f"prizes.{name} is {prize.kind}, which no member holds to pay with: only a gift or a badge"
                yield error((*bag.path, "prizes"), "cost-not-held", message)
        for fragment in bag.value.fragments:
            if fragment.endswith(f"/{RANDOM}"):
                message = f"{fragment} can be given, not taken: name the fragment that it costs"
                yield error((*bag.path, "fragments"), "cost-not-held", message)


def _are_not_too_many(subject: Subject) -> Iterator[Finding]:
    """One bag is given in one receipt, and by one transaction."""
    campaign = subject.campaign
    shards = {path: shards_for(quota, campaign.crowd) for path, quota in limited_stocks(campaign).items()}
    for bag in given(campaign):
        takes = load(campaign, shards, bag.value)
        path = (*bag.path, "prizes" if bag.value.prizes else "fragments")
        if takes.entries > MOST_ENTRIES:
            message = (
                f"{takes.entries} coupons and random fragments at once, and one receipt holds at most {MOST_ENTRIES}: "
                "give fewer"
            )
            yield error(path, "too-many-at-once", message)
        elif takes.coupon_bytes > MOST_COUPON_BYTES:
            message = (
                f"these coupons take up {takes.coupon_bytes:,} bytes of a member's record, of which one bag may fill "
                f"{MOST_COUPON_BYTES:,}: give fewer, or shorten the names of the campaign and the prize"
            )
            yield error(path, "too-many-at-once", message)
        if takes.shards > MOST_SHARDS:
            message = (
                f"{takes.shards} of prizes with stock at once: with this crowd, one reward hands out at most "
                f"{MOST_SHARDS}: give fewer"
            )
            yield error(path, "too-many-at-once", message)


def _fragment(path: Path, name: str, campaign: Campaign) -> Iterator[Finding]:
    of, slash, fragment = name.partition("/")
    sets = {one.by.name: one for one in having(campaign, Fragments)}
    if not slash:
        homes = [f"{home}/{name}" for home, one in sets.items() if name in one.value]
        right = homes[0] if homes else f"COLLECTION/{name}"
        yield error(path, "unknown-fragment", f'"{name}" does not say of which collection: write {right}')
        return
    fragments = sets.get(of)
    if fragments is None:
        yield undeclared(path, "collection", of, sets)
    elif fragment == RANDOM:
        if not any(odds.value for odds in stated(fragments.by, FragmentOdds)):
            message = f"{name} is drawn by chance, and collections.{of} has no odds: give it odds, or name the fragment"
            yield error(path, "random-without-odds", message)
    elif fragment not in (*fragments.value, *(name for one in stated(fragments.by, Wildcards) for name in one.value)):
        yield undeclared(path, "fragment", name, [f"{of}/{one}" for one in fragments.value])


def _draws_come_from_somewhere(subject: Subject) -> Iterator[Finding]:
    """A draw that is paid with draws of another block needs somebody who gives those."""
    drawn = [one.by for one in drawables(subject.campaign) if one.of_prizes]
    names = {placed.name for placed in drawn}
    granted = {name for bag in given(subject.campaign) for name in bag.value.draws}
    for placed in drawn:
        told: set[str] = set()
        for bag in stated(placed, Costs):
            for wanted in bag.value.draws:
                if wanted in names - granted - told:
                    told.add(wanted)
                    message = f"it costs draws of {wanted}, and nothing gives those: give them, or cost points"
                    yield warning(bag.path, "draws-never-given", message)


def _some_points(subject: Subject) -> Iterator[Finding]:
    """No points are written by leaving them out; 0 is more often one digit too few."""
    for bag in (*given(subject.campaign), *having(subject.campaign, Costs)):
        written = _at(subject.tree, bag.path)
        if isinstance(written, dict) and written.get("points") == "0":
            message = "0 points are none: write how many, or leave points out"
            yield warning((*bag.path, "points"), "no-points", message)


def _at(node: Any, path: Path) -> Any:
    for key in path:
        if isinstance(node, dict):
            node = node.get(str(key))
        elif isinstance(node, list) and isinstance(key, int) and key < len(node):
            node = node[key]
        else:
            return None
    return node


RULES: tuple[Rule, ...] = (_are_declared, _can_be_held, _are_not_too_many, _draws_come_from_somewhere, _some_points)
