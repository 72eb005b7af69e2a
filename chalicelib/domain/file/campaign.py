"""The definition of a campaign, as frozen structs: what a manager's file says, each phrase already a plain value.

The structs are the one source of three things: the reader of files (`reading`), the JSON Schema beside the campaigns,
and the rules that the mechanics play. A field is spelled as in the file; a field without default is needed.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING, Annotated, Any, Literal, TypeVar, cast

from msgspec import Struct, defstruct, field

from chalicelib.domain.file.blocks import Block, named
from chalicelib.domain.time.windows import Moment
from chalicelib.domain.words.values import (
    Audience,
    CouponTerms,
    Crowd,
    Duration,
    Money,
    Name,
    Ramp,
    Stock,
    Title,
    Weekday,
)

Opens = Annotated[Moment, "the first moment inside"]
Closes = Annotated[Moment, "the first moment outside"]
Repeats = Literal["daily", "weekly", "monthly"]

B = TypeVar("B", bound=Block)


class Guarantee(Struct, frozen=True, kw_only=True):
    """At the latest the `within`-th draw since the last hit is inside `of`; a ramp raises the chance before that."""

    of: tuple[Name, ...]
    within: int | None = None
    ramp: Ramp | None = None
    featured: Name | None = None


class Prize(Block, frozen=True, kw_only=True):
    """One thing to win: exactly one of coupon, gift, badge, points, draws, fragments."""

    coupon: CouponTerms | None = None
    gift: Name | None = None
    badge: Name | None = None
    points: int = 0
    draws: dict[str, int] = {}
    fragments: dict[str, int] = {}
    value: Money | None = None
    stock: Stock | None = None
    when_out: Name | None = None
    valid: Duration | Moment | None = None

    @property
    def kind(self) -> str:
        """Which of the six this prize is."""
        return next(
            (k for k in ("coupon", "gift", "badge", "points", "draws", "fragments") if getattr(self, k)), "gift"
        )


class Campaign(Block, frozen=True, kw_only=True):
    """One campaign file.

    Its named blocks are those that the mechanics declare (`with_blocks`): ask for them by their type, or by the walk.
    """

    campaign: Name
    title: Title
    timezone: str
    opens: Opens
    closes: Closes
    market: Name | None = None
    who: Audience = {}
    opt_in: bool = False
    week_starts: Weekday = "Mon"
    grace: Duration = Duration(24, "hours")
    crowd: Crowd = 200
    budget: Money | None = None
    if TYPE_CHECKING:  # the file's last key: a field of what `with_blocks` makes
        prizes: dict[Name, Prize] = {}

    def blocks(self, kind: type[B]) -> dict[str, B]:
        """The named blocks of one kind, straight in the file; none where the file knows no such blocks."""
        attribute = _attribute(type(self), kind)
        found: dict[str, B] = getattr(self, attribute) if attribute else {}
        return found


def with_blocks(name: str, module: str, keys: Mapping[str, type[Block]]) -> type[Campaign]:
    """A campaign's whole file: the head, the named blocks of each key in that order, and the prizes."""
    maps: list[tuple[str, Any]] = [(key, dict.__class_getitem__((Name, kind))) for key, kind in keys.items()]
    maps.append(("prizes", dict[Name, Prize]))
    fields: list[Any] = [(key, kind, field(default_factory=dict)) for key, kind in maps]
    described = {"__doc__": "One campaign file."}
    made: Any = defstruct(
        name, fields, bases=(Campaign,), module=module, namespace=described, frozen=True, kw_only=True
    )
    return cast(type[Campaign], made)


@cache
def _attribute(file: Any, kind: Any) -> str | None:
    """The attribute of a file that holds the blocks of a kind."""
    return next((attribute for _, attribute, of in named(file) if of is kind), None)
