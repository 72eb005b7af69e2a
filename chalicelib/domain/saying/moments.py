"""Moments and windows in the words of a language: `every month on the 20th from 10:00 to the end of the 25th`."""

from datetime import date

from chalicelib.domain.saying.language import Language
from chalicelib.domain.saying.values import clock, day, duration
from chalicelib.domain.time.windows import Moment, periods_later
from chalicelib.domain.words.values import Duration

_SURE = 28
"""The last day that every month has."""
_END_OF_MONTH = 31


def window(language: Language, opens: Moment | None, closes: Moment | None) -> str:
    """When something is open; at least one of the two is given."""
    if opens is None:
        return language.say("window.until", closes=_closing(language, closes)) if closes else ""
    if closes is None:
        return language.say("window.from", opens=opening(language, opens))
    ends = _closing(language, closes)
    if opens.every != "once" and periods_later(opens, closes):
        ends = language.say(f"closes.later.{opens.every}", closes=ends)
    said = language.say(
        "window" if opens.every == "once" else "window.again", opens=opening(language, opens), closes=ends
    )
    return said + (language.say("window.short") if _is_missing(opens) or _is_missing(closes) else "")


def opening(language: Language, moment: Moment) -> str:
    """The moment from which on something is open."""
    return _said(language, "opens", moment)


def good(language: Language, valid: Duration | Moment) -> str:
    """How long what was got is good: so long, or to a moment."""
    if isinstance(valid, Duration):
        whole = valid.unit in ("days", "weeks", "months", "years")
        return language.say("valid.days" if whole else "valid.hours", duration=duration(language, valid))
    key = "valid.until" if valid.every == "once" else "valid.next"
    return language.say(key, closes=_said(language, "ends", valid))


def closing(language: Language, moment: Moment) -> str:
    """The moment at which something is over."""
    return _closing(language, moment)


def _closing(language: Language, moment: Moment) -> str:
    return _said(language, "closes", moment)


def _said(language: Language, base: str, moment: Moment) -> str:
    """A moment by the template of its kind; `ends` falls back on how a closing is said."""
    last = ".last" if moment.end and moment.day == _END_OF_MONTH and moment.every != "once" else ".end" * moment.end
    key = language.key(f"{base}.{moment.every}{last}", f"closes.{moment.every}{last}")
    once = moment.every == "once"
    return language.say(
        str(key),
        date=day(language, date(moment.year, moment.month, moment.day)) if once else "",
        clock=clock(moment.clock),
        weekday=language.words[f"weekday.{moment.weekday}"],
        nth=language.ordinal(moment.day),
        day=moment.day,
        month=language.words[f"month.{moment.month}"] if moment.month else "",
    )


def _is_missing(moment: Moment) -> bool:
    """Whether some months lack the day."""
    of_month = moment.every == "month" and moment.day > _SURE
    return of_month and not (moment.end and moment.day == _END_OF_MONTH)
