"""The people of a crowd: each a member with a profile, who holds what the domain decided."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from fractions import Fraction
from random import Random

from msgspec.structs import replace

from chalicelib.domain.file.blocks import having
from chalicelib.domain.file.programme import Programme
from chalicelib.domain.publishing.definitions import Published
from chalicelib.domain.record.arrival import Arrival
from chalicelib.domain.record.member import Member, Profile, Snapshot
from chalicelib.domain.record.sharing import SEALED_BY_NOBODY, Sharing
from chalicelib.domain.time.localtime import DAY, local, nearest_day
from chalicelib.domain.words.values import Chance, EventName
from cli.simulation.past import past
from cli.simulation.pick import Pick
from cli.simulation.population import Population
from cli.simulation.ranges import ages

ADULT = 18
BOTS = "bots"
"""The kind of members that are programs."""

LONG_BEFORE = 30 * DAY


@dataclass(slots=True, eq=False)
class Person:
    """A member, with what the simulation keeps in mind of them."""

    id: str
    """The member's id."""
    members: Mapping[str, Snapshot]
    """Everybody, as the store has them."""
    comes: float
    """The chance of a visit on a day."""
    kind: str
    """The kind of member, by which it is told who wins."""
    blocked: dict[str, float] = field(default_factory=dict)
    """By choice, until when it is left alone, because they may not do it (epoch ms)."""
    done: set[str] = field(default_factory=set)
    """The deeds that they did at least once."""
    asked: int = 0
    """How many things they asked for so far, which numbers them."""
    drawn: int = 0
    """How many draws they made so far."""
    active: bool = False
    """Whether anything was ever written for them."""
    answered: set[str] = field(default_factory=set)
    """The recorded events that have their receipt, by its id."""

    @property
    def document(self) -> Member:
        """The member's document as it is now."""
        return self.members[self.id].document

    def next_id(self) -> str:
        """An id for what they ask next: unique for this member."""
        self.asked += 1
        return str(self.asked)


class Register:
    """Makes members by the shares of a population."""

    def __init__(
        self,
        population: Population,
        programme: Programme,
        published: Published,
        members: dict[str, Snapshot],
        rng: Random,
        sharing: Sharing = SEALED_BY_NOBODY,
    ) -> None:
        """sharing: makes the tokens by which inviters are known."""
        self._sharing = sharing
        self._population, self._members, self._rng, self._at = population, members, rng, published.window.opens
        self._today = local(published.window.opens, published.zone).date()
        self._kinds = Pick({name: kind.share for name, kind in population.kinds.items()})
        self._ages = Pick(population.ages)
        self._tiers = Pick(population.tiers or _pyramid(tuple(_given(programme))))
        self._kept = {
            event: float(population.before.get(event, Fraction(1, 2)))
            for event in dict.fromkeys(when.value for when in having(published.campaign, EventName))
            if programme.events[event].kept
        }
        self._past = past(population, programme, published, rng)

    def friend(self, id: str, inviter: str, now: int) -> Person:
        """Enter a new member whom another one invited, at a moment (epoch ms), with a luck of her own."""
        rng, self._rng = self._rng, Random(f"{id}/profile")
        person = self.member(id)
        self._rng = rng
        document = replace(
            self._members[id].document,
            kept={},
            joined=0,
            bought=None,
            arrival=Arrival(now, self._sharing.seal(inviter)),
        )
        self._members[id] = Snapshot(id, 1, now, document)
        return person

    def member(self, id: str) -> Person:
        """Enter a new member, known to the brand before the campaign begins."""
        rng, population = self._rng, self._population
        kept = {event: self._at - LONG_BEFORE for event, share in self._kept.items() if rng.random() < share}
        document = Member(profile=self._profile(), kept=kept)
        document = self._past.given(document) if self._past is not None else document
        kind = self._kinds(rng)
        self._members[id] = Snapshot(id, 1, self._at - 1, document)
        return Person(id, self._members, float(population.kinds[kind].comes), kind)

    def _profile(self) -> Profile:
        rng, population = self._rng, self._population
        age = rng.randint(*ages(self._ages(rng)))
        return Profile(
            tier=self._tiers(rng),
            tags=tuple(tag for tag, share in population.tags.items() if rng.random() < share),
            born=self._born(age).isoformat(),
            guardian=age < ADULT and rng.random() < population.guardians,
        )

    def _born(self, age: int) -> date:
        """Some day such that they are so old when the campaign opens."""
        today = self._today
        return nearest_day(today.year - age, today.month, today.day) - timedelta(days=self._rng.randrange(364))


def _given(programme: Programme) -> Iterator[str]:
    """The tiers that the brand gives: those of stars are reached by playing."""
    return (name for name, tier in programme.tiers.items() if tier.stars is None)


def _pyramid(tiers: tuple[str, ...]) -> dict[str, Chance]:
    """Half as many in each tier as in the one below."""
    whole = 2 ** len(tiers) - 1
    return {tier: Chance(Fraction(2 ** (len(tiers) - 1 - i), whole)) for i, tier in enumerate(tiers)}
