"""Buttons, as a member sees them: each says whether its action would be done now, and if not, why not."""

from typing import Final, Protocol

from msgspec import Struct

from chalicelib.domain.record.actions import Action
from chalicelib.domain.record.outcome import Take
from chalicelib.domain.words.errors import TesseraError


class WhyNot(Struct, frozen=True):
    """The refusal that the action would be answered with."""

    code: str
    """Its code, the same as that of the problem."""
    params: dict[str, int | str | tuple[str, ...] | None]
    """Its particulars, the same as of the problem: what is missing, which limit, how many are left, when again."""
    changes: int | None
    """When this reason ends by time alone, epoch ms, as far as is known now; null: it does not."""


class Button(Struct, frozen=True):
    """A thing that a member may press."""

    may: bool
    """Whether the action would be done now, as far as is known."""
    why_not: WhyNot | None = None
    """The reason where it would be refused; else null."""


class Buttons(Protocol):
    """Tells of actions what would become of them."""

    def button(self, action: Action) -> Button:
        """The button of an action."""
        ...

    def left(self, take: Take) -> int | None:
        """Units left of a stock for everybody, as far as is known; never fewer than there are. None: not known."""
        ...


SOMEBODY: Final = "somebody"
"""The id of another member, of whom only is known that she is like this one: who would get what is sent."""

MAY = Button(True)


class Unasked:
    """Buttons of whom nobody asks: all say yes."""

    def button(self, action: Action) -> Button:
        """Yes, whatever it is."""
        return MAY

    def left(self, take: Take) -> int | None:
        """None: nothing is known."""
        return None


UNASKED: Final = Unasked()


def refused(error: TesseraError, changes: int | None) -> Button:
    """The button of an action that is refused."""
    return Button(False, WhyNot(error.code, dict(error.params), changes))
