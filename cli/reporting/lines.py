"""Figures of value, and of tags, as lines of a CSV file: one number a line, with what it is of and its definition."""

from collections.abc import Iterable, Iterator, Sequence

from chalicelib.domain.derived.programme_report import ProgrammeReport
from chalicelib.domain.derived.report_lines import Report
from chalicelib.domain.derived.value_report import BoughtLine, ValueReport
from chalicelib.domain.words.values import Money, money_text
from cli.reporting.words import Words

COLUMNS = ("figure", "of", "month", "joined_in", "months_after", "currency", "tag", "value", "name", "definition")
"""`figure` is the same in every language; `of` is `members`, `guests`, a campaign, or a content of one."""

Line = dict[str, object]


def programme_lines(report: ProgrammeReport, words: Words) -> Iterator[Line]:
    """Every number of the report of value, and the tags that ended."""
    yield from value_lines(report.value, words)
    for tag, n in report.tags_ended.items():
        yield _line("tag_over", words, n, of="members", tag=tag)


def value_lines(value: ValueReport, words: Words) -> Iterator[Line]:
    """Every number of the report of value; what has no month is of all months."""
    for of, total, repurchase, months in (
        ("members", value.members, value.repurchase_members, value.members_by_month),
        ("guests", value.guests, value.repurchase_guests, value.guests_by_month),
    ):
        yield _line("repurchase", words, f"{repurchase / 1000:.3f}", of=of)
        for line in (total, *months):
            yield from _bought(line, of, words)
    for step in (value.funnel, *value.funnel_by_month):
        yield _line("visits", words, step.visits, of="members", month=step.month)
        yield _line("joined", words, step.joined, of="members", month=step.month)
        yield _line("first_orders", words, step.first, of="members", month=step.month)
        yield _line("second_orders", words, step.second, of="members", month=step.month)
    for cohort in value.cohorts:
        for age in cohort.ages:
            at = {"of": "members", "joined_in": cohort.month, "months_after": age.months}
            yield _line("cohort_buyers", words, age.buyers, **at)
            yield from _moneys("cohort_amount", words, age.amount, **at)


def campaign_lines(report: Report, words: Words) -> Iterator[Line]:
    """The cost of a campaign, the orders that it counted, and the tags that it gave."""
    at = {"of": report.campaign}
    yield from _moneys("prizes_cost", words, report.cost, **at)
    yield from _moneys("points_cost", words, [report.points_cost] if report.points_cost else [], **at)
    yield _line("campaign_orders", words, report.orders, **at)
    yield from _moneys("campaign_amount", words, report.amount, **at)
    for line in report.tags:
        yield _line("tag_given", words, line.given, tag=line.tag, **at)
        yield _line("tag_ended", words, line.ended, tag=line.tag, **at)
    for one in report.contents:
        for key in ("readers", "opened", "by_link", "read", "seconds"):
            yield _line(f"content_{key}", words, getattr(one, key), of=f"{report.campaign}/{one.content}")


def _bought(line: BoughtLine, of: str, words: Words) -> Iterator[Line]:
    at = {"of": of, "month": line.month}
    for key in ("buyers", "orders", "first", "second", "refunds"):
        yield _line(key, words, getattr(line, key), **at)
    yield _line("frequency", words, f"{line.frequency / 100:.2f}", **at)
    for key in ("amount", "order_value", "refunded"):
        yield from _moneys(key, words, getattr(line, key), **at)


def _moneys(key: str, words: Words, amounts: Sequence[Money], **at: object) -> Iterable[Line]:
    for one in amounts:
        yield _line(key, words, money_text(one.minor, one.currency).partition(" ")[0], currency=one.currency, **at)


def _line(key: str, words: Words, value: object, **at: object) -> Line:
    figure = words.figure(key)
    return (
        dict.fromkeys(COLUMNS, "")
        | {"figure": key, "value": value, "name": figure.name}
        | at
        | {"definition": figure.said}
    )
