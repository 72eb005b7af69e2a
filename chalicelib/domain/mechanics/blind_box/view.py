"""A blind box as a member sees it: whether it is open, what it costs, and how near the guarantee is."""

from msgspec import Struct

from chalicelib.domain.chance.guarantees import filled
from chalicelib.domain.mechanics.blind_box.block import BlindBox
from chalicelib.domain.play.allowance import left_of
from chalicelib.domain.play.audience import in_audience
from chalicelib.domain.play.limits import Scope, remaining
from chalicelib.domain.play.turn import Player
from chalicelib.domain.time.windows import Window
from chalicelib.domain.words.values import Price


class GuaranteeView(Struct, frozen=True):
    """How near one guarantee is."""

    of: tuple[str, ...]
    """The prizes of which one is guaranteed."""
    in_draws: int | None
    """One of them, or one that the odds page calls unchanged, comes at the latest with that draw from now; null: no
    draw is certain.
    """
    owed: str | None
    """The featured prize, where the next of these must be that; else null."""


class BoxView(Struct, frozen=True):
    """A blind box as the member sees it."""

    for_me: bool
    """Whether the member belongs to those whom it is for."""
    open: Window | None
    """The window that is open now; null while it is closed."""
    next_opens: int | None
    """When a closed box opens next, epoch ms; null while it is open, and where it never opens again."""
    costs: Price
    """The cost of one draw."""
    ten_costs: Price | None
    """The cost of ten draws at once; null where they are not offered."""
    drawn: int
    """How often the member has ever drawn."""
    left: int | None
    """How many draws the limits still allow; null: no limit."""
    guarantees: tuple[GuaranteeView, ...]
    """The guarantees, in the file's order."""
    min_age: int | None
    """The age in full years from which members may draw; null: any."""
    guardian_under: int | None
    """The age in full years under which a guardian must have consented; null: no consent is needed."""


def view(player: Player, name: str, box: BlindBox) -> BoxView:
    """The box as it stands now."""
    window = player.published.opening(player.turn.moment, box)
    coming = player.published.next_opening(player.turn.moment, box) if window is None else None
    drawn, *memory = player.played.chance.get(f"blind_boxes/{name}", [0])
    counters = filled(box.guarantees, memory)
    return BoxView(
        for_me=in_audience(player, box.who),
        open=window,
        next_opens=coming.opens if coming else None,
        costs=box.costs,
        ten_costs=box.ten_costs,
        drawn=drawn,
        left=left_of(remaining(player, f"box/{name}", box.limit, Scope(window))),
        guarantees=tuple(
            GuaranteeView(
                of=one.of,
                in_draws=max(1, one.within - counters[2 * i]) if one.within else None,
                owed=one.featured if counters[2 * i + 1] else None,
            )
            for i, one in enumerate(box.guarantees)
        ),
        min_age=box.min_age,
        guardian_under=box.guardian_under,
    )
