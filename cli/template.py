"""A campaign's files from a template, for the days, the clock and the money that they are wanted for.

A template says `$title` and the like where the manager's words go, `${yuan_199}` for about the worth of 199 yuan in
the campaign's currency (`${yuan_199_less}`: one coin less; `${say_199}`: as people say it; `${coin}`: the smallest
one), and `${from_2_days}` or `${to_1_day}` before a line that is only for a campaign of so many days.
"""

import json
import re
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from string import Template

from msgspec import Struct

from cli.currencies import amount
from cli.judging import HEADER

SCENARIOS_HEADER = HEADER.replace("campaign.schema", "scenarios.schema")
"""The first line by which an editor completes the scenarios."""

_GONE = "\0"


class Wish(Struct, frozen=True):
    """The answers of a manager about a new campaign."""

    name: str
    """The campaign's id, which is also the name of its folder."""
    title: str
    """The title for members, as it was typed."""
    market: str | None
    """The market whose legal rules apply, `CN`; None: no rules of a market do."""
    timezone: str
    """The IANA name of the clock by which it opens and closes: `Asia/Shanghai`."""
    currency: str
    """The ISO code of the money in which it speaks: `CNY`."""
    opens: date
    """The first day."""
    closes: date
    """The last day, which belongs to the campaign."""

    @property
    def days(self) -> int:
        """How long it is open."""
        return (self.closes - self.opens).days + 1


def filled(text: str, wish: Wish) -> str:
    """A template's text as a campaign's file."""
    made = Template(text).substitute({**_words(wish), **dict(_asked(text, wish))})
    return "".join(line for line in made.splitlines(keepends=True) if not line.startswith(_GONE))


def _words(wish: Wish) -> Mapping[str, str]:
    return {
        "header": HEADER,
        "scenarios_header": SCENARIOS_HEADER,
        "name": wish.name,
        "title": json.dumps(wish.title, ensure_ascii=False),
        "market": f"market: {wish.market}\n" if wish.market else "",
        "timezone": wish.timezone,
        "opens": wish.opens.isoformat(),
        "second": (wish.opens + timedelta(days=1)).isoformat(),
        "closes": wish.closes.isoformat(),
        "coin": amount(0, wish.currency, coins=1),
    }


def _asked(text: str, wish: Wish) -> Iterator[tuple[str, str]]:
    """The words of a template that say a number."""
    for word, kind, number, less in re.findall(r"\$\{((from|to|yuan|say)_(\d+)(_less)?(?:_days?)?)\}", text):
        count = int(number)
        if kind in ("from", "to"):
            yield word, "" if (wish.days >= count if kind == "from" else wish.days <= count) else _GONE
        elif kind == "say" and wish.currency == "CNY":
            yield word, f"{count} yuan"
        else:
            yield word, amount(count, wish.currency, coins=-1 if less else 0)
