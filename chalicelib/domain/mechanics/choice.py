"""The choices of simulated members, beside the events that they cause."""

from collections.abc import Callable, Mapping, Sequence
from typing import Literal, Protocol

from msgspec import Struct

from chalicelib.domain.play.turn import Player
from chalicelib.domain.record.actions import Action
from chalicelib.domain.words.values import Bag

Wish = Callable[[int, Mapping[str, int]], Action | None]
"""The action, if a wallet of so many points and such assets holds what it takes; None else."""

Share = Literal["right", "repairs", "fills"]
"""The shares that a population tells of those who are asked something, by their keys there."""


class Luck(Protocol):
    """The chance that a simulated member has."""

    def happens(self, share: Share) -> bool:
        """Whether the member is among such a share."""

    def one_of(self, names: Sequence[str]) -> str:
        """One of some names, each as likely."""


Asked = Callable[[Player, Luck], Action | None]
"""The action of a member who is asked something; None where nothing is asked now, or it is left alone."""


def never(points: int, has: Mapping[str, int]) -> Action | None:
    """Nothing: no wallet tells what the member does."""
    return None


class Choice(Struct, frozen=True):
    """One thing that a member may want."""

    deed: str
    """The name under which it is counted, in the words of scenarios: `draw care`."""
    wanted: Wish = never
    """Gives the action where a wallet holds what it takes, else None; by default it never does."""
    spends: bool = False
    """Whether it takes points, which members keep on some visits."""
    times: int = 1
    """How often the deed is done at once."""
    free: bool = False
    """Whether it takes nothing at all, so that no wallet ends it."""
    asked: Asked | None = None
    """Gives the action of a member who is asked, in place of `wanted`; None: the wallet tells."""

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
