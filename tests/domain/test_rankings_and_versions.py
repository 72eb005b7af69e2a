"""A ranking is over as was said when its window closed, whatever version comes later."""

from typing import Any

import pytest

from chalicelib.domain.mechanics.board.rankings import ranking_at, ranking_of, rankings
from chalicelib.domain.publishing.definitions import Replaced, assemble
from chalicelib.domain.record.actions import Settle
from chalicelib.domain.views.home import home
from tests.domain.game import HEAD, Game

WEEKLY = "boards: {runs: {when: run.finished, repeats: weekly, score: count, gives: {1: {points: 10}}}}"
WHOLE = WEEKLY.replace("repeats: weekly, ", "closes: 2026-06-10 00:00, ")
LONGER = WHOLE.replace("06-10", "06-20")
SOONER = WHOLE.replace("06-10", "06-05")
GONE = WEEKLY.replace("runs:", "others:")

Said = tuple[str, str, str]
"""A version: when it takes effect, its grace, and its blocks."""


def game(*versions: Said) -> Game:
    """A game under versions, each of which replaced the one before."""
    made = [Game(blocks, f"{HEAD}grace: {grace}\n") for _, grace, blocks in versions]
    last = made[-1]
    since = [0, *(last.at(at) for at, _, _ in versions[1:])]
    *replaced, _ = (Replaced(at, one.published) for at, one in zip(since, made, strict=True))
    last.store.definitions = assemble(
        last.definitions.programme, [last.published], since={"play": since[-1]}, replaced={"play": tuple(replaced)}
    )
    return last


def score(one: Game, window: str) -> int:
    held = one.member("ann").document.played
    found = held["play"].scores.get(f"runs@{window}") if "play" in held else None
    return found.score if found else 0


# Each row: the versions, when a run of Sunday, 7 June, 12:00 is reported, and whether it counts. At midnight its week
# closes.
LATE: dict[str, tuple[list[Said], str, bool]] = {
    "longer, before the close": ([("", "1 day", WEEKLY), ("06-07 23:59:59.999", "10 days", WEEKLY)], "06-12", True),
    "longer, as it closes": ([("", "1 day", WEEKLY), ("06-08", "10 days", WEEKLY)], "06-12", False),
    "longer, as it closes, in time": ([("", "1 day", WEEKLY), ("06-08", "10 days", WEEKLY)], "06-08 11:00", True),
    "longer, after it was over": ([("", "1 day", WEEKLY), ("06-09 12:00", "10 days", WEEKLY)], "06-12", False),
    "shorter, before the close": ([("", "10 days", WEEKLY), ("06-07 13:00", "1 hour", WEEKLY)], "06-08 02:00", False),
    "shorter, as it closes": ([("", "10 days", WEEKLY), ("06-08", "1 hour", WEEKLY)], "06-12", True),
    "shorter, as it closes, too late": ([("", "10 days", WEEKLY), ("06-08", "1 hour", WEEKLY)], "06-18", False),
    "back again": (
        [("", "1 day", WEEKLY), ("06-05", "10 days", WEEKLY), ("06-06", "1 day", WEEKLY)],
        "06-12",
        False,
    ),
    "longer, and then a title": (
        [("", "1 day", WEEKLY), ("06-05", "10 days", WEEKLY), ("06-09", "10 days", WEEKLY + "\ntitle: Other")],
        "06-12",
        True,
    ),
    "gone in between": ([("", "1 day", WEEKLY), ("06-05", "1 day", GONE), ("06-06", "10 days", WEEKLY)], "06-12", True),
}


@pytest.mark.parametrize(("versions", "arrives", "counts"), LATE.values(), ids=LATE)
def test_a_late_event_counts_as_was_said_when_its_ranking_closed(
    versions: list[Said], arrives: str, counts: bool
) -> None:
    one = game(*versions)
    one.event("run.finished", "06-07 12:00", arrives=arrives, km=5)
    assert bool(score(one, "w260601")) == counts


def test_a_score_is_kept_for_as_long_as_late_events_add_to_it() -> None:
    one = game(("", "10 days", WEEKLY), ("06-08", "1 hour", WEEKLY))
    one.event("run.finished", "06-07 11:00", km=5)
    one.play(Settle(), "06-11")
    one.event("run.finished", "06-07 12:00", arrives="06-12", km=5)
    assert score(one, "w260601") == 2


# Each row: the versions of a board that is one ranking, when a run is finished, and whether it counts.
ENDS: dict[str, tuple[list[Said], str, bool]] = {
    "later, before the close": ([("", "1 day", WHOLE), ("06-09", "1 day", LONGER)], "06-15", True),
    "later, as it closes": ([("", "1 day", WHOLE), ("06-10", "1 day", LONGER)], "06-15", False),
    "later, within the grace": ([("", "1 day", WHOLE), ("06-10", "1 day", LONGER)], "06-10 12:00", False),
    "later, after it was over": ([("", "1 day", WHOLE), ("06-12", "1 day", LONGER)], "06-15", False),
    "sooner, before both": ([("", "1 day", WHOLE), ("06-04", "1 day", SOONER)], "06-06", False),
}


@pytest.mark.parametrize(("versions", "when", "counts"), ENDS.values(), ids=ENDS)
def test_a_ranking_that_closed_is_not_opened_again(versions: list[Said], when: str, counts: bool) -> None:
    one = game(*versions)
    shown: Any = home(one.definitions, one.member("ann"), one.at(when)).campaigns["play"]
    assert bool(shown.boards["runs"].open) == counts
    one.event("run.finished", when, km=5)
    assert bool(score(one, "c")) == counts


@pytest.mark.parametrize(
    ("effect", "ends", "pays"),
    [
        pytest.param("06-07", "06-18", "06-20", id="before the close: as the new one says"),
        pytest.param("06-08", "06-09", "06-11", id="after it: as the old one said, but for the review"),
    ],
)
def test_events_the_freeze_and_managers_know_one_end(effect: str, ends: str, pays: str) -> None:
    reviewed = [WEEKLY.replace("score:", f"review: {n} days, score:") for n in (3, 2)]
    one = game(("", "1 day", reviewed[0]), (effect, "10 days", reviewed[1]))
    versions = one.definitions.versions(one.published)
    [first] = rankings(versions, "runs", 0, one.at("06-07"))
    assert (first.ends, first.pays) == (one.at(ends), one.at(pays))
    assert first == ranking_at(versions, "runs", one.at("06-03")) == ranking_of(versions, "runs", "w260601")
