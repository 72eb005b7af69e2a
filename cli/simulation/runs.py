"""Plays a game again and again, each run in two processes at once.

A run is always played in two halves, so that one large run keeps two cores busy, and a seed gives the same on every
machine. The halves meet every evening, to add up what they took of the stocks. Recorded events are played in one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from multiprocessing import get_context
from multiprocessing.connection import Connection
from types import TracebackType

from chalicelib.domain.mechanics.board.block import Board
from chalicelib.domain.mechanics.board.picture import Ranked
from chalicelib.domain.record.outcome import StockKey
from cli.simulation.contests import Contest, Winner, contests, winners
from cli.simulation.crowd import Crowd
from cli.simulation.game import Game
from cli.simulation.tally import Tally


def play(game: Game, runs: int, day_is_over: Callable[[], None]) -> Iterator[Tally]:
    """The tally of each run; `day_is_over` is called for each day of each run."""
    coming, boards = contests(game), game.published.campaign.blocks(Board)
    with _Halves(game) as halves:
        for run in range(1, runs + 1):
            halves.begin(run)
            taken: Counter[StockKey] = Counter()
            for day in range(len(game.days)):
                taken += halves.day(day, taken)
                for contest in coming.get(day, ()):
                    places = winners(boards[contest.board], halves.best(contest))
                    halves.award(contest, places, day, taken)
                day_is_over()
            yield halves.end()


class _Halves:
    """The processes that play the halves of a run, day by day."""

    def __init__(self, game: Game) -> None:
        context = get_context("spawn")
        self._pipes: list[Connection] = []
        self._processes = []
        for half in range(game.parts):
            mine, theirs = context.Pipe()
            process = context.Process(target=_half, args=(theirs, game, half), daemon=True)
            process.start()
            theirs.close()
            self._pipes.append(mine)
            self._processes.append(process)

    def __enter__(self) -> _Halves:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        for pipe in self._pipes:
            pipe.close()
        for process in self._processes:
            process.join(1)
            process.terminate()

    def begin(self, run: int) -> None:
        for pipe in self._pipes:
            pipe.send(("begin", run))

    def day(self, day: int, taken: Counter[StockKey]) -> Counter[StockKey]:
        for pipe in self._pipes:
            pipe.send(("day", day, taken))
        today: Counter[StockKey] = Counter()
        for pipe in self._pipes:
            today.update(pipe.recv())  # a sum would drop what came back
        return today

    def best(self, contest: Contest) -> list[list[Ranked]]:
        for pipe in self._pipes:
            pipe.send(("best", contest))
        return [pipe.recv() for pipe in self._pipes]

    def award(self, contest: Contest, places: list[Winner], day: int, taken: Counter[StockKey]) -> None:
        """Pay the places, one half after the other: so each finds what the other left of a stock. Adds to `taken`."""
        for pipe in self._pipes:
            pipe.send(("award", contest, places, day, taken))
            taken.update(pipe.recv())

    def end(self) -> Tally:
        for pipe in self._pipes:
            pipe.send(("end",))
        return sum((pipe.recv() for pipe in self._pipes), Tally())


def _half(pipe: Connection, game: Game, half: int) -> None:
    """One process: it plays what it is told, until the pipe is closed."""
    crowd: Crowd | None = None
    while True:
        try:
            order = pipe.recv()
        except (EOFError, KeyboardInterrupt):
            return
        match order:
            case ("begin", run):
                crowd = Crowd(game, run, half)
            case ("day", day, taken) if crowd is not None:
                pipe.send(crowd.day(day, taken))
            case ("best", contest) if crowd is not None:
                pipe.send(crowd.best(contest))
            case ("award", contest, places, day, taken) if crowd is not None:
                pipe.send(crowd.award(contest, places, day, taken))
            case ("end",) if crowd is not None:
                pipe.send(crowd.end())
