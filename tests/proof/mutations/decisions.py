"""Mistakes in the decision itself: what an action adds up to, for whatever mechanic."""

from __future__ import annotations

from tests.proof.mutations.mutation import Mutation

DECIDE = "chalicelib/domain/decide/decision.py"
LIMITS = "chalicelib/domain/play/limits.py"
REWARDS = "chalicelib/domain/play/rewards.py"
SETTLE = "chalicelib/domain/decide/settle.py"
TURN = "chalicelib/domain/play/turn.py"

OF_DECIDE = "tests/domain/test_decide.py"
OF_BOXES = "tests/domain/test_blind_box.py"
OF_REDEMPTIONS = "tests/domain/test_redemption.py"

MUTATIONS = (
    Mutation(
        "asks-don't-see-each-other",
        DECIDE,
        "document=self.last.member)",
        "document=self.member.document)",
        "of eight events in one batch only the last would count",
        OF_DECIDE,
    ),
    Mutation(
        "takes-of-a-batch-forgotten",
        DECIDE,
        "turn.takes = dict(self.last.takes)",
        "turn.takes = {}",
        "a batch would give more units than it takes from the stock",
        OF_DECIDE,
    ),
    Mutation(
        "receipt-numbers-have-a-gap",
        DECIDE,
        "number = self.member.version + self.written",
        "number = self.member.version + self.written + 1",
        "an auditor could not tell a gap from a lost receipt",
        OF_DECIDE,
    ),
    Mutation(
        "settled-twice",
        DECIDE,
        "self.last, self.pending = turn, Draft()",
        "self.last = turn",
        "each receipt of a batch would note what fell due before it again",
        OF_DECIDE,
    ),
    Mutation(
        "decides-in-place",
        DECIDE,
        "member=_copy(member.document)",
        "member=member.document",
        "a refused action, or a retry, would leave its traces in the member",
        OF_DECIDE,
    ),
    Mutation(
        "acts-unborn",
        DECIDE,
        "self.member.version == 0 and not",
        "self.member.version < 0 and not",
        "whoever made an id up could play under it",
        OF_DECIDE,
    ),
    Mutation(
        "archive-dropped",
        DECIDE,
        "archives=self.archives,",
        "archives=(),",
        "what a closed campaign left would vanish from the record",
        OF_DECIDE,
    ),
    Mutation(
        "codes-can-be-guessed",
        DECIDE,
        "entropy=situation.entropy + receipt.encode()",
        "entropy=receipt.encode()",
        "whoever knows the key of a request would know the coupon's code",
        OF_BOXES,
    ),
    Mutation(
        "codes-of-a-batch-alike",
        DECIDE,
        "entropy=situation.entropy + receipt.encode()",
        "entropy=situation.entropy",
        "two coupons of one batch would have one code, which is good once",
        OF_BOXES,
    ),
    Mutation(
        "codes-of-an-action-alike",
        TURN,
        "len(self.draft.coupons).to_bytes(4, ",
        "len(self.takes).to_bytes(4, ",
        "ten draws would give ten coupons of one code",
        OF_BOXES,
    ),
    Mutation(
        "at-most-ignored",
        TURN,
        "min(quota, self.at_most.get(key, quota))",
        "quota",
        "what is known to be gone would be decided again until the attempts run out",
        OF_BOXES,
    ),
    Mutation(
        "one-above-the-quota",
        TURN,
        "if taken + n > min(",
        "if taken + n > 1 + min(",
        "a stock would be decided to give one more than there is",
        OF_BOXES,
    ),
    Mutation(
        "negative-holdings",
        "chalicelib/domain/play/wallet.py",
        "if left < 0:",
        "if left < -1:",
        "members could give away what they don't hold",
        "tests/domain/test_collection.py",
    ),
    Mutation(
        "costs-nothing",
        REWARDS,
        "move(player, asset, -n)",
        "move(player, asset, 0)",
        "everything would be free for whoever can afford it",
        OF_REDEMPTIONS,
    ),
    Mutation(
        "never-replaced",
        REWARDS,
        "if prize.when_out is None:",
        "if prize.stock is not None:",
        "draws would be refused although the file names a replacement",
        OF_BOXES,
    ),
    Mutation(
        "at-most-not-on-the-receipt",
        REWARDS,
        "drawn.memory, at_most)",
        "drawn.memory, {})",
        "nobody could tell why a draw gave the replacement",
        OF_BOXES,
    ),
    Mutation(
        "limit-one-more",
        LIMITS,
        "if n > left:",
        "if n > left + 1:",
        "each limit would allow one more than it says",
        OF_REDEMPTIONS,
    ),
    Mutation(
        "limit-not-counted",
        LIMITS,
        "counts[key] = counts.get(key, 0) + n",
        "counts[key] = counts.get(key, 0)",
        "no limit would ever be reached",
        OF_REDEMPTIONS,
    ),
    Mutation(
        "one-limit-of-several-holds",
        LIMITS,
        "return min(",
        "return max(",
        "`[1 a day, 3 a week]` would allow seven a week",
        "tests/domain/test_redemption.py tests/domain/test_blind_box.py tests/domain/test_challenge.py",
    ),
    Mutation(
        "limit-of-another-day",
        LIMITS,
        "published.zone, player.turn.moment,",
        "published.zone, player.turn.now,",
        "a late event would use up the limit of the day on which it arrives",
        "tests/domain/test_challenge.py",
    ),
    Mutation(
        "coupon-a-moment-longer",
        SETTLE,
        "coupon.expires <= turn.now",
        "coupon.expires < turn.now",
        "a coupon would still be there in the first moment after its end",
        OF_BOXES,
    ),
    Mutation(
        "forgets-before-the-grace",
        SETTLE,
        "else add(grace.count, grace.unit, zone, closes)",
        "else closes",
        "a late event would meet a round that has forgotten what it paid",
        "tests/domain/test_challenge.py",
    ),
    Mutation(
        "archived-assets-stay-in-the-wallet",
        SETTLE,
        "turn.post(archive.campaign, asset, -n, CLOSED)",
        "pass",
        "receipts would no longer sum to the wallet",
        OF_DECIDE,
    ),
    Mutation(
        "ledger-without-what-fell-due",
        "chalicelib/domain/record/receipt.py",
        "return journal.changes(self.legs)",
        "return journal.changes(self.own)",
        "expired coupons would stay in the ledger for good",
        OF_DECIDE,
    ),
)
