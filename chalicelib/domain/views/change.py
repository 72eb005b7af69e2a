"""The change of the home screen by an action, as a JSON merge patch: https://www.rfc-editor.org/rfc/rfc7396."""

from typing import Any

import msgspec
from msgspec import Struct, field

from chalicelib.domain.decide.pressing import KnownLeft, nothing_known
from chalicelib.domain.publishing.definitions import Definitions
from chalicelib.domain.record.member import Snapshot
from chalicelib.domain.views.home import home

Json = dict[str, Any]


class HomeChange(Struct, frozen=True):
    """The home screen's change by an action."""

    from_: int = field(name="from")
    """The `version` of the home screen to which the patch belongs: whoever has another one reads it anew."""
    patch: Json
    """A JSON merge patch (RFC 7396) of `me`. It can't say null: what becomes null is taken out of `me`."""


def change(
    definitions: Definitions, before: Snapshot, after: Snapshot, now: int, known: KnownLeft = nothing_known
) -> HomeChange:
    """Compare the home screens of a member before and after an action, both at one moment, in epoch ms.

    known: what is known of stocks, as for `home`.
    """
    return HomeChange(before.version, merge_patch(*(_shown(definitions, one, now, known) for one in (before, after))))


def merge_patch(before: Json, after: Json) -> Json:
    """The patch that makes the one of the other, where a member that is null and one that is absent are the same."""
    patch: Json = {name: None for name, value in before.items() if value is not None and after.get(name) is None}
    for name, value in after.items():
        had = before.get(name)
        if isinstance(value, dict) and isinstance(had, dict):
            if inner := merge_patch(had, value):
                patch[name] = inner
        elif value is not None and value != had:
            patch[name] = without_nulls(value)
    return patch


def without_nulls(value: Any) -> Any:
    """A value without what a merge patch can't set; arrays are set as they are."""
    if not isinstance(value, dict):
        return value
    return {name: without_nulls(one) for name, one in value.items() if one is not None}


def _shown(definitions: Definitions, member: Snapshot, now: int, known: KnownLeft) -> Json:
    """The home screen as its JSON reads."""
    shown: Json = msgspec.json.decode(msgspec.json.encode(home(definitions, member, now, known)))
    return shown
