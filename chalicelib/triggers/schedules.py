"""Schedules that have to know how much time they have."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, Final

import msgspec

from chalicelib import telemetry

if TYPE_CHECKING:  # a container of another function need not import it
    from chalicelib.services.boards import Boards
    from chalicelib.services.sweep import Sweep


RESERVE_SECONDS: Final = 15.0
"""The time left to Lambda after the last member: an action takes five seconds at the most, a page of a scan no more."""


def sweep_expired(sweep: Sweep, clock: Callable[[], int], context: Any) -> dict[str, Any]:
    """Sweep for as long as Lambda's context leaves, and give what was done (`services.sweep.SweepRun`)."""
    seconds = context.get_remaining_time_in_millis() / 1000 - RESERVE_SECONDS
    run = sweep.run(clock, seconds)
    telemetry.gauge("DueLateSeconds", run.late // 1000, "Seconds")
    swept: dict[str, Any] = msgspec.to_builtins(run)
    return swept


def sweep_part(sweep: Sweep, clock: Callable[[], int], event: Mapping[str, Any], context: Any) -> dict[str, Any]:
    """Sweep a part of the index for as long as Lambda's context leaves, as a helper who was asked to."""
    seconds = context.get_remaining_time_in_millis() / 1000 - RESERVE_SECONDS
    swept: dict[str, Any] = msgspec.to_builtins(sweep.help(event["part"], clock, seconds))
    return swept


def rank_boards(boards: Boards, clock: Callable[[], int], context: Any) -> dict[str, Any]:
    """Keep the boards for as long as Lambda's context leaves, and give what was done (`services.boards.BoardsKept`)."""
    seconds = context.get_remaining_time_in_millis() / 1000 - RESERVE_SECONDS
    kept: dict[str, Any] = msgspec.to_builtins(boards.run(clock, seconds))
    return kept
