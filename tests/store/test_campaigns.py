"""Publishing and closing in the table: all or nothing, one of two wins, and the audit chain holds."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from hashlib import sha256
from random import Random
from types import SimpleNamespace
from typing import Any

import msgspec
import pytest
from pynamodb.exceptions import TransactWriteError

from chalicelib.domain.publishing.definitions import Version
from chalicelib.domain.publishing.live import Link, Listed, Live, with_version
from chalicelib.domain.publishing.trail import Entry
from chalicelib.domain.words.errors import Conflict, Unavailable
from chalicelib.store.campaigns import Campaigns, Closing, Record
from chalicelib.store.dynamo import client_events
from chalicelib.store.reader import Reader
from chalicelib.store.table import Item, audit_key

NOW = 1_780_000_000_000


@pytest.fixture
def campaigns(table: None) -> Campaigns:
    return Campaigns(Reader(sleep=lambda _: None, rng=Random(1)))


def version(name: str, number: int = 1) -> Version:
    return Version(
        name, number, {"campaign": name, "title": f"{name} {number}"}, NOW, {"prizes/bike": 2}, 7, {"x": "ab"}
    )


def publish(campaigns: Campaigns, live: Live, versions: Sequence[Version], takes_effect: int, now: int) -> Live:
    """List versions as somebody who publishes them does."""
    revised = live
    for one in versions:
        revised = with_version(revised, one.id, one.number, takes_effect, now)
    entries = [(one.id, Entry(now, "publish", "ana", one.label, takes_effect)) for one in versions]
    return campaigns.write(live, revised, entries, versions)


def test_an_empty_table_has_an_empty_list(campaigns: Campaigns) -> None:
    assert campaigns.live() == Live()


def test_what_was_published_reads_back_as_it_was(campaigns: Campaigns) -> None:
    published = publish(campaigns, Live(), [version("spa"), version("gala")], NOW + 60_000, NOW)

    assert campaigns.live() == published
    assert published.versions == {"spa": (Listed(1, NOW + 60_000),), "gala": (Listed(1, NOW + 60_000),)}
    assert campaigns.versions({("spa", 1), ("gala", 1), ("gala", 2)}) == {
        ("spa", 1): version("spa"),
        ("gala", 1): version("gala"),
    }


def test_a_version_keeps_the_order_of_its_file(campaigns: Campaigns) -> None:
    odds = Version("spa", 1, {"odds": {"z": "1%", "a": "rest", "m": "2%"}}, NOW)
    publish(campaigns, Live(), [odds], NOW, NOW)

    assert list(campaigns.versions({("spa", 1)})["spa", 1].tree["odds"]) == ["z", "a", "m"]


def test_each_audit_entry_names_the_hash_of_the_one_before_it(campaigns: Campaigns) -> None:
    live = publish(campaigns, Live(), [version("spa")], NOW + 60_000, NOW)
    live = publish(campaigns, live, [version("spa", 2)], NOW + 70_000, NOW + 1)

    first, second = (Item.get(*audit_key("spa", number)).body for number in (1, 2))
    assert msgspec.json.decode(first, type=Entry) == Entry(
        NOW, "publish", "ana", f"1:{version('spa').hash}", NOW + 60_000, number=1
    )
    assert msgspec.json.decode(second, type=Entry).previous == sha256(first).hexdigest()
    assert live.audit["spa"] == Link(2, sha256(second).hexdigest(), 2)
    assert campaigns.record("spa") == Record("spa", live, None, (first, second))


def test_an_entry_that_lists_nothing_moves_the_list_on_all_the_same(campaigns: Campaigns) -> None:
    seen = campaigns.live()
    live = campaigns.write(seen, seen, [("spa", Entry(NOW, "submit", "ana", version("spa").label))], [version("spa")])

    assert campaigns.live() == live
    assert (live.versions, live.audit["spa"].version) == ({}, 1)
    with pytest.raises(Conflict) as refused:
        campaigns.write(seen, seen, [("spa", Entry(NOW, "submit", "bo", version("spa").label))], [version("spa")])
    assert refused.value.code == "revision_conflict"


def test_of_two_publishers_at_once_one_wins(campaigns: Campaigns) -> None:
    seen = campaigns.live()
    publish(campaigns, seen, [version("spa")], NOW, NOW)

    with pytest.raises(Conflict) as refused:
        publish(campaigns, seen, [version("gala")], NOW, NOW)

    assert refused.value.code == "revision_conflict"
    assert list(campaigns.live().versions) == ["spa"]
    assert campaigns.versions({("gala", 1)}) == {}


def test_a_conflict_inside_the_table_is_a_revision_conflict(campaigns: Campaigns) -> None:
    with (
        answering("TransactionCanceledException", ["None", "TransactionConflict", "None"]),
        pytest.raises(Conflict) as refused,
    ):
        publish(campaigns, Live(), [version("spa")], NOW, NOW)

    assert refused.value.code == "revision_conflict"


@pytest.mark.parametrize("moment", ["before it is sent", "after it was sent"])
def test_a_crash_leaves_all_of_a_publication_or_nothing(campaigns: Campaigns, moment: str) -> None:
    with crashing(moment), pytest.raises(Crash):
        publish(campaigns, Live(), [version("spa"), version("gala")], NOW, NOW)

    written = len(list(Item.scan()))
    assert written == (0 if moment == "before it is sent" else 6)
    assert campaigns.live().revision == (0 if written == 0 else 4)


def test_closing_is_final_and_its_name_is_never_used_again(campaigns: Campaigns) -> None:
    live = publish(campaigns, Live(), [version("spa"), version("gala")], NOW, NOW)
    closing = Closing("spa", NOW + 5, 1, {"blind_boxes/care": "00ff"})

    after = campaigns.close(live, [closing])

    assert campaigns.live() == after
    assert list(after.versions) == ["gala"]
    assert campaigns.closing("spa") == msgspec.structs.replace(closing, end=live.audit["spa"])
    assert campaigns.closing("gala") is None
    with pytest.raises(Conflict) as refused:
        publish(campaigns, after, [version("spa")], NOW + 6, NOW + 6)
    assert refused.value.code == "campaign_closed"
    assert campaigns.live() == after


def test_of_a_closing_and_a_publication_at_once_one_wins(campaigns: Campaigns) -> None:
    seen = publish(campaigns, Live(), [version("spa")], NOW, NOW)
    publish(campaigns, seen, [version("spa", 2)], NOW + 60_000, NOW)

    with pytest.raises(Conflict) as refused:
        campaigns.close(seen, [Closing("spa", NOW + 5, 1, {})])

    assert refused.value.code == "revision_conflict"
    assert campaigns.closing("spa") is None


@pytest.mark.parametrize("call", [Campaigns.live, lambda it: it.versions({("spa", 1)}), lambda it: it.closing("spa")])
def test_a_table_that_does_not_answer_is_unavailable(campaigns: Campaigns, call: Any) -> None:
    with answering("ThrottlingException"), pytest.raises(Unavailable):
        call(campaigns)


def test_a_throttled_publication_is_unavailable(campaigns: Campaigns) -> None:
    with answering("ThrottlingException"), pytest.raises(Unavailable):
        publish(campaigns, Live(), [version("spa")], NOW, NOW)


def test_a_version_that_is_too_large_is_no_passing_trouble(campaigns: Campaigns) -> None:
    with answering("ValidationException"), pytest.raises(TransactWriteError):
        publish(campaigns, Live(), [version("spa")], NOW, NOW)


class Crash(BaseException):
    """The process ends here."""


@contextmanager
def crashing(moment: str) -> Iterator[None]:
    """End the process before a request leaves it, or when its effect is in the table but its reply is not read yet."""

    def crash(**_: Any) -> None:
        raise Crash

    first = moment == "before it is sent"
    event, register = ("before-send.dynamodb", "register_first") if first else ("before-send", "register_last")
    getattr(client_events(), register)(event, crash)
    try:
        yield
    finally:
        client_events().unregister(event, crash)


@contextmanager
def answering(code: str, reasons: Sequence[str] = ()) -> Iterator[None]:
    """Let every call be answered with an error, after all of the SDK's own retries."""
    error: dict[str, Any] = {"Error": {"Code": code, "Message": code}, "ResponseMetadata": {}}
    error["CancellationReasons"] = [{"Code": reason} for reason in reasons]

    def answer(**_: Any) -> tuple[SimpleNamespace, dict[str, Any]]:
        return SimpleNamespace(status_code=400), error

    client_events().register("before-call.dynamodb", answer)
    try:
        yield
    finally:
        client_events().unregister("before-call.dynamodb", answer)
