"""What an auditor says about one rule."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

SHOWN = 5


class Verdict(Struct, frozen=True):
    """figures: how much was checked, for people · breaches: what broke the rule, the first few of them."""

    rule: str
    figures: str
    breaches: tuple[str, ...] = ()

    @property
    def holds(self) -> bool:
        return not self.breaches


def verdict(rule: str, figures: str, breaches: Sequence[str]) -> Verdict:
    """The verdict, with how many more breaches there are than it names."""
    more = [f"… and {len(breaches) - SHOWN:,} more"] if len(breaches) > SHOWN else []
    return Verdict(rule, figures, (*breaches[:SHOWN], *more))
