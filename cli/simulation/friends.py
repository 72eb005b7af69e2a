"""Friends whom members invite: who comes, what inviters get for their first orders, and what goes back."""

from collections.abc import Iterator
from random import Random

from msgspec import Struct

from chalicelib.domain.decide.in_memory import Performed
from chalicelib.domain.file.blocks import having
from chalicelib.domain.file.campaign import Campaign
from chalicelib.domain.record.journal import POINTS, is_back
from chalicelib.domain.record.member import Member
from chalicelib.domain.record.receipt import Receipt
from chalicelib.domain.record.told import BOUGHT, JOINED, REFUNDED
from chalicelib.domain.words.values import EventName
from cli.simulation.bands import Band, band
from cli.simulation.game import Game
from cli.simulation.ranges import number_each
from cli.simulation.tally import FriendTally

SOON: int = 14
"""Within so many days a friend comes who is invited, each day as likely."""


def coming(luck: str, invites: str) -> Iterator[int]:
    """After how many days each friend of a member comes for the first time.

    luck: of the member. invites: how many a member brings on average: the whole ones come, and one more by chance.
    """
    each, rng = number_each(invites), Random(f"{luck}/friends")
    for _ in range(int(each) + (rng.random() < each - int(each))):
        yield rng.randint(1, SOON)


class CountingFriends:
    """Makes the tally of friends of one half of a run."""

    def __init__(self, campaign: Campaign) -> None:
        listening = [when.by for when in having(campaign, EventName) if when.value in (BOUGHT, JOINED)]
        self._sources = tuple(f"{'/'.join(map(str, one.path[1::2]))}/" for one in listening if one.around)
        self._blocks = tuple(one.key for one in listening)
        self._id = campaign.campaign
        self.tally = FriendTally()

    def heard(self, acted: Performed) -> int:
        """Count what an inviter was told; gives the points that went back and had been handed out."""
        back = 0
        for receipt in (one for one in acted.results if isinstance(one, Receipt)):
            kind = receipt.asked.get("type")
            self.tally.bought += kind == BOUGHT
            self.tally.refunded += kind == REFUNDED and not receipt.verdict
            later = sum(one.bag.points * one.times + one.more for one in receipt.later)
            own = [leg for leg in receipt.own if leg.asset == POINTS]
            gone = -sum(leg.n for leg in own if is_back(leg))
            self.tally.points += max(0, later) + sum(leg.n for leg in own if not is_back(leg))
            self.tally.taken_back += max(0, -later) + gone
            back += gone
        return back

    def hold(self, document: Member) -> None:
        """Count what waits for its day in the end."""
        part = document.played.get(self._id)
        for one in part.due if part else ():
            if one.source.startswith(self._sources) and one.bag:
                self.tally.pending += one.bag.points * one.times + one.more


class Friends(Struct, frozen=True):
    """Friends in a summary. Points are those of inviters."""

    invited: Band
    """Members whom another one invited."""
    bought: Band
    """First orders of theirs that inviters were told of."""
    refunded: Band
    """Of these, the ones that came back."""
    points: Band
    """Points that inviters earned by friends."""
    taken_back: Band
    """Of these, the ones that went back with an order."""
    pending: Band
    """Of these, the ones that wait for their day in the end."""


def friends(game: Game, runs: list[FriendTally]) -> Friends | None:
    """Sum up friends; None where nobody invites."""
    if not number_each(game.population.invites):
        return None
    return Friends(
        invited=band(run.invited for run in runs),
        bought=band(run.bought for run in runs),
        refunded=band(run.refunded for run in runs),
        points=band(run.points for run in runs),
        taken_back=band(run.taken_back for run in runs),
        pending=band(run.pending for run in runs),
    )
