"""The definition of a campaign, as frozen structs: what a manager's file says, each phrase already a plain value.

The structs are the one source of three things: the reader of files (`reading`), the JSON Schema beside the campaigns,
and the rules that the mechanics play. A field is spelled as in the file; a field without default is needed.
"""

from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING, Annotated, Any, Literal, TypeVar, cast

from msgspec import Meta, Struct, defstruct, field

from chalicelib.domain.file.blocks import Block, named
from chalicelib.domain.time.windows import Moment
from chalicelib.domain.words.values import (
    Audience,
    CouponTerms,
    Crowd,
    Duration,
    Limits,
    Money,
    Name,
    NthDraw,
    Ramp,
    Stock,
    Title,
    Weekday,
)

Opens = Annotated[Moment, "the first moment inside"]
Closes = Annotated[Moment, "the first moment outside"]
Repeats = Literal["daily", "weekly", "monthly"]

B = TypeVar("B", bound=Block)

KINDS = ("coupon", "gift", "badge", "points", "draws", "fragments", "pool", "nothing")
"""The kinds of prizes, each with the field that says it."""

PrizeKind = Annotated[str, Meta(extra_json_schema={"enum": list(KINDS)})]
"""One of these."""


class Guarantee(Struct, frozen=True, kw_only=True):
    """At the latest the `within`-th draw since the last hit is inside `of`; a ramp raises the chance before that."""

    of: tuple[Name, ...]
    """The rows of the odds that count as a hit. Write `within`, `ramp` or `featured` too."""
    within: int | None = None
    """At the latest this draw since the member's last hit is a hit. Without it nothing is promised."""
    ramp: Ramp | None = None
    """Raises the chance of `of` with each draw without a hit: {from: 10, step: 2%}. Without it nothing rises."""
    featured: Name | None = None
    """One row of `of`: after a hit that was another row, the next hit is this one. Without it none is."""
    unchanged: tuple[Name, ...] = ()
    """Rows whose chance it leaves as it is, such as those of a higher class: [bike]. Without it none is left so."""


class Prize(Block, frozen=True, kw_only=True):
    """One thing to win: exactly one of coupon, gift, badge, points, draws, fragments, pool; or nothing."""

    coupon: CouponTerms | None = None
    """A coupon, each with a code of its own: `20.00 CNY off 148.00 CNY`, `10% off`, `free towel`."""
    gift: Name | None = None
    """The name of a thing to hand over or to send."""
    badge: Name | None = None
    """The name of a badge."""
    points: int = 0
    """So many points."""
    draws: dict[str, int] = {}
    """Draws of blind boxes: the name of a box, or how many of each, {care: 2}."""
    fragments: dict[str, int] = {}
    """Fragments of collections, each as COLLECTION/NAME, or how many of each: {outfit/hem: 2}."""
    pool: Name | None = None
    """A code of a partner, out of a pool of codes that is uploaded by `./tessera codes`: {pool: cinema}. The codes are
    its stock. Members read theirs when they open it; it is used at the partner's, not at the shop's tills.
    """
    nothing: bool = False
    """true: no prize, as a row of the odds. A draw that lands there gives nothing. Its title is all that it has."""
    value: Money | None = None
    """The worth of one, with its currency: `48.00 CNY`. Without it the worth is not stated."""
    stock: Stock | None = None
    """How many there are for all members together: `300`, `50 a day`. Without it the prize is never out."""
    limit: Limits = ()
    """How many one member may get: `1 a campaign`, or a list. Beyond it `when_out` is given. Without it, any number."""
    first_draw: NthDraw | None = field(default=None, name="from")
    """The member's draw in a box from which on it can be won: `10th draw`; `when_out` before. Without it, the first."""
    when_out: Name | None = None
    """The prize that is given in its place, once its stock is gone or the member's limit is reached, or before its
    first draw. Without it the member is told that it is sold out.
    """
    valid: Duration | Moment | None = None
    """How long a coupon, a code or points are good, `30 days`, or when they end, `end of 2026-06-30`. Without it, they
    never end, but for points, which end as the programme says.
    """
    together: tuple[Name, ...] = field(default=(), name="with")
    """Coupons that may share a bill with it, where they name it too: [off-30]. Without it, none."""

    @property
    def kind(self) -> str:
        """Which of `KINDS` this prize is."""
        return next((kind for kind in KINDS if getattr(self, kind)), "gift")

    @property
    def coded(self) -> bool:
        """Whether each one has a code of its own, and is an entry by itself in the wallet: a coupon, a pool's code."""
        return self.coupon is not None or self.pool is not None

    @property
    def runs_out(self) -> bool:
        """Whether all of them may be gone: it has a stock, or the codes of a pool."""
        return self.stock is not None or self.pool is not None


class Campaign(Block, frozen=True, kw_only=True):
    """One campaign file.

    Its named blocks are those that the mechanics declare (`with_blocks`): ask for them by their type, or by the walk.
    """

    campaign: Name
    """The campaign's name, the same as its folder: letters, digits and hyphens."""
    title: Title
    """The text that members read: one text, or one for each language, {zh-CN: 春茶, en: Spring tea}."""
    timezone: str
    """The timezone of all days and clock times in the file, like Asia/Shanghai."""
    opens: Opens
    """The moment from which the campaign is open, with its date: `2026-06-01 00:00`."""
    closes: Closes
    """The first moment at which it is over. To include a whole last day, write `end of 2026-06-30`."""
    market: str | None = None
    """Whose laws the file is checked against: CN or JP. Without it none are checked."""
    who: Audience = {}
    """The members whom it is for, by tier, tag or age: {tier: at least silver}. Without it everybody."""
    opt_in: bool = False
    """true: members must join before anything counts. Without it nobody has to join."""
    week_starts: Weekday = "Mon"
    """The first day of a week: Mon, Tue, Wed, Thu, Fri, Sat or Sun. Without it, Mon."""
    grace: Duration = Duration(24, "hours")
    """How late an event may arrive and still count: `2 days`. Without it, `24 hours`."""
    crowd: Crowd = 200
    """How many takes you expect a second of all members together. Without it, `200 a second`."""
    budget: Money | None = None
    """The most that all prizes may cost together, `90000.00 CNY`. Nothing stops at it: the simulation warns."""
    accepts: tuple[Name, ...] = ()
    """The codes of warnings that are meant, which the check then keeps to itself: [long-run-chance]. Errors stay."""
    if TYPE_CHECKING:  # the file's last key: a field of what `with_blocks` makes
        prizes: dict[Name, Prize] = {}

    def blocks(self, kind: type[B]) -> dict[str, B]:
        """The named blocks of one kind, straight in the file; none where the file knows no such blocks."""
        attribute = _attribute(type(self), kind)
        found: dict[str, B] = getattr(self, attribute) if attribute else {}
        return found


def with_blocks(name: str, module: str, keys: Mapping[str, tuple[type[Block], str]]) -> type[Campaign]:
    """A campaign's whole file: the head, the named blocks of each key with its description, and the prizes."""
    maps = {
        **keys,
        "prizes": (Prize, "The things to win, each under a name of your choice. Without it there are none."),
    }
    fields: list[Any] = [
        (key, Annotated[dict.__class_getitem__((Name, kind)), Meta(description=text)], field(default_factory=dict))
        for key, (kind, text) in maps.items()
    ]
    described = {"__doc__": "One campaign file."}
    made: Any = defstruct(
        name, fields, bases=(Campaign,), module=module, namespace=described, frozen=True, kw_only=True
    )
    return cast(type[Campaign], made)


@cache
def _attribute(file: Any, kind: Any) -> str | None:
    """The attribute of a file that holds the blocks of a kind."""
    return next((attribute for _, attribute, of in named(file) if of is kind), None)
