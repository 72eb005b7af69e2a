"""The values of a made-up event's fields: as population.yaml gives them, or such as the campaign's tasks ask for.

A field of kind money or number has a typical value, the median (half of the values are below it, one in twenty above
2.3 times that), a text one of several, or of `5` different ones, texts and a date one of several, a flag a chance.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from fractions import Fraction
from random import Random
from typing import Any

from chalicelib.domain.file.blocks import having, stated
from chalicelib.domain.file.campaign import Campaign
from chalicelib.domain.file.conditions import thousandths
from chalicelib.domain.file.phrases import money, percent
from chalicelib.domain.file.programme import EventType
from chalicelib.domain.words.findings import Finding, Path
from chalicelib.domain.words.values import Amount, Condition, Conditions, EventName, Money, Scoring, money_text

Maker = Callable[[Random], Any]
"""Makes a field's value, as an event carries it."""

SPREAD = 0.5
"""Of the logarithm of what people spend and do: one in twenty is above 2.3 times the typical value."""

USUAL_ORDER = "100.00 CNY"
"""The typical amount of an order where nothing in the campaign looks at it."""

USUAL_NUMBER = "10"
"""The typical number where nothing in the campaign says how large it is: of a board that ranks by it."""

OTHER = "other"
"""A text that no condition names."""


def text_of(amount: Money) -> str:
    """`399.00 CNY`, as events and people write money."""
    return ("-" if amount.minor < 0 else "") + money_text(abs(amount.minor), amount.currency)


def makers(
    event: str, declared: EventType, given: Mapping[str, tuple[str, ...]], campaign: Campaign
) -> dict[str, Maker]:
    """How each field is made that is given, or that the campaign's blocks look at."""
    listening = [when.by for when in having(campaign, EventName) if when.value == event]
    wheres = [where.value for placed in listening for where in stated(placed, Conditions)]
    amounts = [amount.value for placed in listening for amount in stated(placed, Amount)]
    asked = {name for where in wheres for name in where} | set(given)
    ranked = {one.value.field for placed in listening for one in stated(placed, Scoring)}
    wanted = asked | {one.field for one in amounts} | ranked | {declared.spends}
    needed = [key.field for key in declared.unique if not key.or_none]
    unlike = [name for name in needed if name not in asked] or needed[:1]  # one at least is another in each event
    return {
        name: _maker(kind, given.get(name) or _typical(name, kind, wheres, amounts))
        for name, kind in declared.fields.items()
        if name in wanted and name not in unlike
    }


def check_values(path: Path, declared: EventType, values: Mapping[str, tuple[str, ...]]) -> Iterator[Finding]:
    """The errors in values that a population gives."""
    for name, texts in values.items():
        kind = declared.fields.get(name)
        if kind is None:
            known = ", ".join(declared.fields) or "none"
            yield Finding((*path, name), "error", "unknown-field", f'the event has no field "{name}"; it has {known}')
            continue
        try:
            _maker(kind, texts)
        except ValueError as error:
            yield Finding((*path, name), "error", "bad-phrase", str(error))


def _maker(kind: str, texts: tuple[str, ...]) -> Maker:
    if kind == "money":
        return _money([money(text) for text in texts])
    if kind == "number":
        return _number([thousandths(text) for text in texts])
    if kind == "flag":
        chance = float(percent(texts[0]))
        return lambda rng: rng.random() < chance
    choices = _choices(kind, texts)
    if kind == "texts":
        return lambda rng: [rng.choice(choices)]
    return lambda rng: rng.choice(choices)


def _money(typical: Sequence[Money]) -> Maker:
    def make(rng: Random) -> str:
        amount = rng.choice(typical)
        return text_of(Money(round(amount.minor * rng.lognormvariate(0, SPREAD)), amount.currency))

    return make


def _number(typical: Sequence[int]) -> Maker:
    return lambda rng: round(rng.choice(typical) * rng.lognormvariate(0, SPREAD)) / 1000


def _choices(kind: str, texts: tuple[str, ...]) -> tuple[str, ...]:
    if kind != "date" and len(texts) == 1 and texts[0].isdigit():
        return tuple(f"no-{number}" for number in range(1, int(texts[0]) + 1))
    return texts


def _typical(name: str, kind: str, wheres: Sequence[Conditions], amounts: Sequence[Amount]) -> tuple[str, ...]:
    """Values with which many events meet the conditions and amounts, and not all."""
    conditions = [where[name] for where in wheres if name in where]
    targets = [amount for amount in amounts if amount.field == name]
    if kind == "flag":
        return ("50%",)
    if kind == "money":
        if targets:
            dearest = max(targets, key=lambda amount: amount.target)
            return (text_of(Money(dearest.target * 3 // 5, dearest.currency or "CNY")),)
        return _bounds(conditions) or (USUAL_ORDER,)
    if kind == "number":
        usual = str(float(Fraction(targets[0].target, 3000))) if targets else USUAL_NUMBER
        return _bounds(conditions) or (usual,)
    named = tuple(dict.fromkeys(text for one in conditions for text in one.values))
    if kind == "date":
        return named
    return (*named, OTHER) if named else (str(2 * max((one.target for one in targets), default=2)),)


def _bounds(conditions: Sequence[Condition]) -> tuple[str, ...]:
    return tuple(one.values[0] for one in conditions[:1])
