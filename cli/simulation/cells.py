"""The cells of tables: numbers, money and scores as texts."""

from rich.table import Table

from chalicelib.domain.words.values import DECIMALS, Money
from cli.simulation import values
from cli.simulation.bands import Band


def number(band: Band) -> str:
    """`1,200`, or `1,140 to 1,260` where the runs differ."""
    low, high = round(band.low), round(band.high)
    return f"{low:,}" if low == high else f"{low:,} to {high:,}"


def money(minor: float, currency: str) -> str:
    """An amount of minor units with separators: `12,400.00 CNY`."""
    amount, _, unit = values.text_of(Money(round(minor), currency)).partition(" ")
    whole, point, part = amount.partition(".")
    return f"{int(whole):,}{point}{part} {unit}"


def table(title: str, first: str, *columns: str) -> Table:
    table = Table(
        title=title, title_justify="left", title_style="bold not italic", header_style="dim", box=None, pad_edge=False
    )
    table.add_column(first, no_wrap=True)
    for column in columns:
        table.add_column(column, justify="right", no_wrap=True)
    return table


def three(band: Band) -> tuple[str, str, str]:
    return f"{band.low:,.0f}", f"{band.middle:,.0f}", f"{band.high:,.0f}"


def moneys(band: Band, currency: str) -> tuple[str, str, str]:
    return money(band.low, currency), money(band.middle, currency), money(band.high, currency)


def score(value: float, unit: str) -> str:
    """A score with its unit: `120 times`, `41.5 points`, `1,200.00 CNY`."""
    if unit in DECIMALS:
        return money(value, unit)
    return f"{plain(round(value) if unit == 'times' else value)} {unit}".rstrip()


def plain(value: float) -> str:
    """A number with separators, and a tenth where there is any: `1,200`, `41.5`."""
    return f"{value:,.1f}".removesuffix(".0")


def each(band: Band) -> tuple[float, float, float]:
    """The three numbers of a band."""
    return band.low, band.middle, band.high
