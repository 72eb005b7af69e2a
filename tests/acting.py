"""A small world to try `act` in: one rule in place of the campaigns, and a clock that stands still."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from random import Random
from typing import Any

import msgspec

from chalicelib.domain.decide.situation import Situation
from chalicelib.domain.publishing.definitions import Definitions
from chalicelib.domain.record.actions import Action, Ask
from chalicelib.domain.record.member import Member, Played
from chalicelib.domain.record.outcome import Archive, Claim, Outcome, StockKey, Take
from chalicelib.domain.record.receipt import Receipt
from chalicelib.domain.words.errors import LimitReached, Refused, SoldOut
from chalicelib.services.act import Act, ActionAnswer, Request
from chalicelib.services.sign_in import no_campaigns
from chalicelib.store.full_shards import FullShards
from chalicelib.store.members import Members
from chalicelib.store.pools import Pools
from chalicelib.store.reader import Reader
from chalicelib.store.stock import StockShards
from tests.postings import posted, with_points

NOW = 1_780_000_000_000
PRIZE = StockKey("spa", "prizes/rose")


class Do(Action, frozen=True, tag="do"):
    """Gain a point."""

    takes: int = 0
    """How many units it takes of the stock."""
    quota: int = 0
    """How many units the stock has."""
    shards: int = 1
    """How many shards the stock has."""
    or_less: bool = False
    """Whether it takes what is left where that is less."""
    claims: str = ""
    """An order number to claim."""
    limit: int = 1_000_000
    """The most points that a member may have."""
    idle: bool = False
    """Whether it changes nothing."""
    archives: str = ""
    """A campaign to archive."""


def decide_by_one_page(situation: Situation, asks: Sequence[Ask]) -> Outcome:
    """Decides `Do`, in the manner of the domain."""
    member, at_most = situation.member, situation.at_most
    points, taken, claims, archives = member.document.points, 0, [], []
    results: list[Receipt | Refused | None] = []
    number = member.version
    for ask in asks:
        do = ask.action
        assert isinstance(do, Do)
        left = at_most.get(PRIZE, do.quota) - taken
        units = min(do.takes, left) if do.or_less else do.takes
        if points >= do.limit:
            results.append(LimitReached("You have all the points that one may have."))
        elif units > left:
            results.append(SoldOut("All gone."))
        elif do.idle:
            results.append(None)
        else:
            points, taken, number = points + 1, taken + units, number + 1
            moved = {"spa": {"points": 1} | ({"prizes/rose": units} if units else {})}
            results.append(Receipt(ask.id, number, situation.now, "do", postings=posted(moved, "blocks/do")))
            claims += [Claim("order.paid.number", do.claims, ask.id)] if do.claims else []
            archives += [Archive(do.archives, Played(joined=NOW))] if do.archives else []
    stocked = next((ask.action for ask in asks if isinstance(ask.action, Do) and ask.action.takes), None)
    takes = (Take(PRIZE, taken, stocked.quota, stocked.shards),) if stocked and taken else ()
    document = msgspec.structs.replace(member.document, lots=with_points(points).lots)
    return Outcome(document, tuple(results), takes, tuple(claims), tuple(archives))


class AtTheTop(Random):
    """Chance that always waits as long as it may."""

    def uniform(self, a: float, b: float) -> float:
        return b


class NoCatalogue:
    """Rules that need no definitions. asked: the moments whose definitions were asked for."""

    def __init__(self) -> None:
        self.asked: list[int] = []

    def definitions(self, now: int) -> Definitions:
        self.asked.append(now)
        return no_campaigns(None)

    def at_hand(self, now: int) -> Definitions:
        return no_campaigns(None)

    def stale(self) -> bool:
        return False


@dataclass
class World:
    """One container. slept: its pauses in seconds, which are all that moves its clock."""

    decide: Any = decide_by_one_page
    rng: Random = field(default_factory=lambda: AtTheTop(7))
    catalogue: NoCatalogue = field(default_factory=NoCatalogue)
    slept: list[float] = field(default_factory=list)

    def __post_init__(self) -> None:
        reader = Reader(self.slept.append, self.rng)
        self.members = Members(reader)
        self.stock = StockShards(
            reader,
            FullShards(reader, self.rng, lambda: NOW + int(1000 * sum(self.slept))),
            self.rng,
            Pools(reader, self.rng, lambda: sum(self.slept)),
        )
        self._act = Act(
            self.members,
            self.stock,
            self.catalogue,  # type: ignore[arg-type] # it has what `act` asks for
            entropy=lambda: bytes(32),
            sleep=self.slept.append,
            monotonic=lambda: sum(self.slept),
            rng=self.rng,
            decide=self.decide,
        )

    def act(
        self, *requests: Request, member: str = "ann", now: int = NOW, token_epoch: int | None = None
    ) -> list[ActionAnswer]:
        return self._act.act(member, requests, now, token_epoch)

    def one(self, request: Request, member: str = "ann", now: int = NOW) -> ActionAnswer:
        [answer] = self.act(request, member=member, now=now)
        return answer

    def member(self, name: str = "ann") -> Member:
        return self.members.load(name).snapshot.document


def asking(key: str, action: Action | None = None, fingerprint: bytes = b"same") -> Request:
    return Request("ann", key, fingerprint, action or Do())
