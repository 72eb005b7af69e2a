"""What is shipped, broken: campaign files by their bytes and lines, their trees, and batches of events."""

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from cli.campaign_file import load
from local.backend import CAMPAIGNS

FILES = sorted(CAMPAIGNS.glob("*/campaign.yaml"))
SPELLINGS = (
    "", " ", "~", "null", "NO", "0", "-1", "1e9", "0123", "10:00", "９", "1_000", "5,000", "%", "100%", "0%", "1/0",
    "0/1", "999999999999999999999999", "1/99999999999999999999", "rest", "end of", "end of 2026-02-30",
    "2026-13-01 00:00", "0000-00-00", "9999-12-31 23:59:59.999", "31st 24:00", "Feb 30 00:00", "3 times (at most",
    "1 a", "a day", "x2", "0 times", "0.00 CNY of amount", "1.005 JPY", "7 days in a row", "3 different", "not ",
    "at least", "1 to", "9 to 1", "10% off", "free", "0 days", "99999999 years", "Mars/Phobos", "UTC", "../etc",
    "a/b/c", "joker", "\x00", "\ud800", "🎁",
)  # fmt: skip
"""Phrases, nearly, and what stands in the way of reading them."""

BYTES = (
    b"\t", b"\xff", b"\x00", b"\r", b"\xef\xbb\xbf", "：".encode(), b"&a ", b"*a", b"<<: ", b"---\n", b"!!python/x ",
    b"{", b"}", b"[", b"]", b"'", b'"', b"#", b"|", b">", b"? ", b"- ", b"%YAML 9\n", b"\xe2\x80\xa8",
)  # fmt: skip


@cache
def shipped(file: Path) -> Any:
    return load(file).tree


def nodes(tree: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The paths of all nodes."""
    yield path
    for key in tree if isinstance(tree, dict) else range(len(tree)) if isinstance(tree, list) else ():
        yield from nodes(tree[key], (*path, key))


def at(tree: Any, path: tuple[Any, ...]) -> Any:
    for key in path:
        tree = tree[key]
    return tree


@st.composite
def broken_bytes(draw: st.DrawFn) -> bytes:
    """A shipped file after a few accidents to its bytes or lines."""
    data = draw(st.sampled_from([*FILES, CAMPAIGNS / "events.yaml", CAMPAIGNS / "programme.yaml"])).read_bytes()
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(data)))
        end = min(len(data), start + draw(st.sampled_from([0, 1, 2, 10, 200])))
        lines = data.split(b"\n")
        match draw(st.sampled_from(["put", "line twice", "lines changed", "indent"])):
            case "put":
                put = draw(st.sampled_from(BYTES) | st.binary(max_size=4) | st.just(data[start:end] * 2))
                data = data[:start] + put + data[end:]
            case "line twice":
                i = draw(st.integers(0, len(lines) - 1))
                data = b"\n".join([*lines[: i + 1], *lines[i:]])
            case "lines changed":
                i, j = draw(st.integers(0, len(lines) - 1)), draw(st.integers(0, len(lines) - 1))
                lines[i], lines[j] = lines[j], lines[i]
                data = b"\n".join(lines)
            case _:
                i = draw(st.integers(0, len(lines) - 1))
                lines[i] = b" " * draw(st.integers(0, 9)) + lines[i].lstrip()
                data = b"\n".join(lines)
    return data


@st.composite
def broken_tree(draw: st.DrawFn) -> Any:
    """A shipped campaign's tree in which a few nodes were left out, put elsewhere or spelled another way."""
    tree = json.loads(json.dumps(shipped(draw(st.sampled_from(FILES)))))
    other = shipped(draw(st.sampled_from(FILES)))
    for _ in range(draw(st.integers(1, 4))):
        paths = [path for path in nodes(tree) if path]
        if not paths:
            break
        path = draw(st.sampled_from(paths))
        block, key = at(tree, path[:-1]), path[-1]
        match draw(st.sampled_from(["spell", "spell", "put", "remove", "rename"])):
            case "spell":
                block[key] = draw(st.sampled_from(SPELLINGS) | st.text(max_size=12) | st.just([]) | st.just({}))
            case "put":
                block[key] = json.loads(json.dumps(at(other, draw(st.sampled_from(list(nodes(other)))))))
            case "remove":
                del block[key]
            case _ if isinstance(block, dict):
                name = draw(st.sampled_from(SPELLINGS) | st.sampled_from(list(block)))
                block[name] = block.pop(key)
    return tree


EVENT: dict[str, Any] = {
    "id": "e1",
    "source": "shop",
    "type": "order.paid",
    "subject": "ana",
    "time": "now",
    "data": {"order": "1", "amount": "399.00 CNY"},
}
"""An event in order, where `ana` is replaced by a member's id and `now` by a time."""

ANY_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)
FIELDS = {
    "type": st.sampled_from([
        "order.paid", "shop.visited", "page.seen", "member.updated", "ORDER.PAID", "", "x" * 256,
    ]),
    "time": st.sampled_from([
        "now", "2026-06-19", "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59.999-14:00", "", "2026-06-19T10:00:60Z",
        "2026-06-19T24:00:00Z", "2026-06-19T10:00:00", "-1", "٢٠٢٦-٠٦-١٩",
    ]),
    "subject": st.sampled_from(["ana", "m0", "", "M#m0", "../m0", "a" * 65]),
    "data": st.sampled_from([
        {}, {"order": "1"}, {"order": 1}, {"order": "x" * 257}, {"amount": "1.005 CNY"}, {"amount": "-1.00 CNY"},
        {"amount": "99999999999999999999.00 CNY"}, {"amount": "１.00 CNY"}, {"amount": "1.00 XXX"}, {"amount": 1e308},
        {"tier": "platinum"}, {"tags": ["a"] * 101}, {"born": "2026-02-30"}, {"born": "9999-99-99"}, {"tags": "a"},
        {"guardian": "yes"}, {"tier": None}, {"born": "1990-05-17", "guardian": True, "tags": [], "tier": "gold"},
    ]),
}  # fmt: skip
"""Values of an event's fields that are nearly right."""


@st.composite
def broken_batch(draw: st.DrawFn) -> Any:
    """Up to nine events, of which most have a field that is left out, added or of another kind."""
    events: list[Any] = []
    for _ in range(draw(st.integers(0, 9))):
        key = f"e{draw(st.integers(0, 999))}"
        event: dict[str, Any] = {**EVENT, "id": key, "data": {"order": key, "amount": "399.00 CNY"}}
        for _ in range(draw(st.integers(0, 3))):
            name = draw(st.sampled_from([*EVENT, "specversion", "datacontenttype", "dataschema", "extra"]))
            event[name] = draw(FIELDS.get(name, ANY_JSON) | ANY_JSON)
            if draw(st.integers(0, 5)) == 0:
                del event[name]
        events.append(draw(st.just(event) | st.just(event) | ANY_JSON))
    return draw(st.just(events) | st.just({"events": events}) | st.just(events) | ANY_JSON)


@st.composite
def broken_body(draw: st.DrawFn) -> bytes:
    """The bytes of two events, with some put in, taken out or doubled; or any bytes; or any JSON."""
    whole = json.dumps([EVENT, EVENT]).encode()
    start, end = sorted((draw(st.integers(0, len(whole))), draw(st.integers(0, len(whole)))))
    put = draw(st.binary(max_size=9) | st.just(whole[start:end] * 2))
    any_json = ANY_JSON.map(lambda tree: json.dumps(tree).encode())
    return draw(st.just(whole[:start] + put + whole[end:]) | st.binary(max_size=200) | any_json)
