"""A value that is read anew: when, by whom, and what happens where that fails."""

import logging
import threading
from collections.abc import Callable

import pytest

from chalicelib.store.fresh import AGAIN, ASLEEP, EVERY, Fresh


class Source:
    """What is read: how often it was, and what the next reading gives or raises."""

    def __init__(self) -> None:
        self.now = 0.0
        self.readings = 0
        self.next: Callable[[], str] = lambda: "new"
        self.may_end = threading.Event()
        self.may_end.set()

    def read(self) -> str:
        self.readings += 1
        assert self.may_end.wait(5), "somebody waits for this reading"
        return self.next()

    def fresh(self) -> Fresh[str]:
        return Fresh("old", self.read, lambda: self.now)


def get_and_wait(source: Source, fresh: Fresh[str]) -> str:
    """What is given at once, after which the reading in the background, if any, comes to its end."""
    before = set(threading.enumerate())
    source.may_end.clear()
    given = fresh.get()
    source.may_end.set()
    for thread in set(threading.enumerate()) - before:
        thread.join()
    return given


def test_what_was_just_read_is_not_read_again() -> None:
    source = Source()
    fresh = source.fresh()

    source.now = EVERY - 1

    assert get_and_wait(source, fresh) == "old"
    assert source.readings == 0


def test_who_finds_it_due_goes_on_with_the_old_and_the_next_has_the_new() -> None:
    source = Source()
    fresh = source.fresh()

    source.now = EVERY

    assert get_and_wait(source, fresh) == "old"
    assert get_and_wait(source, fresh) == "new"
    assert source.readings == 1
    source.now += EVERY
    get_and_wait(source, fresh)
    assert source.readings == 2


def test_nobody_waits_for_a_reading_and_nobody_reads_beside_it() -> None:
    source = Source()
    fresh = source.fresh()
    go_on = threading.Event()
    source.next = lambda: "new" if go_on.wait(5) else "late"

    source.now = EVERY
    given = [fresh.get() for _ in range(100)]
    readers = [thread for thread in threading.enumerate() if thread.daemon and "_take" in thread.name]
    go_on.set()
    for reader in readers:
        reader.join()

    assert set(given) == {"old"}
    assert source.readings == len(readers) == 1
    assert fresh.get() == "new"


def test_after_a_silence_nobody_is_given_what_is_old() -> None:
    source = Source()
    fresh = source.fresh()

    source.next = lambda: threading.current_thread().name

    source.now = EVERY + ASLEEP

    assert fresh.get() == threading.current_thread().name


def test_a_reading_that_fails_leaves_the_old_and_is_tried_again(caplog: pytest.LogCaptureFixture) -> None:
    source = Source()
    fresh = source.fresh()

    def fail() -> str:
        raise RuntimeError("no answer")

    source.next, source.now = fail, EVERY
    with caplog.at_level(logging.WARNING):
        assert get_and_wait(source, fresh) == "old"
    assert "no answer" in caplog.text

    source.now += AGAIN - 1
    assert get_and_wait(source, fresh) == "old"
    assert source.readings == 1

    source.next, source.now = lambda: "new", source.now + 1
    assert get_and_wait(source, fresh) == "old"
    assert get_and_wait(source, fresh) == "new"


def test_readings_that_go_on_failing_never_let_anybody_wait() -> None:
    """Where Secrets Manager is down for an hour, requests are as fast as before."""
    source = Source()
    fresh = source.fresh()
    read_by = []

    def fail() -> str:
        read_by.append(threading.current_thread())
        raise RuntimeError("no answer")

    source.next = fail
    for _ in range(100):
        source.now += AGAIN
        assert get_and_wait(source, fresh) == "old"

    assert len(read_by) == 100 - EVERY / AGAIN + 1
    assert threading.current_thread() not in read_by


def test_a_reading_that_was_overtaken_changes_nothing() -> None:
    """A container is frozen in the midst of a reading, and goes on with it long after."""
    source = Source()
    fresh = source.fresh()
    thawed = threading.Event()
    source.next = lambda: "frozen" if thawed.wait(5) else "late"
    source.now = EVERY
    fresh.get()
    [frozen] = [thread for thread in threading.enumerate() if "_take" in thread.name]

    source.now += AGAIN + ASLEEP
    source.next = lambda: "new"
    assert fresh.get() == "new"
    thawed.set()
    frozen.join()

    assert fresh.get() == "new"
