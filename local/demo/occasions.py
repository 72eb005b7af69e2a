"""Occasions of the year, each once: people join later, records are merged, imported and erased, managers work."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any, NamedTuple

from local.demo.moments import at
from local.demo.moves import Batch, Event, Managed, Move, Person, Publish, SignUp, Strike

FOREVER = 10_000


class Life(NamedTuple):
    """The days of the year between which somebody may come."""

    joins: int
    """The day of the first sign-in; 0: before the year begins."""
    ends: int = FOREVER
    """The day before which the record is merged into another one, or erased."""


IMPORTED = (7, 8, 9)
"""Who comes from another system."""
ERASED = {3: 0.4, 5: 0.65}
"""Who is erased, and after which share of the days."""
MERGED = (0.3, 0.5, 0.7)
"""After which share of the days one of the last turns out to be one of the first."""
QUIET = 4
"""Days before that without a visit, so that nothing of that person is asked for again afterwards."""
RACE_FROZEN = 154
"""4 June: the contest is frozen, and under review."""


def life(someone: Person, members: int, days: int) -> Life:
    """When somebody joins, and ends."""
    number = int(someone.name[7:])
    if number in IMPORTED:
        return Life(3)
    if number > members - len(MERGED):
        return Life(1, int(days * MERGED[members - number]) - QUIET)
    if number > members * 0.7:
        return Life(2 + int(days * 0.05 * (number % 9)))
    return Life(0, int(days * ERASED[number]) - QUIET if number in ERASED else FOREVER)


def occasions(people: Sequence[Person], first_day: date, days: int) -> dict[int, list[Move]]:
    """By day, of so many."""
    found = defaultdict[int, list[Move]](list)
    found[0] += [_known(one, at(first_day, 7.0)) for one in people if life(one, len(people), days).joins == 0]
    found[1].append(_codes("cinema", 12))
    found[1].append(_lines(people))
    found[days // 3].append(_codes("cinema", 8, first=13))
    for one in people:
        if joins := life(one, len(people), days).joins:
            number = int(one.name[7:])
            inviter = people[number % 3 + 1].name if number % 2 else ""
            found[joins].append(SignUp(one.name, inviter, "live-7" if number % 4 == 0 else ""))
            found[joins + 1].append(_known(one, at(first_day + timedelta(days=joins + 1), 7.0)))
    for n, share in enumerate(MERGED):
        older, younger = people[(1, 3, 5)[n]], people[-1 - n]
        path = f"/v1/manage/members/{younger.name}/merge"
        found[int(days * share)].append(Managed(path, f"merge-{n}", {"other": older.name, "reason": "One phone."}))
    for number, share in ERASED.items():
        path = f"/v1/manage/members/{people[number - 1].name}/erase"
        found[int(days * share)].append(Managed(path, "", {}))
    for n, one in enumerate(people[:2]):
        moves = [{"asset": "points", "n": 70 - 20 * n}, {"asset": "draws/thanks", "n": 1, "campaign": "club"}]
        path = f"/v1/manage/members/{one.name}/adjustments"
        found[days // 6 + n].append(Managed(path, f"adjust-{n}", {"moves": moves, "reason": "A mistake of the till."}))
    found[RACE_FROZEN].append(Strike("race/boards/designs", 1))
    found[days // 2].append(Publish("club", "challenges.cups.tasks.pay.boosts.1.points", "x2"))
    return dict(found)


def _known(someone: Person, time: int) -> Batch:
    """Report what the brand knows of somebody, and that she joined."""
    born = {"born": someone.born} if someone.born else {}
    known = {"tags": list(someone.tags), "guardian": someone.guardian} | born
    code = {"code": "live-7"} if int(someone.name[7:]) % 4 == 0 else {}
    told = (("member.updated", known), ("member.joined", code))
    return Batch(tuple(Event(f"{someone.name}-{kind}", "crm", kind, someone.name, time, data) for kind, data in told))


def _codes(pool: str, n: int, first: int = 1) -> Managed:
    codes = [f"CINE-{number:04}" for number in range(first, first + n)]
    return Managed(f"/v1/manage/pools/{pool}/codes", "", {"upload": f"file-{first}", "codes": codes}, times=2)


def _lines(people: Sequence[Person]) -> Managed:
    """A batch of members of another system; it is sent twice."""
    lines: list[dict[str, Any]] = []
    for n, number in enumerate(IMPORTED, 1):
        orders = {
            "2025-11": {"count": 2, "amount": "420.00 CNY"},
            "2025-12": {"count": n, "amount": f"{90 * n}.50 CNY"},
        }
        said = {"points": {"2025-10": 100 * n, "2025-12": 40}, "stars": {"2025-11": 300 * n}, "orders": orders}
        lines.append({"line": n, "ids": [f"dev:{people[number - 1].name}", f"crm:{5000 + n}"], "tags": ["vip"], **said})
    return Managed("/v1/manage/imports/old-system", "", {"lines": lines}, names=False, times=2)
