"""Makes what members do on a visit: the events that a campaign listens to, as often as the population says."""

from dataclasses import dataclass
from random import Random
from typing import Any

from chalicelib.domain.file.blocks import having, stated
from chalicelib.domain.file.campaign import Campaign
from chalicelib.domain.file.programme import EventType
from chalicelib.domain.publishing.definitions import Definitions
from chalicelib.domain.words.values import Amount, EventName
from cli.simulation.contests import ranked_events
from cli.simulation.game import Game
from cli.simulation.population import Habit, Population, played_events
from cli.simulation.refunds import different
from cli.simulation.values import Maker, makers

AGAIN = 200
"""How often on a day a program does what a board ranks."""


@dataclass(frozen=True, slots=True)
class Doing:
    """One type of event as members do it."""

    type: str
    """Its name in `events.yaml`: `order.paid`."""
    often: float
    """The chance that a visit has it."""
    times: int
    """The most times on such a visit."""
    kept: bool
    """Whether it is done at most once, since only its first time counts."""
    declared: EventType
    """The type, whose unique fields have another value in each event where nothing makes them."""
    makers: dict[str, Maker]
    """The makers of the other fields' values."""

    def number(self, rng: Random) -> int:
        """How many of these a visit has."""
        if rng.random() >= self.often:
            return 0
        return rng.randint(1, self.times) if self.times > 1 else 1

    def data(self, rng: Random, unlike: str) -> dict[str, Any]:
        """The fields of one of them. unlike: an id of the event."""
        data = {name: make(rng) for name, make in self.makers.items()}
        return data | different(self.declared, data, unlike)


def doings(definitions: Definitions, campaign: Campaign, population: Population) -> tuple[Doing, ...]:
    """All that members do in a campaign; what it does not listen to would change nothing, but for orders that take its
    coupons, or move members between segments; tiers and birthdays come about by themselves."""
    programme, with_coupons = definitions.programme, any(prize.coupon for prize in campaign.prizes.values())
    played = played_events(campaign) | ({programme.billed} if programme.billed and with_coupons else set())
    if programme.segments and not played & programme.orders.keys():
        played |= set(list(programme.orders)[:1])
    return tuple(
        _doing(name, programme.events[name], population.does.get(name, Habit()), campaign)
        for name in sorted(played)
        if programme.events[name].source != "tessera"
    )


def repeated(game: Game) -> set[str]:
    """The types of event that programs do again and again, where any come: what boards rank by, but for orders."""
    orders = game.programme.orders
    return {name for name in ranked_events(game.published) if name not in orders} if game.population.bots else set()


def _doing(name: str, declared: EventType, habit: Habit, campaign: Campaign) -> Doing:
    return Doing(
        type=name,
        often=float(habit.often if habit.often is not None else _usual(declared)),
        times=habit.times if habit.times is not None else _usual_times(name, campaign),
        kept=declared.kept,
        declared=declared,
        makers=makers(name, declared, habit.values, campaign),
    )


def _usual(declared: EventType) -> float:
    """The usual chance: free things are done on most visits, and what costs money on few."""
    if "money" in declared.fields.values():
        return 0.2
    return 0.8 if declared.source == "client" else 0.4


def _usual_times(name: str, campaign: Campaign) -> int:
    """The usual number on a visit: several where a task counts different things."""
    listening = [when.by for when in having(campaign, EventName) if when.value == name]
    amounts = [amount.value for placed in listening for amount in stated(placed, Amount)]
    return 3 if any(amount.measure == "different" for amount in amounts) else 1
