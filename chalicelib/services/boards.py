"""Does with rankings what falls due by the clock: pictures while they count, the freeze, and the award.

Each step is done again by the next run where one ends in the middle. Two runs at once come to the same.
"""

import logging
from collections.abc import Callable

from msgspec import Struct
from msgspec.structs import replace

from chalicelib.domain.publishing.definitions import Published
from chalicelib.domain.words.errors import Unavailable
from chalicelib.services.awards import Awards
from chalicelib.services.catalogue import Catalogue
from chalicelib.services.pictures import Pictures
from chalicelib.services.unpaid import OpenRanking, UnpaidRankings

log = logging.getLogger(__name__)


class BoardsKept(Struct, frozen=True):
    """The result of one run."""

    pictures: int = 0
    """Pictures that were taken."""
    frozen: int = 0
    """Rankings that were frozen."""
    paid: int = 0
    """Places that were paid."""


class Boards:
    """Keeps the boards of all campaigns."""

    def __init__(
        self,
        catalogue: Catalogue,
        unpaid: UnpaidRankings,
        pictures: Pictures,
        awards: Awards,
        monotonic: Callable[[], float],
    ) -> None:
        """monotonic: seconds."""
        self._catalogue = catalogue
        self._unpaid = unpaid
        self._pictures = pictures
        self._awards = awards
        self._monotonic = monotonic

    def run(self, clock: Callable[[], int], seconds: float) -> BoardsKept:
        """Do what is due, for so long at most. clock: epoch ms. Raises Unavailable: the next run goes on."""
        ends = self._monotonic() + seconds

        def may_go_on() -> bool:
            return self._monotonic() < ends

        self._catalogue.refresh()
        done = BoardsKept()
        definitions = self._catalogue.definitions(clock())
        for published in definitions.campaigns.values():
            for one in self._unpaid.unpaid(definitions.versions(published), clock()):
                if may_go_on():
                    done = self._one(published, one, clock, may_go_on, done)
        return done

    def _one(
        self,
        published: Published,
        one: OpenRanking,
        clock: Callable[[], int],
        may_go_on: Callable[[], bool],
        done: BoardsKept,
    ) -> BoardsKept:
        """Do what is due of one ranking; whatever is wrong with it must not hold up the others."""
        try:
            return self._due(published, one, clock, may_go_on, done)
        except Unavailable:  # the table itself
            raise
        except Exception:
            log.exception("The ranking %s of %s can't be kept", one.name, published.id)
            return done

    def _due(
        self,
        published: Published,
        one: OpenRanking,
        clock: Callable[[], int],
        may_go_on: Callable[[], bool],
        done: BoardsKept,
    ) -> BoardsKept:
        now, ranking = clock(), one.ranking
        if not one.held.state.frozen:
            if now < ranking.frozen_from:
                return replace(done, pictures=done.pictures + self._pictures.take(published, one, now))
            frozen = self._pictures.freeze(one, now)
            if frozen is None:
                return done
            one, done = one._replace(held=frozen), replace(done, frozen=done.frozen + 1)
        if now < ranking.pays:
            return done
        return replace(done, paid=done.paid + self._awards.pay(one, clock, may_go_on))
