"""Values in the words of the file, for the reasons of changes."""

from fractions import Fraction

from chalicelib.domain.words.values import Age, Amount, Condition, Duration, Limit, Limits, Money, Stock, money_text


def money(value: Money) -> str:
    """`399.00 CNY`."""
    return money_text(value.minor, value.currency)


def duration(value: Duration) -> str:
    """`24 hours`, `1 day`."""
    return value.spelled


def limits(value: Limits) -> str:
    """`3 a day and 10 a month`, or `no limit`."""
    return " and ".join(map(limit, value)) or "no limit"


def limit(value: Limit) -> str:
    return f"{value.count} a {value.per}"


def stock(value: Stock | None) -> str:
    """`5000 a window`, `300`, or `no limit`."""
    if value is None:
        return "no limit"
    return f"{value.count} a {value.per}" if value.per else str(value.count)


def amount(value: Amount) -> str:
    """`399.00 CNY of amount`, `3 days in a row`; without what stands in brackets."""
    match value.measure:
        case "sum" if value.currency:
            return f"{money(Money(value.target, value.currency))} of {value.field}"
        case "sum":
            return f"{value.target / 1000:g} of {value.field}"
        case "different":
            return f"{value.target} different {value.field}"
        case "streak":
            return f"{value.target} days in a row"
        case measure:
            return f"{value.target} {measure.removesuffix('s') if value.target == 1 else measure}"


def after(value: Duration | None) -> str:
    """`15 days after`, `at once`."""
    return "at once" if value is None else f"{value.count} {value.unit} after"


def age(value: Age) -> str:
    """`24 months`, `to the end of the next year`, `for ever`: how long something is good."""
    if value.months is not None:
        return f"{value.months} months"
    return "for ever" if value.years is None else f"to the end of {'the next' if value.years else 'the'} year"


def percent(share: Fraction | float) -> str:
    """`29.5%`, to six significant digits."""
    return f"{float(share) * 100:.6g}%"


def condition(value: Condition) -> str:
    """`at least 5`, `5 to 10`, `gold or silver`."""
    return value.spelled
