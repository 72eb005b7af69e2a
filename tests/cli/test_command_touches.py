"""`tessera touches preview`: the messages of tomorrow, from a backend that may need several answers for them."""

import json
from typing import Any

import pytest

from cli.remote import Remote
from tests.cli.conftest import Run

PARTS: dict[str | None, dict[str, Any]] = {
    None: {
        "day": "2026-06-02",
        "members": 2000,
        "lines": [{"touch": "birthday", "channel": "work", "stopped": "", "n": 30}],
        "after": "next",
    },
    "next": {
        "day": "2026-06-02",
        "members": 500,
        "lines": [
            {"touch": "birthday", "channel": "", "stopped": "limit of all", "n": 4},
            {"touch": "birthday", "channel": "work", "stopped": "", "n": 12},
        ],
        "after": None,
    },
}


@pytest.fixture(autouse=True)
def answered(monkeypatch: pytest.MonkeyPatch) -> None:
    def get(self: Remote, *path: str, **query: str | None) -> Any:
        assert path == ("v1", "manage", "touches", "preview")
        return {"preview": PARTS[query["after"]]}

    monkeypatch.setattr(Remote, "get", get)


def test_the_parts_are_added_up(run: Run) -> None:
    shown = run("touches", "preview").output.splitlines()
    assert shown[0] == "2026-06-02: 42 messages to 2,500 members"
    assert [line.split() for line in shown[-3:-1]] == [
        ["birthday", "–", "limit", "of", "all", "4"],
        ["birthday", "work", "sent", "42"],
    ]


def test_scripts_read_it_as_json(run: Run) -> None:
    told = json.loads(run("touches", "preview", "--format", "json").output)
    assert (told["day"], told["members"]) == ("2026-06-02", 2500)
    assert told["lines"][1] == {"touch": "birthday", "channel": "work", "stopped": "", "n": 42}
