"""Rankings on the table: pictures, the freeze, the review, and the award, whatever crashes or runs at once."""

import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256
from typing import Any

import msgspec
import pytest

from chalicelib import wiring
from chalicelib.domain.decide.award import Award
from chalicelib.domain.mechanics.board.picture import in_order
from chalicelib.domain.record.member import Member, signpost
from chalicelib.domain.record.receipt import Receipt, receipt_id
from chalicelib.domain.words.errors import Conflict, Unknown
from chalicelib.services.act import Answered, Request
from chalicelib.services.awards import SCOPE
from chalicelib.services.boards import BoardsKept
from chalicelib.services.merge import request
from chalicelib.services.steer import Instruction
from chalicelib.store.entries import read_entries
from chalicelib.store.rankings import RankingId
from chalicelib.store.table import Item, entry_key, receipt_key
from local.dynamo_calls import DynamoCalls
from tests.api.caller import Api
from tests.api.games import CLOSES, ENDS, GAMES, finished, open_games
from tests.api.world import DAY, opened
from tests.crashes import Crash, after, before
from tests.faults import instead

MINUTE = 60_000
SPEED = RankingId("games", "speed", "c")


@pytest.fixture
def api(aws: None) -> Iterator[Api]:
    with opened() as api:
        open_games(api)
        yield api


def keep(api: Api, seconds: float = 60) -> BoardsKept:
    return wiring.parts().operations.boards.run(lambda: api.now, seconds)


def players(api: Api, *points: float) -> list[str]:
    """Members who finished a game of so many points each, one after the other."""
    members = [api.member(f"player-{n}")[0] for n in range(len(points))]
    for n, (member, one) in enumerate(zip(members, points, strict=True)):
        finished(api, member, one, f"game-{n}", api.now + n)
    return members


def document(member: str) -> Member:
    return msgspec.json.decode(Item.get(f"M#{member}", "M").body, type=Member)


def points(member: str) -> int:
    return document(member).points


def cups(member: str) -> int:
    played = document(member).played.get("games")
    return played.has.get("prizes/cup", 0) if played else 0


def receipts(member: str) -> list[Receipt]:
    return [
        msgspec.json.decode(item.body, type=Receipt) for item in Item.query(f"M#{member}", Item.sk.startswith("R#"))
    ]


def look(api: Api, board: str = "speed", window: str | None = None) -> Any:
    return wiring.parts().operations.review.look("games", board, api.now, window)


def strike(api: Api, member: str, board: str = "speed") -> Any:
    return wiring.parts().operations.review.strike("games", board, member, Instruction("ana", api.now, "one phone"))


def over(api: Api) -> None:
    """Freeze what is over."""
    api.now = ENDS + MINUTE
    keep(api)


def test_each_entry_equals_the_score_in_the_document_and_the_picture_equals_brute_force(api: Api) -> None:
    members = players(api, 7, 9, 9, 3, 0)
    finished(api, members[0], 9.5, "again")
    entries = read_entries(*SPEED, consistent=True)
    held = {member: document(member).played["games"].scores["speed@c"] for member in members[:4]}
    assert {one.member: [one.score, one.at] for one in entries} == {m: [s.score, s.at] for m, s in held.items()}

    keep(api)

    assert [one.member for one in look(api).places] == [one.member for one in in_order(entries)]
    assert [one.member for one in look(api).places] == [members[n] for n in (0, 1, 2, 3)]


def test_no_picture_is_taken_while_nothing_scores(api: Api) -> None:
    players(api, 7, 9)
    assert keep(api).pictures >= 2  # of both boards
    api.now += 10 * MINUTE
    assert keep(api).pictures == 0


def test_a_picture_without_who_was_erased_is_taken_within_the_hour(api: Api) -> None:
    members = players(api, 7, 9)
    keep(api)
    wiring.parts().operations.erase.erase(members[1], "ana", api.now)
    api.now += 59 * MINUTE
    keep(api)
    assert [one.member for one in look(api).places] == [members[1], members[0]]
    api.now += MINUTE
    keep(api)
    assert [one.member for one in look(api).places] == [members[0]]


def test_a_picture_is_taken_where_other_places_are_paid(api: Api) -> None:
    members = players(api, 7, 9)
    keep(api)
    open_games(
        api,
        GAMES
        | {"boards": GAMES["boards"] | {"weekly": GAMES["boards"]["weekly"] | {"gives": {"1 to 2": {"points": "5"}}}}},
    )
    assert keep(api).pictures == 1
    api.now += MINUTE
    assert keep(api).pictures == 0
    assert members


def test_a_ranking_is_frozen_a_minute_after_nothing_counts_any_more(api: Api) -> None:
    players(api, 7)
    api.now = ENDS + MINUTE - 1
    keep(api)
    assert look(api).rankings[0].frozen is None
    api.now += 1
    assert keep(api).frozen >= 1
    [line] = look(api).rankings
    assert line.frozen == api.now
    trail = wiring.parts().operations.overview.audit("games")
    entry = next(one for one in trail.entries if one.ranking == "speed@c")
    assert (entry.does, entry.hash, trail.flaws) == ("freeze", line.hash, ())


def test_of_two_entries_of_one_member_the_newer_one_counts(api: Api) -> None:
    """A campaign that expects a crowd spreads its entries wider from then on."""
    [member] = players(api, 7)
    few = int.from_bytes(sha256(member.encode()).digest()[:4], "big") % 16
    for version, score in ((0, 99_000), (9, 8_000)):
        for part in (few + 16, few + 32, few + 48):
            Item(*entry_key(*SPEED, part, member), s=score, at=api.now, v=version).save()
        assert [one.score for one in read_entries(*SPEED, consistent=True)] == [score if version > 2 else 7_000]


def test_the_final_picture_is_read_strongly_consistent(api: Api) -> None:
    players(api, 7)
    api.now = ENDS + MINUTE
    read: list[bool] = []

    def note(request: Any) -> None:
        asked = json.loads(request.body)
        if "speed" in json.dumps(asked):
            read.append(asked.get("ConsistentRead", False))

    with instead("Query", *[note] * 1000):
        keep(api)
    assert (len(read), all(read)) == (64, True)


def test_a_frozen_ranking_changes_no_more(api: Api) -> None:
    members = players(api, 7, 9)
    over(api)
    before = look(api)
    finished(api, members[0], 99, "late", CLOSES - 1)
    api.now += MINUTE
    keep(api)
    assert look(api) == before


def test_a_ranking_that_is_over_stays_so_in_a_version_with_a_longer_grace(api: Api) -> None:
    members = players(api, 7, 9)
    over(api)
    api.now = ENDS + DAY
    keep(api)
    before = look(api)
    open_games(api, GAMES | {"grace": "10 days"})
    finished(api, members[0], 99, "late", CLOSES - 1)
    api.now += MINUTE
    assert keep(api) == BoardsKept()
    assert look(api) == before
    assert wiring.parts().standings.of("games", "speed", members[0], api.now).score == 7000


def test_what_closed_under_a_version_is_over_after_many_more(api: Api) -> None:
    members = players(api, 7, 9)
    for _ in range(3):
        api.now = max(api.now, ENDS + DAY)
        keep(api)
        open_games(api, GAMES | {"grace": "30 days", "title": f"Games {api.now}"})
        api.now += 4 * DAY
    finished(api, members[0], 99, "late", CLOSES - 1)
    assert wiring.parts().standings.of("games", "speed", members[0], api.now).score == 7000


def test_places_are_paid_once_after_the_review(api: Api) -> None:
    members = players(api, 7, 9, 8, 6)
    over(api)
    assert [cups(one) for one in members] == [0, 0, 0, 0]
    api.now = ENDS + DAY - 1
    assert keep(api).paid == 0
    for _ in range(3):
        api.now += 1
        keep(api)
    assert [cups(one) for one in members] == [0, 1, 0, 0]
    assert [points(one) for one in members] == [10, 0, 10, 0]
    assert look(api).rankings[0].paid


@pytest.mark.parametrize(("erased", "expected"), [(None, [10, 0, 0, 7, 0]), (2, [0, 0, 0, 10, 7])])
def test_places_that_give_nothing_stand_between_those_that_do(
    api: Api, erased: int | None, expected: list[int], caplog: pytest.LogCaptureFixture
) -> None:
    gives = {"1": {"prizes": "cup"}, "3": {"points": "10"}, "4": {"points": "7"}}
    boards = GAMES["boards"] | {"speed": GAMES["boards"]["speed"] | {"gives": gives}}
    open_games(api, GAMES | {"boards": boards})
    members = players(api, 7, 9, 8, 6, 5)
    over(api)
    if erased is not None:
        wiring.parts().operations.erase.erase(members[erased], "ana", api.now)
    api.now = ENDS + DAY
    keep(api)
    keep(api)
    assert [points(one) for one in members] == expected
    assert look(api).rankings[0].paid
    assert look(api).rankings[0].unpaid == ()
    assert "can't be paid" not in caplog.text, "nobody has to look at what gives nothing"


def test_who_is_struck_off_has_no_place_and_the_others_close_up(api: Api) -> None:
    members = players(api, 7, 9, 8, 6)
    with pytest.raises(Conflict, match="not frozen"):
        strike(api, members[1])
    over(api)
    assert strike(api, members[1]).changed
    assert not strike(api, members[1]).changed
    with pytest.raises(Unknown):
        strike(api, "nobody")
    assert [(one.rank, one.member) for one in look(api).places] == [(1, members[2]), (2, members[0]), (3, members[3])]
    api.now = ENDS + DAY
    keep(api)
    assert [cups(one) for one in members] == [0, 0, 1, 0]
    assert [points(one) for one in members] == [10, 0, 0, 10]
    with pytest.raises(Conflict, match="paid"):
        strike(api, members[0])
    trail = wiring.parts().operations.overview.audit("games")
    [entry] = [one for one in trail.entries if one.does == "strike"]
    assert (entry.actor, entry.member, entry.note, trail.flaws) == ("ana", members[1], "one phone", ())


def test_who_was_erased_before_the_award_is_passed_over(api: Api) -> None:
    members = players(api, 7, 9, 8)
    over(api)
    wiring.parts().operations.erase.erase(members[1], "ana", api.now)
    api.now = ENDS + DAY
    keep(api)
    assert [cups(one) for one in members] == [0, 0, 1]
    assert [points(one) for one in members] == [10, 0, 0]


@pytest.mark.parametrize(("member", "rank", "units"), [(1, 1, 6), (2, 2, 4)], ids=["a prize with a stock", "points"])
def test_an_award_costs_two_trips_and_four_units_and_two_more_for_its_stock(
    api: Api, member: int, rank: int, units: int
) -> None:
    members = players(api, 7, 9, 8)
    over(api)
    award = Request(SCOPE, "games/speed@c", b"", Award("games", "speed", "c", rank))
    wiring.parts().catalogue.refresh()
    with DynamoCalls() as calls:
        [answer] = wiring.parts().act.act(members[member], [award], api.now)
    assert isinstance(answer, Answered)
    assert (calls.operations, calls.write_units) == (["BatchGetItem", "TransactWriteItems"], units)


@pytest.mark.parametrize(("stays", "absorbed", "others"), [(1, 2, [0, 3]), (2, 1, [0, 3]), (1, 0, [2, 3])])
def test_one_person_of_two_places_is_paid_the_better_one(
    api: Api, stays: int, absorbed: int, others: list[int]
) -> None:
    members = players(api, 7, 9, 8, 6)
    over(api)
    [merged] = wiring.parts().act.act(members[stays], [request(members[absorbed])], api.now)
    assert isinstance(merged, Answered)
    api.now = ENDS + DAY
    for _ in range(2):
        keep(api)
    assert [cups(members[stays]), points(members[stays])] == [1, 0]
    assert [points(members[n]) for n in others] == [10, 10], "the others close up"
    awards = [Item.get(*receipt_key(members[n], receipt_id(SCOPE, "games/speed@c"))) for n in others]
    assert [json.loads(one.body)["asked"]["rank"] for one in awards] == [2, 3]
    assert document(members[absorbed]) == signpost(members[stays])


# Each row: who of five, the best first, is struck off, and who is erased before the award; then the members by the
# ranks that are shown, three of which are paid.
RANKS = {
    "nobody": ([], [], [0, 1, 2, 3, 4]),
    "the first is erased": ([], [0], [1, 2, 3, 4]),
    "the second": ([], [1], [0, 2, 3, 4]),
    "two of them": ([], [0, 1], [2, 3, 4]),
    "one is struck off, too": ([0], [2], [1, 3, 4]),
    "one below what is paid": ([], [4], [0, 1, 2, 3, 4]),
}


@pytest.mark.parametrize(("struck", "erased", "expected"), RANKS.values(), ids=RANKS)
def test_the_ranks_that_are_paid_are_shown(api: Api, struck: list[int], erased: list[int], expected: list[int]) -> None:
    members = players(api, 9, 8, 7, 6, 5)
    over(api)
    for n in struck:
        strike(api, members[n])
    for n in erased:
        wiring.parts().operations.erase.erase(members[n], "ana", api.now)
    api.now = ENDS + DAY
    keep(api)
    shown = {one.member: one.rank for one in look(api).places}
    assert shown == {members[n]: rank for rank, n in enumerate(expected, 1)}
    for n in set(expected) - set(erased):
        seen = wiring.parts().standings.of("games", "speed", members[n], api.now)
        assert seen.rank is not None
        assert (seen.rank, seen.entries) == (shown[members[n]], len(expected))
        assert [one.asked["rank"] for one in receipts(members[n]) if one.does == "award"] == [seen.rank] * (
            seen.rank <= 3
        )


def test_who_is_erased_while_it_counts_is_not_ranked(api: Api) -> None:
    members = players(api, 7, 9)
    wiring.parts().operations.erase.erase(members[1], "ana", api.now)
    over(api)
    assert [one.member for one in look(api).places] == [members[0]]


@pytest.mark.parametrize("crash", [pytest.param(before, id="before"), pytest.param(after, id="after")])
@pytest.mark.parametrize("operation", ["PutItem", "TransactWriteItems", "BatchGetItem"])
def test_each_place_is_paid_once_whichever_call_is_the_last_of_a_run(api: Api, operation: str, crash: Any) -> None:
    members = players(api, 7, 9, 8, 6)
    for call in range(12):
        api.now = ENDS + DAY + call * MINUTE
        with instead(operation, *[None] * call, crash):
            try:
                keep(api)
            except Crash:
                continue
            if look(api).rankings[0].paid:
                break
    keep(api)
    assert look(api).rankings[0].paid
    assert [cups(one) for one in members] == [0, 1, 0, 0]
    assert [points(one) for one in members] == [10, 0, 10, 0]
    assert wiring.parts().operations.overview.audit("games").flaws == ()


def test_who_was_paid_and_then_erased_keeps_the_rank_that_the_receipt_tells(api: Api) -> None:
    """The run crashed after the first place was paid, before it wrote down how far it had come."""
    members = players(api, 7, 9, 8)
    over(api)
    api.now = ENDS + DAY
    with instead("TransactWriteItems", after), pytest.raises(Crash):
        keep(api)
    assert cups(members[1]) == 1
    wiring.parts().operations.erase.erase(members[1], "ana", api.now)
    keep(api)
    assert [cups(one) for one in members] == [0, 1, 0]
    assert [points(one) for one in members] == [10, 0, 10]


def test_runs_at_once_pay_each_place_once(api: Api) -> None:
    members = players(api, 7, 9, 8, 6)
    api.now = ENDS + DAY
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda _: keep(api), range(4)))
    keep(api)
    assert look(api).rankings[0].paid
    assert [cups(one) for one in members] == [0, 1, 0, 0]
    assert [points(one) for one in members] == [10, 0, 10, 0]


def test_what_scores_while_pictures_are_taken_is_in_the_last_one(api: Api) -> None:
    members = [api.member(f"player-{n}")[0] for n in range(4)]

    def score(n: int) -> None:
        for game in range(4):
            finished(api, members[n], 10 * game + n + 1, f"{n}-{game}")

    with ThreadPoolExecutor(5) as pool:
        scoring = [pool.submit(score, n) for n in range(4)]
        for _ in range(6):
            api.now += MINUTE
            keep(api)
        for one in scoring:
            one.result()
    over(api)
    assert [one.member for one in look(api).places] == [members[n] for n in (3, 2, 1, 0)]


def test_a_place_that_is_sold_out_is_kept_and_paid_once_there_is_more(api: Api) -> None:
    """The lint lets no such campaign in: here somebody else has taken the cup."""
    members = players(api, 7, 9)
    over(api)
    Item("S#games/prizes/cup/#0", "S", taken=1).save()
    api.now = ENDS + DAY
    keep(api)
    [line] = look(api).rankings
    assert [(one.rank, one.member, one.code) for one in line.unpaid] == [(1, members[1], "sold_out")]
    assert (line.paid, points(members[0])) == (False, 10)
    Item.get("S#games/prizes/cup/#0", "S").delete()
    wiring.use(wiring.build(api.settings, clock=lambda: api.now))
    keep(api)
    assert (look(api).rankings[0].paid, cups(members[1])) == (True, 1)


def test_a_campaign_is_not_closed_before_its_places_are_paid(api: Api) -> None:
    players(api, 7)
    api.now = ENDS + DAY + 10 * MINUTE
    close = wiring.parts().operations.close
    assert "games" not in close.due(api.now)
    keep(api)
    assert "games" in close.due(api.now)


def test_each_week_is_frozen_and_paid_by_itself(api: Api) -> None:
    """The world begins on 19 June, a Friday; the week ends on the 22nd, and the campaign on the 21st."""
    [first, second] = players(api, 2000, 0)
    finished(api, second, 3000, "more")
    finished(api, second, 3000, "and more")
    over(api)
    keep(api)
    lines = {line.window: line for line in look(api, "weekly").rankings}
    assert all(line.paid for line in lines.values())
    assert {window: line.entries for window, line in lines.items() if line.entries} == {"w260615": 2}
    assert (points(first), points(second)) == (0, 5)


def test_of_an_earlier_week_a_member_sees_the_own_score_and_rank(api: Api) -> None:
    """The document forgets the scores of a week that is over, and the next action writes it without them."""
    open_games(api, GAMES | {"closes": "end of 2026-07-20"})
    members = players(api, 2000, 3000, 0)
    finished(api, members[1], 3000, "more")
    api.now = ENDS + 2 * DAY
    keep(api)
    for n, member in enumerate(members):
        finished(api, member, 2000, f"later-{n}")
        assert "weekly@w260615" not in document(member).played["games"].scores
    seen = [wiring.parts().standings.of("games", "weekly", one, api.now, window="w260615") for one in members]
    assert [(one.score, one.rank, one.final) for one in seen] == [(1, 2, True), (2, 1, True), (0, None, True)]


def test_a_member_sees_the_own_score_live_and_the_rank_as_of_the_picture(api: Api) -> None:
    members = players(api, 7, 9, 8, 6)
    keep(api)
    taken = api.now
    api.now += 1000
    finished(api, members[3], 8.5, "better")
    one = wiring.parts().standings.of("games", "speed", members[3], api.now)
    assert (one.score, one.rank, one.as_of, one.final) == (8500, 4, taken, False)
    assert [near.member for near in one.near] == [members[2], members[0], members[3]]
    assert one.next_prize is not None
    assert (one.next_prize.rank, one.next_prize.lacks) == (3, 1)  # 7 of points is below 8.5 already
    over(api)
    assert wiring.parts().standings.of("games", "speed", members[3], api.now).next_prize is None, "nothing changes"
    api.now = taken + 1000
    nobody = wiring.parts().standings.of("games", "speed", api.member("nobody")[0], api.now, first=2)
    assert (nobody.score, nobody.rank, [place.rank for place in nobody.first]) == (0, None, [1, 2])
