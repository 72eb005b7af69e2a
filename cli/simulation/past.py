"""Makes up what members bought before the campaign, so that segments hold as it opens."""

from random import Random

from msgspec.structs import replace

from chalicelib.domain.file.phrases import money
from chalicelib.domain.file.programme import Programme
from chalicelib.domain.publishing.definitions import Published
from chalicelib.domain.record.bought import Bought, added, started
from chalicelib.domain.record.member import Member
from chalicelib.domain.record.purse import month_number
from chalicelib.domain.time.localtime import local
from cli.simulation.past_orders import PastOrders
from cli.simulation.pick import Pick
from cli.simulation.population import Habit, Population
from cli.simulation.ranges import delay, number
from cli.simulation.values import makers


class Past:
    """The past of the members of a crowd, who are told apart by luck alone."""

    def __init__(
        self, said: PastOrders, population: Population, programme: Programme, published: Published, rng: Random
    ) -> None:
        name = next((one for one in programme.orders if one in population.does), next(iter(programme.orders)))
        event, given = programme.orders[name], population.does.get(name, Habit()).values
        spent = str(event.spends)
        given = given if said.amount is None else {**given, spent: (said.amount,)}
        self._amount = makers(name, event, given, published.campaign)[spent]
        self._share, self._apart = float(said.share), delay(said.apart)
        self._last, self._number = Pick(said.last), Pick(said.number)
        self._opens, self._zone, self._rng = published.window.opens, programme.zone, rng

    def given(self, document: Member) -> Member:
        """A document with a past; the same where the member has none. Who has one joined with the first order."""
        rng = self._rng
        if rng.random() >= self._share:
            return document
        paid = [self._opens - 1 - rng.randint(*delay(self._last(rng)))]
        for _ in range(rng.randint(*number(self._number(rng))) - 1):
            paid.append(paid[-1] - max(1, rng.randint(*self._apart)))
        joined = local(paid[-1], self._zone).date().toordinal()
        return replace(document, joined=joined, bought=self._bought(paid[::-1]))

    def _bought(self, paid: list[int]) -> Bought:
        """Orders that were paid at some moments (epoch ms), the oldest first."""
        sums: dict[str, list[int]] = {}
        starts: list[int] = []
        for at in paid:
            month, amount = month_number(local(at, self._zone).date()), money(self._amount(self._rng))
            sums[amount.currency] = added(sums.get(amount.currency, []), month, 1, amount.minor)
            starts = started(starts, month, 1, sums)
        return Bought(paid[0], paid[-1], sums, starts)


def past(population: Population, programme: Programme, published: Published, rng: Random) -> Past | None:
    """The past that a population says; a usual one in a programme with segments, else none."""
    said = population.past_orders or (PastOrders() if programme.segments else None)
    if said is None or not programme.orders:
        return None
    return Past(said, population, programme, published, Random(rng.getrandbits(64)))
