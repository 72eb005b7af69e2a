"""The parts of a member's record and receipts that tell of touches: of what is to be told, and of what was."""

from msgspec import Struct, field


class Chosen(Struct, frozen=True, array_like=True):
    """The last time that a member was chosen for a touch."""

    at: int
    """When, epoch ms."""
    held_out: bool = False
    """Whether the member was held out, and told nothing."""
    ordered: bool = False
    """Whether an order has followed."""


class TouchRecord(Struct, omit_defaults=True):
    """The part of a member's document that tells of touches."""

    counts: dict[str, int] = field(default_factory=dict, name="c")
    """Messages that caps count, by `PATH@period` of the programme's calendar; PATH: a touch, `by/CHANNEL`, or `*` for
    all together."""
    fell_due: dict[str, int] = field(default_factory=dict, name="d")
    """The touches that fell due and are still to be told, each with when it fell due last, epoch ms."""
    chosen: dict[str, Chosen] = field(default_factory=dict, name="t")
    """The touches for which the member was chosen lately: orders that follow are counted for them."""


def together(one: TouchRecord | None, other: TouchRecord | None) -> TouchRecord | None:
    """The records of two members who are one person: each cap counts the messages of both, and each touch that waits is
    told once.
    """
    if one is None or other is None:
        return one or other
    counts = {key: one.counts.get(key, 0) + other.counts.get(key, 0) for key in {**one.counts, **other.counts}}
    due = {name: max(one.fell_due.get(name, 0), other.fell_due.get(name, 0)) for name in one.fell_due | other.fell_due}
    lately = [*other.chosen.items(), *one.chosen.items()]
    chosen = {name: max((last for known, last in lately if known == name), key=_when) for name, _ in lately}
    return TouchRecord(counts, due, chosen)


def _when(last: Chosen) -> int:
    return last.at


class Touched(Struct, frozen=True, omit_defaults=True):
    """One touch for which a member was chosen."""

    touch: str
    """The touch."""
    channel: str
    """The channel that carries it."""
    due: int
    """When it fell due, epoch ms."""
    until: int
    """The moment from which on it is too late to send it, epoch ms: quiet hours begin, or it has waited too long."""
    fields: dict[str, str] = {}
    """The words for a template: of points, how many `points` end and `ends`, their last day; of coupons and tiers their
    name and last day. They tell nothing about the person."""
    held_out: bool = False
    """Whether the member is one by whom the effect is measured: then nothing is sent."""


class Followed(Struct, frozen=True, omit_defaults=True):
    """An order that came within two weeks after a touch."""

    touch: str
    """The touch."""
    minor: int
    """The amount of the order, in minor units."""
    currency: str
    """Its currency."""
    held_out: bool = False
    """Whether the member was held out."""
    first: bool = False
    """Whether it is the first one since."""
