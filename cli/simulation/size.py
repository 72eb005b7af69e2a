"""How much a simulation will play, told before it begins, and bounded where nobody says how much.

A campaign of many years, or of a large crowd, would be played for hours: unless it is asked for, fewer members are
played, or the first days only.
"""

from bisect import bisect_right
from dataclasses import replace
from typing import NamedTuple

import msgspec

from chalicelib.domain.chance.odds import table
from cli.amounts import amount
from cli.simulation.game import Game
from cli.simulation.habits import AGAIN, doings, repeated
from cli.simulation.population import days_arrivals
from cli.simulation.ranges import number_each
from cli.simulation.refunds import refund_types

MOST_RUNS = 20
USUAL = 100_000
"""Members that are played in all where nobody says how many runs."""

MOST = 1_300_000
"""Steps of 20 runs that are played unasked: some minutes on two cores. A decision is a step, a visit about half."""

FEW_RUNS = 150_000
"""Steps that are played unasked where 20 runs take longer: fewer can't tell what is rare, and need not take long."""

FEWEST = 200
"""Members that are played at least, however long a campaign is."""

STEPS_A_SECOND = 6_000
"""Of two cores that have nothing else to do."""

STARTING = 3
"""Seconds until two processes play."""


class Expected(NamedTuple):
    """The visits and events that one run is expected to play."""

    visits: float
    """Visits of all members, and those of programs; of a recording, as many as its events."""
    events: float
    """Events on all of these visits, with those that programs repeat."""

    @property
    def steps(self) -> float:
        """How much work it is. Beside its events a visit tries a choice now and then."""
        return 0.6 * self.visits + 1.3 * self.events


class Plan(NamedTuple):
    """The runs that will be played."""

    game: Game
    """The game, with fewer members or days where it would take too long and nobody said how many."""
    runs: int
    """How often it is played, each time with another chance."""
    shown: str
    """Of a campaign that is not played in full: what is shown of it, and how to play all; else empty."""

    @property
    def told(self) -> str:
        """It in a sentence, with a rough time."""
        game, one = self.game, expected(self.game)
        seconds = STARTING + self.runs * one.steps / STEPS_A_SECOND
        time = f"{max(5, round(seconds / 5) * 5)} s" if seconds < 100 else f"{round(seconds / 60)} minutes"
        many = f"{self.runs} runs, each" if self.runs > 1 else "one run"
        who = amount(game.population.members, "member") if game.recording is None else "recorded events"
        return (
            f"Playing {many} of {who} over {amount(len(game.days), 'day')}: about {one.visits:,.0f} visits and "
            f"{one.events:,.0f} events a run. That takes about {time} on two cores."
        )


def plan(game: Game, runs: int | None, members_said: bool, days_said: bool) -> Plan:
    """The plan for a game. runs: as many as are asked for; None: as many as fit, up to 20.

    members_said, days_said: whether somebody said how many members come, and how many days are played.
    """
    shown = ""
    if not members_said and game.recording is None and runs is None:
        game, shown = _fewer_members(game)
    one = expected(game).steps
    number = runs or _runs(game, one)
    if not shown and not days_said and game.recording is None and one * number > MOST:
        game, shown = _fewer_days(game, number)
    if number == 1:  # one run is of as many as are expected
        game = replace(game, population=msgspec.structs.replace(game.population, unsure=None))
    return Plan(game, number, shown)


def _runs(game: Game, one: float) -> int:
    """How often a game is played unasked. one: the steps of a run."""
    usual = max(1, min(MOST_RUNS, USUAL // game.population.members))
    return usual if usual * one <= MOST else max(1, min(usual, int(FEW_RUNS // one)))


def expected(game: Game) -> Expected:
    """The visits and events that a run of a game is expected to play."""
    if game.recording is not None:
        return Expected(len(game.recording), len(game.recording))
    who = game.population
    arrivals = days_arrivals(who, len(game.days))
    kinds = table({name: kind.share for name, kind in who.kinds.items()})
    comes = sum(weight * float(who.kinds[kind].comes) for kind, weight in zip(kinds.rows, kinds.weights, strict=True))
    days_after = sum(n * (len(arrivals) - day - 1) for day, n in enumerate(arrivals)) / sum(arrivals)
    members = who.members / float(1 - number_each(who.invites))
    visits = members * (1 + comes / kinds.total * days_after)
    back = refund_types(game.programme)
    events = sum(
        doing.often * (1 + doing.times) / 2 * (1 + 2 * float(who.refunds) * (doing.type in back))
        for doing in doings(game.definitions(0), game.published.campaign, who)
        if not doing.kept
    )
    bots = float(who.bots) * who.members * (days_after + 1)
    return Expected(visits + bots, visits * events + bots * len(repeated(game)) * AGAIN)


def _fewer_members(game: Game) -> tuple[Game, str]:
    """The game with as many members as let 20 runs fit; the same where the usual number nearly fits."""
    usual, one = game.population.members, expected(game).steps
    if one <= MOST / 5:
        return game, ""
    members = max(FEWEST, int(MOST / MOST_RUNS / (one / usual)) // 10 * 10)
    fewer = replace(game, population=msgspec.structs.replace(game.population, members=members))
    return fewer, (
        f"So long a campaign is played with {members:,} members where no population.yaml says how many come; "
        f"--members {usual} --days {len(game.days)} plays the usual {usual:,}."
    )


def _fewer_days(game: Game, runs: int) -> tuple[Game, str]:
    """The game with as many days as fit, at least one."""
    whole = len(game.days)
    fitting = bisect_right(
        range(1, whole + 1), MOST, key=lambda days: int(runs * expected(replace(game, days=game.days[:days])).steps)
    )
    if fitting >= whole:
        return game, ""
    days = max(1, fitting)
    return replace(game, days=game.days[:days]), (
        f"Shown are the first {days:,} of {whole:,} days, as many as are played in some minutes; "
        f"--days {whole} plays all of them."
    )
