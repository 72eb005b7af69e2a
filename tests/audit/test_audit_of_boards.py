"""The audit of boards: an honest ranking passes, and one that is not as receipts say, or is paid otherwise, doesn't."""

from collections.abc import Callable
from copy import deepcopy
from hashlib import sha256
from typing import Any

import pytest

from audit import RULES
from audit.boards import PAID, RANKED, compare_rankings
from audit.recount import Recount

HOUR, DAY = 3_600_000, 86_400_000
OPENS = 1_780_243_200_000  # 2026-06-01 00:00 in Shanghai
CLOSES = OPENS + 20 * DAY
PAYS = CLOSES + 2 * DAY
FAIR: dict[str, Any] = {
    "campaign": "fair",
    "timezone": "Asia/Shanghai",
    "opens": "2026-06-01 00:00",
    "closes": "end of 2026-06-30",
    "boards": {
        "stars": {
            "when": "design.liked",
            "score": "count",
            "limit": "2 a day",
            "closes": "end of 2026-06-20",
            "review": "1 day",
            "gives": {"1": {"prizes": "cup"}, "2 to 3": {"points": "10"}},
        },
        "weekly": {"when": "design.liked", "score": "count", "repeats": "weekly", "gives": {"1": {"points": "1"}}},
    },
    "prizes": {"cup": {"gift": "cup"}},
}
AWARDED = "A place is paid after the review, and once"
SAID = "A block gives what its file says, and takes what it costs"

Game = dict[str, Any]
"""The receipts by member, and the ranking as managers see it."""


def liked(number: int, at: int, arrives: int = 0) -> dict[str, Any]:
    asked = {"type": "design.liked", "time": at, "source": "shop", "data": {"by": f"f{number}"}}
    return {"id": f"l{number}", "number": number, "at": at + arrives, "does": "event", "asked": asked}


def award(number: int, rank: int, gave: dict[str, int]) -> dict[str, Any]:
    asked = {"campaign": "fair", "board": "stars", "window": "c", "rank": rank}
    posting = {"campaign": "fair", "why": "boards/stars", "gave": gave}
    made = {"id": f"a{number}", "number": number, "at": PAYS, "does": "award", "asked": asked}
    return {**made, "versions": {"fair": "1:x"}, "postings": [posting]}


def honest() -> Game:
    """Two of two likes, of whom one was first; one who came late and has one; one who was struck off; and one below."""
    at = OPENS + DAY
    receipts = {
        "ann": [liked(1, at), liked(2, at + 5), award(3, 1, {"prizes/cup": 1})],
        "bo": [liked(1, at + 6), liked(2, at + DAY), award(3, 2, {"points": 10})],
        "cy": [liked(1, CLOSES - HOUR, 20 * HOUR), award(2, 3, {"points": 10})],
        "dan": [liked(1, at)],
        "eve": [liked(1, CLOSES - 1, HOUR)],
    }
    ranked = [
        (2, at + 5, "ann"),
        (2, at + DAY, "bo"),
        (1, at, "dan"),
        (1, CLOSES - HOUR, "cy"),
        (1, CLOSES - 1, "eve"),
    ]
    left = [one for one in ranked if one[2] != "dan"]
    places = [
        {"rank": rank, "member": member, "score": score, "at": at} for rank, (score, at, member) in enumerate(left, 1)
    ]
    told = "".join(f"{score} {at} {member}\n" for score, at, member in ranked)
    ranking = {
        "window": "c",
        "frozen": CLOSES + DAY + 60_000,
        "entries": 5,
        "hash": sha256(told.encode()).hexdigest(),
        "struck": [{"member": "dan", "score": 1}],
        "paid": True,
    }
    return {"receipts": receipts, "review": {"rankings": [ranking], "places": places}}


def broken(game: Game) -> set[str]:
    """The rules that do not hold."""
    recount = Recount(RULES, {"fair": [(0, 1, FAIR)]}, {})
    written = [(one, member) for member, receipts in game["receipts"].items() for one in receipts]
    for one, member in sorted(written, key=lambda pair: (pair[0]["at"], pair[0]["number"])):
        recount.add(member, one)
    compare_rankings(recount, {("fair", "stars"): game["review"], ("fair", "weekly"): game["review"]}, written)
    return {rule for rule, found in recount.breaches.items() if found}


def test_what_is_honest_passes() -> None:
    assert broken(honest()) == set()


def swap(game: Game) -> None:
    first, second, *_ = game["review"]["places"]
    first["rank"], second["rank"] = 2, 1


def forget_one(game: Game) -> None:
    game["review"]["rankings"][0]["entries"] = 4


def other_hash(game: Game) -> None:
    game["review"]["rankings"][0]["hash"] = "00"


def one_too_many_a_day(game: Game) -> None:
    game["receipts"]["ann"].insert(2, liked(3, OPENS + DAY + 9))
    game["receipts"]["ann"][3]["number"] = 4
    game["review"]["places"][0]["score"] = 3


def count_too_late(game: Game) -> None:
    game["receipts"]["eve"][0]["at"] += DAY


def count_after_the_close(game: Game) -> None:
    game["receipts"]["eve"][0]["asked"]["time"] = CLOSES


def pay_nobody(game: Game) -> None:
    game["receipts"]["cy"].pop()


def pay_who_was_struck_off(game: Game) -> None:
    game["receipts"]["cy"].pop()
    game["receipts"]["dan"].append(award(2, 3, {"points": 10}))


def pay_twice(game: Game) -> None:
    game["receipts"]["eve"].append(award(2, 3, {"points": 10}))


def pay_a_second_place(game: Game) -> None:
    game["receipts"]["cy"].pop()
    game["receipts"]["bo"].append(award(4, 3, {"points": 10}))


def pay_early(game: Game) -> None:
    game["receipts"]["ann"][-1]["at"] = PAYS - 1


def give_another(game: Game) -> None:
    game["receipts"]["cy"][-1] = award(2, 3, {"prizes/cup": 1})


@pytest.mark.parametrize(
    ("lie", "rules"),
    [
        (swap, {RANKED[0], PAID[0]}),
        (forget_one, {RANKED[0]}),
        (other_hash, {RANKED[0]}),
        (one_too_many_a_day, {RANKED[0]}),
        (count_too_late, {RANKED[0]}),
        (count_after_the_close, {RANKED[0]}),
        (pay_nobody, {PAID[0]}),
        (pay_who_was_struck_off, {PAID[0]}),
        (pay_twice, {AWARDED, PAID[0]}),
        (pay_a_second_place, {AWARDED, PAID[0]}),
        (pay_early, {AWARDED}),
        (give_another, {SAID}),
    ],
)
def test_what_is_not_so_is_found(lie: Callable[[Game], None], rules: set[str]) -> None:
    game = deepcopy(honest())
    lie(game)
    assert rules <= broken(game)


def merged(number: int, absorbs: str, at: int) -> dict[str, Any]:
    return {"id": f"m{number}", "number": number, "at": at, "does": "merged", "asked": {"absorbs": absorbs}}


@pytest.mark.parametrize(
    ("merges", "said", "holds"),
    [
        pytest.param(PAYS - DAY - 1, [(2, OPENS + 2 * DAY, "zoe")], True, id="in the last moment, it adds up"),
        pytest.param(PAYS - DAY - 1, [(1, OPENS + DAY, "yan"), (1, OPENS + 2 * DAY, "zoe")], False, id="and does so"),
        pytest.param(PAYS - DAY, [(1, OPENS + DAY, "yan"), (1, OPENS + 2 * DAY, "zoe")], True, id="later it stays"),
        pytest.param(PAYS - DAY, [(2, OPENS + 2 * DAY, "zoe")], False, id="and does not move"),
    ],
)
def test_scores_of_two_records_that_become_one_add_up_until_the_ranking_is_over(
    merges: int, said: list[tuple[int, int, str]], holds: bool
) -> None:
    absorbed = {"id": "x", "number": 2, "at": merges, "does": "absorbed", "asked": {"into": "zoe"}}
    receipts = {
        "yan": [liked(1, OPENS + DAY), absorbed],
        "zoe": [liked(1, OPENS + 2 * DAY), merged(2, "yan", merges)],
    }
    told = "".join(f"{score} {at} {member}\n" for score, at, member in said)
    places = [{"rank": n, "member": member, "score": score, "at": at} for n, (score, at, member) in enumerate(said, 1)]
    ranking = {"window": "c", "frozen": PAYS, "entries": len(said), "struck": [], "paid": False}
    ranking |= {"hash": sha256(told.encode()).hexdigest()}
    found = broken({"receipts": receipts, "review": {"rankings": [ranking], "places": places}})
    assert (RANKED[0] not in found) is holds
