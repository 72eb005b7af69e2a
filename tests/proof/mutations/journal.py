"""Mistakes in the journal of a receipt: what it says of each movement, and of what an event added to tasks."""

from tests.proof.mutations.mutation import Mutation

JOURNAL = "chalicelib/domain/record/journal.py"
REWARDS = "chalicelib/domain/play/rewards.py"
SETTLE = "chalicelib/domain/decide/settle.py"
DUE = "chalicelib/domain/mechanics/challenge/due.py"

OF_JOURNAL = "tests/domain/test_journal.py"
OF_PRIZE = "tests/test_a_prize_of_points.py"

MUTATIONS = (
    Mutation(
        "prize-of-points-not-posted",
        REWARDS,
        """        move(player, f"prizes/{name}", n)
        if prize.kind not in ("gift", "badge"):
            _unpack(player.on(f"prizes/{name}", n), name, prize, n)
""",
        """        if prize.kind in ("gift", "badge"):
            move(player, f"prizes/{name}", n)
        else:
            give(player, contents(prize), n)
""",
        "report, export, notices and budget would not know of a prize that turned into points",
        f"{OF_JOURNAL} {OF_PRIZE}",
    ),
    Mutation(
        "prize-unpacked-under-another-reason",
        REWARDS,
        '_unpack(player.on(f"prizes/{name}", n), name, prize, n)',
        "_unpack(player, name, prize, n)",
        "what an offer gave and what its prize was made of could not be told apart",
        OF_JOURNAL,
    ),
    Mutation(
        "movements-netted-away",
        JOURNAL,
        "gave, took = ({leg.asset: leg.n}, {}) if leg.n > 0 else ({}, {leg.asset: -leg.n})",
        "gave, took = {leg.asset: leg.n}, {}",
        "what comes and goes within one block would leave no trace",
        OF_JOURNAL,
    ),
    Mutation(
        "grants-less-what-became-of-them",
        JOURNAL,
        "if leg.n > 0 and leg.asset.startswith(PRIZES) and not is_returned(leg):",
        "if leg.asset.startswith(PRIZES) and not is_returned(leg):",
        "a prize of points would be granted once and taken back once: it would cost the brand nothing",
        f"{OF_JOURNAL} {OF_PRIZE}",
    ),
    Mutation(
        "prizes-of-points-not-told",
        "chalicelib/domain/derived/notice.py",
        "for one in grants(receipt.legs))",
        "for one in grants(receipt.legs) if one.n > 1)",
        "other systems would not hear of a prize that is won",
        OF_PRIZE,
    ),
    Mutation(
        "ten-draws-noted-as-one",
        "chalicelib/domain/mechanics/blind_box/play.py",
        "player.on(of, action.times)",
        "player.on(of)",
        "the report would count a tenth of the draws",
        OF_JOURNAL,
    ),
    Mutation(
        "blocks-that-gave-nothing-noted",
        DUE,
        "    if fits and bag:\n",
        "    if fits:\n",
        "a task without a reward would count as paid",
        OF_JOURNAL,
    ),
    Mutation(
        "ended-when-it-was-settled",
        SETTLE,
        "turn.due = turn.moment = due.at",
        "turn.due = turn.moment = turn.now",
        "a coupon would end on the day on which its owner came back",
        OF_JOURNAL,
    ),
    Mutation(
        "settled-noted-as-the-actions-own",
        SETTLE,
        "turn.due = turn.moment = due.at",
        "turn.moment = due.at",
        "a member would be told that what they did took their coupons",
        OF_JOURNAL,
    ),
    Mutation(
        "counted-from-the-start",
        "chalicelib/domain/mechanics/challenge/play.py",
        "counted = sum(progress.runs(state, progress.measured(task))) - counted",
        "counted = sum(progress.runs(state, progress.measured(task)))",
        "taking back one order would take back all of them",
        OF_JOURNAL,
    ),
)
