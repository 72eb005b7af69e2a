"""Tells a crowd what the programme's plan says, day by day, and knows who comes back for it.

Its chance is its own: the visits that members make anyway are the same with and without it.
"""

from collections.abc import Callable, Iterable, Sequence
from random import Random

from chalicelib.domain.decide.in_memory import AskResult, InMemoryStore
from chalicelib.domain.decide.touches import verdicts
from chalicelib.domain.file.programme import MESSAGE_ALLOWED
from chalicelib.domain.play.caps import quiet_at
from chalicelib.domain.play.touches import next_reminder
from chalicelib.domain.play.turn import Turn
from chalicelib.domain.publishing.definitions import Definitions
from chalicelib.domain.record.actions import Action, Ask, GiveConsent, Happened, TouchMember
from chalicelib.domain.record.member import Member
from chalicelib.domain.record.receipt import Receipt
from chalicelib.domain.time.localtime import birthday, local
from chalicelib.domain.time.windows import Window
from cli.simulation.people import Person
from cli.simulation.population import Population
from cli.simulation.tally import TouchTally

Do = Callable[[Person, Sequence[Ask], int], AskResult]
"""Decides and commits what a person asks at a moment."""


class Telling:
    """Tells one half of a crowd of one run."""

    def __init__(self, store: InMemoryStore, definitions: Definitions, population: Population, luck: str) -> None:
        """luck: the seed, the run and the half."""
        self._store, self._definitions, self._rng = store, definitions, Random(luck)
        self._channels = definitions.programme.channels if definitions.programme.touches.plan else {}
        self._comes_back = float(population.comes_back)
        self._allows, self._consents = float(population.allows), float(population.consents)
        self._asked: set[str] = set()
        self._stopped: dict[tuple[str, str], str] = {}
        self._reminders: dict[str, tuple[int, int | None]] = {}
        self.tally = TouchTally()

    def begins(self, day: Window) -> int | None:
        """The first moment of a day at which something may be sent; None where nobody is ever told anything."""
        if not self._channels:
            return None
        nobody = Turn(self._definitions, "", Member(), day.opens, day.opens)
        quiet = quiet_at(nobody, day.opens)
        return day.opens if quiet is None else quiet.closes

    def tell(self, people: Iterable[Person], now: int, do: Do) -> list[Person]:
        """Tell everybody who waits; gives those who come back for it."""
        coming = []
        for person in people:
            while self._may_wait(person, now) and self._told(person, now, do):
                if self._rng.random() < self._comes_back:
                    coming.append(person)
            self._note_what_stops(person, now)
        return list(dict.fromkeys(coming))

    def allowed(self, person: Person, now: int) -> list[Action]:
        """Give what a member allows on a visit: a message of each channel with grants, and, once, to be reached."""
        if not self._channels:
            return []
        actions: list[Action] = []
        for name, channel in self._channels.items():
            if channel.needs == "grant" and self._rng.random() < self._allows:
                unlike = f"{person.id}-{person.next_id()}"
                actions.append(Happened(unlike, "simulation", MESSAGE_ALLOWED, now, {"channel": name}))
            elif channel.needs == "consent" and person.id not in self._asked and self._rng.random() < self._consents:
                actions.append(GiveConsent(name, given=True))
        self._asked.add(person.id)
        return actions

    def receipt(self, person: Person, receipt: Receipt) -> None:
        """Count what a receipt tells of touches."""
        if one := receipt.touched:
            (self.tally.held_out if one.held_out else self.tally.sent)[one.touch] += 1
        for name in receipt.dropped:
            self.tally.dropped[name] += 1
            self.tally.stopped[name, self._stopped.pop((person.id, name), "quiet hours")] += 1
        for order in receipt.followed:
            if order.first:
                (self.tally.came_anyway if order.held_out else self.tally.came)[order.touch] += 1

    def _told(self, person: Person, now: int, do: Do) -> bool:
        answer = do(person, [Ask(person.next_id(), TouchMember())], now)
        return isinstance(answer, Receipt) and answer.touched is not None and not answer.touched.held_out

    def _may_wait(self, person: Person, now: int) -> bool:
        """Whether anything may wait for a member: it is cheaper to ask than to decide."""
        document = person.document
        if document.touches is not None and document.touches.fell_due:
            return True
        member = self._store.members[person.id]
        today = local(now, self._definitions.programme.zone).date()
        born = document.profile.born
        if born and birthday(born, today.year) == today:
            return True
        known = self._reminders.get(person.id)
        if known is None or known[0] != member.version:  # it follows from the document, which did not change
            known = member.version, next_reminder(self._turn(person.id, now), member.at)
            self._reminders[person.id] = known
        return known[1] is not None and known[1] <= now

    def _note_what_stops(self, person: Person, now: int) -> None:
        touches = person.document.touches
        if touches is not None and touches.fell_due:
            for one in verdicts(self._turn(person.id, now)):
                self._stopped[person.id, one.touch] = one.stopped or "quiet hours"

    def _turn(self, id: str, now: int) -> Turn:
        """A look at a member as it is."""
        return Turn(self._definitions, id, self._store.members[id].document, now, now, only_shown=True)
