"""Two records of one person become one: how far each was with a task, in the same round.

Sums and times add up; of days and of different values each counts once; of what has to be reached in one event the
best counts. A reward that comes once a round was had once, whoever had it; one that comes again and again was had as
often as both had it. So what both together reach is paid by `new_terms` with the member's next action, as new terms
are, and what either was paid is not paid again.
"""

from msgspec.structs import replace

from chalicelib.domain.mechanics.challenge import progress
from chalicelib.domain.mechanics.challenge.block import Challenge, Task
from chalicelib.domain.mechanics.challenge.due import wait_for
from chalicelib.domain.mechanics.challenge.milestones import given_by, noted, places
from chalicelib.domain.mechanics.challenge.progress import MOST_BEST, MOST_SEEN, as_runs, days_of
from chalicelib.domain.play.turn import Player
from chalicelib.domain.record.member import Payment, Played, Progress, Round


def absorb(player: Player, other: Played) -> None:
    """Take in the rounds of another record of the same person, and what it is still to be given."""
    rounds, challenges = player.played.rounds, player.published.campaign.blocks(Challenge)
    for key, absorbed in other.rounds.items():
        challenge = challenges.get(key.partition("@")[0])
        rounds[key] = together(challenge, rounds[key], absorbed) if key in rounds else absorbed
    for unpaid in other.due:
        wait_for(player, unpaid)


def together(challenge: Challenge | None, one: Round, other: Round) -> Round:
    """Two records of one round as one. challenge: as it is in force; None: it is gone."""
    tasks = dict(one.tasks)
    for name, absorbed in other.tasks.items():
        task = challenge.tasks.get(name) if challenge else None
        tasks[name] = combined(task, tasks[name], absorbed) if name in tasks else absorbed
    terms = challenge.milestones if challenge else {}
    paid = [*one.paid, *(place for place in other.paid if place not in one.paid)]
    return Round(tasks, paid, _once(given_by(one, terms), given_by(other, terms)))


def combined(task: Task | None, one: Progress, other: Progress) -> Progress:
    """Two records of one task in one round as one. task: as it is in force; None: it is gone."""
    repeats = task is None or task.each is not None
    terms = places(task) if task else {}
    given, more = given_by(one, terms), given_by(other, terms)
    return Progress(
        amount=max(one.amount, other.amount) if _best_counts(task) else one.amount + other.amount,
        best=sorted([*one.best, *other.best], reverse=True)[:MOST_BEST],
        days=as_runs(sorted({*days_of(one), *days_of(other)})),
        seen=list(dict.fromkeys([*one.seen, *other.seen]))[: _most_seen(task)],
        counted=_summed(one.counted, other.counted),
        paid=_summed(one.paid, other.paid) if repeats else _most(one.paid, other.paid),
        gave=one.gave + other.gave,
        given=noted(given, more) if repeats else _once(given, more),
    )


def _best_counts(task: Task | None) -> bool:
    """Whether the best single event is what counts, and not the sum."""
    return task is not None and task.each is None and progress.measured(task).in_one_event


def _most_seen(task: Task | None) -> int | None:
    """How many different values are kept; None: all."""
    return None if task is None or task.each else max(MOST_SEEN, *progress.thresholds(task).values())


def _once(given: list[Payment], more: list[Payment]) -> list[Payment]:
    """The bags that were given at places that can be reached once."""
    found = list(given)
    for one in more:
        same = next((had for had in found if (had.at, had.bag) == (one.at, one.bag)), None)
        if same is None:
            found.append(one)
        elif same.times < one.times:
            found[found.index(same)] = replace(same, times=one.times)
    return found


def _summed(one: dict[str, int], other: dict[str, int]) -> dict[str, int]:
    return one | {key: one.get(key, 0) + n for key, n in other.items()}


def _most(one: dict[str, int], other: dict[str, int]) -> dict[str, int]:
    return one | {key: max(one.get(key, 0), n) for key, n in other.items()}
