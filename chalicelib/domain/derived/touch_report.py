"""The report of touches: how many were told, and whether they came more often than those who were held out."""

from collections.abc import Mapping

from msgspec import Struct

from chalicelib.domain.derived.touch_counters import TOUCHES, group


class TouchGroup(Struct, frozen=True):
    """Those who were told of a touch, or those who were held out from it."""

    chosen: int
    """How often members were chosen."""
    came: int
    """How often an order followed within two weeks: members who came."""
    orders: int
    """The orders of these two weeks."""
    amounts: dict[str, int]
    """Their amounts in minor units, by currency; refunds are not taken off."""


class TouchLine(Struct, frozen=True):
    """One touch by numbers."""

    touch: str
    """The touch."""
    sent: TouchGroup
    """Those who were told."""
    held_out: TouchGroup
    """Those who were held out, by whom its effect is measured."""
    dropped: int
    """Messages that waited too long for their turn."""


def touch_lines(total: Mapping[str, int], order: Mapping[str, object]) -> list[TouchLine]:
    """The lines of all touches that were ever counted, those of the plan first, in its order."""
    names = {counter.split("/")[1] for counter in total if counter.startswith(f"{TOUCHES}/")}
    known = [name for name in order if name in names]
    return [
        TouchLine(
            name,
            _group(total, name, held_out=False),
            _group(total, name, held_out=True),
            total.get(f"{TOUCHES}/{name}/dropped", 0),
        )
        for name in (*known, *sorted(names - {*known}))
    ]


def _group(total: Mapping[str, int], name: str, *, held_out: bool) -> TouchGroup:
    counter = f"{TOUCHES}/{name}/{group(held_out)}"
    amounts = {one.rpartition("/")[2]: n for one, n in sorted(total.items()) if one.startswith(f"{counter}_amount/")}
    return TouchGroup(
        total.get(counter, 0), total.get(f"{counter}_came", 0), total.get(f"{counter}_orders", 0), amounts
    )
