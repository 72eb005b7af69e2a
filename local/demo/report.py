"""The report: what the plan gave, what was refused, how fast it went, and whether what must hold holds."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import datetime
from statistics import quantiles
from zoneinfo import ZoneInfo

from msgspec import Struct, convert
from rich.console import Console
from rich.table import Table
from rich.text import Text

from audit import Evidence, Result
from audit.file_rules import blocks
from chalicelib.domain.derived.counters import GIFT as SENT
from chalicelib.domain.record.journal import Posting, is_returned
from local.demo.diary import Diary
from local.demo.unseen import unseen

MOST_REFUSALS = 12
_EPOCH_MS = re.compile(r"(?<![\w.-])1[5-9]\d{11}(?![\w.])")
"""A moment between 2017 and 2033 in epoch ms, which stands for itself."""

SIZES = ("receipts", "median", "99%", "largest")


class Pace(Struct, frozen=True):
    """How fast it went."""

    size: int
    """Events and actions."""
    seconds: float
    """How long it took to play them."""
    altogether: float
    """How long all took, with start, reading back and checks."""


def report(
    console: Console, evidence: Evidence, diary: Diary, pace: Pace, results: Sequence[Result], again: str
) -> None:
    """Print it, top down from what happened to what it proves. again: the command that plays the same again."""
    console.print(_grants(evidence))
    console.print(_stocks(evidence))
    console.print(_refusals(diary))
    console.print(_sizes(evidence))
    console.print(_speed(diary, pace))
    console.print(_results(results, _zone(evidence)))
    console.print(unseen())
    if not all(one.holds for one in results):
        console.print(f"[bold red]To play the same again:[/] {again}", soft_wrap=True)


def in_dates(text: str, zone: ZoneInfo) -> str:
    """A breach for people: each epoch millisecond in it as a date and a time, with the timezone's name."""
    return _EPOCH_MS.sub(lambda found: _date(int(found[0]), zone), text)


def _date(at: int, zone: ZoneInfo) -> str:
    local = datetime.fromtimestamp(at // 1000, zone)
    return f"{local:%Y-%m-%d %H:%M:%S}.{at % 1000:03} {zone.key}"


def _zone(evidence: Evidence) -> ZoneInfo:
    """The timezone of the campaigns: of the first, as the shipped ones all have one."""
    trees = [versions[-1][2] for versions in evidence.versions.values()]
    return ZoneInfo(trees[0]["timezone"] if trees else "UTC")


def _grants(evidence: Evidence) -> Table:
    table = _table("What each campaign granted", "campaign", "points", "draws", "fragments", "sets", "prizes")
    for name in evidence.versions:
        given, sets = _given(evidence, name)
        kinds = Counter[str]()
        for asset, n in given.items():
            kinds[asset.partition("/")[0]] += n
        prizes = ", ".join(
            f"{n:,} {asset.removeprefix('prizes/')}" for asset, n in given.most_common() if asset.startswith("prizes/")
        )
        table.add_row(name, *(f"{kinds[kind]:,}" for kind in ("points", "draws", "fragments")), f"{sets:,}", prizes)
    return table


def _given(evidence: Evidence, name: str) -> tuple[Counter[str], int]:
    """The assets that a campaign gave to members, each once, and how many sets were composed."""
    given: Counter[str] = Counter()
    sets = 0
    for receipt in (receipt for one in evidence.statements for receipt in one.receipts):
        for posting in (one for one in receipt.get("postings", []) if one["campaign"] == name):
            why = posting["why"]
            sets += posting.get("times", 1) if why.startswith("collections/") and ":" not in why else 0
            for leg in convert(posting, Posting).legs():
                if leg.n > 0 and not is_returned(leg) and not why.endswith(SENT):
                    given[leg.asset] += leg.n
    return given, sets


def _stocks(evidence: Evidence) -> Table:
    table = _table("Stock", "stock", "windows", "taken", "quota", "")
    totals: dict[tuple[str, str], list[int]] = {}
    for (campaign, path, _), n in evidence.stocks.items():
        if not campaign:
            continue  # a pool of codes, of which the programme's files say no number
        totals.setdefault((campaign, path), []).append(n)
    for (campaign, path), taken in totals.items():
        quota = int(blocks(evidence.versions[campaign][-1][2], path)[-1]["stock"].partition(" ")[0])
        sold_out = sum(n == quota for n in taken)
        full = f"sold out {sold_out} times" if sold_out > 1 else "sold out" if sold_out else ""
        table.add_row(f"{campaign}/{path}", f"{len(taken)}", f"{sum(taken):,}", f"{quota:,}", full)
    return table


def _refusals(diary: Diary) -> Table:
    table = _table("Refused, by code", "code", "times")
    for code, n in diary.refusals.most_common(MOST_REFUSALS):
        table.add_row(code, f"{n:,}")
    return table


def _sizes(evidence: Evidence) -> Table:
    """How large receipts are: a write unit of DynamoDB is a KB."""
    table = _table("Receipts, in bytes of JSON", "action", *SIZES)
    sizes: dict[str, list[int]] = {"all": []}
    for one in evidence.statements:
        for receipt, text in zip(one.receipts, one.texts, strict=True):
            sizes["all"].append(len(text))
            sizes.setdefault(receipt["does"], []).append(len(text))
    for action, found in sizes.items():
        cuts = quantiles(found * 2, n=100, method="inclusive") if found else [0] * 99
        figures = (len(found), round(cuts[49]), round(cuts[98]), max(found, default=0))
        table.add_row(action, *(f"{n:,}" for n in figures))
    return table


def _speed(diary: Diary, pace: Pace) -> Table:
    table = _table("Speed", "", "")
    for name, figure in _figures(diary, pace):
        table.add_row(name, figure)
    return table


def _figures(diary: Diary, pace: Pace) -> Iterator[tuple[str, str]]:
    cuts = quantiles(diary.seconds, n=100)
    yield "events and actions", f"{pace.size:,} in {pace.seconds:.1f} s: {pace.size / pace.seconds:,.0f} a second"
    yield (
        "HTTP requests",
        f"{len(diary.seconds):,}, median {cuts[49] * 1000:.0f} ms, 99% within {cuts[98] * 1000:.0f} ms",
    )
    yield "events", ", ".join(f"{n:,} {status}" for status, n in diary.events.most_common())
    yield "busy (503), connections lost", f"{diary.statuses[503]:,}, {diary.lost:,}"
    yield "altogether", f"{pace.altogether:.1f} s"


def _results(results: Sequence[Result], zone: ZoneInfo) -> Table:
    table = _table("What must always hold", "", "", "")
    for one in results:
        mark = "[bold green]✓" if one.holds else "[bold red]✗"
        table.add_row(mark, one.rule, Text("\n").join([Text(one.figures), *_breaches(one, zone)]))
    return table


def _breaches(one: Result, zone: ZoneInfo) -> list[Text]:
    return [Text(in_dates(breach, zone), "red") for breach in one.breaches]


def _table(title: str, *columns: str) -> Table:
    table = Table(
        title=title, title_justify="left", title_style="bold", show_header=any(columns), box=None, padding=(0, 2)
    )
    for column in columns:
        number = column in ("points", "draws", "fragments", "sets", "times", "windows", "taken", "quota", *SIZES)
        table.add_column(column, justify="right" if number else "left", overflow="fold")
    return table
