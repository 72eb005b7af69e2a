"""Counts what the receipts and refusals of a crowd mean."""

from collections import Counter
from collections.abc import Iterable, Sequence

from chalicelib.domain.decide.in_memory import Acted
from chalicelib.domain.file.blocks import having
from chalicelib.domain.mechanics.challenge.progress import TARGET
from chalicelib.domain.mechanics.choice import Choice
from chalicelib.domain.publishing.definitions import Published
from chalicelib.domain.record.journal import EXPIRED, POINTS, grants
from chalicelib.domain.record.member import Member, Played, Round
from chalicelib.domain.record.purse import Lot, in_order, lot
from chalicelib.domain.record.receipt import Receipt
from chalicelib.domain.time.windows import Window
from chalicelib.domain.words.values import EventName
from cli.simulation.people import Person
from cli.simulation.tally import Tally


class Counting:
    """Makes the tally of one half of a run."""

    def __init__(self, published: Published, days: Sequence[Window]) -> None:
        self._days = days
        campaign = published.campaign
        self._id, self._drawables = published.id, published.drawables
        self._tasks = Counter(str(task.by.path[1]) for task in having(campaign, EventName))
        self._values = {name: prize.value.minor for name, prize in campaign.prizes.items() if prize.value is not None}
        self.day = 0
        """The one that is being played."""
        self.tally = Tally()

    def count(self, person: Person, before: Member, acted: Acted, now: int, choice: Choice | None = None) -> None:
        """Count asks that were acted upon. before: the document that they were decided on; choice: the member's."""
        outcome = acted.outcome
        for result in acted.results:
            if isinstance(result, Receipt):
                self._receipt(person, result, choice)
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

    def hold(self, person: Person) -> None:
        """Count what a member holds in the end, of points."""
        document = person.document
        for one in in_order(document.lots):
            self.tally.ends[month_of(one)] += one.n
        waiting = (due for part in document.played.values() for due in part.due if due.due and due.bag)
        self.tally.pending += sum(due.bag.points * due.times + due.more for due in waiting if due.bag)
        self.tally.owed += document.owed

    def _day(self, at: int) -> int:
        """The number of the day of a moment; of one before the first, or after the last, that."""
        return next((n for n, day in enumerate(self._days) if at < day.closes), len(self._days) - 1)

    def _receipt(self, person: Person, receipt: Receipt, choice: Choice | None) -> None:
        person.active = True
        own = [leg for leg in receipt.legs if leg.campaign == self._id]
        for leg in own:
            if leg.asset == POINTS:
                (self.tally.earned if leg.n > 0 else self.tally.spent)[self.day] += abs(leg.n)
        for leg in receipt.legs:
            if leg.asset == POINTS and leg.why == EXPIRED:
                self.tally.expired[self._day(leg.at)] -= leg.n
                for name, n in leg.lots.items():
                    self.tally.ended[month_of(lot(name, -n))] -= n
        for grant in grants(own):
            self._prize(grant.prize, grant.n)
        person.drawn += sum(len(one.rows) for one in receipt.draws if self._drawables[one.of].of_prizes)
        for posting in receipt.postings:
            kind, _, name = posting.why.partition("/")
            if kind == "collections" and ":" not in name and f"compose {name}" not in person.done:
                self.tally.sets[name, self.day] += 1
        for challenge in (path.partition("/")[2] for path in receipt.done if path.count("/") == 1):
            if self._tasks[challenge] > 1:
                self._done(person, challenge)
        if choice is not None:
            self._done(person, choice.deed, choice.times)

    def _prize(self, name: str, n: int) -> None:
        self.tally.prizes[name] += n
        if name in self._values:
            self.tally.cost[self.day] += n * self._values[name]

    def _rounds(self, person: Person, before: Played | None, after: Played | None) -> None:
        """Tasks that reached their target now, each as often as it did."""
        for key, now in after.rounds.items() if after else ():
            then = before.rounds.get(key, NONE) if before else NONE
            for task, state in now.tasks.items():
                old = then.tasks[task].paid.get(TARGET, 0) if task in then.tasks else 0
                if (new := state.paid.get(TARGET, 0) - old) > 0:
                    self._done(person, f"{key.partition('@')[0]}/{task}", new)

    def _done(self, person: Person, name: str, times: int = 1) -> None:
        person.done.add(name)
        self.tally.times[name] += times


def month_of(one: Lot) -> str:
    """The month of the last day of a lot's points; empty: they never end."""
    return one.last_day.isoformat()[:7] if one.last_day else ""


NONE = Round()
