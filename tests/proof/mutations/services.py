"""Mistakes in the services: replays, retries, what a container remembers, publishing and closing."""

from __future__ import annotations

from tests.proof.mutations.mutation import Mutation

ACT = "chalicelib/services/act.py"
CASE = "chalicelib/services/case.py"
CATALOGUE = "chalicelib/services/catalogue.py"
CLOSE = "chalicelib/services/close.py"
DRAFTING = "chalicelib/services/drafting.py"
REASONS = "chalicelib/services/reasons.py"

OF_ACT = "tests/services/test_act.py"
OF_CATALOGUE = "tests/services/test_catalogue.py"
OF_CLOSE = "tests/services/test_close.py"
OF_PUBLISH = "tests/services/test_publish.py"
OF_REASONS = "tests/proof/test_commit_reasons.py"

MUTATIONS = (
    Mutation(
        "torn-read-not-healed",
        "chalicelib/services/recall.py",
        "self.heed_log(case)",
        "pass",
        "a key sent twice could be refused although it was granted",
        OF_ACT,
    ),
    Mutation(
        "log-not-heeded-after-a-cancel",
        REASONS,
        "self._recall.heed_log(case)",
        "pass",
        "a key sent twice could be decided twice",
        OF_REASONS,
    ),
    Mutation(
        "lost-reply-not-looked-up",
        REASONS,
        "self._recall.look_up(case, tuple(case.open))",
        "pass",
        "a member would be told to try again what was done",
        OF_REASONS,
    ),
    Mutation(
        "refused-by-its-own-claim",
        REASONS,
        "RECEIPTS = frozenset({Part.RECEIPT, Part.RECIPIENT_RECEIPT})",
        "RECEIPTS = frozenset({Part.RECIPIENT_RECEIPT})",
        "an order sent twice at once would be refused to the member whose it is",
        OF_REASONS,
    ),
    Mutation(
        "full-shard-forgotten",
        REASONS,
        "self._stock.saw(fault.of.shard, fault.found.taken)",
        "pass",
        "a shard that is full would be tried again and again",
        OF_REASONS,
    ),
    Mutation(
        "one-commit-more",
        REASONS,
        "case.commits >= MOST_COMMITS",
        "case.commits > MOST_COMMITS",
        "attempts would not be bounded as stated",
        OF_REASONS,
    ),
    Mutation(
        "patience-without-end",
        REASONS,
        "elapsed >= MOST_SECONDS",
        "False",
        "a request would outlive its client",
        OF_REASONS,
    ),
    Mutation(
        "member-conflict-not-read-again",
        REASONS,
        "if case.open:",
        "if False:",
        "what else was asked would be decided on a member of before",
        OF_REASONS,
    ),
    Mutation(
        "fingerprint-not-compared",
        CASE,
        "if fingerprint != request.fingerprint:",
        "if False:",
        "a key used for something else would get the other's answer",
        OF_ACT,
    ),
    Mutation(
        "time-runs-back",
        CASE,
        "max(self.now, self.member.snapshot.at,",
        "max(self.now,",
        "a container whose clock is behind would open yesterday's limit again",
        OF_ACT,
    ),
    Mutation(
        "recipient's-time-runs-back",
        CASE,
        "self.recipient.snapshot.at if self.recipient else 0",
        "0",
        "a gift would open yesterday's limit again",
        OF_ACT,
    ),
    Mutation(
        "rivals-both-have-it",
        ACT,
        "if case.refuse_rivals(outcome.claims):",
        "if False:",
        "one order twice in a batch would be our mistake, and stop the batch",
        OF_ACT,
    ),
    Mutation(
        "moment-moves-with-retries",
        ACT,
        "case.recipient, moment)",
        "case.recipient, moment + 1)",
        "the member's last moment would be after the receipt's",
        OF_ACT,
    ),
    Mutation(
        "token-epoch-not-checked",
        "chalicelib/services/admission.py",
        "token_epoch is not None and",
        "False and",
        "a stolen token could not be revoked",
        OF_ACT,
    ),
    Mutation(
        "current-token-revoked",
        "chalicelib/services/admission.py",
        "token_epoch < member.document.epoch",
        "token_epoch <= member.document.epoch",
        "nobody could act at all",
        OF_ACT,
    ),
    Mutation(
        "old-rules-played-on",
        CATALOGUE,
        "copy is None or self._age(copy) > TOO_OLD",
        "copy is None",
        "a container cut off from the table would play by rules of long ago",
        OF_CATALOGUE,
    ),
    Mutation(
        "too-old-a-moment-early",
        CATALOGUE,
        "self._age(copy) > TOO_OLD",
        "self._age(copy) >= TOO_OLD",
        "the age that is stated would be another",
        OF_CATALOGUE,
    ),
    Mutation(
        "stale-a-moment-early",
        CATALOGUE,
        "self._age(self._copy) > STALE",
        "self._age(self._copy) >= STALE",
        "the age that is stated would be another",
        OF_CATALOGUE,
    ),
    Mutation(
        "overtaken-list-believed",
        CATALOGUE,
        "elif live.revision > held.live.revision:",
        "elif live.revision != held.live.revision:",
        "a slow read would bring back rules that were replaced",
        OF_CATALOGUE,
    ),
    Mutation(
        "closed-a-moment-late",
        CLOSE,
        "end + REVEAL_AFTER <= now",
        "end + REVEAL_AFTER < now",
        "the hour that is stated would be longer",
        OF_CLOSE,
    ),
    Mutation(
        "prolonged-campaign-closed",
        CLOSE,
        "max(ends.get(version.id, 0), prepare(version, self._master).ends)",
        "prepare(version, self._master).ends",
        "a campaign that is prolonged could be closed at its old end",
        OF_CLOSE,
    ),
    Mutation(
        "seed-of-a-removed-box-kept",
        CLOSE,
        "for of in newest.commitments}",
        "for of in prepare(newest, self._master).tables}",
        "the draws of a box that was taken out could never be verified",
        OF_CLOSE,
    ),
    Mutation(
        "seed-shown-while-open",
        "chalicelib/services/show.py",
        "now, seed=None)",
        "now, seed=published.seed(of).hex())",
        "everybody could compute the draws to come",
        "tests/proof/test_chance_of_shipped_boxes.py",
    ),
    Mutation(
        "seed-changed-by-a-version",
        DRAFTING,
        "epoch = previous.epoch if previous else",
        "epoch = previous.epoch + 1 if previous else",
        "a brand could draw again until it likes the winners",
        OF_PUBLISH,
    ),
    Mutation(
        "shards-changed-by-a-version",
        DRAFTING,
        "shards | (previous.shards if previous else {})",
        "shards",
        "units taken from the old shards would be given again",
        OF_PUBLISH,
    ),
    Mutation(
        "no-time-to-learn-of-a-version",
        "chalicelib/domain/live.py",
        "wanted < earliest:",
        "wanted < now:",
        "two containers could play two versions at one moment",
        OF_PUBLISH,
    ),
    Mutation(
        "history-off-by-one",
        "chalicelib/services/history.py",
        "[: LENGTH - 1]",
        "[:LENGTH]",
        "a receipt would be on two pages",
        "tests/services/test_history.py",
    ),
    Mutation(
        "born-without-identity",
        "chalicelib/services/sign_in.py",
        "None, now, identity)",
        "None, now)",
        "each sign-in would be a new member",
        "tests/services/test_sign_in.py",
    ),
)
