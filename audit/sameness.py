"""Which events are the same, read a second time: the unique fields of a type, and how their texts are compared."""

import unicodedata
from collections.abc import Mapping, Sequence
from typing import Any

Unique = Mapping[str, str | Sequence[str]]
"""By type of event, `unique` as the file has it: a field, or a list of them."""


HIDDEN = (
    ("\u034f", "\u034f"),
    ("\u115f", "\u1160"),
    ("\u17b4", "\u17b5"),
    ("\u180b", "\u180f"),
    ("\u2065", "\u2065"),
    ("\ufe00", "\ufe0f"),
    ("\ufff0", "\ufff8"),
    ("\U000e0000", "\U000e0fff"),
)
"""Signs that are never seen, beside the format characters (Unicode: Default_Ignorable_Code_Point)."""


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
        hidden = (
            kind == "Cf" or (kind == "Cc" and not sign.isspace()) or any(low <= sign <= high for low, high in HIDDEN)
        )
        found += "" if hidden else "-" if kind == "Pd" or sign in "\u2212\u2043\u02d7" else sign
    found = " ".join(found.split())
    return found if case_counts else found.casefold()
