"""The items of a transaction, as TransactWriteItems takes them."""

from collections.abc import Mapping
from typing import Any, Final

from chalicelib.store.table import Item, Key, Raw, raw_item, raw_value

MOST_WRITES: Final = 100
"""Items that one transaction takes."""

ABSENT: Final = "attribute_not_exists(pk)"
"""The condition that there is no such item yet."""

PRESENT: Final = "attribute_exists(pk)"
"""The condition that there is such an item."""

UNCHANGED: Final = "v = :v"
"""The condition that the item still is at the version `:v`."""

Write = dict[str, Any]
"""One item of a transaction: what is done to it, and on which condition."""

Values = Mapping[str, str | int | bytes]
"""Values by the names that the expressions of a write give them, such as `:v`."""


def put(item: Raw, condition: str | None = None, values: Values | None = None) -> Write:
    """Put an item, in the place of what may be there."""
    return _on({"Item": item}, condition, values)


def update(key: Key, expression: str, condition: str | None = None, values: Values | None = None) -> Write:
    """Change some attributes of an item, which is made where it is absent."""
    return _on({"Key": raw_item(key), "UpdateExpression": expression}, condition, values)


def delete(key: Key, condition: str | None = None, values: Values | None = None) -> Write:
    """Delete an item, where there is one."""
    return _on({"Key": raw_item(key)}, condition, values)


def check(key: Key, condition: str, values: Values | None = None) -> Write:
    """Write nothing, on the condition that an item meets."""
    return _on({"Key": raw_item(key)}, condition, values)


def telling(write: Write) -> Write:
    """Ask for the item that the condition meets, where it does not hold."""
    if "ConditionExpression" in write:
        write["ReturnValuesOnConditionCheckFailure"] = "ALL_OLD"
    return write


def _on(target: Write, condition: str | None, values: Values | None) -> Write:
    write: Write = {"TableName": Item.Meta.table_name, **target}
    if condition is not None:
        write["ConditionExpression"] = condition
    if values is not None:
        write["ExpressionAttributeValues"] = {name: raw_value(value) for name, value in values.items()}
    return write
