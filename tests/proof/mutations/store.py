"""Mistakes in the store: conditions, keys, shards, and what DynamoDB's answers mean."""

from __future__ import annotations

from tests.proof.mutations.mutation import Mutation

CAMPAIGNS = "chalicelib/store/campaigns.py"
COMMIT = "chalicelib/store/commit.py"
STOCK = "chalicelib/store/stock.py"

OF_CAMPAIGNS = "tests/store/test_campaigns.py"
OF_COMMIT = "tests/store/test_commit.py"
OF_STOCK = "tests/store/test_stock.py"
OF_REASONS = "tests/proof/test_commit_reasons.py"

MUTATIONS = (
    Mutation(
        "receipt-written-over",
        COMMIT,
        "receipt.id, item, NEW)",
        "receipt.id, item, None)",
        "one key could be granted twice",
        "tests/proof/test_commit_reasons.py tests/store/test_commit.py",
    ),
    Mutation(
        "member-written-over",
        COMMIT,
        "UNCHANGED if who.version else NEW",
        "None if who.version else NEW",
        "of two actions at once one would be lost",
        "tests/proof/test_commit_reasons.py tests/store/test_commit.py",
    ),
    Mutation(
        "member-born-twice",
        COMMIT,
        "UNCHANGED if who.version else NEW",
        "UNCHANGED if who.version else None",
        "a second birth would wipe the first out",
        OF_REASONS,
    ),
    Mutation(
        "claim-written-over",
        COMMIT,
        "Part.CLAIM, claim, item, NEW",
        "Part.CLAIM, claim, item, None",
        "one order would pay two members",
        OF_REASONS,
    ),
    Mutation(
        "claims-not-written",
        COMMIT,
        "for claim in outcome.claims)",
        "for claim in ())",
        "one order would pay two members",
        OF_REASONS,
    ),
    Mutation(
        "identity-written-over",
        COMMIT,
        "Part.IDENTITY, member_id, item, NEW",
        "Part.IDENTITY, member_id, item, None",
        "two devices at once would make two members of one person",
        "tests/services/test_sign_in.py",
    ),
    Mutation(
        "oversold-by-one-portion",
        COMMIT,
        "portion.quota - portion.n",
        "portion.quota",
        "each shard could be taken from once too often",
        OF_COMMIT,
    ),
    Mutation(
        "archives-not-written",
        COMMIT,
        "for archive in outcome.archives)",
        "for archive in ())",
        "a closed campaign's part of a member would be lost",
        "tests/store/test_commit.py tests/services/test_act.py",
    ),
    Mutation(
        "gift-without-the-other's-receipt",
        COMMIT,
        "puts += _receipts(",
        "_receipts(",
        "the recipient's receipts would no longer sum to the wallet",
        "tests/store/test_commit.py tests/services/test_act.py",
    ),
    Mutation(
        "log-forgets-a-receipt",
        COMMIT,
        "log = receipt_log.noted(log, receipt.id)",
        "log = before.log",
        "the history would skip receipts",
        "tests/services/test_act.py",
    ),
    Mutation(
        "receipts-kept-for-ever",
        COMMIT,
        "receipt.at // 1000 + RECEIPT_SECONDS",
        "receipt.at + RECEIPT_SECONDS",
        "a time to live in milliseconds is in fifty thousand years",
        OF_COMMIT,
    ),
    Mutation(
        "log-one-shorter",
        "chalicelib/store/receipt_log.py",
        "[: LENGTH * WIDTH]",
        "[: (LENGTH - 1) * WIDTH]",
        "the sixteenth receipt back would be missed in a torn read",
        "tests/store/test_reader.py",
    ),
    Mutation(
        "unprocessed-keys-ignored",
        "chalicelib/store/reader.py",
        'if not reply["UnprocessedKeys"]:',
        "if True:",
        "a member whom the table was too busy to read would be taken for unborn",
        "tests/store/test_reader.py",
    ),
    Mutation(
        "reads-yesterday's-news",
        "chalicelib/store/reader.py",
        "consistent: bool = True",
        "consistent: bool = False",
        "a retry could miss the receipt of the first try",
        "tests/store/test_reader.py tests/api/test_routes_cost.py",
    ),
    Mutation(
        "newer-shape-rewritten",
        "chalicelib/store/members.py",
        "item.s > SHAPE + 1",
        "item.s > SHAPE + 2",
        "an old release would drop the fields of a new one",
        "tests/store/test_reader.py",
    ),
    Mutation(
        "pauses-without-bound",
        "chalicelib/store/backoff.py",
        "min(MOST_SECONDS, first * 2**tries)",
        "first * 2**tries",
        "a member would wait longer than a client does",
        "tests/store/test_backoff.py",
    ),
    Mutation(
        "pauses-in-step",
        "chalicelib/store/backoff.py",
        "rng.uniform(0, ",
        "max(0, ",
        "those who collided once would collide again",
        "tests/store/test_backoff.py",
    ),
    Mutation(
        "remainder-given-twice",
        STOCK,
        "index < take.quota % take.shards",
        "index <= take.quota % take.shards",
        "a stock's shards would hold more than the stock",
        OF_STOCK,
    ),
    Mutation(
        "older-number-believed",
        STOCK,
        "max(taken, seen.get(shard.number, 0))",
        "taken",
        "a full shard would be asked again and again",
        OF_STOCK,
    ),
    Mutation(
        "windows-share-a-stock",
        "chalicelib/store/table.py",
        "/{stock.window}#",
        "/#",
        "this month's stock would be what last month left",
        "tests/store/test_table.py",
    ),
    Mutation(
        "unknown-500-is-final",
        "chalicelib/store/faults.py",
        "_status(error) >= 500",
        "_status(error) > 503",
        "a server error would be answered as our own mistake",
        OF_REASONS,
    ),
    Mutation(
        "list-written-over",
        CAMPAIGNS,
        "Item.v == live.revision if",
        "Item.pk.exists() if",
        "of two publishers at once one would undo the other",
        OF_CAMPAIGNS,
    ),
    Mutation(
        "closed-name-used-again",
        CAMPAIGNS,
        "transaction.save(item, condition=Item.pk.does_not_exist())",
        "transaction.save(item)",
        "a version that members played by could be replaced",
        OF_CAMPAIGNS,
    ),
    Mutation(
        "audit-chain-broken",
        "chalicelib/domain/audit.py",
        "previous=end.hash)",
        'previous="")',
        "an entry could be taken out of the audit unseen",
        OF_CAMPAIGNS,
    ),
)
