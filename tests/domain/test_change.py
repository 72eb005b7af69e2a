"""What an action changes on the home screen: a merge patch that makes the one of before into the one of after."""

import json
from collections import Counter
from typing import Any

import msgspec
import pytest

from chalicelib.domain.record.actions import name_of
from chalicelib.domain.record.member import Snapshot
from chalicelib.domain.record.receipt import Receipt
from chalicelib.domain.views.change import change, merge_patch
from chalicelib.domain.views.home import home
from tests.domain.random_play import play, shipped


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


def seen(member: Snapshot, now: int) -> Any:
    return json.loads(msgspec.json.encode(home(shipped(), member, now)))


def test_the_patch_makes_the_home_screen_of_before_into_that_of_after() -> None:
    """Over a random play of all shipped campaigns."""
    done: Counter[str] = Counter()
    for seed in (3, 5, 7, 10):
        for action, asked, acted in play(seed, 120):
            receipts, at = acted.outcome.receipts, max(asked, acted.before.at)
            if not receipts:
                continue
            after = Snapshot(acted.before.id, acted.before.version + len(receipts), at, acted.outcome.member)
            found = change(shipped(), acted.before, after, at)

            assert found.from_ == acted.before.version
            assert applied(told(seen(acted.before, at)), found.patch) == told(seen(after, at))
            assert found.patch["version"] == after.version
            done[name_of(action)] += isinstance(acted.results[0], Receipt)
    assert {"event", "draw", "redeem", "compose", "exchange", "send", "join"} == {
        name for name, times in done.items() if times
    }


def test_nothing_on_the_home_screen_moves_by_itself() -> None:
    """Between moments at which something opens or ends: its tag would move with it."""
    for _, asked, acted in list(play(5, 40))[::4]:
        screens = {json.dumps(seen(acted.before, asked + 7 + later)) for later in (0, 1, 13)}
        assert len(screens) == 1
