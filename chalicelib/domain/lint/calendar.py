"""The calendar: a timezone that exists, windows that open inside the campaign, and moments that mean what they seem."""

from collections.abc import Iterator
from datetime import date
from zoneinfo import ZoneInfo

from chalicelib.domain.file.blocks import having
from chalicelib.domain.file.campaign import Campaign, Closes
from chalicelib.domain.lint.openings import is_sound, openings, recurs, timed
from chalicelib.domain.lint.subject import Rule, Subject, error, of_timezone, spelled, warning
from chalicelib.domain.play.limits import Timed
from chalicelib.domain.time.localtime import DAY, add, local
from chalicelib.domain.time.windows import Moment, first_moment, skipped_within, window_at
from chalicelib.domain.words.findings import Finding, Path

_LONGEST = 3
"""Years that a campaign may last before a year is taken for mistyped."""

_LAST_MINUTE = (23 * 60 + 59) * 60_000


def _timezone(subject: Subject) -> Iterator[Finding]:
    yield from of_timezone(subject.campaign.timezone)


def _is_not_too_long(subject: Subject) -> Iterator[Finding]:
    """A year that is mistyped makes a campaign of decades, in which nothing ever ends."""
    zone, window = subject.zone, subject.window
    if zone and window and window.closes > add(_LONGEST, "years", zone, window.opens):
        years = (window.closes - window.opens) / (365.25 * DAY)
        span = f"{_day(window.opens, zone)} to {_day(window.closes - 1, zone)}"
        yield warning(("closes",), "long-campaign", f"it lasts {years:.0f} years, {span}: is the year right?")


def _campaign_is_dated(subject: Subject) -> Iterator[Finding]:
    for key, moment in (("opens", subject.campaign.opens), ("closes", subject.campaign.closes)):
        if moment.every != "once":
            yield error(
                (key,), "campaign-recurs", f"a campaign {key} once: write a date, and the recurrence in its blocks"
            )


def _moments_make_windows(subject: Subject) -> Iterator[Finding]:
    """Both moments are of one kind, which is the recurrence; one dated moment may stand alone."""
    for path, block, _ in timed(subject.campaign):
        if is_sound(block):
            continue
        if block.opens is None or block.closes is None:
            given, missing = ("closes", "opens") if block.opens is None else ("opens", "closes")
            yield error((*path, given), "moment-alone", f"{given} recurs, so it needs its {missing} beside it")
        else:
            kinds = f"opens recurs by {block.opens.every}, closes by {block.closes.every}"
            yield error((*path, "closes"), "two-kinds-of-moment", f"{kinds}: write both moments in one way")


def _closes_after_it_opens(subject: Subject) -> Iterator[Finding]:
    zone, campaign = subject.zone, subject.campaign
    if zone is None:
        return
    for path, block in ((), campaign), *((path, block) for path, block, _ in timed(campaign)):
        if _is_backwards(block, zone) and block.opens and block.closes:
            first, last = (_shown(first_moment(moment, zone), zone) for moment in (block.opens, block.closes))
            message = f"it closes at {last}, which is not after it opens at {first}"
            yield error((*path, "closes"), "closes-before-it-opens", message)


def _opens_inside_the_campaign(subject: Subject) -> Iterator[Finding]:
    """A block that never opens. The blocks inside it are not complained of again."""
    zone, window = subject.zone, subject.window
    if zone is None or window is None:
        return
    for path, block, outer in timed(subject.campaign):
        if _is_backwards(block, zone) or next(openings(zone, window, *outer), None) is None:
            continue
        if next(openings(zone, window, *outer, block), None) is None:
            around = f"{spelled(path[:2])}, in " if outer else ""
            span = f"{_shown(window.opens, zone)} to {_shown(window.closes, zone)}"
            message = f"it never opens inside {around}the campaign ({span})"
            yield error((*path, "opens" if block.opens else "closes"), "never-opens", message)


def _moments_mean_what_they_seem(subject: Subject) -> Iterator[Finding]:
    """`closes` is the first moment outside: a bare date leaves its day out, 23:59 leaves out the last minute."""
    for path, moment in _ends(subject.campaign):
        if moment.bare:
            day = f"{moment.year}-{moment.month:02}-{moment.day:02}"
            message = f"{day} is the first day outside: for a last day inside write end of {day}, else {day} 00:00"
            yield warning(path, "bare-date", message)
        elif moment.clock >= _LAST_MINUTE:
            yield warning(path, "closes-at-2359", "the last minute of the day is left out: write end of that day")


def _ends(campaign: Campaign) -> Iterator[tuple[Path, Moment]]:
    yield ("closes",), campaign.closes
    for closes in having(campaign, Closes):
        if closes.by.path:
            yield closes.path, closes.value
    for name, prize in campaign.prizes.items():
        if isinstance(prize.valid, Moment):
            yield ("prizes", name, "valid"), prize.valid


def _whole_windows(subject: Subject) -> Iterator[Finding]:
    """A recurring window of which a part lies outside of the campaign."""
    zone, window = subject.zone, subject.window
    if zone is None or window is None:
        return
    for path, block, _ in timed(subject.campaign):
        if not recurs(block) or block.opens is None or block.closes is None:
            continue
        first = window_at(block.opens, block.closes, zone, window.opens)
        last = window_at(block.opens, block.closes, zone, window.closes - 1)
        if first and first.opens < window.opens:
            message = f"the first window would open {_day(first.opens, zone)}, before the campaign: it is cut short"
            yield warning((*path, "opens"), "cut-window", message)
        if last and last.closes > window.closes:
            message = (
                f"the last window would last to {_day(last.closes - 1, zone)}, beyond the campaign: it is cut short"
            )
            yield warning((*path, "closes"), "cut-window", message)


def _skipped_hours(subject: Subject) -> Iterator[Finding]:
    """A recurring window of which the clock skips all in a night to summer time."""
    zone, window = subject.zone, subject.window
    if zone is None or window is None:
        return
    for path, block, _ in timed(subject.campaign):
        if recurs(block) and block.opens is not None and block.closes is not None:
            skipped = list(skipped_within(block.opens, block.closes, zone, window))
            if skipped:
                days = " and ".join(str(_day(one.opens, zone)) for one in skipped)
                span = f"from {_shown(skipped[0].opens, zone)} to {_shown(skipped[0].closes, zone)}"
                message = f"on {days} the clock skips the hour in which it opens: it is open just after that, {span}"
                yield warning((*path, "opens"), "skipped-hour", message)


def _is_backwards(block: Timed, zone: ZoneInfo) -> bool:
    """Whether a dated block closes no later than it opens."""
    opens, closes = block.opens, block.closes
    if opens is None or closes is None or not opens.every == closes.every == "once":
        return False
    return first_moment(closes, zone) <= first_moment(opens, zone)


def _day(at: int, zone: ZoneInfo) -> date:
    return local(at, zone).date()


def _shown(at: int, zone: ZoneInfo) -> str:
    return local(at, zone).isoformat(" ", "milliseconds").removesuffix(".000").removesuffix(":00")


RULES: tuple[Rule, ...] = (
    _timezone,
    _campaign_is_dated,
    _moments_make_windows,
    _closes_after_it_opens,
    _is_not_too_long,
    _opens_inside_the_campaign,
    _moments_mean_what_they_seem,
    _whole_windows,
    _skipped_hours,
)
