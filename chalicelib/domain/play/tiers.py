"""Tiers that stars decide: up at once, and down one step at a time, when their time is looked at.

A tier that stars bring is a word on the profile like one of the brand, so that each event is judged by the tier of its
own time. Until the time is over for which a tier is kept, and its grace, nothing takes it but a refund.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Final

from msgspec.structs import replace

from chalicelib.domain.file.programme import Tier
from chalicelib.domain.play.turn import Raised, Turn
from chalicelib.domain.record import purse, stars
from chalicelib.domain.record.counted import CountedTask
from chalicelib.domain.record.member import TierHeld
from chalicelib.domain.record.said import say
from chalicelib.domain.time.localtime import add, local, midnight, months_on
from chalicelib.domain.words.values import Age, Stars

REACHED: Final = "tier.reached"
LOST: Final = "tier.lost"


def add_stars(turn: Turn, n: int, month: int | None = None) -> None:
    """Add stars (negative: take) to those of a month, by its number; None: of the moment that counts."""
    member = turn.member
    member.stars = stars.moved(member.stars, turn.month if month is None else month, n)


def rise(turn: Turn) -> None:
    """Give each tier above the member's own, of now and of the turn's moment, whose stars are reached, and raise its
    event."""
    tiers = turn.definitions.programme.tiers
    names = list(tiers)
    own = max(_place(names, turn.member.profile.tier), _place(names, turn.profile.tier))
    for name in names[own + 1 :]:
        wanted = tiers[name].stars
        if wanted is not None and stars_of(turn, wanted) >= wanted.count:
            until = _kept_until(turn, tiers[name], turn.moment)
            _stand(turn, TierHeld(name, turn.moment, until, risen=True, below=_had(turn)), REACHED)


def settle_in(turn: Turn) -> None:
    """Give the highest tier whose stars are reached, to whom brings them from elsewhere: no event tells of it, as it
    was reached there."""
    tiers = turn.definitions.programme.tiers
    names = list(tiers)
    for name in reversed(names[_place(names, turn.member.profile.tier) + 1 :]):
        wanted = tiers[name].stars
        if wanted is not None and stars_of(turn, wanted) >= wanted.count:
            say(turn.member, {"tier": name}, turn.now, turn.now)
            turn.member.standing = TierHeld(name, turn.now, _kept_until(turn, tiers[name], turn.now))
            return


def review_at(turn: Turn) -> int | None:
    """When the member's tier is looked at next, epoch ms; None: never."""
    standing = turn.member.standing
    tier = turn.definitions.programme.tiers.get(standing.tier) if standing else None
    if standing is None or tier is None or not standing.until or standing.tier != turn.member.profile.tier:
        return None
    return add(tier.grace.count, tier.grace.unit, turn.definitions.programme.zone, standing.until)


def review(turn: Turn) -> None:
    """Keep the tier for as long again, from the end of its time; or let the member fall one step."""
    standing, tiers = turn.member.standing, turn.definitions.programme.tiers
    if standing is None:
        return
    tier = tiers[standing.tier]
    wanted = tier.stays_with or tier.stars
    if wanted is not None and stars_of(turn, wanted) >= wanted.count:
        until = _kept_until(turn, tier, standing.until - 1)
        if until <= standing.until:  # to the end of a year: of the one that has just begun
            until = _kept_until(turn, tier, standing.until)
        turn.member.standing = TierHeld(standing.tier, standing.since, until, below=_outlasting(standing.below, until))
        return
    lower, below = _below(tiers, standing.tier), standing.below
    kept = tiers.get(lower)
    until = _kept_until(turn, kept, turn.moment) if kept else 0
    if below is not None and below.tier == lower:  # it was sure already, perhaps for longer
        until, below = _later(until, below.until), below.below
    _stand(turn, TierHeld(lower, turn.moment, until, below=_outlasting(below, until)), LOST)


def fall_back(turn: Turn) -> Iterator[CountedTask]:
    """Put back each tier that stars brought and that was not looked at since, where those that are left were never
    enough from then on, whenever the refund is said to be of.

    Then it is the one that was held before, or where there was none, the one below. Gives the tasks for which reaching
    it counted, whose gifts are to be taken back. No event tells that it is lost: it was never reached.
    """
    tiers, at = turn.definitions.programme.tiers, 0
    while (standing := turn.member.standing) and standing.risen and (tier := tiers.get(standing.tier)):
        months = range(turn.month_of(standing.since), turn.month_of(max(turn.now, standing.since)) + 1)
        if tier.stars is None or stars.enough_within(turn.member.stars, tier.stars, months):
            break
        lower = standing.below.tier if standing.below else _below(tiers, standing.tier)
        before = turn.member.profile.tier
        # a refund may be older than the report of what reached the tier: it holds from then on all the same
        at = max(turn.moment, standing.since)
        say(turn.member, {"tier": lower}, at, turn.now)
        turn.member.standing = standing.below
        turn.tier_moved(before, lower, standing.below.until if standing.below else 0)
        yield from standing.tasks
    if at:
        _look_again(turn, at)


def _look_again(turn: Turn, at: int) -> None:
    """Look at a tier that was put back at a moment (epoch ms), where its own time was over while a higher one held."""
    moment, turn.moment = turn.moment, at
    while (looked_at := review_at(turn)) and looked_at <= at:
        review(turn)
    turn.moment = moment


def with_tasks(held: TierHeld | None, tier: str, tasks: Sequence[CountedTask]) -> TierHeld | None:
    """The tier that is held, with the tasks for which reaching it, or one below it, counted."""
    if held is None:
        return None
    if held.tier == tier:
        return replace(held, tasks=tuple(tasks))
    return replace(held, below=with_tasks(held.below, tier, tasks))


def _had(turn: Turn) -> TierHeld | None:
    """How the member holds the present tier; one that only the brand has set is held for ever."""
    tier = turn.member.profile.tier
    return turn.member.standing or (TierHeld(tier, 0) if tier else None)


def _outlasting(held: TierHeld | None, until: int) -> TierHeld | None:
    """The lower tiers that are sure for longer than until then (epoch ms; 0: for ever), which only a brand gives."""
    if held is None or not until:
        return None
    if held.until and held.until <= until:
        return _outlasting(held.below, until)
    return TierHeld(held.tier, held.since, held.until, below=_outlasting(held.below, held.until))


def _later(one: int, other: int) -> int:
    """The later of two ends, epoch ms; 0: never."""
    return max(one, other) if one and other else 0


def stars_of(turn: Turn, wanted: Stars) -> int:
    """The member's stars within the time that a tier asks for."""
    return stars.within(turn.member.stars, wanted, turn.month_of(turn.moment))


def _stand(turn: Turn, standing: TierHeld, event: str) -> None:
    """Change the tier, and raise the event of it, unless the brand has said something later."""
    before = turn.member.profile.tier
    say(turn.member, {"tier": standing.tier}, turn.moment, turn.now)
    if turn.member.profile.tier == standing.tier:
        turn.member.standing = standing if standing.tier else None
        turn.tier_moved(before, standing.tier, standing.until)
        turn.raised.append(Raised(event, {"tier": standing.tier, "before": before}, turn.moment))


def _kept_until(turn: Turn, tier: Tier, since: int) -> int:
    """When the time ends for which a tier is kept that was reached then, epoch ms; 0: never."""
    if tier.keeps is None:
        return 0
    zone = turn.definitions.programme.zone
    return midnight(purse.day_after(_last_day(tier.keeps, local(since, zone).date())), zone)


def _last_day(keeps: Age, day: date) -> date:
    """The last day for which a tier is kept that was reached, or kept again, on a day."""
    if keeps.months is None:
        return date(day.year + (keeps.years or 0), 12, 31)
    return months_on(day, keeps.months)


def _below(tiers: Mapping[str, Tier], name: str) -> str:
    """The tier one step lower; empty: none."""
    names = list(tiers)
    place = _place(names, name)
    return names[place - 1] if place > 0 else ""


def _place(names: list[str], name: str) -> int:
    return names.index(name) if name in names else -1
