"""Mistakes for each of the proofs to notice, whatever else would notice them too."""

from tests.proof.mutations.mutation import Mutation

COMMIT = "chalicelib/store/commit.py"
REWARDS = "chalicelib/domain/play/rewards.py"

OF_HIDDEN = "tests/proof/test_hidden_by_engines.py"
OF_SIDE_BY_SIDE = "tests/proof/test_side_by_side.py"
OF_CRASHES = "tests/proof/test_crash_at_every_write.py"
OF_INJECTED = "tests/proof/test_injected.py"
OF_MACHINE = "tests/proof/test_state_machine.py"
OF_RACES = "tests/proof/test_races.py"

SEEDS = 6
"""Of the state machine: its short form takes one, and may not come to the state in which a mistake shows."""

MUTATIONS = (
    Mutation(
        "machine-sees-a-limit-exceeded",
        "chalicelib/domain/play/limits.py",
        "if n > left:",
        "if n > left + 1:",
        "each limit would allow one more than it says",
        OF_MACHINE,
        seeds=SEEDS,
    ),
    Mutation(
        "machine-sees-a-line-missing",
        "chalicelib/domain/play/wallet.py",
        "asset, n, why, lots,",
        "asset, max(n, 0), why, lots,",
        "what a member pays would not be on the receipt",
        OF_MACHINE,
        seeds=SEEDS,
    ),
    Mutation(
        "machine-sees-a-wrong-reason",
        REWARDS,
        '_unpack(player.on(f"prizes/{name}", n), name, prize, n)',
        "_unpack(player, name, prize, n)",
        "points out of a prize would look like the box's own, and no refund could find them",
        OF_MACHINE,
        seeds=SEEDS,
    ),
    Mutation(
        "machine-sees-a-prize-stay-packed",
        REWARDS,
        'move(player, f"prizes/{name}", -n)',
        'move(player, f"prizes/{name}", 0)',
        "a prize of points would be held, and paid out as well",
        OF_MACHINE,
        seeds=SEEDS,
    ),
    Mutation(
        "machine-sees-uses-miscounted",
        "chalicelib/domain/play/turn.py",
        "self.turn.use(self.published.id, block, times)",
        "self.turn.use(self.published.id, block, 1)",
        "ten draws would be on the receipt as one, and no auditor could tell whether a limit was kept",
        OF_MACHINE,
        seeds=SEEDS,
    ),
    Mutation(
        "machine-sees-a-replacement-too-early",
        "chalicelib/domain/play/turn.py",
        "self.at_most.get(key, quota)) - taken))",
        "self.at_most.get(key, quota)) - taken - 1))",
        "the last unit of each stock would be given to nobody",
        OF_MACHINE,
        seeds=SEEDS,
    ),
    Mutation(
        "crash-leaves-half",
        COMMIT,
        "puts += _step(parts, recipient, outcome.recipient, received, fingerprints, now, next_due)",
        "send([], [*_step(parts, recipient, outcome.recipient, received, fingerprints, now, next_due)], (), [])",
        "a gift would be written in two steps",
        OF_CRASHES,
    ),
    Mutation(
        "torn-read-refuses",
        "chalicelib/services/recall.py",
        "self.answer_from_log(case)",
        "pass",
        "a key sent twice could be refused although it was granted",
        f"{OF_HIDDEN}::test_a_torn_read_answers_as_an_untorn_one",
    ),
    Mutation(
        "unprocessed-member-unborn",
        "chalicelib/store/reader.py",
        "if whole:",
        "if True:",
        "a member whom the table was too busy to read would be taken for unborn",
        f"{OF_HIDDEN}::test_keys_left_unprocessed_are_read_again_with_all_others",
    ),
    Mutation(
        "clock-behind-opens-yesterday",
        "chalicelib/services/case.py",
        "max(self.now, self.member.snapshot.at,",
        "max(self.now,",
        "a container whose clock is behind would open yesterday's limit again",
        f"{OF_SIDE_BY_SIDE}::test_a_day_that_has_begun_does_not_end_again",
    ),
    Mutation(
        "old-release-rewrites",
        "chalicelib/store/members.py",
        "item.s > SHAPE + 1",
        "item.s > SHAPE + 2",
        "an old release would drop the fields of a new one",
        f"{OF_SIDE_BY_SIDE}::test_a_newer_shape_is_never_rewritten",
    ),
    Mutation(
        "throttled-for-good",
        "chalicelib/store/faults.py",
        '"ThrottlingError": FaultKind.THROTTLED',
        '"ThrottlingError": FaultKind.INVALID',
        "a throttled action would be answered as our own mistake",
        OF_INJECTED,
    ),
    Mutation(
        "conflict-for-good",
        "chalicelib/store/faults.py",
        '"TransactionConflict": FaultKind.CONFLICT',
        '"TransactionConflict": FaultKind.INVALID',
        "two devices at once would be answered by a fault",
        OF_INJECTED,
    ),
    Mutation(
        "race-oversells",
        "chalicelib/store/transaction.py",
        "portion.quota - portion.n",
        "portion.quota",
        "more would be granted than there is",
        OF_RACES,
    ),
    Mutation(
        "race-loses-an-update",
        COMMIT,
        "UNCHANGED if who.version else ABSENT",
        "None if who.version else ABSENT",
        "of two actions at once one would be lost",
        OF_RACES,
    ),
    Mutation(
        "looks-see-what-a-close-drops",
        "chalicelib/domain/mechanics/challenge/due.py",
        "turn.definitions.owing(name)",
        "turn.definitions.campaigns.get(name)",
        "what a pause over the end held back would be gone as soon as the campaign is closed",
        "tests/proof/test_shown.py",
    ),
)
