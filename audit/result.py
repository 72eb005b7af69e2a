"""The result of one rule."""

from collections.abc import Sequence

from msgspec import Struct

SHOWN = 5


class Result(Struct, frozen=True):
    """Whether a rule holds."""

    rule: str
    """The rule, for people."""
    figures: str
    """How much was checked, for people."""
    breaches: tuple[str, ...] = ()
    """The first few things that broke the rule."""

    @property
    def holds(self) -> bool:
        return not self.breaches


def result(rule: str, figures: str, breaches: Sequence[str]) -> Result:
    """The result, with how many more breaches there are than it names."""
    more = [f"… and {len(breaches) - SHOWN:,} more"] if len(breaches) > SHOWN else []
    return Result(rule, figures, (*breaches[:SHOWN], *more))
