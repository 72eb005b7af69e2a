"""What an action changes on the home screen: a merge patch that makes the one of before into the one of after."""

from typing import Any

import pytest

from chalicelib.domain.views.change import merge_patch


def applied(target: Any, patch: Any) -> Any:
    """A merge patch applied, in the words of RFC 7396."""
    if not isinstance(patch, dict):
        return patch
    result = dict(target) if isinstance(target, dict) else {}
    for name, value in patch.items():
        if value is None:
            result.pop(name, None)
        else:
            result[name] = applied(result.get(name), value)
    return result


def told(value: Any) -> Any:
    """A value without its nulls in objects, as a client that reads null and absent alike sees it."""
    return {k: told(v) for k, v in value.items() if v is not None} if isinstance(value, dict) else value


CASES: dict[str, tuple[Any, Any, Any]] = {
    "nothing moved": ({"a": 1, "b": None}, {"a": 1, "b": None}, {}),
    "a number": ({"a": 1, "b": 2}, {"a": 3, "b": 2}, {"a": 3}),
    "a number that is 0": ({"a": 1}, {"a": 0}, {"a": 0}),
    "a flag that is false": ({"a": True}, {"a": False}, {"a": False}),
    "deeper": ({"a": {"b": {"c": 1, "d": 2}}}, {"a": {"b": {"c": 1, "d": 3}}}, {"a": {"b": {"d": 3}}}),
    "an entry goes": ({"a": {"b": 1}}, {"a": {}}, {"a": {"b": None}}),
    "an entry comes": ({"a": {}}, {"a": {"b": 1}}, {"a": {"b": 1}}),
    "it becomes null": ({"a": {"b": 1}}, {"a": None}, {"a": None}),
    "it is null no more": ({"a": None}, {"a": {"b": 1, "c": None}}, {"a": {"b": 1}}),
    "an empty object comes": ({"a": None}, {"a": {}}, {"a": {}}),
    "an array as a whole": ({"a": [{"b": 1}]}, {"a": [{"b": None}]}, {"a": [{"b": None}]}),
    "another kind": ({"a": {"b": 1}}, {"a": [1]}, {"a": [1]}),
}


@pytest.mark.parametrize(("before", "after", "patch"), CASES.values(), ids=CASES)
def test_says_what_is_different(before: Any, after: Any, patch: Any) -> None:
    assert merge_patch(before, after) == patch
    assert applied(told(before), patch) == told(after)
