"""Points and stars: months that belong to a calendar, points that can grow so old, stars that can be had."""

from collections.abc import Iterator

from chalicelib.domain.file.blocks import having
from chalicelib.domain.file.flow import earned_by
from chalicelib.domain.lint.subject import Rule, Subject, error, warning
from chalicelib.domain.record.purse import last_day, month_number
from chalicelib.domain.words.findings import Finding, Path
from chalicelib.domain.words.values import Age, Audience, Bag, Costs, Duration, Earned, EventName

_DAYS = ("days", "weeks", "months", "years")
_BIRTHDAY = "member.birthday"
_SOME_YEAR = 2026 * 12


def _calendar(subject: Subject) -> Iterator[Finding]:
    """Months of points and stars, and birthdays, are those of the programme's own calendar."""
    if subject.programme.timezone is not None:
        return
    for path, what in _of_the_calendar(subject):
        message = f"{what} of the programme's calendar: let programme.yaml say which, by `timezone: {_zone(subject)}`"
        yield error(path, "no-clock", message)


def _of_the_calendar(subject: Subject) -> Iterator[tuple[Path, str]]:
    campaign = subject.campaign
    for bag in having(campaign, Earned, Bag):
        if bag.value.stars:
            yield (*bag.path, "stars"), "stars count by the months"
    for price in having(campaign, Costs):
        if price.value.older_than:
            yield (*price.path, "points"), "points grow older by the months"
    for who in having(campaign, Audience):
        if "birthday" in who.value:
            yield (*who.path, "birthday"), "a birthday is a day"
    for when in having(campaign, EventName):
        if when.value == _BIRTHDAY:
            yield when.path, "a birthday is a day"
    for name, prize in campaign.prizes.items():
        if prize.points and prize.valid is not None:
            yield ("prizes", name, "valid"), "points end with a day"


def _old_enough(subject: Subject) -> Iterator[Finding]:
    """Points that end before they are so old can't be paid."""
    oldest = oldest_points(subject.programme.points.valid)
    for price in having(subject.campaign, Costs):
        if oldest is not None and price.value.older_than > oldest:
            right = f"ask for no more than {oldest} months" if oldest else "leave the age out"
            message = f"points end before they are older than {price.value.older_than} months: {right}"
            yield error((*price.path, "points"), "ended-before", message)


def oldest_points(valid: Age) -> int | None:
    """How many months ago the month of points may have ended while they are good; None: any number."""
    year = [last_day(valid.kind, month) for month in range(_SOME_YEAR, _SOME_YEAR + 12)]
    return max((month_number(day) - month - 1 for month, day in enumerate(year, _SOME_YEAR) if day), default=None)


def _no_price(subject: Subject) -> Iterator[Finding]:
    for price in having(subject.campaign, Costs):
        if price.value.stars:
            message = "stars decide the tier, and nobody pays with them: let it cost points"
            yield error((*price.path, "stars"), "stars-not-spent", message)


_OF_TIERS = ("tier.reached", "tier.lost")


def _stars_of_tiers(subject: Subject) -> Iterator[Finding]:
    """A tier would bring the next one, and so on, for nothing that a member did."""
    told: set[Path] = set()
    for when in having(subject.campaign, EventName):
        for bag in earned_by(when.by) if when.value in _OF_TIERS else ():
            if bag.value.stars and bag.path not in told:
                told.add(bag.path)
                message = f"{when.value} comes of stars, and would bring more of them: let it give points"
                yield error((*bag.path, "stars"), "stars-of-tiers", message)


def _stars_for_nothing(subject: Subject) -> Iterator[Finding]:
    if any(tier.stars for tier in subject.programme.tiers.values()):
        return
    for bag in having(subject.campaign, Earned, Bag):
        if bag.value.stars:
            message = "no tier of the programme says from how many stars it is reached: say it by `from`"
            yield warning((*bag.path, "stars"), "stars-for-nothing", message)


def _whole_days(subject: Subject) -> Iterator[Finding]:
    """Points end with a day; those that last for hours would be over at once, or last longer than is said."""
    for name, prize in subject.campaign.prizes.items():
        valid = prize.valid
        if prize.points and isinstance(valid, Duration) and valid.unit not in _DAYS:
            message = f"points end with a day, and not {valid.count} {valid.unit} later: write days"
            yield error(("prizes", name, "valid"), "points-by-hours", message)


def _zone(subject: Subject) -> str:
    return subject.campaign.timezone if subject.zone is not None else "Asia/Shanghai"


RULES: tuple[Rule, ...] = (
    _calendar,
    _old_enough,
    _no_price,
    _stars_of_tiers,
    _stars_for_nothing,
    _whole_days,
)
