"""Mistakes in days that are made up: which day may be, how often, and for what."""

from tests.proof.mutations.mutation import Mutation

MAKE_UP = "chalicelib/domain/mechanics/challenge/make_up.py"
JOURNAL = "chalicelib/domain/record/journal.py"

OF_DAYS = "tests/domain/test_make_up.py"

MUTATIONS = (
    Mutation(
        "today-is-made-up",
        MAKE_UP,
        "day = local(turn.moment, zone).date() - timedelta(days=1)",
        "day = local(turn.moment, zone).date()",
        "today could be bought instead of played",
        OF_DAYS,
    ),
    Mutation(
        "any-past-day-is-made-up",
        MAKE_UP,
        "if coupon_end(within.count, within.unit, zone, ends - 1) <= turn.moment:",
        "if False:",
        "a day could be made up however long ago it was",
        OF_DAYS,
    ),
    Mutation(
        "a-day-before-joining-is-made-up",
        MAKE_UP,
        "first = local(max(published.window.opens, joined), zone).date()",
        "first = local(published.window.opens, zone).date()",
        "whoever joins on the last day could buy the row of days before",
        OF_DAYS,
    ),
    Mutation(
        "a-day-of-another-round-is-made-up",
        MAKE_UP,
        ".id != round_id:",
        '.id == "":',
        "a day of last week would count in this week's row",
        OF_DAYS,
    ),
    Mutation(
        "a-closed-day-is-made-up",
        MAKE_UP,
        "return published.last_open(begins, ends - 1, listener.challenge, listener.task) is not None",
        "return True",
        "a day on which nobody could check in would count",
        OF_DAYS,
    ),
    Mutation(
        "days-made-up-without-a-limit",
        MAKE_UP,
        "    use(player, _path(listener), task.make_up.limit, Scope(window, round_id, of=(challenge, task)))\n",
        "",
        "a whole row could be bought",
        OF_DAYS,
    ),
    Mutation(
        "days-made-up-for-nothing",
        MAKE_UP,
        "if is_paid(player, listener, state):",
        "if False:",
        "a member would pay for a day that can bring nothing any more",
        OF_DAYS,
    ),
    Mutation(
        "price-of-a-day-taken-for-a-refund",
        JOURNAL,
        'by_challenge = leg.why.startswith("challenges/") and not leg.why.endswith(MADE_UP)',
        'by_challenge = leg.why.startswith("challenges/")',
        "the report would tell of orders that came back, where members paid for a day",
        OF_DAYS,
    ),
)
