"""Milestones that a newer version moves, changes, merges or splits, as a table, and how a case is played."""

from collections import Counter

from chalicelib.domain.record.actions import Settle
from tests.domain.game import Game
from tests.domain.test_new_terms import change
from tests.domain.test_pause import pause

DAY, LATER = "06-10 10:00", "06-10 12:00"
P, Q, R = (f"{{prizes: {name}}}" for name in "pqr")
PRIZES = "prizes: {p: {badge: p}, q: {badge: q}, r: {badge: r}}"
TASK = "challenges: {c: {tasks: {t: {when: shop.visited, reach: 20 times, milestones: %s}}}}\n" + PRIZES
EACH = "challenges: {c: {tasks: {t: {when: shop.visited, each: 9 times, milestones: %s}}}}\n" + PRIZES
NAMES = "abcdefgh"
TASKS = ", ".join(f"{name}: {{when: cart.added, where: {{sku: {name}}}}}" for name in NAMES)
CHALLENGE = f"challenges: {{c: {{tasks: {{{TASKS}}}, milestones: %s}}}}\n{PRIZES}"
BOTH = "{prizes: [p, q]}"
TWICE = "{prizes: {p: 2}}"

# Each row: milestones at first, how much is done, the milestones then, what that gives in all; how much more is done,
# and what there is in the end.
Row = tuple[str, int, str, str, int, str]
MOVED: dict[str, Row] = {
    "one that is met now": (f"{{5: {P}}}", 4, f"{{3: {P}}}", "p", 2, "p"),
    "one that was given": (f"{{5: {P}}}", 5, f"{{3: {P}}}", "p", 2, "p"),
    "two, of which one was given": (f"{{5: {P}, 7: {Q}}}", 6, f"{{3: {P}, 5: {Q}}}", "pq", 2, "pq"),
    "two, of which both were given": (f"{{5: {P}, 7: {Q}}}", 7, f"{{3: {P}, 5: {Q}}}", "pq", 1, "pq"),
    "two, of which none was given": (f"{{5: {P}, 7: {Q}}}", 4, f"{{3: {P}, 5: {Q}}}", "p", 2, "pq"),
    "two, by more than one place": (f"{{6: {P}, 7: {Q}}}", 6, f"{{1: {P}, 2: {Q}}}", "pq", 2, "pq"),
    "three, each to the next": (f"{{3: {P}, 5: {Q}, 7: {R}}}", 5, f"{{2: {P}, 3: {Q}, 5: {R}}}", "pqr", 3, "pqr"),
    "three of the same bag": (f"{{3: {P}, 5: {P}, 7: {P}}}", 5, f"{{2: {P}, 3: {P}, 5: {P}}}", "ppp", 3, "ppp"),
    "two of the same bag": (f"{{3: {P}, 5: {P}}}", 4, f"{{2: {P}, 3: {P}}}", "pp", 2, "pp"),
    "one more below": (f"{{5: {P}}}", 6, f"{{3: {P}, 4: {Q}}}", "pq", 2, "pq"),
    "one more above": (f"{{5: {P}}}", 6, f"{{3: {P}, 7: {Q}}}", "p", 1, "pq"),
    "one more in its place": (f"{{5: {P}}}", 6, f"{{3: {P}, 5: {Q}}}", "pq", 1, "pq"),
    "one more below it in its place": (f"{{5: {P}}}", 6, f"{{3: {Q}, 5: {P}}}", "pq", 1, "pq"),
    "merged, one of them given": (f"{{3: {P}, 5: {Q}}}", 4, f"{{3: {BOTH}}}", "pq", 2, "pq"),
    "merged, both given": (f"{{3: {P}, 5: {Q}}}", 6, f"{{3: {BOTH}}}", "pq", 2, "pq"),
    "merged, none given": (f"{{3: {P}, 5: {Q}}}", 2, f"{{3: {BOTH}}}", "", 2, "pq"),
    "merged of the same bag": (f"{{3: {P}, 5: {P}}}", 4, f"{{3: {TWICE}}}", "pp", 2, "pp"),
    "merged of the same bag, both given": (f"{{3: {P}, 5: {P}}}", 5, f"{{3: {TWICE}}}", "pp", 2, "pp"),
    "merged lower": (f"{{5: {P}, 7: {Q}}}", 6, f"{{2: {BOTH}}}", "pq", 2, "pq"),
    "split": (f"{{5: {BOTH}}}", 6, f"{{3: {P}, 5: {Q}}}", "pq", 2, "pq"),
    "split, and moved": (f"{{5: {BOTH}}}", 6, f"{{2: {Q}, 3: {P}}}", "pq", 2, "pq"),
    "split, and not given": (f"{{5: {BOTH}}}", 4, f"{{3: {P}, 5: {Q}}}", "p", 2, "pq"),
    "a larger one": (f"{{3: {P}}}", 4, f"{{3: {BOTH}}}", "pq", 2, "pq"),
    "a larger one beside one of the same bag": (f"{{3: {P}, 5: {P}}}", 4, f"{{3: {TWICE}, 5: {P}}}", "pp", 1, "ppp"),
    "a larger one, earlier": (f"{{5: {P}}}", 5, f"{{3: {BOTH}}}", "pq", 2, "pq"),
    "changed places, one given": (f"{{3: {P}, 5: {Q}}}", 4, f"{{3: {Q}, 5: {P}}}", "pq", 2, "pq"),
    "changed places, both given": (f"{{3: {P}, 5: {Q}}}", 6, f"{{3: {Q}, 5: {P}}}", "pq", 2, "pq"),
    "one later, one earlier": (f"{{3: {P}, 6: {Q}}}", 4, f"{{2: {Q}, 5: {P}}}", "pq", 2, "pq"),
    "one later": (f"{{3: {P}}}", 4, f"{{5: {P}}}", "p", 2, "p"),
    "one later, not given": (f"{{3: {P}}}", 2, f"{{5: {P}}}", "", 4, "p"),
    "a smaller one, and the next": (f"{{3: {BOTH}, 5: {R}}}", 4, f"{{3: {P}, 5: {R}}}", "pq", 2, "pqr"),
    "the lower one is gone": (f"{{3: {P}, 5: {BOTH}}}", 4, f"{{5: {BOTH}}}", "p", 2, "pq"),
    "merged higher, one given": (f"{{3: {P}, 5: {Q}}}", 4, f"{{5: {BOTH}}}", "p", 2, "pq"),
    "merged higher, both given": (f"{{3: {P}, 5: {Q}}}", 6, f"{{5: {BOTH}}}", "pq", 1, "pq"),
    "merged with the next but one": (f"{{2: {P}, 3: {R}, 5: {Q}}}", 4, f"{{3: {R}, 5: {BOTH}}}", "pr", 2, "pqr"),
    "another one in its place": (f"{{3: {P}}}", 4, f"{{3: {R}, 5: {P}}}", "pr", 2, "pr"),
    "another one in the place of two": (f"{{3: {BOTH}}}", 4, f"{{3: {R}, 5: {P}, 6: {Q}}}", "pqr", 2, "pqr"),
    "all are gone": (f"{{3: {P}, 5: {Q}}}", 4, "{}", "p", 2, "p"),
}  # fmt: skip


def play(game: Game, before: int, more: int = 0) -> None:
    """So much is done, in tasks or visits of one task, beyond what was done before."""
    by_visits = "t" in game.tree["challenges"]["c"]["tasks"]
    for name in NAMES[before : before + more]:
        if by_visits:
            game.event("shop.visited", DAY)
        else:
            game.event("cart.added", DAY, sku=name)


def prizes(game: Game) -> str:
    """What Ann holds, letter by letter."""
    held = {asset.removeprefix("prizes/"): n for asset, n in game.holds().items() if asset != "points"}
    return "".join(sorted(Counter(held).elements()))


def is_given_once(row: Row, of: str, paused: str) -> None:
    """Play a row of the table: the milestones move, in a pause or without one, and each is given once."""
    first, done, then, given, more, in_the_end = row
    game = Game(of % first)
    if paused in ("before", "over both"):
        pause(game)
    play(game, 0, done)
    if paused == "before":
        pause(game, False)
        game.play(Settle(), DAY)
    if paused == "at the change":
        pause(game)
    change(game, of % then)
    if paused != "never":
        game.play(Settle(), DAY)
        pause(game, False)
    game.play(Settle(), LATER)
    assert prizes(game) == given
    assert game.play(Settle(), LATER) is None
    play(game, done, more)
    assert prizes(game) == in_the_end
    assert game.play(Settle(), LATER) is None
