"""Which column of a file is what of an event, and a line of the file as such an event."""

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import Any, TypeVar, get_args
from zoneinfo import ZoneInfo

from msgspec import Struct

from chalicelib.domain.file.programme import FieldKind
from cli.importing import cells

T = TypeVar("T")

KINDS: tuple[str, ...] = get_args(FieldKind)


class Field(Struct, frozen=True):
    """One more field of the events, as `NAME=COLUMN` or `NAME:KIND=COLUMN` says it."""

    name: str
    """The field, as the programme's `events.yaml` names it."""
    kind: str
    """As the programme's `events.yaml` has it: `text`, `texts`, `number`, `money`, `flag`, `date`, `unkept`."""
    column: str
    """The column of the file with its value; an empty cell leaves the field out."""


class Columns(Struct, frozen=True, kw_only=True):
    """All that turns a line into an event."""

    type: str
    """The type of the events: `order.paid`."""
    source: str
    """Who reports them."""
    order: str
    """The column with the order's number."""
    amount: str
    """The column with its amount, or with what of it comes back."""
    time: str
    """The column with the moment."""
    timezone: str
    """By whose clock the moments are."""
    refund: str | None = None
    """The column with the id of a refund; None: the lines are orders."""
    member: str | None = None
    """The column with the member's id; None: the orders are nobody's."""
    currency: str | None = None
    """The column with the currency; None: `currency_is`."""
    currency_is: str | None = None
    """The currency of all amounts."""
    channel: str | None = None
    """The column with the channel; None: `channel_is`."""
    channel_is: str | None = None
    """The channel of all orders; None: they have none."""
    fields: tuple[Field, ...] = ()
    """More fields of the events."""
    split: str = "|"
    """The sign between the parts of a list."""
    decimal_comma: bool = False
    """Whether a comma separates decimals."""
    time_format: str | None = None
    """The form of the moments, as strptime takes it; None: ISO 8601."""

    @property
    def named(self) -> tuple[str, ...]:
        """The columns that the file must have."""
        asked = (self.order, self.amount, self.time, self.refund, self.member, self.currency, self.channel)
        return tuple(name for name in (*asked, *(one.column for one in self.fields)) if name is not None)


def field(said: str) -> Field:
    """`NAME=COLUMN`, `NAME:KIND=COLUMN`. Raises ValueError."""
    left, equals, column = said.partition("=")
    name, _, kind = left.partition(":")
    if not equals or not name or not column:
        raise ValueError(f"{said!r} says no field and column: write NAME=COLUMN, or NAME:texts=COLUMN for a list")
    if kind not in ("", *KINDS):
        raise ValueError(f"{kind!r} is no kind of field: {', '.join(KINDS)}")
    return Field(name, kind or "text", column)


def event(line: Mapping[str, str], columns: Columns) -> dict[str, Any]:
    """The CloudEvent of a line, by the line's cells by column. Raises ValueError, whose message names the column.

    Its id follows from what it is about: the same line is the same event whenever it is sent.
    """
    data, zone = dict(_data(line, columns)), ZoneInfo(columns.timezone)
    known_by = (columns.source, columns.type, data.get("channel"), data["order"], data.get("refund"))
    told = {
        "specversion": "1.0",
        "id": hashlib.sha256(json.dumps(known_by).encode()).hexdigest()[:32],
        "source": columns.source,
        "type": columns.type,
        "time": _read(line, columns.time, lambda text: cells.moment(text, zone, columns.time_format)),
    }
    member = line[columns.member].strip() if columns.member else ""
    return told | ({"subject": member} if member else {}) | {"data": data}


def _data(line: Mapping[str, str], columns: Columns) -> Iterator[tuple[str, Any]]:
    channel = line[columns.channel].strip() if columns.channel else columns.channel_is
    if channel:
        yield "channel", channel
    yield "order", _read(line, columns.order, str)
    if columns.refund is not None:
        yield "refund", _read(line, columns.refund, str)
    currency = _read(line, columns.currency, str) if columns.currency else columns.currency_is or ""
    yield "amount", _read(line, columns.amount, lambda text: cells.amount(text, currency, columns.decimal_comma))
    for one in columns.fields:
        if line[one.column].strip():
            yield one.name, _read(line, one.column, partial(_typed, one.kind, currency, columns))


def _typed(kind: str, currency: str, columns: Columns, text: str) -> Any:
    match kind:
        case "texts":
            return cells.texts(text, columns.split)
        case "number":
            return cells.number(text, columns.decimal_comma)
        case "money":
            return cells.amount(text, currency, columns.decimal_comma)
        case "flag":
            return cells.flag(text)
        case _:
            return text


def _read(line: Mapping[str, str], column: str, parse: Callable[[str], T]) -> T:
    """A cell, as it is read; it must not be empty."""
    text = line[column].strip()
    try:
        if not text:
            raise ValueError("it is empty")
        return parse(text)
    except ValueError as error:
        raise ValueError(f"{column}: {error}") from None
