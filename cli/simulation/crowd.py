"""Half a run's crowd: its members visit day by day, and every decision is the domain's own."""

from collections import Counter
from collections.abc import Mapping, Sequence
from hashlib import sha256
from math import inf
from random import Random
from time import process_time

from chalicelib.domain.decide.in_memory import AskResult, InMemoryStore
from chalicelib.domain.mechanics.choice import Choice
from chalicelib.domain.record.actions import Ask
from chalicelib.domain.record.member import Played
from chalicelib.domain.record.outcome import StockKey
from chalicelib.domain.words.errors import LimitReached, NotEligible, NotOffered, Refused, SoldOut, WindowClosed
from cli.simulation.choices import MOST_AT_ONCE, Tried, tried
from cli.simulation.counting import Counting
from cli.simulation.game import Game
from cli.simulation.people import Person
from cli.simulation.share import Share
from cli.simulation.tally import Tally
from cli.simulation.visits import MadeUp, Recorded

MOST_FOLDED = 8
"""Asks that are decided together, as many as one transaction of the store holds."""


class Crowd:
    """One half of the crowd of one run."""

    def __init__(self, game: Game, run: int, half: int) -> None:
        self._game, self._half = game, half
        definitions = game.definitions(run)
        self._store = InMemoryStore(definitions, for_crowd=True)
        self._published = definitions.campaign(game.version.id)
        self._rng = Random(f"{game.seed}/{run}/{half}")
        self._entropy = sha256(f"{game.seed}/{run}".encode()).digest()
        self._spends = float(game.population.spends)
        self._choices = tried(self._published.campaign)
        self._counting = Counting(self._published)
        source = Recorded if game.recording is not None else MadeUp
        self._source = source(game, definitions, self._store.members, self._rng, run, half)

    def day(self, day: int, taken: Mapping[StockKey, int]) -> Counter[StockKey]:
        """Play a day, and give what was taken on it. taken: by both halves on the days before."""
        began = process_time()
        self._store.restock(Share(self._half, day, taken, self._game.parts).units)
        self._counting.day = day
        tomorrow = self._game.days[day].closes
        for now, person, asks in self._source.visits(day):
            self._visit(person, asks, now, tomorrow)
        self._counting.tally.cpu += process_time() - began
        return self._store.taken

    def end(self) -> Tally:
        """The tally of all days."""
        tally = self._counting.end(self._source.people())
        tally.decisions = self._store.decisions
        return tally

    def _visit(self, person: Person, asks: Sequence[Ask], now: int, tomorrow: int) -> None:
        self._counting.tally.visits[self._counting.day] += 1
        for first in range(0, len(asks), MOST_FOLDED):
            self._act(person, asks[first : first + MOST_FOLDED], now)
        spending = self._rng.random() < self._spends
        for one in self._choices:
            if now < one.closed_until or now < one.gone_until or (one.choice.spends and not spending):
                continue
            if person.blocked.get(one.choice.name, now) <= now:
                self._choose(person, one, now, tomorrow)

    def _choose(self, person: Person, one: Tried, now: int, tomorrow: int) -> None:
        """Do it as long as the wallet pays for it and the domain allows it."""
        for _ in range(MOST_AT_ONCE):
            document = person.document
            played = document.played.get(self._published.id, NOTHING)
            action = one.choice.wanted(document.points, played.has)
            if action is None:
                return
            result = self._act(person, [Ask(person.next_id(), action)], now, one.choice)
            if isinstance(result, Refused):
                _keep_in_mind(result, one, person, tomorrow)
                return

    def _act(self, person: Person, asks: Sequence[Ask], now: int, choice: Choice | None = None) -> AskResult:
        """Decide and commit; gives what became of the last ask."""
        before = person.document
        acted = self._store.act(person.id, asks, now, self._entropy)
        self._counting.count(person, before, acted, now, choice)
        if self._game.recording is not None:
            person.answered.update(receipt.id for receipt in acted.outcome.receipts)
        return acted.results[-1]


NOTHING = Played()


def _keep_in_mind(refusal: Refused, one: Tried, person: Person, tomorrow: int) -> None:
    """Remember from a refusal when the choice is open, or in stock, and until when this member leaves it alone."""
    match refusal:
        case WindowClosed():
            one.closed_until = refusal.opens or inf
        case SoldOut():
            one.gone_until = tomorrow
        case LimitReached():
            person.blocked[one.choice.name] = tomorrow
        case NotEligible() | NotOffered():
            person.blocked[one.choice.name] = inf
        case _:
            person.blocked[one.choice.name] = tomorrow
