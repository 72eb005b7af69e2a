"""Counts what the receipts and refusals of a crowd mean."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence

from chalicelib.domain.decide.in_memory import Performed
from chalicelib.domain.file.blocks import having
from chalicelib.domain.mechanics.board.block import Board
from chalicelib.domain.mechanics.challenge.progress import TARGET
from chalicelib.domain.mechanics.choice import Choice
from chalicelib.domain.publishing.definitions import Published
from chalicelib.domain.record.journal import BILL, EXPIRED, OWED, POINTS, PRIZES, is_back, is_returned
from chalicelib.domain.record.member import Member, Played, Round
from chalicelib.domain.record.outcome import Outcome
from chalicelib.domain.record.purse import Lot, in_order, lot, month_number, month_text
from chalicelib.domain.record.receipt import Receipt
from chalicelib.domain.time.localtime import local
from chalicelib.domain.time.windows import Window
from chalicelib.domain.words.values import EventName
from cli.simulation.contests import Contest, Winner, ranks_of
from cli.simulation.counting_cash import CountingCash
from cli.simulation.counting_coupons import CountingCoupons
from cli.simulation.friends import CountingFriends
from cli.simulation.people import Person
from cli.simulation.tally import Tally
from cli.simulation.telling import Telling


class Counting:
    """Makes the tally of one half of a run."""

    def __init__(self, published: Published, days: Sequence[Window]) -> None:
        self._closes = [day.closes for day in days]
        campaign = published.campaign
        self._id, self._drawables, self._zone = published.id, published.drawables, published.zone
        self._tasks = Counter(str(task.by.path[1]) for task in having(campaign, EventName) if task.by.around)
        self._values = {name: prize.value.minor for name, prize in campaign.prizes.items() if prize.value is not None}
        self._coupons, self._boards = CountingCoupons(self._id), campaign.blocks(Board)
        self.cash = CountingCash(self._day)
        """Counts redemptions for cash, which their payments tell it of."""
        self.touches: Telling | None = None
        """Counts touches, where anybody is told something."""
        self.friends = CountingFriends(campaign)
        """Counts friends, of whom their inviters are told."""
        self.day = 0
        """The one that is being played."""
        self.tally = Tally()

    def count(self, person: Person | None, acted: Performed, now: int, choice: Choice | None = None) -> None:
        """Count asks that were acted upon. person: whom it moved; choice: the member's."""
        outcome = acted.outcome
        for result in acted.results:
            if not isinstance(result, Receipt):
                self.tally.refused.update([result.code] if result is not None else ())
            elif person is not None:
                self._receipt(person, result, choice)
        self._coupons.came_back(outcome.orders, self.day)
        self._stocks(outcome, now)
        if person is not None and outcome.receipts:
            before = acted.before.document
            self._rounds(person, before.played.get(self._id), outcome.member.played.get(self._id))

    def won(self, person: Person, receipt: Receipt, place: Winner, last: int, contest: Contest) -> None:
        """Count a place that was paid. last: the last rank of the ranking on which anybody stands."""
        tally, name = self.tally.boards, contest.board
        ranks = ranks_of(self._boards[name], place.rank)
        tally.paid[name, ranks.spelled] += 1
        tally.winners[name, person.kind] += 1
        if place.rank == min(ranks.last, last):
            tally.last[name, ranks.spelled, contest.ranking.id] = place.score
        for leg in receipt.own:
            value = self._values.get(leg.asset.removeprefix(PRIZES), 0) if leg.asset.startswith(PRIZES) else 0
            tally.cost[name] += max(0, leg.n) * value

    def came_back(self, receipts: Iterable[Receipt], saved: Counter[str], now: int) -> None:
        """Count a refund of an order that counted. saved: what had not been handed out yet, by asset."""
        month = month_text(month_number(local(now, self._zone).date()))
        self.tally.refunds[month] += 1
        self.tally.saved += saved
        for receipt in receipts:
            self.tally.kept.update(receipt.kept.get(self._id, {}))
            back = (leg for leg in receipt.legs if leg.asset == POINTS and is_back(leg))
            self.tally.taken_back[month] -= sum(leg.n for leg in back)

    def heard(self, acted: Performed, now: int) -> None:
        """Count what an inviter was told of a friend."""
        back = self.friends.heard(acted)
        if back:
            self.tally.taken_back[month_text(month_number(local(now, self._zone).date()))] += back

    def end(self, people: Iterable[Person]) -> Tally:
        """The tally, with what is known of each member in the end."""
        tally = self.tally
        tally.coupons, tally.cash, tally.friends = self._coupons.tally, self.cash.tally, self.friends.tally
        tally.touches = self.touches.tally if self.touches is not None else tally.touches
        for person in people:
            tally.came += 1
            tally.active += person.active
            tally.draws[person.drawn] += 1
            tally.done.update(person.done)
        return tally

    def hold(self, person: Person) -> None:
        """Count what a member holds in the end: points, and a tier."""
        document = person.document
        kept = (lot(name, n) for one in document.holds for name, n in one.lots.items())
        for one in (*in_order(document.lots), *kept):
            self.tally.ends[month_of(one)] += one.n
        self.tally.pending += waiting(document)[POINTS]
        self.tally.owed += document.owed
        self.tally.tiers[document.profile.tier] += 1
        self._coupons.hold(document)
        self.friends.hold(document)
        self.friends.tally.invited += document.invited

    def _stocks(self, outcome: Outcome, now: int) -> None:
        """Count what left the stocks for good: a unit that is kept for cash has its item, and leaves with that."""
        moved = Counter({take.key: take.n for take in outcome.takes})
        for unit in outcome.units:
            moved.update([unit.before.key] if unit.before else ())
            moved.subtract([unit.after.key] if unit.after else ())
        for key, n in moved.items():
            self.tally.takes[key] += n
            self.tally.taken[key.stock, self.day] += n
            if n > 0:
                self.tally.last_take[key] = now

    def _day(self, at: int) -> int:
        """The number of the day of a moment; of one before the first, or after the last, that."""
        return min(bisect_right(self._closes, at), len(self._closes) - 1)

    def _receipt(self, person: Person, receipt: Receipt, choice: Choice | None) -> None:
        person.active = person.active or receipt.does != "enrol" or bool(receipt.postings)
        self._coupons.receipt(receipt, self.day)
        if self.touches is not None:
            self.touches.receipt(person, receipt)
        own = [leg for leg in receipt.legs if leg.campaign == self._id]
        points = [leg for leg in receipt.legs if leg.asset == POINTS]
        for leg in points:
            day = self._day(leg.at) if leg.at else self.day
            self.tally.held[day] += leg.n + leg.owed
            if leg.why not in (EXPIRED, BILL, OWED) and not is_back(leg) and not is_returned(leg):
                (self.tally.earned if leg.n > 0 else self.tally.spent)[day] += abs(leg.n)
        for leg in points:
            if leg.why == EXPIRED:
                self.tally.expired[self._day(leg.at)] -= leg.n
                for name, n in leg.lots.items():
                    self.tally.ended[month_of(lot(name, -n))] -= n
        for leg in own:
            if leg.asset.startswith(PRIZES) and (is_back(leg) or (leg.n > 0 and not is_returned(leg))):
                self._prize(leg.asset.removeprefix(PRIZES), leg.n, self._day(leg.at) if leg.at else self.day)
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

    def _prize(self, name: str, n: int, day: int) -> None:
        self.tally.prizes[name] += n
        if name in self._values:
            self.tally.cost[day] += n * self._values[name]

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


def waiting(document: Member) -> Counter[str]:
    """The rewards that were earned and wait for their days, by asset."""
    found: Counter[str] = Counter()
    for one in (one for part in document.played.values() for one in part.due if one.due and one.bag):
        for asset, n in (one.bag.assets if one.bag else {}).items():
            found[asset] += n * one.times
        found[POINTS] += one.more
    return found


def month_of(one: Lot) -> str:
    """The month of the last day of a lot's points; empty: they never end."""
    return one.last_day.isoformat()[:7] if one.last_day else ""


NONE = Round()
