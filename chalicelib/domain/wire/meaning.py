"""All that makes two reports under one id the same event, in one spelling.

A shop's library may write the same moment in another zone, a whole number as 1.0 and an amount with other decimals, and
leave out what is null. Of which kind a field is, only the programme knows, which may change between two tries: so each
text is spelled by what it says.
"""

import re
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any, Final

import msgspec

from chalicelib.domain.record.actions import Action, Update
from chalicelib.domain.wire.cloud_event import CloudEvent, epoch_ms
from chalicelib.domain.words.values import DECIMALS

_MONEY: Final = re.compile(r"\s*([0-9]{1,32}(?:\.[0-9]{0,32})?)\s*([A-Z]{3})\s*", re.ASCII)
_MOMENT: Final = re.compile(r"\s*\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:[Zz]|[+-]\d\d:\d\d)\s*", re.ASCII)


def meaning_of(event: CloudEvent, action: Action) -> list[Any]:
    """All that makes two events under one id the same.

    action: what the event asks for. It names each part that tells, so that a release that reads more does not turn
    what is sent again into another event.
    """
    if isinstance(action, Update):
        tags = None if action.tags is None else sorted({*action.tags})
        words: dict[str, Any] = {"tier": action.tier, "tags": tags, "born": action.born, "guardian": action.guardian}
        words["until"] = action.until
        told = {name: value for name, value in words.items() if value is not None}
    else:
        told = {name: _spelled(value) for name, value in event.data.items() if value is not None}
    return [event.type, event.subject, epoch_ms(event.time), told]


def _spelled(value: Any) -> Any:
    """A field's value in one spelling. A whole number stands for the text of its digits, as it does where it counts."""
    if isinstance(value, list):
        return [_spelled(one) for one in value if one is not None]
    if isinstance(value, str):
        return _money(value) or _moment(value) or value
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value


def _money(text: str) -> str | None:
    """An amount with the decimals of its currency, as it counts; None for a text that is none, or is finer."""
    found = _MONEY.fullmatch(text)
    if found is None or found[2] not in DECIMALS:
        return None
    amount, places = Decimal(found[1]), DECIMALS[found[2]]
    return f"{amount:.{places}f} {found[2]}" if amount == round(amount, places) else None


def _moment(text: str) -> str | None:
    """A moment to the millisecond, by UTC; None for a text that is none."""
    if _MOMENT.fullmatch(text) is None:
        return None
    try:
        moment = msgspec.convert(text.strip(), datetime).astimezone(UTC)
    except (msgspec.ValidationError, OverflowError):
        return None
    return moment.isoformat(timespec="milliseconds")
