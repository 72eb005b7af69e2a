"""The stocks of the store in memory: what is taken of each, what came back, and what is known to be short."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator

from chalicelib.domain.record.outcome import StockKey, Take, UnitBack, UnitStep


def whole_quota(take: Take) -> int:
    """The units of a stock where nothing else is known of it: its quota."""
    return take.quota


class StocksInMemory:
    """Stocks that everybody takes from, one decision after the other."""

    def __init__(self, units: Callable[[Take], int] = whole_quota, remembers: bool = False) -> None:
        """Start with nothing taken.

        units: how much of a stock there is to take from, before anything in `taken`.
        remembers: remember which stocks are short, so that nothing is played twice because of them.
        """
        self.taken: Counter[StockKey] = Counter()
        """Units taken of each stock since the last `restock`."""
        self.returned: dict[StockKey, set[UnitBack]] = {}
        """Units that came back into each stock."""
        self.retries = 0
        """How often something was played again because a stock held less than it took."""
        self._units = units
        self._remembers = remembers
        self._short: dict[StockKey, int] = {}

    def left(self, take: Take, now: int | None = None) -> int:
        """Units left of the stock of a take; with a moment (epoch ms), those that came back until then among them."""
        back = self.returned.get(take.key, ()) if now is not None else ()
        return self._units(take) - self.taken[take.key] + sum(one.at <= (now or 0) for one in back)

    def restock(self, units: Callable[[Take], int]) -> None:
        """Forget what was taken: from now on `units` tells how much there is, as in `__init__`."""
        self._units = units
        self.taken = Counter()
        self.returned.clear()
        self._short.clear()

    def known_short(self, now: int) -> dict[StockKey, int]:
        """Units left of the stocks that are remembered as short, but for those into which something came back.

        now: epoch ms.
        """
        for key, units in self.returned.items():
            if key in self._short and any(one.at <= now for one in units):
                del self._short[key]
        return self._short

    def short(self, takes: Iterable[Take], now: int) -> dict[StockKey, int]:
        """Units left of the stocks that hold less than is taken. now: epoch ms."""
        short = {take.key: left for take in takes if (left := self.left(take, now)) < take.n}
        if short:
            self.retries += 1
        if self._remembers:
            self._short |= short
        return short

    def take(self, takes: Iterable[Take], now: int) -> None:
        """Take units: new ones first, then of those that came back, the earliest first. now: epoch ms."""
        for take in takes:
            fresh = min(take.n, self.left(take))
            self.taken[take.key] += fresh
            free = (one for one in self.returned.get(take.key, ()) if one.at <= now)
            self.returned.get(take.key, set()).difference_update(sorted(free, key=lambda one: one.at)[: take.n - fresh])
            if take.key in self._short:
                self._short[take.key] -= take.n

    def put_back(self, units: Iterable[UnitStep]) -> None:
        """Change the units that come back."""
        for unit in units:
            if unit.before:
                self.returned[unit.before.key].remove(unit.before)
            if unit.after:
                self.returned.setdefault(unit.after.key, set()).add(unit.after)

    def next_codes(self, take: Take) -> Iterator[str]:
        """The next codes of a pool: here they are one after the other."""
        return (f"0-{self.taken[take.key] + one}" for one in range(take.n))
