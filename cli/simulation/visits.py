"""Who comes by on a day, when, and what they do there: made up, or as it was recorded."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from random import Random
from typing import NamedTuple

from chalicelib.domain.play.orders import takes_back
from chalicelib.domain.publishing.definitions import Definitions, Published
from chalicelib.domain.record.actions import Action, Ask, Enrol, Happened, Join
from chalicelib.domain.record.member import Snapshot
from chalicelib.domain.record.receipt import Receipt
from chalicelib.domain.time.windows import Window
from cli.simulation.friends import coming
from cli.simulation.game import Game
from cli.simulation.habits import AGAIN, doings, repeated
from cli.simulation.people import BOTS, Person, Register
from cli.simulation.population import days_arrivals
from cli.simulation.recording import Line
from cli.simulation.refunds import Refunds
from cli.simulation.share import HALVES

HOUR = 3_600_000
EARLIEST, LATEST, USUAL = 6 * HOUR, 24 * HOUR, 20 * HOUR
"""When people come by: from six in the morning on, most of them in the evening."""


class Visit(NamedTuple):
    """Somebody comes by, or something is reported."""

    at: int
    """The moment, epoch ms."""
    person: Person | None
    """The one who comes; None for a report that names no member: a refund, or an order of nobody."""
    asks: list[Ask]
    """The things they do before they choose, or the one that is reported."""


class First:
    """Gives what somebody does before anything else: become a member, where segments ask since when, and opt in."""

    def __init__(self, definitions: Definitions, published: Published) -> None:
        self._enrols = bool(definitions.programme.segments)
        self._opt_in, self._campaign = published.campaign.opt_in, published.id

    def __call__(self, person: Person) -> Iterator[Action]:
        document = person.document
        if self._enrols and not document.joined:
            yield Enrol(document.profile)
        played = document.played.get(self._campaign)
        if self._opt_in and not (played is not None and played.joined > 0):
            yield Join(self._campaign)


class OwnVisit(NamedTuple):
    """A visit of somebody who is known."""

    at: int
    """The moment, epoch ms."""
    person: Person
    """The one who comes."""
    asks: list[Ask]
    """The things they do before they choose."""


class MadeUp:
    """The visits of one half of a population."""

    def __init__(
        self, game: Game, definitions: Definitions, members: dict[str, Snapshot], rng: Random, run: int, half: int
    ) -> None:
        """members: where those who come are entered, and found as they are then."""
        published = definitions.campaign(game.version.id)
        self._days, self._rng = game.days, rng
        self._first = First(definitions, published)
        self._doings = doings(definitions, published.campaign, game.population)
        self._refunds = Refunds(definitions.programme, game.population, f"{game.seed}/{run}/refunds")
        self._arrivals = days_arrivals(game.population, len(game.days))
        register = Register(game.population, definitions.programme, published, members, rng, definitions.sharing)
        self._register, self._luck, self._invites = register, f"{game.seed}/{run}", game.population.invites
        number = _crowd(game, run)
        coming = (register.member(f"{run}-{half}-{i}") for i in range((number + half) // HALVES))
        self.people = {person.id: person for person in coming}
        """Everybody, by id."""
        self._again = repeated(game)
        for person in self.people.values() if self._again else ():
            if Random(f"{game.seed}/{person.id}/bots").random() < game.population.bots:
                person.kind, person.comes = BOTS, 1.0
        first = rng.choices(range(len(game.days)), self._arrivals, k=len(self.people))
        self._new: dict[int, list[Person]] = {}
        for person, day in zip(self.people.values(), first, strict=True):
            self._new.setdefault(day, []).append(person)
        self._known: list[Person] = []

    def visits(self, day: int) -> Iterator[Visit]:
        """The visits of a day in order."""
        rng, window, new = self._rng, self._days[day], self._new.get(day, [])
        for person in new:
            self._invite(person, day)
        here = [person for person in self._known if rng.random() < person.comes] + new
        self._known += new
        moments = sorted((_moment(window, rng), i) for i in range(len(here)))
        for now, i in moments:
            yield from self._come_back(now)
            person = here[i]
            yield self._visit(person, now, rng)
        yield from self._come_back(window.closes)

    def _invite(self, person: Person, day: int) -> None:
        """Let the friends whom a member brings come on later days, as far as there are any."""
        for number, after in enumerate(coming(f"{self._luck}/{person.id}", self._invites)):
            if day + after < len(self._days):
                opens = self._days[day + after].opens
                friend = self._register.friend(f"{person.id}-{number}", person.id, opens)
                self.people[friend.id] = friend
                self._new.setdefault(day + after, []).append(friend)

    def needs(self, receipt: Receipt) -> bool:
        """Whether a receipt will be looked at again."""
        return self._refunds.needs(receipt)

    def reported(self, asks: Sequence[Ask]) -> None:
        """Let the orders among what is reported come back some day."""
        for ask in asks:
            if isinstance(ask.action, Happened):
                self._refunds.ordered(ask.action)

    def _come_back(self, until: int) -> Iterator[Visit]:
        for event in self._refunds.due(until):
            yield Visit(event.time, None, [Ask(event.id, event)])

    def called(self, people: Sequence[Person], day: int) -> Iterator[OwnVisit]:
        """The visits of those who come back on a day because they were told something; each by its own chance."""
        for person in people:
            rng = Random(f"{person.id}/{day}/called")
            made = self._visit(person, _moment(self._days[day], rng), rng)
            yield OwnVisit(made.at, person, made.asks)

    def _visit(self, person: Person, now: int, rng: Random) -> Visit:
        return Visit(now, person, [Ask(person.next_id(), action) for action in self._actions(person, now, rng)])

    def _actions(self, person: Person, now: int, rng: Random) -> Iterator[Action]:
        yield from self._first(person)
        for doing in self._doings:
            if doing.kept and doing.type in person.document.kept:
                continue
            bot = person.kind == BOTS and doing.type in self._again
            for _ in range(AGAIN if bot else doing.number(rng)):
                unlike = f"{person.id}-{person.next_id()}"
                yield Happened(unlike, "simulation", doing.type, now, doing.data(rng, unlike))


class Recorded:
    """The recorded visits of all members; a member's first event brings them in."""

    def __init__(
        self, game: Game, definitions: Definitions, members: dict[str, Snapshot], rng: Random, run: int, half: int
    ) -> None:
        """members: where those who come are entered, and found as they are then. half: the only one."""
        published = definitions.campaign(game.version.id)
        self._first = First(definitions, published)
        register = Register(game.population, definitions.programme, published, members, rng)
        self.people: dict[str, Person] = {}
        """Everybody, by id."""
        self._by_day: dict[int, list[tuple[Person | None, Line]]] = {}
        opens = [day.opens for day in game.days]
        for line in game.recording or ():
            named = line.member and not takes_back(definitions.programme, line.ask.action)
            known = f"{run}-{line.member}"
            if named and known not in self.people:
                self.people[known] = register.member(known)
            day = max(0, bisect_right(opens, line.at) - 1)
            self._by_day.setdefault(day, []).append((self.people[known] if named else None, line))

    def visits(self, day: int) -> Iterator[Visit]:
        """The events of a day, each a visit; what is before the first day belongs to it, what is after to the last."""
        for person, line in self._by_day.get(day, ()):
            if person is None:
                yield Visit(line.at, None, [line.ask])
                continue
            if line.ask.id in person.answered:
                continue
            yield Visit(line.at, person, [*(Ask(person.next_id(), one) for one in self._first(person)), line.ask])

    def called(self, people: Sequence[Person], day: int) -> Iterator[OwnVisit]:
        """Nobody comes but who came."""
        return iter(())

    def needs(self, receipt: Receipt) -> bool:
        """Whether a receipt may be looked at again: every order may come back."""
        return bool(receipt.tasks)

    def reported(self, asks: Sequence[Ask]) -> None:
        """Nothing more comes of what was recorded than what was recorded."""


def _crowd(game: Game, run: int) -> int:
    """How many come in a run: as many as expected, give or take what is unsure."""
    unsure = float(game.population.unsure or 0)
    return max(1, round(game.population.members * max(0.0, Random(f"{game.seed}/{run}").gauss(1, unsure))))


def _moment(day: Window, rng: Random) -> int:
    """A moment of a day; of one that the campaign cuts, between its edges."""
    moment = day.opens + int(rng.triangular(EARLIEST, LATEST, USUAL))
    return moment if moment < day.closes else rng.randrange(day.opens, day.closes)
