"""The plan of a programme's year: who does what and when, and what goes wrong on the way. Pure: a seed makes it.

Time moves in jumps: every few days, and day by day in the first week of a month, so that there are days in a row. At
each the schedules run, and whoever is due is swept, though members of the week before may be due again. Who is away for
months falls silent, and some come back.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from local.demo.cash import told
from local.demo.moments import MINUTE, at
from local.demo.moves import Act, Batch, Event, Move, Person, Plan, Slice, Till
from local.demo.occasions import life, occasions
from local.demo.visits import Visits, Wanted

FIRST_DAY = date(2026, 1, 1)
DAYS = 380
"""Days that are played, so that what the last orders of the year earned is given too."""
HOURS = (8.2, 10.5, 13.0, 16.5, 20.2, 22.4)
"""Two of them are quiet hours."""
PAYING = 8 * MINUTE
BATCH = 20
CASH = {"club/redemptions/bar/kettle/redeem": "29.00 CNY"}
TWICE_AT_ONCE = 0.04
AGAIN_LATER = 0.04


def programme_year(seed: int, members: int, days: int, actions: int) -> Plan:
    """The first days of 2026 and of January 2027, of so many members and about so many events and actions."""
    rng = Random(seed)
    people = [_person(rng, number) for number in range(1, members + 1)]
    year = _Year(rng, people, occasions(people, FIRST_DAY, days), days)
    played = [day for day in range(days) if _is_played(day)]
    slices, left = list[Slice](), actions
    for done, day in enumerate(played):
        slices += year.slices(day, left // (len(played) - done))
        left = actions - sum(one.size for one in slices)
    first = tuple(one for one in people if life(one, members, days).joins == 0)
    return Plan(first, tuple(slices), at(FIRST_DAY + timedelta(days=days), 12.0))


def _is_played(day: int) -> bool:
    """Every third day, and each of the first six of a month."""
    return day % 3 == 0 or (FIRST_DAY + timedelta(days=day)).day <= 6


def _person(rng: Random, number: int) -> Person:
    """Somebody: a few are children, and somebody never said when she was born."""
    born = "" if number % 11 == 0 else date(rng.randint(1965, 2003), rng.randint(1, 12), rng.randint(1, 28)).isoformat()
    if number % 17 == 0:
        born = "2012-05-01"
    tags = ("vip",) if number % 9 == 0 else ()
    return Person(f"person-{number}", "green", tags, born, number % 2 == 0, rng.choice((0.2, 0.5, 0.8, 1.0)))


@dataclass
class _Year:
    """The days as they go by."""

    rng: Random
    people: list[Person]
    occasions: dict[int, list[Move]]
    """By day, what happens once."""
    days: int
    again: list[Move] = field(default_factory=list)
    later: list[Move] = field(default_factory=list)
    """Moves by which the shop tells of redemptions for cash in the next slice."""
    hour: float = HOURS[-1]
    visits: Visits = field(init=False)
    away: dict[str, tuple[int, int]] = field(init=False)
    """By person, the days between which nobody comes."""

    def __post_init__(self) -> None:
        self.visits = Visits(self.rng)
        starts = {one.name: self.rng.randrange(20, 260) for one in self.people}
        self.away = {name: (day, day + self.rng.choice((0, 45, 90, 130))) for name, day in starts.items()}

    def slices(self, day: int, size: int) -> Iterator[Slice]:
        """The slices of a day: what happens once, everybody's visits, and some minutes later what follows from them."""
        on = FIRST_DAY + timedelta(days=day)
        # no later than three days ago by the clock: what windows do is told of the last 72 hours
        self.hour = self.rng.choice([one for one in HOURS if day % 3 or one <= self.hour] if day else HOURS[1:2])
        moment = at(on, self.hour)
        for number, move in enumerate(self._occasions(day)):  # one after the other
            yield Slice(moment - (30 - number) * MINUTE, (move,))
        wanted: list[Wanted] = [one for due, one in self.visits.later if due <= moment]
        self.visits.later = [(due, one) for due, one in self.visits.later if due > moment]
        there = [one for one in self.people if self._is_there(one, day)]
        while there and sum(_size(one) for one in wanted) < size:
            [someone] = self.rng.choices(there, [one.diligence for one in there])
            wanted += self.visits.of(someone, there, moment)
        wanted = [one for one in wanted if self._is_still_there(one, day)]
        moves = [*self.again, *self.later, *_moves(wanted)]
        moves += [move for move in moves if isinstance(move, Act | Till | Batch) and self.rng.random() < TWICE_AT_ONCE]
        self.again = [move for move in moves if isinstance(move, Act | Batch) and self.rng.random() < AGAIN_LATER]
        soon, self.later = told(self.rng, moves, CASH)
        soon += _moves(self.visits.soon)
        self.visits.soon = []
        self.rng.shuffle(moves)
        yield Slice(moment, tuple(moves), sweeps=day % 3 == 0, looks=day % 18 == 0)
        if soon:
            yield Slice(moment + PAYING, tuple(soon))

    def _occasions(self, day: int) -> list[Move]:
        """Take what happens once on the days since the last one that was played."""
        due = [one for one in sorted(self.occasions) if one <= day]
        return [move for one in due for move in self.occasions.pop(one)]

    def _is_there(self, someone: Person, day: int) -> bool:
        here, leaves = life(someone, len(self.people), self.days), self.away[someone.name]
        return here.joins < day < here.ends and not leaves[0] <= day < leaves[1]

    def _is_still_there(self, one: Wanted, day: int) -> bool:
        """Whether the record of whoever does something is neither merged nor erased, nor will be soon."""
        name = one.subject if isinstance(one, Event) else one.by if isinstance(one, Act | Till) else ""
        return not name or day < life(self.people[int(name[7:]) - 1], len(self.people), self.days).ends


def _moves(wanted: Sequence[Wanted]) -> list[Move]:
    """The same with the events in batches."""
    events = [one for one in wanted if isinstance(one, Event)]
    batches = [Batch(tuple(events[start : start + BATCH])) for start in range(0, len(events), BATCH)]
    return [*(one for one in wanted if not isinstance(one, Event)), *batches]


def _size(wanted: Wanted) -> int:
    return 1 if isinstance(wanted, Event) else wanted.size
