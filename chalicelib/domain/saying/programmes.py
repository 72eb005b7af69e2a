"""Says the programme in sentences: how points end, what tiers take, what refunds take back."""

from collections.abc import Iterator

from chalicelib.domain.file.blocks import Placed
from chalicelib.domain.file.programme import Programme, Tier
from chalicelib.domain.saying import values
from chalicelib.domain.saying.own import Own, OwnOf
from chalicelib.domain.saying.speaker import Speaker
from chalicelib.domain.words.values import Stars


def points(speaker: Speaker, programme: Programme) -> Iterator[str]:
    """Say how long points are good, and what they pay."""
    terms, language = programme.points, speaker.language
    yield values.age(language, terms.valid, "points")
    if terms.pays:
        yield speaker.say("points.pay", n=terms.pays.points, amount=values.money(language, terms.pays.money))
        if terms.at_most is not None:
            yield speaker.say("points.at_most", share=values.chance(language, terms.at_most))


def orders(speaker: Speaker, programme: Programme) -> Iterator[str]:
    """Say what a refund takes back, and how an order is claimed."""
    if any(event.takes_back for event in programme.events.values()):
        yield speaker.say("orders.back")
    for event in programme.events.values():
        if event.claims:
            yield speaker.say("orders.claim", duration=values.duration(speaker.language, event.within))
            if event.limit:
                yield speaker.say("orders.claims", limits=values.limits(speaker.language, event.limit))


def _tier(speaker: Speaker, placed: Placed) -> Iterator[str]:
    tier: Tier = placed.block
    if tier.stars is None:
        yield speaker.say("tier.given")
        return
    yield speaker.say("tier.from", stars=values.stars(speaker.language, tier.stars))
    if tier.keeps is None:
        yield speaker.say("tier.ever")
        return
    yield values.age(speaker.language, tier.keeps, "tier.keeps")
    kept: Stars = tier.stays_with or tier.stars
    grace = values.duration(speaker.language, tier.grace) if tier.grace.count else ""
    key = "tier.stays.grace" if grace else "tier.stays"
    yield speaker.say(key, stars=values.stars(speaker.language, kept), grace=grace)


SAYS: OwnOf = {Tier: Own(_tier, frozenset({"stars", "keeps", "stays_with", "grace"}))}
