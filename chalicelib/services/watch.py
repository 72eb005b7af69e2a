"""Looks at what runs out or stands still, for an operator's alarms. Nothing here writes."""

from collections.abc import Sequence

from msgspec import Struct

from chalicelib.domain.play.stocks import open_stocks, pools
from chalicelib.domain.record.outcome import StockKey
from chalicelib.services.catalogue import Catalogue
from chalicelib.store.stock_sample import StockSample


class StockLeft(Struct, frozen=True):
    """How much is left of a stock, or of the codes of a pool."""

    key: StockKey
    """The stock, in its present window."""
    percent: float
    """0 to 100, of the quota of the stock's present window."""


class Look(Struct, frozen=True):
    """The result of one look."""

    stocks: Sequence[StockLeft]
    """The limited stocks that may be taken from now."""
    paused: Sequence[str]
    """The campaigns that are stopped."""

    @property
    def lowest(self) -> float | None:
        """The percentage of the stock that is nearest to its end; None where no stock is limited."""
        return min((one.percent for one in self.stocks), default=None)


class Watch:
    """Asks the table for the live list, and for at most a hundred shards of each open limited stock: half a read unit
    each, eventually consistent. Ten stocks of twenty shards, looked at each minute, are 101 units a minute.
    """

    def __init__(self, catalogue: Catalogue, sample: StockSample) -> None:
        self._catalogue = catalogue
        self._sample = sample

    def look(self, now: int) -> Look:
        """Look at stocks and campaigns. now: epoch ms. Raises Unavailable."""
        self._catalogue.refresh()
        definitions = self._catalogue.definitions(now)
        open_now = [one for one in definitions.campaigns.values() if one.opening(now)]
        takes = [take for one in definitions.campaigns.values() for take in open_stocks(one, now)]
        left = self._sample.left(takes) | self._sample.codes(pool for one in open_now for pool in pools(one))
        stocks = [StockLeft(key, 100 * part) for key, part in left.items()]
        return Look(stocks, sorted(definitions.paused.keys() & definitions.campaigns.keys()))
