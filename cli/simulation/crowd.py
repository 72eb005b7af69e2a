"""Half a run's crowd: its members visit day by day, and every decision is the domain's own."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from hashlib import sha256
from math import inf
from random import Random
from time import process_time

from msgspec.structs import replace

from chalicelib.domain.decide.award import Award
from chalicelib.domain.decide.in_memory import AskResult, InMemoryStore, Performed
from chalicelib.domain.mechanics.board.block import Board
from chalicelib.domain.mechanics.board.picture import Ranked
from chalicelib.domain.mechanics.choice import Choice
from chalicelib.domain.play.orders import order_keys, takes_back
from chalicelib.domain.play.turn import Turn
from chalicelib.domain.record.actions import Action, Ask, Happened, Settle
from chalicelib.domain.record.member import Member, Played
from chalicelib.domain.record.outcome import StockKey
from chalicelib.domain.record.receipt import Receipt
from chalicelib.domain.words.errors import NotOffered, Refused, SoldOut, WindowClosed
from cli.simulation.cash_payments import CashPayments
from cli.simulation.choices import Tried, tried
from cli.simulation.contests import Contest, Winner, best
from cli.simulation.counting import Counting, waiting
from cli.simulation.game import Game
from cli.simulation.in_segments import InSegments
from cli.simulation.luck import MemberLuck
from cli.simulation.people import Person
from cli.simulation.share import Share
from cli.simulation.tally import Tally
from cli.simulation.telling import Telling
from cli.simulation.tills import Tills
from cli.simulation.visits import HOUR, MadeUp, Recorded

MOST_FOLDED = 8
"""Asks that are decided together, as many as one transaction of the store holds."""


class Crowd:
    """One half of the crowd of one run."""

    def __init__(self, game: Game, run: int, half: int) -> None:
        self._game, self._half = game, half
        self._definitions = definitions = game.definitions(run)
        self._luck = f"{game.seed}/{run}"
        self._store = InMemoryStore(definitions, for_crowd=True, keeps=self._needs)
        self._programme = definitions.programme
        self._published = definitions.campaign(game.version.id)
        self._rng = Random(f"{game.seed}/{run}/{half}")
        self._entropy = sha256(f"{game.seed}/{run}".encode()).digest()
        self._looks_again = HOUR if game.recording is None else 1
        self._spends = float(game.population.spends)
        self._reported: set[str] = set()
        self._choices = tried(self._published.campaign)
        self._counting = Counting(self._published, game.days)
        self._tills = Tills(
            self._store,
            definitions.programme,
            self._published.campaign,
            game.population,
            f"{game.seed}/{run}/tills",
        )
        self._cash = CashPayments(self._act, self._counting.cash, game.population, f"{game.seed}/{run}/cash")
        luck = f"{game.seed}/{run}/{half}/touches"
        self._telling = Telling(self._store, definitions, game.population, luck)
        self._counting.touches = self._telling
        source = Recorded if game.recording is not None else MadeUp
        self._source = source(game, definitions, self._store.members, self._rng, run, half)
        self._segments = InSegments(self._store, game.days, self._source.people.values())

    def day(self, day: int, taken: Mapping[StockKey, int]) -> Counter[StockKey]:
        """Play a day, and give what was taken on it. taken: by both halves on the days before."""
        began = process_time()
        self._store.stocks.restock(Share(self._half, day, taken, self._game.parts).units)
        self._counting.day = day
        begins, coming = self._telling.begins(self._game.days[day]), list[Person]()
        for visit in self._source.visits(day):
            if begins is not None and visit.at >= begins:
                coming, begins = self._telling.tell(self._source.people.values(), begins, self._act), None
            self._cash.undo(visit.at)
            if visit.person is None and visit.asks[0].id not in self._reported:
                self._report(visit.asks[0], visit.at)
            elif visit.person is not None:
                self._visit(visit.person, visit.asks, visit.at)
        if begins is not None and begins < self._game.days[day].closes:
            coming = self._telling.tell(self._source.people.values(), begins, self._act)
        for extra in self._source.called(coming, day):
            self._visit(extra.person, extra.asks, extra.at)
        self._cash.undo(self._game.days[day].closes)
        self._segments.count(day, self._counting.tally)
        self._counting.tally.cpu += process_time() - began
        return self._taken()

    def best(self, contest: Contest) -> list[Ranked]:
        """The first of this half in a ranking, as many as are paid."""
        board = self._published.campaign.blocks(Board)[contest.board]
        entries = self._store.entries.get((self._published.id, contest.board, contest.ranking.id), {})
        return best(entries, board.paid)

    def award(
        self, contest: Contest, places: Sequence[Winner], day: int, taken: Mapping[StockKey, int]
    ) -> Counter[StockKey]:
        """Pay those of this half their places, and give what was taken for it. taken: by both halves up to now."""
        self._store.stocks.restock(Share(0, day, taken, 1).units)
        self._counting.day = min(day + 1, len(self._game.days) - 1)
        board, window = contest.board, contest.ranking.id
        for one in places:
            person = self._source.people.get(one.member)
            if person is not None:
                action = Award(self._published.id, board, window, one.rank)
                answer = self._act(person, [Ask(person.next_id(), action)], contest.paid_at)
                if isinstance(answer, Receipt):
                    self._counting.won(person, answer, one, places[-1].rank, contest)
        return self._taken()

    def _taken(self) -> Counter[StockKey]:
        """Units that this half took since the last restock, less those that came back, or will, and nobody took."""
        taken = Counter(self._store.stocks.taken)
        taken.subtract({key: len(units) for key, units in self._store.stocks.returned.items()})
        return taken

    def end(self) -> Tally:
        """The tally of all days."""
        people = list(self._source.people.values())
        for person in people:
            document = person.document
            if (
                self._programme.segments  # whoever does not come enters one on its day all the same
                or document.lots
                or document.coupons
                or document.standing
                or any(part.due for part in document.played.values())
            ):
                self._act(person, [Ask(person.next_id(), Settle())], self._game.days[-1].closes - 1)
            self._counting.hold(person)
        tally = self._counting.end(people)
        tally.decisions = self._store.decisions
        return tally

    def _needs(self, receipt: Receipt) -> bool:
        return self._source.needs(receipt) or self._cash.needs(receipt) or "by_member" in receipt.asked

    def _report(self, ask: Ask, now: int) -> None:
        """Decide what names no member, a refund or an order, for whom it is.

        The member of an order that comes back is settled first: so what is waiting no more was taken back, not given.
        """
        owner = self._owner(ask) if takes_back(self._programme, ask.action) else None
        if owner is not None:
            self._act(owner, [Ask(f"{ask.id}-before", Settle())], now)
        before = waiting(owner.document) if owner is not None else Counter()
        acted = self._store.reported(ask, now, self._entropy)
        person = self._source.people.get(acted.before.id)
        if person is not None:
            self._segments.touched(person)
        self._counting.count(person, acted, now)
        self._told(acted, now)
        if owner is not None and acted.outcome.receipts:
            self._counting.came_back(acted.outcome.receipts, before - waiting(owner.document), now)
        self._reported.update(receipt.id for receipt in acted.outcome.receipts)

    def _owner(self, ask: Ask) -> Person | None:
        """The one for whom the order counted that an event is about."""
        found = (self._store.orders.get(key) for key in order_keys(self._programme, [ask.action]))
        return next((self._source.people.get(one.order.member) for one in found if one is not None), None)

    def _visit(self, person: Person, asks: Sequence[Ask], now: int) -> None:
        self._counting.tally.visits[self._counting.day] += 1
        for together in self._together(asks):
            self._do(person, together, now)
        for action in self._telling.allowed(person, now):
            self._act(person, [Ask(person.next_id(), action)], now)
        spending = self._rng.random() < self._spends
        wanted = [one for one in self._choices if spending or not one.choice.spends]
        done: Counter[str] = Counter()
        while any(self._choose(person, one, now, done) for one in wanted):
            pass  # what one choice gives may pay for another

    def _together(self, asks: Sequence[Ask]) -> Iterator[list[Ask]]:
        """As many asks at a time as are decided together; an order that has a bill comes first."""
        group: list[Ask] = []
        for ask in asks:
            if group and (len(group) == MOST_FOLDED or self._has_bill(ask)):
                yield group
                group = []
            group.append(ask)
        if group:
            yield group

    def _has_bill(self, ask: Ask) -> bool:
        return self._game.recording is None and self._tills.bills(ask.action)

    def _do(self, person: Person, asks: Sequence[Ask], now: int) -> None:
        """Do what was asked together; of an order that has a bill, the bill is paid before it is reported."""
        order = asks[0].action
        if isinstance(order, Happened) and self._has_bill(asks[0]):
            payment = self._tills.payment(person, order, now)
            paid = self._act(person, [Ask(person.next_id(), payment)], now) if payment is not None else None
            if isinstance(paid, Receipt):
                asks = [replace(asks[0], action=self._tills.reported(order, paid)), *asks[1:]]
        self._source.reported(asks)
        self._act(person, asks, now)

    def _choose(self, person: Person, one: Tried, now: int, done: Counter[str]) -> bool:
        """Do it as long as the wallet pays for it and the domain allows it; tells whether it was done.

        done: how often each choice was done on this visit.
        """
        name, before = one.choice.name, done[one.choice.name]
        while now >= one.closed_until and now >= one.gone_until and now >= person.blocked.get(name, now):
            action = self._wanted(person, one.choice, now, done[name])
            if action is None:
                break
            if done[name] == one.most:
                self._counting.tally.cut[one.choice.deed] += 1
                person.blocked[name] = now + 1
                break
            result = self._act(person, [Ask(person.next_id(), action)], now, one.choice)
            if isinstance(result, Refused):
                _keep_in_mind(result, one, person, now, self._looks_again)
                break
            done[name] += 1
            if isinstance(result, Receipt) and result.cash is not None:
                self._cash.redeemed(person, result)
                person.blocked[name] = now + 1  # once a visit, whether it was paid or not
        return done[name] > before

    def _wanted(self, person: Person, choice: Choice, now: int, done: int) -> Action | None:
        """The action that the member chooses; None where the wallet lacks something, or nothing is asked. done: how
        often the choice was done on this visit."""
        document = self._wallet(person, now)
        if choice.asked is None:
            return choice.wanted(document.points, document.played.get(self._published.id, NOTHING).has)
        luck = MemberLuck(self._game.population, f"{self._luck}/{person.id}/{choice.deed}", f"{now}/{done}")
        return choice.asked(Turn(self._definitions, person.id, document, now, now).player(self._published), luck)

    def _wallet(self, person: Person, now: int) -> Member:
        """The document of a member, in which points are free again that were kept for cash that nobody paid."""
        document = person.document
        return self._store.settled(person.id, now).member if document.holds else document

    def _act(self, person: Person, asks: Sequence[Ask], now: int, choice: Choice | None = None) -> AskResult:
        """Decide and commit; gives what became of the last ask."""
        acted = self._store.act(person.id, asks, now, self._entropy)
        self._counting.count(person, acted, now, choice)
        self._segments.touched(person)
        self._told(acted, now)
        if self._game.recording is not None:
            person.answered.update(receipt.id for receipt in acted.outcome.receipts)
        return acted.results[-1]

    def _told(self, acted: Performed, now: int) -> None:
        """Count what an action brought about for other members."""
        for other in acted.others:
            if person := self._source.people.get(other.before.id):
                self._counting.count(person, other, now)
                self._counting.heard(other, now)
                self._segments.touched(person)


NOTHING = Played()


def _keep_in_mind(refusal: Refused, one: Tried, person: Person, now: int, looks_again: int) -> None:
    """Remember from a refusal when the choice is open, or in stock again, and that it is left alone on this visit."""
    match refusal:
        case WindowClosed():
            one.closed_until = refusal.opens or inf
        case SoldOut():
            one.gone_until = now + looks_again
        case NotOffered():
            one.closed_until = inf
        case _:
            person.blocked[one.choice.name] = now + 1
