"""Touches: channels that exist, caps that can be counted, and plans of which somebody is told something."""

from collections.abc import Iterator

from chalicelib.domain.file.programme import MESSAGE_ALLOWED, Programme
from chalicelib.domain.file.touches import Touch
from chalicelib.domain.lint import conditions
from chalicelib.domain.lint.subject import error, undeclared, warning
from chalicelib.domain.words.findings import Finding, Path
from chalicelib.domain.words.values import BeforeEnd, Limits, QuietHours

PERIODS = ("day", "week", "month", "year")
DAY = 86_400_000
MOST = 40
"""Touches of a plan: what each member's record says of them is bounded by that."""

PLAN: Path = ("touches", "plan")


def clock(programme: Programme) -> Iterator[Finding]:
    """Caps and quiet hours need to know whose days they are."""
    if programme.timezone is not None:
        return
    for key, there in (("touches", programme.touches.plan), ("channels", programme.channels)):
        if there:
            message = "caps and quiet hours count by days: say by `timezone: Asia/Shanghai` whose"
            yield error((key,), "no-clock", message)


def when(programme: Programme) -> Iterator[Finding]:
    """A touch waits for an event that is declared, and for fields and members that may be."""
    for name, touch in programme.touches.plan.items():
        at = (*PLAN, name)
        yield from conditions.of_members((*at, "who"), touch.who, programme)
        if isinstance(touch.when, BeforeEnd):
            if touch.where:
                message = f"`{touch.when.spelled}` has no fields: leave out where, or wait for an event"
                yield error((*at, "where"), "where-misfit", message)
            yield from _ends(programme, (*at, "when"), touch.when)
        elif touch.when == "touch.sent":
            yield error((*at, "when"), "touch-of-touch", "a message about a message would follow itself for ever")
        elif touch.when not in programme.events:
            yield undeclared((*at, "when"), "event", touch.when, programme.events)
        else:
            yield from conditions.of_event((*at, "where"), touch.where, programme.events[touch.when].fields)


def _ends(programme: Programme, at: Path, before: BeforeEnd) -> Iterator[Finding]:
    """A thing that never ends has no time before its end."""
    if before.ends == "points" and not programme.points.valid.kind:
        yield warning(at, "touch-reaches-nobody", "points never end here: say by `points: {valid: …}` when they do")
    if before.ends == "tier" and not any(tier.keeps for tier in programme.tiers.values()):
        yield warning(at, "touch-reaches-nobody", "no tier ends here: say by `keeps` how long one is sure")


def by(programme: Programme) -> Iterator[Finding]:
    """Each touch has channels, that are declared, each once; and someone may be reached by one of them."""
    for name, touch in programme.touches.plan.items():
        at = (*PLAN, name, "by")
        if not touch.by:
            yield error(at, "touch-without-channel", f"say by which channels: {', '.join(programme.channels) or '…'}")
        for place, channel in enumerate(touch.by):
            if channel not in programme.channels:
                yield undeclared((*at, place), "channel", channel, programme.channels)
            elif channel in touch.by[:place]:
                yield error((*at, place), "channel-twice", f"{channel} stands here twice: keep one")
            elif place and _always(programme, touch.by[place - 1]):
                message = (
                    f"nothing ever comes to {channel}: {touch.by[place - 1]} before it needs nothing, has no limit"
                )
                yield warning((*at, place), "channel-not-reached", message)


def _always(programme: Programme, name: str) -> bool:
    """Whether a channel may be used for everybody at any time."""
    channel = programme.channels.get(name)
    return channel is not None and channel.needs is None and not channel.limit


def caps(programme: Programme) -> Iterator[Finding]:
    """Limits count by the programme's calendar, which has no rounds, openings or campaigns."""
    said: list[tuple[Path, Limits]] = [(("touches", "limit"), programme.touches.limit)]
    said += [(("channels", name, "limit"), one.limit) for name, one in programme.channels.items()]
    said += [((*PLAN, name, "limit"), one.limit) for name, one in programme.touches.plan.items()]
    for path, limits in said:
        for limit in limits:
            if limit.per not in PERIODS:
                message = f"the programme has no {limit.per}: count by the day, the week, the month or the year"
                yield error(path, "limit-misfit", message)
    if not programme.touches.limit and programme.touches.plan:
        message = "members may be told any number of things: write, for example, limit: [1 a day, 3 a week]"
        yield warning(("touches",), "touches-without-limit", message)
    if len(programme.touches.plan) > MOST:
        yield error(PLAN, "too-many-touches", f"a plan has at most {MOST} touches: each member's record tells of them")


def waits(programme: Programme) -> Iterator[Finding]:
    """A touch that waits for less than the quiet hours last may be dropped before anybody could be told."""
    quiet = programme.touches.quiet
    for name, touch in programme.touches.plan.items():
        at = (*PLAN, name)
        exact = {"ms": 1, "seconds": 1_000, "minutes": 60_000, "hours": 3_600_000}.get(touch.waits.unit)
        if not touch.waits.count:
            yield error((*at, "waits"), "waits-not", "it would be dropped as it falls due: write, for example, 1 day")
        elif quiet and exact and touch.waits.count * exact <= (length := _length(quiet)):
            hours = length / 3_600_000
            message = (
                f"what falls due in the quiet hours, {hours:g} hours long, is dropped before they end: wait longer"
            )
            yield warning((*at, "waits"), "waits-too-short", message)
        if quiet is None and _falls_due_by_day(touch):
            message = "it falls due at midnight, and would be sent then: write `quiet: daily 21:00 to daily 09:00`"
            yield warning((*at, "when"), "sent-at-midnight", message)


def _falls_due_by_day(touch: Touch) -> bool:
    """Whether it falls due as a day begins."""
    return isinstance(touch.when, BeforeEnd) or touch.when in ("member.birthday", "segment.entered")


def _length(quiet: QuietHours) -> int:
    """How long the hours are, in ms by the wall clock."""
    return (quiet.end - quiet.begin) % DAY


def grants(programme: Programme) -> Iterator[Finding]:
    """A grant is for one message, so whoever is told by such channels alone hears nothing without one."""
    for name, touch in programme.touches.plan.items():
        known = [programme.channels[one] for one in touch.by if one in programme.channels]
        if known and all(one.needs == "grant" for one in known):
            message = (
                f"only who allowed a message is told: let the mini program report {MESSAGE_ALLOWED}, or add a channel"
            )
            yield warning((*PLAN, name, "by"), "touch-needs-grants", message)


RULES = (clock, when, by, caps, waits, grants)
