"""Mistakes in merging two records of one person, and in the ids that lead to one."""

from tests.proof.mutations.mutation import Mutation

MERGE = "chalicelib/domain/decide/merge.py"
MOVING = "chalicelib/domain/play/merging.py"
PROGRESS = "chalicelib/domain/mechanics/challenge/merging.py"
SCORES = "chalicelib/domain/mechanics/board/merging.py"
PROFILES = "chalicelib/domain/decide/merge_profiles.py"
RECALL = "chalicelib/services/recall.py"

RULES = "tests/domain/test_merge.py"
OVER_HTTP = "tests/api/test_merging.py"
ON_THE_TABLE = "tests/proof/test_merging.py"

MUTATIONS = (
    Mutation(
        "merged-debts-are-forgotten",
        MOVING,
        "        member.owed += left\n",
        "",
        "who spent what was taken back would owe nothing after a merge",
        RULES,
    ),
    Mutation(
        "merged-holdings-pay-no-debt",
        MOVING,
        "paid = min(played.owed.get(asset, 0), n)",
        "paid = 0",
        "a member would owe what she holds",
        RULES,
    ),
    Mutation(
        "merged-target-pays-twice",
        PROGRESS,
        "paid=_summed(one.paid, other.paid) if repeats else",
        "paid=_most(one.paid, other.paid) if repeats else",
        "a reward that both records were paid would be paid again",
        RULES,
    ),
    Mutation(
        "merged-once-counts-twice",
        PROGRESS,
        "if repeats else _most(one.paid, other.paid)",
        "if repeats else _summed(one.paid, other.paid)",
        "a refund of a cent would take back a reward that is still earned",
        RULES,
    ),
    Mutation(
        "merged-days-count-twice",
        PROGRESS,
        "sorted(days_of(one) | days_of(other))",
        "sorted([*days_of(one), *days_of(other)])",
        "one day would count as two",
        RULES,
    ),
    Mutation(
        "merged-best-adds-up",
        PROGRESS,
        "max(one.amount, other.amount) if _best_counts(task) else",
        "one.amount + other.amount if _best_counts(task) else",
        "two small events would pass for a large one",
        RULES,
    ),
    Mutation(
        "merged-guarantee-is-further",
        MERGE,
        "found[block] = [drawn, *map(max, own, memory)]",
        "found[block] = [drawn, *own]",
        "draws towards a guarantee would be lost",
        RULES,
    ),
    Mutation(
        "merged-without-what-fell-due",
        MERGE,
        "    other.archives = settle(other, other.member.settled)\n",
        "",
        "points that had ended would be spent once more",
        RULES,
    ),
    Mutation(
        "merged-with-a-hold",
        MERGE,
        "    if other.member.holds:\n",
        "    if False:\n",
        "what is kept for a bill would be lost",
        RULES,
    ),
    Mutation(
        "merged-tier-is-reached-again",
        PROFILES,
        '        told["tier"], member.standing = theirs.tier, other.standing\n',
        "        pass\n",
        "the gift of a tier would be given a second time",
        RULES,
    ),
    Mutation(
        "merged-score-of-an-old-board",
        SCORES,
        "ranking is not None and turn.now < ranking.ends",
        "ranking is not None",
        "a board that is over would change",
        RULES,
    ),
    Mutation(
        "merged-score-in-both-places",
        "chalicelib/domain/decide/decision.py",
        "recipient_entries=left(self.situation.definitions, other.draft.scores, self.situation.now) if other else (),",
        "recipient_entries=(),",
        "one person would stand on a board twice",
        RULES,
    ),
    Mutation(
        "merged-counted-as-two",
        "chalicelib/domain/derived/counters.py",
        "receipt.first.count(campaign) - receipt.both.count(campaign)",
        "receipt.first.count(campaign)",
        "the reach of a campaign would count a person twice",
        "tests/domain/test_report.py",
    ),
    Mutation(
        "merged-prizes-are-granted",
        "chalicelib/domain/record/journal.py",
        "leg.why in (BILL, MERGED)",
        "leg.why == BILL",
        "a merge would look like prizes granted",
        "tests/domain/test_report.py",
    ),
    Mutation(
        "old-answer-is-forgotten",
        RECALL,
        "            case.replay(self._members.receipts_of(beside, tuple(case.open)).values())\n",
        "",
        "an event that is sent again under an old id would count twice",
        OVER_HTTP,
    ),
    Mutation(
        "refund-without-the-old-receipt",
        RECALL,
        "        if case.open and case.absorbed and missing:\n",
        "        if False:\n",
        "a refund of an order of the absorbed record would take nothing back",
        ON_THE_TABLE,
    ),
    Mutation(
        "merged-token-goes-on",
        "chalicelib/services/admission.py",
        " or document.ids.into):",
        "):",
        "the session of an absorbed record would not end",
        OVER_HTTP,
    ),
    Mutation(
        "identities-stay-behind",
        "chalicelib/store/commit.py",
        '    item = raw_item(Key(way.name, "I"), member=member_id, at=way.at)',
        '    item = raw_item(Key(way.name, "I"), member=before, at=way.at)',
        "whoever signs in by the old identity would meet a signpost for ever",
        OVER_HTTP,
    ),
    Mutation(
        "absorbed-records-are-not-erased",
        "chalicelib/services/erase.py",
        "        for one in (*member.snapshot.document.ids.absorbed, member_id):",
        "        for one in (member_id,):",
        "what was reported of an absorbed record would stay",
        OVER_HTTP,
    ),
    Mutation(
        "id-leads-to-two",
        "chalicelib/services/reasons.py",
        'case.answer(one, Conflict(message, "identity_taken"))',
        "case.answer(one, Answered(None, replayed=False))",
        "a shop would take an id for linked that leads to another member",
        OVER_HTTP,
    ),
)
