"""Mistakes in refunds: one takes back more than was given, or less, or from the wrong place."""

from tests.proof.mutations.mutation import Mutation

UNDO = "chalicelib/domain/mechanics/challenge/undo.py"
WALLET = "chalicelib/domain/play/wallet.py"
TIERS = "chalicelib/domain/play/tiers.py"
OF_REFUNDS = "tests/domain/test_refunds.py"
OF_TIERS = "tests/domain/test_tiers.py"

MUTATIONS = (
    Mutation(
        "challenge-undone-by-a-task-that-was-not-done",
        UNDO,
        "    if was_done and TARGET not in state.paid:\n",
        "    if TARGET not in state.paid:\n",
        "an order of a task that was never done would take back what the others brought",
        OF_REFUNDS,
    ),
    Mutation(
        "challenge-taken-back-with-a-boost",
        UNDO,
        "bag, 1, bag.points)",
        "bag, 1, int(bag.points * _factor(counted)))",
        "more would be taken back than a challenge gave",
        OF_REFUNDS,
    ),
    Mutation(
        "boost-rounded-at-each-part",
        UNDO,
        "        return int(points * was * factor) - int(points * will * factor)\n",
        "        return int(points * times * factor)\n",
        "who sends an order back in parts would keep some of its points",
        OF_REFUNDS,
    ),
    Mutation(
        "what-waits-stays",
        UNDO,
        "        taken = min(wanted, one.times)\n",
        "        taken = 0\n",
        "what was not given yet would be owed at once, and given all the same",
        OF_REFUNDS,
    ),
    Mutation(
        "limit-forgotten-in-a-refund",
        UNDO,
        "            return max(0, min(had_earned, limit) - min(had_earned - lost, limit))\n",
        "            return lost\n",
        "a refund would take back what a limit had never given",
        OF_REFUNDS,
    ),
    Mutation(
        "task-stays-done",
        UNDO,
        "    if lost > 0 or not reached:\n",
        "    if lost > 0:\n",
        "a task that gives nothing by itself would count as done after its order came back",
        OF_REFUNDS,
    ),
    Mutation(
        "spent-points-are-forgiven",
        WALLET,
        "        turn.member.owed += n - here\n",
        "",
        "buy, take the gift, return the goods, and repeat",
        OF_REFUNDS,
    ),
    Mutation(
        "debt-never-paid",
        WALLET,
        "    member.owed -= paid\n",
        "",
        "the next points would be lost, again and again",
        OF_REFUNDS,
    ),
    Mutation(
        "taken-from-any-lot",
        WALLET,
        "purse.taken(turn.member.lots, here, first=first)",
        "purse.taken(turn.member.lots, here)",
        "a refund would take the points that end first, and not those that its order brought",
        OF_REFUNDS,
    ),
    Mutation(
        "tier-kept-after-an-older-refund",
        TIERS,
        "max(turn.moment, standing.since)",
        "turn.moment",
        "a refund with a time before its order's report would leave the tier for ever",
        OF_REFUNDS,
    ),
    Mutation(
        "one-tier-of-two-put-back",
        TIERS,
        "        turn.member.standing = standing.below\n",
        "        turn.member.standing = None\n",
        "of two tiers that one order brought, the lower would stay for ever",
        OF_REFUNDS,
    ),
    Mutation(
        "older-word-makes-a-tier-last",
        "chalicelib/domain/decide/membership.py",
        'known != _last_word(turn, "tier") == Word(time, action.tier)',
        "turn.member.profile.tier == action.tier",
        "a word of the brand that comes late would keep a tier for ever",
        OF_TIERS,
    ),
)
