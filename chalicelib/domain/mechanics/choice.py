"""The choices of simulated members, beside the events that they cause."""

from collections.abc import Callable, Mapping

from msgspec import Struct

from chalicelib.domain.record.actions import Action
from chalicelib.domain.words.values import Bag

Wanted = Callable[[int, Mapping[str, int]], Action | None]
"""The action, if a wallet of so many points and such assets holds what it takes; None else."""


class Choice(Struct, frozen=True):
    """One thing that a member may want."""

    deed: str
    """The name under which it is counted, in the words of scenarios: `draw care`."""
    wanted: Wanted
    spends: bool = False
    """Whether it takes points, which members keep on some visits."""
    times: int = 1
    """How often the deed is done at once."""
    free: bool = False
    """Whether it takes nothing at all, so that no wallet ends it."""

    @property
    def name(self) -> str:
        """The deed, and how often."""
        return self.deed if self.times == 1 else f"{self.deed} {self.times} times"


def bought(deed: str, costs: Bag, action: Action, times: int = 1) -> Choice:
    """A choice of whoever can pay its costs."""

    def wanted(points: int, has: Mapping[str, int]) -> Action | None:
        wallet = {**has, "points": points}
        return action if all(wallet.get(asset, 0) >= n for asset, n in costs.assets.items()) else None

    return Choice(deed, wanted, costs.points > 0, times, free=not costs)
