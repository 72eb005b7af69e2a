"""Which events are the same: the claim that an event makes by its unique fields, whoever reports it and however often.

One thing has many spellings: full-width digits, dashes of several kinds, blanks around it, letters large and small. A
text is compared after Unicode's NFKC, without invisible characters and outer blanks, with every dash as `-`, and in
capital letters, unless the file says that case counts.
"""

import re
import unicodedata
from collections.abc import Mapping
from typing import Any, Final

from chalicelib.domain.file.programme import EventType
from chalicelib.domain.words.errors import BadEvent
from chalicelib.domain.words.values import SENDER, SUBJECT, UniqueField

LONGEST_KEY: Final = 256
"""Characters of one unique field."""

_DASHES: Final = "\N{MINUS SIGN}\N{HYPHEN BULLET}\N{MODIFIER LETTER MINUS SIGN}"
"""Signs that look like a dash, and are none to Unicode."""

_UNSEEN: Final = re.compile(
    r"[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2065\ufe00-\ufe0f\ufff0-\ufff8\U000e0000-\U000e0fff]"
)
"""Invisible, and no format characters. Source: Unicode's property Default_Ignorable_Code_Point, after NFKC."""


def claim_of(declared: EventType, type: str, attributes: Mapping[str, str], data: Mapping[str, Any]) -> tuple[str, str]:
    """The kind and value of the claim that an event makes over all members; ("", "") where nothing is unique.

    attributes: `subject` and `source` of the event. Raises BadEvent (`bad_event_field`) that names a unique field which
    is missing.
    """
    parts = {}
    for key in declared.unique:
        text = attributes[key.field] if _is_attribute(key, declared) else compared(key, data.get(key.field))
        if text:
            parts[key.field] = text
        elif not key.or_none:
            message = f"The event needs a field {key.field!r}: by it the same event is known when it comes again."
            raise BadEvent(message, "bad_event_field")
    if not parts:
        return "", ""
    alone = len(parts) == 1
    return f"{type}.{'+'.join(parts)}", "/".join(text if alone else _escaped(text) for text in parts.values())


def same_text(text: str, case_counts: bool = False) -> str:
    """The one spelling of a text that is compared."""
    plain = _UNSEEN.sub("", unicodedata.normalize("NFKC", text))
    plain = "".join(_dash(one) for one in plain if not _is_control(one))
    plain = " ".join(plain.split())
    return plain if case_counts else unicodedata.normalize("NFKC", plain.casefold().upper())


def _is_control(sign: str) -> bool:
    """Whether nothing is seen of it, not even a blank."""
    kind = unicodedata.category(sign)
    return kind == "Cf" or (kind == "Cc" and not sign.isspace())


def _is_attribute(key: UniqueField, declared: EventType) -> bool:
    """Whether the member, or who reports it, is meant, and no field of that name."""
    return key.field in (SUBJECT, SENDER) and key.field not in declared.fields


def compared(key: UniqueField, raw: Any) -> str:
    """The spelling of a field's value that is compared; empty where there is none."""
    if raw is None:
        return ""
    if isinstance(raw, float) and raw.is_integer():
        raw = int(raw)
    if len(str(raw)) > LONGEST_KEY:
        message = f"The field {key.field!r} is longer than {LONGEST_KEY} characters: send what the event is known by."
        raise BadEvent(message, "bad_event_field")
    return same_text(str(raw), key.case_counts)


def _dash(one: str) -> str:
    return "-" if one in _DASHES or unicodedata.category(one) == "Pd" else one


def _escaped(text: str) -> str:
    return text.replace("%", "%25").replace("/", "%2F")
