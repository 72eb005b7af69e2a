"""A blind box as a member sees it: whether it is open, what it costs, and how near the guarantee is."""

from __future__ import annotations

from msgspec import Struct

from chalicelib.domain.chance.guarantees import filled
from chalicelib.domain.mechanics.blind_box.block import BlindBox
from chalicelib.domain.play.allowance import left_of
from chalicelib.domain.play.audience import in_audience
from chalicelib.domain.play.limits import Scope, remaining
from chalicelib.domain.play.turn import Player
from chalicelib.domain.time.windows import Window
from chalicelib.domain.words.values import Bag, Title


class GuaranteeView(Struct, frozen=True):
    """in_draws: one of `of` comes at the latest with that draw from now (None: no hard one) · owed: the featured."""

    of: tuple[str, ...]
    in_draws: int | None
    owed: str | None


class BoxView(Struct, frozen=True):
    """open: the running window, None while closed · left: draws that the limits still allow (None: no limit)."""

    title: Title | None
    for_me: bool
    open: Window | None
    next_opens: int | None
    costs: Bag
    ten_costs: Bag | None
    drawn: int
    left: int | None
    guarantees: tuple[GuaranteeView, ...]
    min_age: int | None
    guardian_under: int | None


def view(player: Player, name: str, box: BlindBox) -> BoxView:
    """The box as it stands now."""
    window = player.published.opening(player.turn.moment, box)
    coming = player.published.next_opening(player.turn.moment, box) if window is None else None
    drawn, *memory = player.played.chance.get(f"blind_boxes/{name}", [0])
    counters = filled(box.guarantees, memory)
    return BoxView(
        title=box.title,
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
