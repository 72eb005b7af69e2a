"""Redemptions: one limit for what belongs together."""

from collections.abc import Iterator
from itertools import combinations

from chalicelib.domain.file.flow import chain
from chalicelib.domain.lint.openings import openings
from chalicelib.domain.lint.subject import Rule, Subject, error, warning
from chalicelib.domain.mechanics.redemption.block import Redemption
from chalicelib.domain.words.findings import Finding


def _gives(subject: Subject) -> Iterator[Finding]:
    for name, redemption in subject.campaign.blocks(Redemption).items():
        for offer_name, offer in redemption.offers.items():
            if not offer.gives:
                path = ("redemptions", name, "offers", offer_name, "gives")
                yield error(path, "pays-nothing", "an offer that gives nothing: say what it gives")


def _codes(subject: Subject) -> Iterator[Finding]:
    """A code is taken for good, so none can be kept for a quarter of an hour and then be free again."""
    prizes = subject.campaign.prizes
    for name, redemption in subject.campaign.blocks(Redemption).items():
        for offer_name, offer in redemption.offers.items():
            coded = [one for prize in offer.gives.prizes for one in chain(prizes, prize) if one in prizes]
            for one in (one for one in dict.fromkeys(coded) if offer.costs.cash is not None and prizes[one].pool):
                path = ("redemptions", name, "offers", offer_name, "gives")
                message = f"{one} is a code of a pool, and no code can be kept for cash: let it cost points alone"
                yield error(path, "code-for-cash", message)


def _split(subject: Subject) -> Iterator[Finding]:
    """One redemption cut into several gives each its own limit: three of two gifts are six gifts."""
    for (name, one), (other_name, other) in combinations(subject.campaign.blocks(Redemption).items(), 2):
        shared = sorted(f"{limit.count} a {limit.per}" for limit in set(one.limit) & set(other.limit))
        if shared and one.opens.every == other.opens.every and _meet(subject, one, other):
            message = (
                f"its limit of {' and '.join(shared)} and that of redemptions.{name} count apart, and both are open "
                "together: for one limit over all make them offers of one redemption"
            )
            yield warning(("redemptions", other_name, "limit"), "split-redemption", message)


def _meet(subject: Subject, one: Redemption, other: Redemption) -> bool:
    """Whether both are open at one time."""
    if subject.zone is None or subject.window is None:
        return True
    return next(openings(subject.zone, subject.window, one, other), None) is not None


RULES: tuple[Rule, ...] = (_gives, _codes, _split)
