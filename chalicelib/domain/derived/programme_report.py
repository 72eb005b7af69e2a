"""The programme's report: what belongs to no single campaign, day by day in the programme's timezone."""

from collections import Counter
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from msgspec import Struct

from chalicelib.domain.derived.counters import TAGS, Counts
from chalicelib.domain.derived.programme_counters import TIERS
from chalicelib.domain.derived.report import tags_counted, worth_of
from chalicelib.domain.derived.report_lines import Day
from chalicelib.domain.derived.touch_report import TouchLine, touch_lines
from chalicelib.domain.derived.value_report import ValueReport, value_report
from chalicelib.domain.file.programme import Programme
from chalicelib.domain.words.values import Money, Title


class TierLine(Struct, frozen=True):
    """Members who moved from one tier to another, because of their stars."""

    before: str
    """The tier before; empty: none."""
    tier: str
    """The tier from then on; empty: none."""
    moved: int
    """How often that happened."""
    up: bool
    """Whether the tier is a higher one, as the programme has them now."""


NO_MONTHS: Final[Mapping[str, Counts]] = MappingProxyType({})
"""No counters of value."""

NOTHING: Final = value_report({})
"""The value of nothing, which a server tells that is older than this report."""


class ProgrammeReport(Struct, frozen=True):
    """The programme by numbers."""

    timezone: str
    """The IANA timezone in which days begin."""
    bills: int
    """Bills that were paid at tills, without those whose payment was cancelled."""
    cancelled: int
    """Payments of bills that were cancelled."""
    coupons_used: int
    """Coupons that pay a bill, of all campaigns; one that came back, because its bill or order did, is unused again."""
    points_paid: int
    """Points that pay bills; those that came back are no part of them."""
    points_worth: Money | None
    """The worth of these by what the programme says now that points pay; null where they are no money."""
    points_ended: int
    """Points that ended before they were spent."""
    tiers: list[TierLine]
    """The moves between tiers, from the highest new tier down."""
    days: list[Day]
    """The days on which anything moved, the oldest first."""
    titles: dict[str, Title] = {}
    """The titles of tiers that have one."""
    tags_ended: dict[str, int] = {}
    """How often each tag (`likes/tea`) ended because its time was over."""
    touches: list[TouchLine] = []
    """The touches that were counted, those of the plan first, in its order."""
    value: ValueReport = NOTHING
    """Members against guests, the funnel, and members by when they joined."""


def programme_report(
    programme: Programme, days: Mapping[str, Counts], months: Mapping[str, Counts] = NO_MONTHS
) -> ProgrammeReport:
    """The report of a programme, as it is defined now, from its counters by ISO date, and those of value by month."""
    total: Counter[str] = Counter()
    for counts in days.values():
        total.update(counts)
    paid = max(0, total["points/paid"] - total["points/returned"])
    return ProgrammeReport(
        timezone=programme.zone.key,
        bills=total["bills/paid"] - total["bills/cancelled"],
        cancelled=total["bills/cancelled"],
        coupons_used=max(0, total["coupons/used"] - total["coupons/returned"]),
        points_paid=paid,
        points_worth=worth_of(programme, paid),
        points_ended=total["points/ended"],
        tiers=_tiers(programme, total),
        days=[Day(date, dict(sorted(counts.items()))) for date, counts in sorted(days.items())],
        titles={name: tier.title for name, tier in programme.tiers.items() if tier.title},
        tags_ended={tag: total[f"{TAGS}{tag}/ended"] for tag in tags_counted(total)},
        touches=touch_lines(total, programme.touches.plan),
        value=value_report(months),
    )


def _tiers(programme: Programme, total: Counts) -> list[TierLine]:
    place = {name: n for n, name in enumerate(["", *programme.tiers])}
    lines = []
    for name, moved in total.items():
        kind, _, moves = name.partition("/")
        if kind == TIERS:
            before, _, tier = moves.partition("/")
            lines.append(TierLine(before, tier, moved, place.get(tier, 0) > place.get(before, 0)))
    return sorted(lines, key=lambda one: (-place.get(one.tier, 0), place.get(one.before, 0), one.tier, one.before))
