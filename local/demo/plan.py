"""The plan of a festival month: who does what and when, and what goes wrong on the way. Pure: a seed makes it.

Each day has its slices. What people do in one, they wish for in the next; what is made twice in one slice is made at
once. Phones that lose an answer ask again, shops report late and twice, and strangers try what they can. Who redeemed
for cash pays some minutes later, or not.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import cycle
from random import Random

import msgspec

from local.demo.attacks import attacks
from local.demo.cash import told
from local.demo.habits import CROWDS, WEDNESDAYS_CROWD, Deed, outing, person, wishes
from local.demo.moments import HOUR, MINUTE, at, rfc3339
from local.demo.moves import Act, Attack, Batch, Event, Move, Person, Plan, Slice

FIRST_DAY = date(2026, 6, 1)
HOURS = (9.5, 12.5, 15.5, 20.5)
TEN = 10.0
END_OF_DAY = 23.5

PAYING = 8 * MINUTE
"""So long after a redemption its cash is paid."""
BATCH = 24
SHOP = "shop/orders"

TWICE_AT_ONCE = 0.05
AGAIN_LATER = 0.05
SAME_KEY_FOR_ANOTHER = 0.02
LATE = 0.05
TOO_LATE = 0.01
TOO_EARLY = 0.01
SAME_ORDER = 0.02
EVENTS_BY_PHONE = 0.05
ATTACKS_A_SLICE = 3


def festival(seed: int, members: int, days: int, actions: int) -> Plan:
    """The first days of June 2026, of so many members and about so many events and actions altogether."""
    rng = Random(seed)
    people = tuple(person(rng, number) for number in range(1, members + 1))
    month = _Month(rng, people, cycle(attacks("attack", rfc3339(_at(0, 8.0)))))
    slices = [Slice(_at(0, 8.0), (*_profiles(rng, people), *_joining(people)))]
    left = actions - slices[0].size
    moments = [(day, hour) for day in range(days) for hour in _hours(day)]
    for done, (day, hour) in enumerate(moments):
        slices.append(month.slice(day, hour, left // (len(moments) - done)))
        left -= slices[-1].size
        if month.soon:
            slices.append(Slice(slices[-1].at + PAYING, tuple(month.soon)))
            left -= slices[-1].size
    return Plan(people, tuple(slices), _at(days - 1, END_OF_DAY))


@dataclass
class _Month:
    """The days as they go by."""

    rng: Random
    people: Sequence[Person]
    strangers: Iterator[Attack]
    wanted: list[Act] = field(default_factory=list)
    """Wishes for the next slice."""
    again: list[Move] = field(default_factory=list)
    """Moves that are repeated in the next slice."""
    soon: list[Move] = field(default_factory=list)
    """Moves that tell of the slice's redemptions for cash before their time is over."""
    later: list[Move] = field(default_factory=list)
    """Moves that tell of them in the next slice."""
    orders: list[str] = field(default_factory=list)
    """The numbers of all orders so far."""
    numbered: int = 0

    def slice(self, day: int, hour: float, size: int) -> Slice:
        """From a moment on: the wishes and second tries of the slice before, a crowd at ten, and outings of the day."""
        moment = _at(day, hour)
        moves: list[Move] = [*self.wanted, *self.again, *self.later, *(self._crowd(day) if hour == TEN else ())]
        self.wanted, self.again = [], [again for move in moves if (again := self._asked_again(move)) is not None]
        moves += [next(self.strangers) for _ in range(ATTACKS_A_SLICE)]
        moves += [twin for move in moves if (twin := self._twin(move)) is not None]
        events: list[Event] = []
        while sum(move.size for move in moves) + len(events) < size:
            [someone] = self.rng.choices(self.people, [one.diligence for one in self.people])
            events += self._reported(someone, moment)
            self.wanted += self._wanted(someone, day)
        for batch in _batches(events):
            moves.append(batch)
            self._may_come_twice(batch, moves)
        self.soon, self.later = told(self.rng, moves)
        self.rng.shuffle(moves)
        return Slice(moment, tuple(moves))

    def _crowd(self, day: int) -> Iterator[Act]:
        date = FIRST_DAY + timedelta(days=day)
        paths = (*CROWDS.get(date.day, ()), *(WEDNESDAYS_CROWD if date.weekday() == 2 else ()))
        for path in paths:
            for someone in self.people:
                if self.rng.random() < 0.2 + 0.5 * someone.diligence:
                    yield self._act(someone, f"/v1/campaigns/{path}", {})

    def _reported(self, someone: Person, moment: int) -> Iterator[Event]:
        """One outing, up to an hour and a half ago."""
        time = moment - self.rng.randint(30 * MINUTE, 90 * MINUTE)
        for deed in outing(self.rng, someone):
            time += self.rng.randint(1, 2 * MINUTE)
            yield self._event(someone, deed, self._reported_time(time))

    def _reported_time(self, time: int) -> int:
        """Mostly when it happened; now and then a shop reports a day late, too late, or by a clock that runs ahead."""
        odd = self.rng.random()
        if odd < TOO_LATE:
            return time - self.rng.randint(25, 72) * HOUR
        if odd < TOO_LATE + TOO_EARLY:
            return time + 3 * HOUR
        return time - self.rng.randint(1, 20) * HOUR if odd < TOO_LATE + TOO_EARLY + LATE else time

    def _event(self, someone: Person, deed: Deed, time: int) -> Event:
        """The event; an order's number may be that of somebody else's order."""
        kind, data = deed
        if "order" in data:
            if self.orders and self.rng.random() < SAME_ORDER:
                data = data | {"order": self.rng.choice(self.orders)}
            self.orders.append(data["order"])
        return Event(self._number("e"), SHOP, kind, someone.name, time, data)

    def _wanted(self, someone: Person, day: int) -> Iterator[Act]:
        """Choose what somebody does in the app after an outing; the phone itself reports some events."""
        today = FIRST_DAY + timedelta(days=day)
        for path, body in wishes(self.rng, someone, today, self.rng.choice((0, 0, 1, 1, 2))):
            if path.endswith("/send"):
                body["to"] = self.rng.choice(self.people).name
            yield self._act(someone, f"/v1/campaigns/{path}", body)
        if self.rng.random() < EVENTS_BY_PHONE:
            yield self._act(someone, "/v1/events", {"type": "member.checked_in"})

    def _act(self, someone: Person, path: str, body: dict[str, object]) -> Act:
        return Act(someone.name, path, self._number("k"), body)

    def _twin(self, move: Move) -> Move | None:
        """The same at the same time: a double tap."""
        return move if isinstance(move, Act) and self.rng.random() < TWICE_AT_ONCE else None

    def _asked_again(self, move: Move) -> Move | None:
        """Later the phone that lost an answer asks again, or a broken one uses the key for something else."""
        lucky = self.rng.random()
        if not isinstance(move, Act) or lucky >= AGAIN_LATER + SAME_KEY_FOR_ANOTHER:
            return None
        if lucky < AGAIN_LATER:
            return move
        return msgspec.structs.replace(move, path="/v1/events", body={"type": "member.checked_in"})

    def _may_come_twice(self, batch: Batch, moves: list[Move]) -> None:
        """A shop sends a batch twice at once, or again later, or with other contents under the old ids."""
        lucky = self.rng.random()
        if lucky < TWICE_AT_ONCE:
            moves.append(batch)
        elif lucky < TWICE_AT_ONCE + AGAIN_LATER:
            self.again.append(batch)
        elif lucky < TWICE_AT_ONCE + AGAIN_LATER + SAME_KEY_FOR_ANOTHER:
            self.again.append(Batch(tuple(msgspec.structs.replace(one, time=one.time - 1) for one in batch.events)))

    def _number(self, letter: str) -> str:
        self.numbered += 1
        return f"{letter}-{self.numbered:06}"


def _profiles(rng: Random, people: Sequence[Person]) -> Iterator[Batch]:
    """Report what the brand knows of its members; most joined it in May, and some follow a shop already."""
    events = []
    for someone in people:
        known = {"tier": someone.tier, "tags": list(someone.tags), "guardian": someone.guardian}
        born = {"born": someone.born} if someone.born else {}
        events.append(Event(f"{someone.name}-known", "crm", "member.updated", someone.name, _at(0, 7.0), known | born))
        for kind, share in (("member.joined", 0.8), ("shop.followed", 0.4)):
            if rng.random() < share:
                in_may = _at(0, 0.0) - rng.randint(1, 30) * 24 * HOUR
                events.append(Event(f"{someone.name}-{kind}", "crm", kind, someone.name, in_may))
    return _batches(events)


def _joining(people: Sequence[Person]) -> Iterator[Act]:
    for someone in people:
        if someone.diligence > 0.3:
            yield Act(someone.name, "/v1/campaigns/festival-weeks/join", "join")


def _batches(events: Sequence[Event]) -> Iterator[Batch]:
    for start in range(0, len(events), BATCH):
        yield Batch(tuple(events[start : start + BATCH]))


def _hours(day: int) -> tuple[float, ...]:
    date = FIRST_DAY + timedelta(days=day)
    return tuple(sorted((*HOURS, TEN))) if date.day in CROWDS or date.weekday() == 2 else HOURS


def _at(day: int, hour: float) -> int:
    """Epoch ms of an hour of the plan's day."""
    return at(FIRST_DAY + timedelta(days=day), hour)
