"""Which events are the same, read a second time: the unique fields of a type, and how their texts are compared."""

import unicodedata
from collections.abc import Mapping, Sequence
from typing import Any

Unique = Mapping[str, str | Sequence[str]]
"""By type of event, `unique` as the file has it: a field, or a list of them."""


def known_by(unique: Unique, member: str, asked: Mapping[str, Any]) -> tuple[str, ...]:
    """The values by which the event of a receipt is known, with their fields; nothing where none is unique."""
    said = unique.get(asked.get("type", ""), ())
    known: list[str] = []
    for one in [said] if isinstance(said, str) else said:
        field, *notes = one.replace(")", "").split(" (")
        value = {"subject": member, "source": asked.get("source")}.get(field)
        value = asked.get("data", {}).get(field, value)
        if value is not None and (text := _compared(value, "case counts" in notes)):
            known += [field, text]
    return tuple(known)


def _compared(value: Any, case_counts: bool) -> str:
    """A number by its digits; a text without what only looks different."""
    if isinstance(value, float) and value == int(value):
        value = int(value)
    found = ""
    for sign in unicodedata.normalize("NFKC", str(value)):
        kind = unicodedata.category(sign)
        found += "" if kind == "Cf" else "-" if kind == "Pd" or sign == "\u2212" else sign
    found = " ".join(found.split())
    return found if case_counts else found.casefold()
