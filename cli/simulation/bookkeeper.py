"""Keeps the books of a crowd: what each receipt means, counted."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from chalicelib.domain.decide.in_memory import Acted
from chalicelib.domain.mechanics.blind_box.play import Draw
from chalicelib.domain.mechanics.challenge.play import is_done
from chalicelib.domain.mechanics.challenge.progress import TARGET
from chalicelib.domain.mechanics.collection.play import Compose, Exchange
from chalicelib.domain.mechanics.redemption.play import Redeem
from chalicelib.domain.publishing.definitions import Published
from chalicelib.domain.record.actions import Ask
from chalicelib.domain.record.journal import POINTS, grants
from chalicelib.domain.record.member import Member, Played, Round
from chalicelib.domain.record.receipt import Receipt
from cli.simulation.people import Person
from cli.simulation.tally import Tally


class Bookkeeper:
    """The tally of one half of a run. day: the one that is being played."""

    def __init__(self, published: Published) -> None:
        self._id, self._campaign = published.id, published.campaign
        self._values = {
            name: prize.value.minor for name, prize in self._campaign.prizes.items() if prize.value is not None
        }
        self.day = 0
        self.tally = Tally()

    def open(self, day: int) -> None:
        """A new day."""
        self.day = day

    def enter(self, person: Person, before: Member, acted: Acted, asks: Sequence[Ask], now: int) -> None:
        """Asks that were acted upon. before: the document that they were decided on."""
        outcome = acted.outcome
        for ask, result in zip(asks, acted.results, strict=True):
            if isinstance(result, Receipt):
                self._receipt(person, ask, result)
            elif result is not None:
                self.tally.refused[result.code] += 1
        for take in outcome.takes:
            self.tally.takes[take.key] += take.n
            self.tally.taken[take.key.stock, self.day] += take.n
            self.tally.last_take[take.key] = now
        if outcome.receipts:
            self._rounds(person, before.played.get(self._id), outcome.member.played.get(self._id))

    def end(self, people: Iterable[Person]) -> Tally:
        """The tally, with what is known of each member in the end."""
        tally = self.tally
        for person in people:
            tally.came += 1
            tally.active += person.active
            tally.draws[person.drawn] += 1
            tally.done.update(person.done)
        return tally

    def _receipt(self, person: Person, ask: Ask, receipt: Receipt) -> None:
        person.active = True
        own = [leg for leg in receipt.legs if leg.campaign == self._id]
        for leg in own:
            if leg.asset == POINTS:
                (self.tally.earned if leg.n > 0 else self.tally.spent)[self.day] += abs(leg.n)
        for grant in grants(own):
            self._prize(grant.prize, grant.n)
        match ask.action:
            case Draw():
                person.drawn += ask.action.times
                self._done(person, f"draw {ask.action.box}", ask.action.times)
            case Compose():
                name = f"compose {ask.action.collection}"
                if name not in person.done:
                    self.tally.sets[ask.action.collection, self.day] += 1
                self._done(person, name)
            case Exchange():
                self._done(person, f"exchange {ask.action.collection}")
            case Redeem():
                self._done(person, f"redeem {ask.action.redemption}/{ask.action.offer}")

    def _prize(self, name: str, n: int) -> None:
        self.tally.prizes[name] += n
        if name in self._values:
            self.tally.cost[self.day] += n * self._values[name]

    def _rounds(self, person: Person, before: Played | None, after: Played | None) -> None:
        """Tasks that are done now and were not before; a challenge, once all of a round are."""
        for key, now in after.rounds.items() if after else ():
            then = before.rounds.get(key, NONE) if before else NONE
            challenge = key.partition("@")[0]
            fresh = 0
            for task, state in now.tasks.items():
                old = then.tasks[task].paid.get(TARGET, 0) if task in then.tasks else 0
                new = state.paid.get(TARGET, 0) - old
                if new > 0:
                    fresh += old == 0
                    self._done(person, f"{challenge}/{task}", new)
            tasks = self._campaign.challenges[challenge].tasks
            if fresh and len(tasks) > 1 and all(task in now.tasks and is_done(now.tasks[task]) for task in tasks):
                self._done(person, challenge)

    def _done(self, person: Person, name: str, times: int = 1) -> None:
        person.done.add(name)
        self.tally.times[name] += times


NONE = Round()
