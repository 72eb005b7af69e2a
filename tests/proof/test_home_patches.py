"""Over a random play of all shipped campaigns, each patch makes the home screen of before into that of after."""

import json
from collections import Counter
from typing import Any

import msgspec

from chalicelib.domain.record.actions import name_of
from chalicelib.domain.record.member import Snapshot
from chalicelib.domain.record.receipt import Receipt
from chalicelib.domain.views.change import change
from chalicelib.domain.views.home import home
from tests.domain.test_change import applied, told
from tests.proof.random_play import play, shipped


def seen(member: Snapshot, now: int) -> Any:
    return json.loads(msgspec.json.encode(home(shipped(), member, now)))


def test_the_patch_makes_the_home_screen_of_before_into_that_of_after() -> None:
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
