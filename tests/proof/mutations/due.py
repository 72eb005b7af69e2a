"""Mistakes in who is due: the moments, the index, and the sweep over it."""

from typing import Final

from tests.proof.mutations.mutation import Mutation

DATED: Final = "chalicelib/domain/play/dated.py"
FALLS_DUE: Final = "chalicelib/domain/decide/falls_due.py"
PART: Final = "chalicelib/services/sweep_part.py"
OF_FALLS_DUE: Final = "tests/domain/test_falls_due.py tests/proof/test_falls_due_by_chance.py"
OF_INDEX: Final = "tests/services/test_due_index.py"
OF_SWEEP: Final = "tests/services/test_sweep.py"

MUTATIONS: Final = (
    Mutation(
        "helpers-for-each-part-with-each-version",
        "chalicelib/services/sweep.py",
        "(everybody and self._is_large(part))",
        "everybody",
        "256 functions would be started at once for ten members",
        OF_SWEEP,
    ),
    Mutation(
        "tags-end-by-no-moment",
        DATED,
        "if tag_ends := next_end(turn):",
        "if (tag_ends := next_end(turn)) and False:",
        "a tag of June would still be there in July",
        "tests/domain/test_tags.py",
    ),
    Mutation(
        "days-since-an-order-bring-nobody",
        FALLS_DUE,
        "= (_openings, _audiences, _purchases, _touches)",
        "= (_openings, _audiences, _touches)",
        "who comes to belong as days pass would get what was earned with the next action only",
        OF_FALLS_DUE,
    ),
    Mutation(
        "reached-by-a-merge-and-forgotten",
        FALLS_DUE,
        "not merged\n        and first > now",
        "first > now",
        "what two records reach together would wait for the next action",
        "tests/domain/test_merge.py",
    ),
    Mutation(
        "opening-is-no-moment",
        FALLS_DUE,
        "= (_openings, _audiences, _purchases, _touches)",
        "= (_audiences, _purchases, _touches)",
        "who did before what a campaign counts would be paid a year after it opens",
        OF_FALLS_DUE,
    ),
    Mutation(
        "birthday-is-no-moment",
        FALLS_DUE,
        "= (_openings, _audiences, _purchases, _touches)",
        "= (_openings, _purchases, _touches)",
        "what is owed to whoever comes of age would wait for the next action",
        OF_FALLS_DUE,
    ),
    Mutation(
        "what-waits-is-never-tried",
        FALLS_DUE,
        "return min(first, now) if moved else _first(after, now)",
        "return first",
        "what one receipt had no room for would wait for a year",
        OF_FALLS_DUE,
    ),
    Mutation(
        "index-set-later",
        "chalicelib/store/commit.py",
        "return min(before, after.at)",
        "return max(before, after.at)",
        "a coupon that ends sooner than all else would end when the sweep comes for something else",
        OF_INDEX,
    ),
    Mutation(
        "index-forgets-the-recipient",
        "chalicelib/services/act.py",
        "if case.recipient is not None and outcome.recipient is not None:",
        "if case.recipient is not None and outcome.recipient is None:",
        "a coupon that was sent would not bring its new owner into the index",
        OF_INDEX,
    ),
    Mutation(
        "moved-whatever-has-happened",
        "chalicelib/store/due_index.py",
        'writes.update(member_key(member.snapshot.id), "SET d = :d, h = :h", writes.UNCHANGED, values)',
        'writes.update(member_key(member.snapshot.id), "SET d = :d, h = :h, v = :v", None, values)',
        "a sweep would move a member back who has just earned what ends sooner",
        OF_INDEX,
    ),
    Mutation(
        "everybody-from-the-front",
        "chalicelib/store/due_index.py",
        "LATEST_FIRST, {}, forward=False)",
        "LATEST_FIRST, {})",
        "whoever comes to be due sooner while all are looked at would escape",
        OF_INDEX,
    ),
    Mutation(
        "sweep-leaves-the-early-where-they-are",
        "chalicelib/services/settle_member.py",
        "is_over = member.due is None or member.due <= now",
        "is_over = member.due is None",
        "who came too early would be looked at in each run",
        OF_SWEEP,
    ),
    Mutation(
        "register-forgets-who-was-there-before",
        "chalicelib/services/register.py",
        "Registered(done=self._is_new())",
        "Registered(done=True)",
        "members of an earlier release who never come would be settled no more",
        OF_SWEEP,
    ),
    Mutation(
        "closed-campaign-leaves-before-all-are-registered",
        "chalicelib/services/sweep.py",
        "    if not registered(register).done:\n        return 0, frozenset()\n",
        "",
        "members who do not stand in the index yet would lose what a closed campaign owes",
        OF_SWEEP,
    ),
    Mutation(
        "two-runs-on-one-part",
        PART,
        "        if cursor.at > clock():\n            return Swept(done=False)\n",
        "",
        "all helpers of a late hour would do the same work",
        OF_SWEEP,
    ),
)
