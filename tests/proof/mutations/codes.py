"""Mistakes with partners' codes: given twice, not given, read by others."""

from tests.proof.mutations.mutation import Mutation

POOLS = "chalicelib/store/pools.py"
OF_POOLS = "tests/store/test_pools.py"
OVER_THE_API = "tests/api/test_codes.py"
BY_THE_RULES = "tests/domain/test_pools.py"
FILES = "cli/importing/code_lines.py"
OF_FILES = "tests/cli/test_command_codes.py"

MUTATIONS = (
    Mutation(
        "code-given-twice",
        "chalicelib/store/commit.py",
        '"taken = :first AND codes >= :end"',
        '"codes >= :end"',
        "two members who take at once would have one code",
        "tests/proof/test_codes.py::test_a_crowd_gets_each_code_once",
    ),
    Mutation(
        "own-take-forgotten",
        "chalicelib/services/act.py",
        "self._stock.took(portions)",
        "pass",
        "each code but the first would take one attempt more",
        "tests/api/test_routes_cost.py",
    ),
    Mutation(
        "shard-left-each-time",
        POOLS,
        "if home is not None and home not in busy and",
        "if home is None and",
        "with many containers each code would take several attempts",
        OF_POOLS,
    ),
    Mutation(
        "old-number-believed",
        POOLS,
        "max(before.taken, found.taken)",
        "found.taken",
        "a read that lags behind would make the next attempt fail",
        OF_POOLS,
    ),
    Mutation(
        "dry-for-good",
        POOLS,
        "self._monotonic() - known.looked >= AGAIN_SECONDS",
        "False",
        "a container that saw a pool dry would never hear of new codes",
        OF_POOLS,
    ),
    Mutation(
        "code-not-in-the-wallet",
        "chalicelib/domain/decide/numbering.py",
        "given.get(coupon.code, coupon) if _waits(coupon) else coupon",
        "coupon",
        "whoever holds a coupon could not read its code",
        BY_THE_RULES,
    ),
    Mutation(
        "codes-left-over",
        "chalicelib/domain/decide/numbering.py",
        "if any(next(numbers, None) for numbers in left.values()):",
        "if False:",
        "a code could be taken and be in no receipt",
        BY_THE_RULES,
    ),
    Mutation(
        "pool-without-end",
        "chalicelib/domain/play/rewards.py",
        "elif units and prize.pool is not None:",
        "elif units and prize.pool is None:",
        "coupons would be given for which there is no code",
        BY_THE_RULES,
    ),
    Mutation(
        "upload-forgets-itself",
        "chalicelib/store/codes.py",
        '"before" if by == upload.id else "exists"',
        '"exists"',
        "a call that is sent again would seem to bring nothing but codes that are known",
        OVER_THE_API,
    ),
    Mutation(
        "filled-pool-seems-dry",
        "chalicelib/services/codes.py",
        "self._pools.forget(pool_key(pool))",
        "pass",
        "who has just uploaded would hear that all is gone",
        OVER_THE_API,
    ),
    Mutation(
        "code-opens-elsewhere",
        "chalicelib/store/code_cipher.py",
        "_told_apart(part.encode()) for",
        "part.encode() for",
        "a sealed code could be moved to another pool",
        OF_POOLS,
    ),
    Mutation(
        "partners-code-at-the-till",
        "chalicelib/domain/play/deductions.py",
        "if coupon.pool:",
        "if False:",
        "a till would look for the terms of a coupon that is none of the shop's",
        OVER_THE_API,
    ),
    Mutation(
        "partners-code-stays-after-a-refund",
        "chalicelib/domain/mechanics/challenge/undo.py",
        "prize.coded and take_coupon",
        'prize.kind == "coupon" and take_coupon',
        "an order that came back would leave its code in the wallet",
        BY_THE_RULES,
    ),
    Mutation(
        "erased-and-still-known",
        "chalicelib/domain/derived/erasure.py",
        'replace(coupon, code="", number="")',
        'replace(coupon, code="")',
        "a partner who knows a code would find the record of who was erased",
        "tests/domain/test_erasure.py",
    ),
    Mutation(
        "code-twice-in-the-books",
        "audit/limits.py",
        "(pool, number) not in recount.codes",
        "True",
        "the audit would not see that two receipts have one code",
        "tests/audit/test_audit.py",
    ),
    Mutation(
        "first-code-taken-for-a-heading",
        FILES,
        "if heading and column is None and not is_heading(name):",
        "if False:",
        "the first code of a table without a heading would be lost",
        OF_FILES,
    ),
    Mutation(
        "heading-given-as-a-code",
        FILES,
        "if heading and found and not found[0].fault:",
        "if False:",
        "a member would be given the heading of a text",
        OF_FILES,
    ),
    Mutation(
        "strange-bytes-not-listed",
        FILES,
        "table.legible(code)",
        "code",
        "a line that is not in UTF-8 would end the command after it had added codes",
        OF_FILES,
    ),
)
