"""Arguments and messages that the steering commands share."""

from collections.abc import Callable
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import click

from chalicelib.domain.file.phrases.dated import dated_moment
from chalicelib.domain.time.windows import first_moment
from cli import screen
from cli.remote import Remote

MANAGE = ("v1", "manage", "campaigns")

campaign_argument = click.argument("campaign")
version_argument = click.argument("version", type=click.IntRange(1))


def note_option(command: Callable[..., None]) -> Callable[..., None]:
    return click.option("--note", default="", help="Why, for whoever reads the audit trail.")(command)


def tell(done: Any, what: str, *then: str) -> None:
    """Say what a command did, or that it was done already, and what may come next."""
    screen.say(what if done["changed"] else f"{what} (It was so already: nothing was changed.)", "bold")
    for line in then:
        screen.say(line)


def standing(done: Any, number: int) -> Any:
    """A version in what a command answers."""
    return next(one for one in done["campaign"]["versions"] if one["number"] == number)


def effect(done: Any, number: int, campaign: str) -> str:
    """When a version that was published takes effect, or since when it is in force."""
    version = standing(done, number)
    at = clock(version["takes_effect"], told_zone(done))
    if version["state"] != "live":
        return f"Version {number} of {campaign} takes effect at {at}."
    return f"Version {number} of {campaign} is in force {f'since {at}' if version['takes_effect'] else at}."


def clock(at: int | None, zone: str | None = None) -> str:
    """A moment (epoch ms) by the clock of a timezone, with its name; without one by this machine's."""
    return f"{plain_clock(at, zone)} {zone or _here(at)}" if at else plain_clock(at, zone)


def plain_clock(at: int | None, zone: str | None) -> str:
    """The same without the name, for a table that says it beside. What always was in force has no moment."""
    if not at:
        return "" if at is None else "from the start"
    moment = _local(at, zone)
    return f"{moment:%Y-%m-%d %H:%M:%S}" if at % 60_000 else f"{moment:%Y-%m-%d %H:%M}"


def zone_of(remote: Remote, campaign: str) -> str | None:
    """The timezone by which a campaign's managers see its moments."""
    zone: str | None = remote.get(*MANAGE, campaign)["campaign"]["line"]["timezone"]
    return zone


def told_zone(done: Any) -> str | None:
    """The same, as what a command answers tells it."""
    zone: str | None = done["campaign"]["line"]["timezone"]
    return zone


def _local(at: int, zone: str | None) -> datetime:
    return datetime.fromtimestamp(at / 1000, ZoneInfo(zone)) if zone else datetime.fromtimestamp(at / 1000).astimezone()


def _here(at: int | None) -> str:
    return f"{_local(at or 0, None):%Z}"


def moment(text: str, remote: Remote, campaign: str, version: int) -> str:
    """A moment for the API: with an offset as it is, without one by the clock of the version's timezone.

    UsageError, saying what would be right, for what is no moment of a date and a clock time.
    """
    if (at := _iso(text)) and at.tzinfo:
        return at.isoformat()
    try:
        written = dated_moment(f"{at:%Y-%m-%d %H:%M:%S}" if at else text)
    except ValueError as wrong:
        raise click.UsageError(str(wrong)) from None
    zone = ZoneInfo(remote.get(*MANAGE, campaign, "versions", str(version))["version"]["tree"]["timezone"])
    return datetime.fromtimestamp(first_moment(written, zone) / 1000, zone).isoformat()


def _iso(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None
