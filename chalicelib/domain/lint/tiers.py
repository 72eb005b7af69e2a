"""Tiers that stars decide: each harder to reach than the one below, and times that can be looked at."""

from collections.abc import Iterator
from itertools import pairwise

from chalicelib.domain.file.programme import Programme, Tier
from chalicelib.domain.lint.subject import error, warning
from chalicelib.domain.words.findings import Finding
from chalicelib.domain.words.values import Duration, Stars

_A_YEAR = 12


def rising(programme: Programme) -> Iterator[Finding]:
    """Each tier that stars lead to takes more of them than the one below, or as many within less time."""
    led_to = [(name, tier.stars) for name, tier in programme.tiers.items() if tier.stars]
    for (lower, less), (name, more) in pairwise(led_to):
        if more.count <= less.count and not (more.count == less.count and _months(more) < _months(less)):
            message = f"{lower}, the tier below, takes {less.count} stars: ask for more than that"
            yield error(("tiers", name, "from"), "tiers-not-rising", message)


def without_stars(programme: Programme) -> Iterator[Finding]:
    """The keys of how long a tier is kept count where stars brought it: of one that the brand gives, the brand says."""
    for name, tier in programme.tiers.items():
        at = ("tiers", name)
        told = [key for key, said in _kept(tier).items() if said]
        if tier.stars is None:
            for key in told:
                message = f"only the brand gives {name}, and says for how long: say by `from` how many stars it takes"
                yield error((*at, key), "tier-without-stars", message)
        elif tier.keeps is None and told:
            message = f"without `keeps`, {name} is kept for ever, and nobody looks at it: say how long it is sure"
            yield warning((*at, told[0]), "kept-for-ever", message)


def easier_to_reach(programme: Programme) -> Iterator[Finding]:
    """A tier that takes more to keep than to reach is lost by members who do as much as before."""
    for name, tier in programme.tiers.items():
        if tier.stars and tier.stays_with and tier.stays_with.count > tier.stars.count:
            message = f"it takes more to keep {name} than to reach it ({tier.stars.count} stars): write so many or less"
            yield warning(("tiers", name, "stays_with"), "kept-with-more", message)


def given_by_falling(programme: Programme) -> Iterator[Finding]:
    """Who loses a tier falls to the one below, whoever else is given that: it should be one that stars lead to."""
    tiers = list(programme.tiers.items())
    for place, ((lower, below), (name, tier)) in enumerate(pairwise(tiers)):
        reached_before = any(one.stars for _, one in tiers[:place])
        if tier.stars and tier.keeps and below.stars is None and reached_before:
            message = f"who loses {name} falls to {lower}, which only the brand gives: put {lower} elsewhere"
            yield warning(("tiers", lower), "given-by-falling", message)


def _kept(tier: Tier) -> dict[str, object]:
    """The values of a tier's keys that say how long it is kept."""
    grace = tier.grace if tier.grace != Duration(0, "days") else None
    return {"keeps": tier.keeps, "stays_with": tier.stays_with, "grace": grace}


def _months(stars: Stars) -> float:
    """Within how many months stars count together."""
    return _A_YEAR if stars.a_year else stars.months or float("inf")


RULES = (rising, without_stars, easier_to_reach, given_by_falling)
