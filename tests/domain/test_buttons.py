"""What a button says: whether its action may be done, and else the code, what it is about, and when that changes."""

from typing import Any

import pytest
from msgspec.structs import replace

from chalicelib.domain.decide.attempts import MOST_BYTES
from chalicelib.domain.mechanics.blind_box.play import Draw
from chalicelib.domain.mechanics.collection.play import Compose
from chalicelib.domain.mechanics.redemption.play import Redeem
from chalicelib.domain.play.buttons import Button
from chalicelib.domain.record.actions import Ask, Enrol, Join
from chalicelib.domain.record.member import Played, Profile
from chalicelib.domain.record.outcome import StockKey, Take
from chalicelib.domain.views.home import campaign, home
from chalicelib.domain.words.values import LARGEST_INTEGER
from tests.domain.bounds import holding
from tests.domain.game import Game, gets

BLOCKS = """
challenges:
  visits:
    tasks:
      visit: {when: shop.visited, each: 1 time, gives: {points: 9, draws: box, fragments: {set/a: 2}}}
      in:    {when: member.checked_in, reach: 4 days in a row, gives: {points: 1},
              make_up: {limit: 1 a week, costs: {points: 5}, within: 3 days}}
collections:
  set:   {fragments: [a, b], exchange: 3 spares, send: 1 a day, gives: {points: 5}, limit: 1 a campaign}
  plain: {fragments: [x, y], gives: {points: 5}}
blind_boxes:
  box:   {costs: {draws: box}, ten_costs: {draws: {box: 9}}, odds: {pin: 100%}, limit: [2 a day, 30 a week]}
  grown: {odds: {pin: 100%}, min_age: 8, guardian_under: 18}
  rare:  {odds: {one: 100%}}
redemptions:
  shop:
    opens: daily 10:00
    closes: daily 18:00
    limit: 2 a window
    offers:
      soap: {gives: {prizes: pin}, costs: {points: 4}}
      gold: {gives: {prizes: pin}, who: {tier: gold}}
      last: {gives: {prizes: pin}, stock: 1 a day}
      old:  {gives: {prizes: pin}, costs: {points: 9 older than 1 month}}
quizzes:
  days:
    questions:
      2026-06-05: {ask: Which?, options: {a: One, b: Two}, answer: b}
forms:
  words: {asks: {a: {ask: Which?, options: {x: One, y: Two}}, b: {ask: More?, text: 20}}}
prizes:
  pin: {badge: pin}
  one: {gift: one, value: 9.00 CNY, stock: 1 a day}
"""
NOON = "06-03 12:00"


def buttons(game: Game, at: str, by: str = "ann", **known: int) -> dict[str, Button]:
    """All buttons of a member's campaign by where they stand. known: units left, by the name of an offer or a prize."""

    def of_stock(takes: Any) -> dict[StockKey, int]:
        names = {take.key: take.key.stock.rpartition("/")[2] for take in takes}
        return {key: known[name] for key, name in names.items() if name in known}

    view: Any = campaign(game.definitions, "play", game.member(by), game.at(at), of_stock)
    found = {f"{name}": one for name, one in view.buttons.items()}
    for kind in ("collections", "boxes", "quizzes", "forms"):
        found |= {
            f"{at} {name}": one for at, block in getattr(view, kind).items() for name, one in block.buttons.items()
        }
    for block in view.redemptions.values():
        found |= {f"{at} {name}": one for at, offer in block.offers.items() for name, one in offer.buttons.items()}
    for block in view.challenges.values():
        found |= {f"{at} {name}": one for at, task in block.tasks.items() for name, one in task.buttons.items()}
    return found


def said(button: Button) -> Any:
    return None if button.why_not is None else (button.why_not.code, button.why_not.params, button.why_not.changes)


def visited(game: Game, times: int, at: str = "06-03 09:00") -> None:
    for _ in range(times):
        game.event("shop.visited", at)


def test_there_is_a_button_for_what_a_block_offers_and_for_nothing_else() -> None:
    assert list(buttons(Game(BLOCKS), NOON)) == [
        "set assemble", "set exchange", "set send", "plain assemble", "box draw", "box draw_ten", "grown draw",
        "rare draw", "days answer", "words fill", "soap redeem", "gold redeem", "last redeem", "old redeem",
        "in make_up",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("visits", "at", "which", "code", "params", "changes"),
    [
        (0, NOON, "box draw", "not_enough", {"asset": "draws/box", "has": 0, "needs": 1}, None),
        (1, NOON, "box draw", None, None, None),
        (1, NOON, "soap redeem", None, None, None),
        (1, NOON, "words fill", None, None, None),
        (1, NOON, "grown draw", None, None, None),
        (
            9, NOON, "box draw_ten", "limit_reached",
            {"limit": 2, "per": "day", "left": 2, "again": None}, None,
        ),
        (
            1, NOON, "set assemble", "not_enough",
            {"asset": "fragments/set", "has": 1, "needs": 2, "missing": ("b",)}, None,
        ),
        (1, NOON, "set exchange", "not_enough", {"asset": "fragments/set", "has": 1, "needs": 3}, None),
        (2, NOON, "set exchange", None, None, None),
        (0, NOON, "set send", "not_enough", {"asset": "fragments/set/a", "has": 0, "needs": 1}, None),
        (1, NOON, "set send", None, None, None),
        (1, "06-03 09:30", "soap redeem", "window_closed", {"opens": "06-03 10:00"}, "06-03 10:00"),
        (1, "06-30 19:00", "soap redeem", "window_closed", {"opens": None}, None),
        (1, "05-30 19:00", "box draw", "window_closed", {"opens": "06-01 00:00"}, "06-01 00:00"),
        (1, NOON, "gold redeem", "not_eligible", {"tier": "gold"}, None),
        (
            1, NOON, "old redeem", "not_enough",
            {"asset": "points", "has": 0, "needs": 9, "older_than": 1}, "08-01 00:00",
        ),
        (0, NOON, "days answer", "unknown_question", {}, "06-05 00:00"),
        (0, "06-05 12:00", "days answer", None, None, None),
        (0, "06-06 12:00", "days answer", "unknown_question", {}, None),
        (0, NOON, "in make_up", "not_enough", {"asset": "points", "has": 0, "needs": 5}, None),
        (1, NOON, "in make_up", None, None, None),
        (1, "06-01 12:00", "in make_up", "day_not_open", {"day": "2026-06-01"}, None),
    ],
)  # fmt: skip
def test_a_button_says_why_not(
    visits: int, at: str, which: str, code: str | None, params: dict[str, Any], changes: str | None
) -> None:
    game = Game(BLOCKS)
    visited(game, visits, "06-01 00:00" if at < NOON and at[:2] == "06" else "06-03 09:00")

    found = said(buttons(game, at)[which])

    if code is None:
        assert found is None
        return
    times = {name: game.at(text) for name, text in params.items() if isinstance(text, str) and ":" in text}
    assert found == (code, params | times, None if changes is None else game.at(changes))


@pytest.mark.parametrize(
    ("profile", "code", "params", "changes"),
    [
        (Profile(born=""), "age_unknown", {}, None),
        (Profile(born="2020-06-20"), "too_young", {"min_age": 8}, "2028-06-20 00:00"),
        (Profile(born="2020-02-29"), "too_young", {"min_age": 8}, "2028-02-29 00:00"),
        (Profile(born="2012-02-29"), "guardian_needed", {"guardian_under": 18}, "2030-03-01 00:00"),
        (Profile(born="2012-02-29", guardian=True), None, {}, None),
    ],
)
def test_an_age_says_when_it_is_reached(
    profile: Profile, code: str | None, params: dict[str, int], changes: str | None
) -> None:
    game = Game(BLOCKS, profiles={"ann": profile})

    found = said(buttons(game, NOON)["grown draw"])

    assert found == (None if code is None else (code, params, game.at(changes) if changes else None))


@pytest.mark.parametrize(
    ("limit", "changes"),
    [
        ("1 a day", "06-04 08:00"),
        ("1 a week", "06-08 08:00"),
        ("[1 a week, 1 a day]", "06-08 08:00"),
        ("[1 a day, 2 a week]", "06-04 08:00"),
        ("1 a month", None),
        ("1 a campaign", None),
        ("[1 a day, 1 a campaign]", None),
        ("1 a window", "06-04 08:00"),
    ],
)
def test_a_limit_says_when_it_can_be_used_again(limit: str, changes: str | None) -> None:
    """That is when the last of those in the way has begun anew, and the block is open. `a window` is one of the block;
    what begins after the campaign does not begin.
    """
    box = f"{{odds: {{pin: 100%}}, limit: {limit}, opens: daily 08:00, closes: daily 20:00}}"
    game = Game(f"blind_boxes: {{box: {box}}}\nprizes: {{pin: {{badge: pin}}}}")
    game.play(Draw("play", "box"), NOON)

    found = said(buttons(game, NOON)["box draw"])

    again = game.at(changes) if changes else None
    assert (found[0], found[1]["again"], found[2]) == ("limit_reached", again, again)


WINDOWS = """
challenges:
  nights:
    opens: daily 20:00
    closes: daily 06:00
    tasks:
      in:
        when: member.checked_in
        reach: 3 days in a row
        gives: {prizes: pin}
        make_up: {limit: 1 a week, within: 2 days}
redemptions:
  week:
    opens: Wed 10:00
    closes: end of Thu
    offers:
      tea:    {opens: Wed 14:00, closes: Wed 18:00, limit: 1 a day, gives: {prizes: pin}}
      noon:   {opens: daily 12:00, closes: daily 13:00, limit: 1 a day, gives: {prizes: pin}}
      first:  {opens: daily 12:00, closes: daily 13:00, limit: 1 a window, gives: {prizes: pin}}
      lone:   {opens: 2026-06-11 08:00, closes: 2026-06-12 08:00, gives: {prizes: pin}}
      over:   {opens: 2026-06-03 10:00, closes: 2026-06-03 11:00, gives: {prizes: pin}}
      plain:  {gives: {prizes: pin}}
prizes: {pin: {badge: pin}}
"""


@pytest.mark.parametrize(
    ("at", "which", "opens"),
    [
        ("06-02 12:00", "tea redeem", "06-03 14:00"),
        ("06-03 10:00", "tea redeem", "06-03 14:00"),
        ("06-03 18:00", "tea redeem", "06-10 14:00"),
        ("06-02 12:00", "noon redeem", "06-03 12:00"),
        ("06-03 10:00", "noon redeem", "06-03 12:00"),
        ("06-04 13:00", "noon redeem", "06-10 12:00"),
        ("06-03 12:00", "lone redeem", "06-11 08:00"),
        ("06-03 12:00", "over redeem", None),
        ("06-05 12:00", "plain redeem", "06-10 10:00"),
        ("06-05 12:00", "in make_up", "06-05 20:00"),
        ("06-25 12:00", "tea redeem", None),
    ],
)
def test_a_block_inside_another_says_when_both_are_open(at: str, which: str, opens: str | None) -> None:
    moment = Game(WINDOWS).at(opens) if opens else None

    assert said(buttons(Game(WINDOWS), at)[which]) == ("window_closed", {"opens": moment}, moment)


@pytest.mark.parametrize(
    ("offer", "at", "again"),
    [("tea", "06-03 15:00", "06-10 14:00"), ("noon", "06-03 12:00", "06-04 12:00"), ("first", NOON, "06-10 12:00")],
)
def test_an_offer_that_was_taken_says_when_it_is_open_again(offer: str, at: str, again: str) -> None:
    game = Game(WINDOWS)
    game.play(Redeem("play", "week", offer), at)

    code, params, changes = said(buttons(game, at)[f"{offer} redeem"])

    assert (code, params["again"], changes) == ("limit_reached", game.at(again), game.at(again))


@pytest.mark.parametrize(
    ("who", "profile", "changes"),
    [
        pytest.param("{age: at least 18}", Profile(born="2008-06-17"), "06-17 00:00", id="of age soon"),
        pytest.param("{age: at least 18}", Profile(born="2008-07-17"), None, id="of age after the campaign"),
        pytest.param("{age: at least 18}", Profile(), None, id="of an age that nobody knows"),
        pytest.param("{age: 20 to 30}", Profile(born="1990-05-17"), None, id="too old"),
        pytest.param("{birthday: today}", Profile(born="1990-06-17"), "06-17 00:00", id="a birthday to come"),
        pytest.param("{birthday: not today}", Profile(born="1990-06-03"), "06-04 00:00", id="a birthday that passes"),
        pytest.param("{birthday: today, tier: gold}", Profile(born="1990-06-17"), None, id="and another tier"),
        pytest.param(
            "{birthday: today, tier: gold}", Profile("gold", born="1990-06-17"), "06-17 00:00", id="and the tier it has"
        ),
        pytest.param(
            "{age: at least 18, birthday: not today}", Profile(born="2008-06-17"), "06-18 00:00", id="days of two kinds"
        ),
        pytest.param("{joined: more than 7 days ago}", Profile(), "06-11 00:00", id="a member for long enough"),
        pytest.param("{tag: tea}", Profile(), None, id="a tag"),
    ],
)
def test_an_audience_says_when_days_alone_let_the_member_in(who: str, profile: Profile, changes: str | None) -> None:
    box = f"{{odds: {{pin: 100%}}, who: {who}}}"
    game = Game(f"blind_boxes: {{box: {box}}}\nprizes: {{pin: {{badge: pin}}}}", profiles={"ann": profile})
    game.store.act("ann", [Ask("born", Enrol(profile))], game.at(NOON))

    code, _, found = said(buttons(game, NOON)["box draw"])

    assert (code, found) == ("not_eligible", game.at(changes) if changes else None)
    assert changes is None or said(buttons(game, changes)["box draw"]) is None


@pytest.mark.parametrize(
    ("costs", "visits", "changes"),
    [
        ("{points: 10}", ["06-02 12:00"], "06-06 00:00"),
        ("{points: 15}", ["06-02 12:00"], None),
        ("{points: 15}", ["06-02 12:00", "06-03 11:00"], "06-07 00:00"),
        ("{draws: other}", ["06-02 12:00"], "06-06 00:00"),
        ("{points: 10 older than 1 month}", ["06-02 12:00"], None),
    ],
)
def test_a_cost_says_when_what_waits_for_its_day_is_enough(costs: str, visits: list[str], changes: str | None) -> None:
    game = Game(f"""
challenges:
  c: {{tasks: {{t: {{when: shop.visited, each: 1 time, after: 3 days, gives: {{points: 10, draws: other}}}}}}}}
blind_boxes:
  box: {{odds: {{pin: 100%}}, costs: {costs}}}
  other: {{odds: {{pin: 100%}}, costs: {{draws: other}}}}
prizes: {{pin: {{badge: pin}}}}
""")
    for at in visits:
        game.event("shop.visited", at)

    code, _, found = said(buttons(game, NOON)["box draw"])

    assert (code, found) == ("not_enough", game.at(changes) if changes else None)
    assert changes is None or said(buttons(game, changes)["box draw"]) is None


@pytest.mark.parametrize(
    ("left", "which", "params", "again"),
    [
        (0, "last redeem", {"offer": "last"}, "06-04 10:00"),
        (0, "rare draw", {"prize": "one"}, "06-04 00:00"),
        (1, "last redeem", None, None),
        (1, "rare draw", None, None),
        (None, "last redeem", None, None),
    ],
)
def test_what_is_known_to_be_gone_is_sold_out_until_its_next_day(
    left: int | None, which: str, params: dict[str, str] | None, again: str | None
) -> None:
    game = Game(BLOCKS)
    known: dict[str, Any] = {} if left is None else {"last": left, "one": left}

    found = said(buttons(game, NOON, **known)[which])

    assert found == (None if again is None else ("sold_out", params, game.at(again)))


def test_an_offer_says_how_many_are_left_as_far_as_is_known() -> None:
    game = Game(BLOCKS)

    def left(known: dict[str, int]) -> list[int | None]:
        def of_stock(takes: Any) -> dict[StockKey, int]:
            return {take.key: known["last"] for take in takes if isinstance(take, Take) and known}

        view: Any = campaign(game.definitions, "play", game.member("ann"), game.at(NOON), of_stock)
        return [one.stock_left for one in view.redemptions["shop"].offers.values()]

    assert left({}) == [None] * 4
    assert left({"last": 1}) == [None, None, 1, None]


def test_joining_is_a_button_of_the_campaign() -> None:
    game = Game(BLOCKS + "opt_in: true\n")
    assert said(buttons(game, NOON)["join"]) is None
    assert said(buttons(game, NOON)["box draw"]) == ("not_joined", {}, None)

    game.play(Join("play"), NOON)

    assert said(buttons(game, NOON)["join"]) == ("already_joined", {}, None)


def test_a_pause_stops_every_button() -> None:
    game = Game(BLOCKS)
    game.store.definitions = replace(game.definitions, paused={"play": game.at("06-02 00:00")})

    assert {said(one) for one in map(_without_params, buttons(game, NOON).values())} == {
        ("campaign_paused", None, None)
    }


def _without_params(button: Button) -> Any:
    assert button.why_not is not None
    assert not button.why_not.params
    return Button(False, replace(button.why_not, params=None))


def test_what_is_only_due_counts_for_a_button_as_it_does_for_the_action() -> None:
    """Random fragments come with the next action: they are not shown as held, and complete what it assembles."""
    game = Game("""
challenges: {welcome: {tasks: {join: {when: member.joined, already: true, gives: {fragments: set/random}}}}}
collections: {set: {fragments: [a], odds: {a: 100%}, gives: {points: 5}}}
""")
    game.event("member.joined", "2026-01-01 10:00")

    view: Any = home(game.definitions, game.member("ann"), game.at(NOON)).campaigns["play"].collections["set"]  # type: ignore[attr-defined]

    assert (view.fragments, view.buttons["assemble"]) == ({"a": 0}, Button(True))


def test_looking_at_buttons_changes_nothing() -> None:
    game = Game(BLOCKS)
    visited(game, 3)
    before = game.member("ann")
    first = buttons(game, NOON)

    assert buttons(game, NOON) == first
    assert game.member("ann") == before
    game.play(Redeem("play", "shop", "soap"), NOON)
    assert first["soap redeem"].may


@pytest.mark.parametrize(
    ("where", "size", "fields"),
    [
        ("box draw", MOST_BYTES, {"has": {"draws/box": 1}}),
        ("soap redeem", MOST_BYTES, {"points": 9, "has": {}}),
        ("box draw", 0, {"has": {"draws/box": 1, "prizes/pin": LARGEST_INTEGER}}),
        ("set assemble", 0, {"points": LARGEST_INTEGER, "has": {"fragments/set/a": 1, "fragments/set/b": 1}}),
    ],
)
def test_a_record_that_is_full_or_a_number_at_its_end_is_told_although_all_checks_are_passed(
    where: str, size: int, fields: dict[str, Any]
) -> None:
    game = Game(BLOCKS)
    actions = {
        "box draw": Draw("play", "box"),
        "set assemble": Compose("play", "set"),
        "soap redeem": Redeem("play", "shop", "soap"),
    }
    holding(game, size=size, points=fields.get("points", 0), played={"play": Played(has=fields["has"])})
    refused = gets(game.play(actions[where], NOON))
    assert isinstance(refused, str)
    told = buttons(game, NOON)[where].why_not
    assert told is not None
    assert told.code == refused
