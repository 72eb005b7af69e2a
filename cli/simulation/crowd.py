"""Half a run's crowd: its members visit day by day, and every decision is the domain's own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from hashlib import sha256
from math import inf
from random import Random
from time import process_time

from chalicelib.domain.decide.decision import decide
from chalicelib.domain.record.actions import Action, Ask
from chalicelib.domain.record.member import Played, Snapshot
from chalicelib.domain.record.outcome import Outcome, StockKey
from chalicelib.domain.record.receipt import Receipt
from chalicelib.domain.words.errors import LimitReached, NotEligible, NotOffered, Refused, SoldOut, WindowClosed
from cli.simulation.bookkeeper import Bookkeeper
from cli.simulation.choices import MOST_AT_ONCE, Tried, tried
from cli.simulation.game import Game
from cli.simulation.people import Person
from cli.simulation.shelf import Shelf
from cli.simulation.tally import Tally
from cli.simulation.visits import MadeUp, Recorded

MOST_FOLDED = 8
"""Asks that are decided together, as many as one transaction of the store holds."""


class Crowd:
    """One half of the crowd of one run."""

    def __init__(self, game: Game, run: int, half: int) -> None:
        self._game = game
        self._definitions = game.definitions(run)
        self._published = self._definitions.campaign(game.version.id)
        self._campaign = self._published.campaign
        self._rng = Random(f"{game.seed}/{run}/{half}")
        self._entropy = sha256(f"{game.seed}/{run}".encode()).digest()
        self._spends = float(game.population.spends)
        self._choices = tried(self._campaign)
        self._shelf = Shelf(half)
        self._books = Bookkeeper(self._published)
        source = Recorded if game.recording is not None else MadeUp
        self._source = source(game, self._definitions, self._rng, run, half)

    def day(self, day: int, taken: Mapping[StockKey, int]) -> Counter[StockKey]:
        """Play a day, and give what was taken on it. taken: by both halves on the days before."""
        began = process_time()
        self._shelf.open(day, taken)
        self._books.open(day)
        tomorrow = self._game.days[day].closes
        for now, person, actions in self._source.visits(day):
            self._visit(person, actions, now, tomorrow)
        self._books.tally.cpu += process_time() - began
        return self._shelf.today

    def end(self) -> Tally:
        """What was counted."""
        return self._books.end(self._source.people())

    def _visit(self, person: Person, actions: Iterable[Action], now: int, tomorrow: int) -> None:
        self._books.tally.visits[self._books.day] += 1
        asks = [Ask(person.next_id(), action) for action in actions]
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
            document = person.snapshot.document
            played = document.played.get(self._published.id, NOTHING)
            action = one.choice.wanted(document.points, played.has)
            if action is None:
                return
            result = self._act(person, [Ask(person.next_id(), action)], now)
            if isinstance(result, Refused):
                _keep_in_mind(result, one, person, tomorrow)
                return

    def _act(self, person: Person, asks: Sequence[Ask], now: int) -> Receipt | Refused | None:
        """Decide and commit; gives what became of the last ask."""
        before = person.snapshot
        outcome = self._decided(before, asks, now)
        receipts = outcome.receipts
        if receipts:
            person.snapshot = Snapshot(before.id, before.version + len(receipts), now, outcome.member)
        self._books.enter(person, before.document, outcome, asks, now)
        return outcome.results[-1]

    def _decided(self, member: Snapshot, asks: Sequence[Ask], now: int) -> Outcome:
        while True:
            outcome = decide(self._definitions, member, asks, max(now, member.at), self._entropy, self._shelf.at_most)
            self._books.tally.decisions += len(asks)
            if self._shelf.take(outcome.takes):
                return outcome


NOTHING = Played()


def _keep_in_mind(refusal: Refused, one: Tried, person: Person, tomorrow: int) -> None:
    """What everybody knows from now on, and what this member does."""
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
