"""The blocks of boards, as managers write them."""

from chalicelib.domain.file.blocks import Block
from chalicelib.domain.file.campaign import Closes, Opens, Repeats
from chalicelib.domain.words.values import Audience, Bag, Conditions, Duration, EventName, Limits, Ranks, Scoring


class Board(Block, frozen=True, kw_only=True):
    """A ranking of members by what they do: more is better, and of two alike who was there first."""

    when: EventName
    """The type of event that counts, of events.yaml: `design.liked`."""
    score: Scoring
    """The measure by which members are ranked: `count`, `sum of amount`, `best of points`."""
    gives: dict[Ranks, Bag]
    """The reward of each place: {1: {prizes: bike}, 2 to 10: {points: 100}}."""
    where: Conditions = {}
    """Conditions on the event's fields: {points: at least 5}. Without it every event of the type counts."""
    who: Audience = {}
    """The members for whom it counts, by tier, tag or age: {tag: new}. Without it everybody."""
    limit: Limits = ()
    """How often events of one member count: `200 a day`, or a list. Without it there is no limit."""
    repeats: Repeats | None = None
    """daily, weekly or monthly: a new ranking begins each time. Without it, one ranking is the whole campaign."""
    opens: Opens | None = None
    """From when events count: a date, or again and again, `Wed 10:00`. Without it, with the campaign."""
    closes: Closes | None = None
    """The first moment that counts no longer, of the same kind as `opens`. Without it, the campaign's end."""
    review: Duration = Duration(0, "days")
    """How long you may look at the frozen ranking before anything is paid: `3 days`. Without it, not at all."""

    @property
    def paid(self) -> int:
        """How many places are paid."""
        return max((ranks.last for ranks in self.gives), default=0)

    @property
    def last_places(self) -> tuple[int, ...]:
        """The last place of each reward, the best first: whoever has as much as stands there gets it."""
        return tuple(sorted(ranks.last for ranks in self.gives))

    def bag_of(self, rank: int) -> Bag | None:
        """The reward of a place; None where it has none."""
        return next((bag for ranks, bag in self.gives.items() if ranks.first <= rank <= ranks.last), None)
