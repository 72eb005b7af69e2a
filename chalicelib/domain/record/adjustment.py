"""An adjustment: what one manager proposes to correct of what a member holds, and what another makes of it."""

from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from chalicelib.domain.record.actions import Action, Adjust, Correction, Merge
from chalicelib.domain.words.errors import Conflict, Forbidden

AdjustmentState = Literal["waiting", "approving", "done", "declined", "refused"]
"""How far it is: it waits for a second manager; it is approved and is being done; it was done; the second manager said
no; or what it takes was not there any more."""


class Adjustment(Struct, frozen=True):
    """One adjustment."""

    id: str
    """Its id."""
    member: str
    """The member's id."""
    moves: tuple[Correction, ...]
    """The movements, all of them or none."""
    reason: str
    """Why, in words that the member may read."""
    by: str
    """The manager who proposed it."""
    at: int
    """When it was proposed, epoch ms."""
    state: AdjustmentState = "waiting"
    """How far it is."""
    second: str = ""
    """The manager who approved or declined it."""
    decided: int = 0
    """When that was, epoch ms; 0: not yet."""
    code: str = ""
    """The code with which it was refused, where it was."""
    absorbs: str = ""
    """The id of the record that is to be merged into the member's, and nothing else moves; empty: none."""

    @property
    def action(self) -> Action:
        """The member's action that it becomes."""
        return Merge(self.absorbs) if self.absorbs else Adjust(self.id, self.reason, self.moves)


def same(one: Adjustment, other: Adjustment) -> bool:
    """Whether two adjustments propose the same."""
    told = ("member", "moves", "reason", "by", "absorbs")
    return all(getattr(one, name) == getattr(other, name) for name in told)


def approved(one: Adjustment, by: str, now: int, own: bool) -> Adjustment:
    """The adjustment once a second manager has approved it; one that is approved or done stays as it is.

    own: whether whoever proposed it may approve it. Raises Forbidden (`own_adjustment`), Conflict
    (`adjustment_decided`).
    """
    if one.state in ("approving", "done"):
        return one
    if one.state != "waiting":
        raise _decided(one)
    if by == one.by and not own:
        raise Forbidden("You proposed this adjustment: let somebody else look at it.", "own_adjustment")
    return replace(one, state="approving", second=by, decided=now)


def declined(one: Adjustment, by: str, now: int) -> Adjustment:
    """The adjustment once a manager has said no to it, or taken back what they proposed. Raises Conflict
    (`adjustment_decided`)."""
    if one.state == "declined":
        return one
    if one.state != "waiting":
        raise _decided(one)
    return replace(one, state="declined", second=by, decided=now)


def _decided(one: Adjustment) -> Conflict:
    return Conflict(f"This adjustment is {one.state}: propose another one.", "adjustment_decided")
