"""Value in reports: members against guests, the funnel, cohorts; and what a campaign cost against what was ordered."""

from collections.abc import Iterable, Iterator, Sequence

from chalicelib.domain.derived.report_lines import Report
from chalicelib.domain.derived.value_report import BoughtLine, CohortLine, FunnelLine, ValueReport
from chalicelib.domain.words.values import Money
from cli.reporting.sheet import NO_NUMBER, Row, Sheet, number
from cli.reporting.words import Words
from cli.simulation.cells import money

LATEST_AGE = 12
"""Months after joining that a cohort is shown for."""


def has_value(value: ValueReport) -> bool:
    """Whether there is anything to show."""
    return bool(value.members_by_month or value.guests_by_month or value.funnel.joined)


def value_sheets(value: ValueReport, words: Words) -> Iterator[Sheet]:
    """All sheets of value."""
    if not has_value(value):
        return
    yield against(value, words)
    yield funnel(value.funnel, words)
    for title, lines in (("members by month", value.members_by_month), ("guests by month", value.guests_by_month)):
        if lines:
            yield by_month(words(title), lines, main_currency(value), words)
    if value.cohorts:
        yield cohort_sheet("cohort_buyers", "cohort buyers", value, words)
        yield cohort_sheet("cohort_amount", "cohort amount", value, words)


def against(value: ValueReport, words: Words) -> Sheet:
    """Members beside guests, figure by figure."""
    both = (value.members, value.guests)
    rows = [
        _row("buyers", words, *(number(one.buyers) for one in both)),
        _row("orders", words, *(number(one.orders) for one in both)),
        _row("amount", words, *(moneys(one.amount) for one in both)),
        _row("order_value", words, *(moneys(one.order_value) for one in both)),
        _row("frequency", words, *(hundredths(one.frequency) for one in both)),
        _row("repurchase", words, *(tenths(n) for n in (value.repurchase_members, value.repurchase_guests))),
        _row("refunds", words, *(number(one.refunds) for one in both)),
        _row("refunded", words, *(moneys(one.refunded) for one in both)),
    ]
    return Sheet(words("against"), ("", words("members"), words("guests")), "", tuple(rows))


def steps_of(funnel: FunnelLine) -> list[tuple[str, int]]:
    """The steps of the funnel, by the figure of each; visits where any were reported."""
    steps = [("joined", funnel.joined), ("first_orders", funnel.first), ("second_orders", funnel.second)]
    return [("visits", funnel.visits), *steps] if funnel.visits else steps


def most_persons(steps: Sequence[tuple[str, int]]) -> int:
    """The largest step of those that count persons: visits are not."""
    return max(n for key, n in steps if key != "visits") or 1


def bar_of(key: str, n: int, most: int) -> float | None:
    """The length of a step's bar; visits have none."""
    return None if key == "visits" else n / most


def funnel(line: FunnelLine, words: Words) -> Sheet:
    """The steps, each with its share of the one before; of visits, which are not persons, there is none."""
    steps, rows, before = steps_of(line), list[Row](), 0
    most = most_persons(steps)
    for key, n in steps:
        share = tenths(n * 1000 // before) if before else NO_NUMBER
        rows.append(_row(key, words, number(n), share, share=bar_of(key, n, most)))
        before = 0 if key == "visits" else n
    return Sheet(words("funnel"), ("", words("number"), words("of those before")), "", tuple(rows))


def by_month(title: str, lines: Sequence[BoughtLine], currency: str, words: Words) -> Sheet:
    """A line a month, with the amounts of one currency."""
    rows = [
        Row(
            (
                one.month,
                number(one.buyers),
                number(one.orders),
                plain(one.amount, currency),
                plain(one.order_value, currency),
                hundredths(one.frequency),
                number(one.first),
                number(one.second),
                plain(one.refunded, currency),
            )
        )
        for one in lines
    ]
    keys = ("buyers", "orders", "amount", "order_value", "frequency", "first", "second", "refunded")
    names = {key: words.figure(key).name for key in keys}
    told = {key: f"{name} {currency}".strip() if key in MONEY else name for key, name in names.items()}
    said = tuple(f"{names[key]}: {words.figure(key).said}" for key in ("first", "second"))
    return Sheet(title, (words("month"), *told.values()), "", tuple(rows), said)


MONEY = ("amount", "order_value", "refunded")
"""The figures that are money."""


def main_currency(value: ValueReport) -> str:
    """The currency of the largest amount; a table or a drawing by month has one. (A CSV file has all.)"""
    amounts = (*value.members.amount, *value.guests.amount)
    return max(amounts, key=lambda one: one.minor).currency if amounts else ""


def plain(amounts: Sequence[Money], currency: str) -> str:
    """The amount of a currency without its name."""
    return next((money(one.minor, currency).partition(" ")[0] for one in amounts if one.currency == currency), "0")


def ages_of(cohorts: Iterable[CohortLine]) -> list[int]:
    """The months after joining that are shown; -1 stands for all before it."""
    told = {max(-1, age.months) for one in cohorts for age in one.ages} | {0}
    return [age for age in range(min(told), max(told) + 1) if age <= LATEST_AGE]


def cohort_buyers(cohort: CohortLine, ages: Sequence[int]) -> list[int]:
    """How many of a cohort bought in each month after joining; before it, in the busiest month."""
    return [max((one.buyers for one in cohort.ages if max(-1, one.months) == age), default=0) for age in ages]


def cohort_amounts(cohort: CohortLine, ages: Sequence[int], currency: str) -> list[str]:
    """The amount of each month after joining, in whole units; before it, of all months."""
    found = []
    for age in ages:
        here = added(money for one in cohort.ages if max(-1, one.months) == age for money in one.amount)
        found.append(plain(here, currency).partition(".")[0])
    return found


def cohort_sheet(key: str, title: str, value: ValueReport, words: Words) -> Sheet:
    """A line a cohort, a column a month after joining."""
    ages, figure, currency = ages_of(value.cohorts), words.figure(key), main_currency(value)
    of_money = key == "cohort_amount"
    rows = []
    for one in value.cohorts:
        amounts, buyers = cohort_amounts(one, ages, currency), cohort_buyers(one, ages)
        cells = amounts if of_money else [number(n) for n in buyers]
        rows.append(Row((one.month, number(one.joined), *cells)))
    head = (words("joined in"), words.figure("joined").name, *(words("before") if n < 0 else f"+{n}" for n in ages))
    name = f"{words(title)} ({currency})" if of_money and currency else words(title)
    return Sheet(name, head, "", tuple(rows), (f"{figure.name}: {figure.said}",))


def cost_sheet(report: Report, words: Words) -> Sheet:
    """The cost of a campaign beside the orders that it counted; no rows where it counted none."""
    rows: list[Row] = []
    if report.orders or report.amount:
        if report.cost:
            rows.append(_row("prizes_cost", words, moneys(report.cost)))
        if report.points_cost:
            rows.append(_row("points_cost", words, moneys([report.points_cost])))
        rows.append(_row("campaign_orders", words, number(report.orders)))
        rows.append(_row("campaign_amount", words, moneys(report.amount)))
        if share := cost_share(report):
            rows.append(_row("cost_share", words, share))
    return Sheet(words("cost"), ("", ""), "", tuple(rows))


def cost_share(report: Report) -> str:
    """The cost as a share of the amount, where both are in one currency; else empty."""
    costs = added([*report.cost, *([report.points_cost] if report.points_cost else [])])
    if len(costs) != 1 or [one.currency for one in report.amount] != [costs[0].currency]:
        return ""
    amount = report.amount[0].minor
    return tenths(costs[0].minor * 1000 // amount) if amount > 0 else ""


def added(amounts: Iterable[Money]) -> list[Money]:
    """The sums by currency, without those that are nothing."""
    sums: dict[str, int] = {}
    for one in amounts:
        sums[one.currency] = sums.get(one.currency, 0) + one.minor
    return [Money(minor, currency) for currency, minor in sorted(sums.items()) if minor]


def moneys(amounts: Sequence[Money]) -> str:
    """Amounts as text, those of several currencies side by side."""
    return " + ".join(money(one.minor, one.currency) for one in amounts) or NO_NUMBER


def hundredths(n: int) -> str:
    return f"{n // 100}.{n % 100:02}"


def tenths(n: int) -> str:
    """A share in thousandths as a percentage."""
    return f"{n // 10}.{n % 10}%"


def _row(key: str, words: Words, *cells: str, share: float | None = None) -> Row:
    figure = words.figure(key)
    return Row((figure.name, *cells), share, figure.said)
