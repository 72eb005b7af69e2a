"""Mistakes at tills: a coupon or points are used twice, or what was paid comes back too often, or not at all."""

from tests.proof.mutations.mutation import Mutation

DECIDE = "chalicelib/domain/decide/bills.py"
BACK = "chalicelib/domain/decide/bills_back.py"
MOVES = "chalicelib/domain/play/bills.py"
DEDUCTIONS = "chalicelib/domain/play/deductions.py"
SETTLE = "chalicelib/domain/decide/settle.py"
UNCLAIMED = "chalicelib/domain/decide/unclaimed.py"
RECALL = "chalicelib/services/recall.py"
OF_BILLS = "tests/domain/test_bills.py"
OVER_THE_API = "tests/api/test_bills.py"

MUTATIONS = (
    Mutation(
        "payments-of-all-channels-one",
        "chalicelib/domain/record/bill_actions.py",
        'return f"{len(channel)}:{channel}{payment}"',
        "return payment",
        "a web shop's payment 7 would be refused because a till had one of that number",
        OVER_THE_API,
    ),
    Mutation(
        "pass-good-again-when-forgotten",
        DECIDE,
        "or _may_have_been_used(turn, until)",
        "",
        "a till that says it is late could use a pass for a second bill",
        OF_BILLS,
    ),
    Mutation(
        "coupon-used-for-nothing",
        DEDUCTIONS,
        "if less or terms.kind in GOODS:",
        "if True:",
        "a bill that is paid already would use up a coupon",
        OF_BILLS,
    ),
    Mutation(
        "pass-forgotten-in-its-minute",
        DECIDE,
        "    if first.until > now:\n",
        "    if False:\n",
        "after eight other passes the first one would be good for another bill",
        OF_BILLS,
    ),
    Mutation(
        "bill-after-the-refund-takes-all",
        BACK,
        "if part else total\n",
        "if False else total\n",
        "an offline till that reports after the refund would keep what the refund should give back",
        OF_BILLS,
    ),
    Mutation(
        "refund-of-a-bill-waits-for-its-order",
        BACK,
        "    if order.paid:\n",
        "    if True:\n",
        "what a bill took would never come back where its order gave nothing and was not kept",
        OF_BILLS,
    ),
    Mutation(
        "points-back-that-were-never-taken",
        BACK,
        "    never = paid.bill.points_back if paid.bill else 0  # these were not taken\n",
        "    never = 0\n",
        "a cancelled payment would give back more points than it took, or others",
        OF_BILLS,
    ),
    Mutation(
        "bill-paid-twice",
        DECIDE,
        "    if had.order.bill is not None:\n",
        "    if False:\n",
        "a bill would take coupons and points once for each payment",
        OF_BILLS,
    ),
    Mutation(
        "held-coupon-for-another-bill",
        DECIDE,
        "    if coupon.bill and coupon.bill != key.spelled:\n",
        "    if False:\n",
        "a second till would use what the first one keeps",
        OF_BILLS,
    ),
    Mutation(
        "held-past-its-end-for-ever",
        DECIDE,
        "    total = _added_up(turn, action, key, at, ())\n",
        "    total = _added_up(turn, action, key, at, [one.code for one in turn.member.coupons])\n",
        "a coupon would be good for as long as somebody holds it again",
        OF_BILLS,
    ),
    Mutation(
        "pass-for-many-bills",
        DECIDE,
        "    if known is not None and known.bill != key.spelled:\n",
        "    if False:\n",
        "whoever photographs a pass would pay other bills by it",
        OF_BILLS,
    ),
    Mutation(
        "minimum-after-coupons",
        DEDUCTIONS,
        "amount.minor < terms.minimum.minor",
        "left < terms.minimum.minor",
        "a coupon that shares a bill would be refused for what the other one took off",
        OF_BILLS,
    ),
    Mutation(
        "share-of-what-is-left",
        DEDUCTIONS,
        "min(left, int(amount.minor * terms.at_most))",
        "int(left * terms.at_most)",
        "points would pay less of a bill beside a coupon",
        OF_BILLS,
    ),
    Mutation(
        "below-zero",
        DEDUCTIONS,
        "    return min(left, terms.amount.minor if terms.amount else 0)\n",
        "    return terms.amount.minor if terms.amount else 0\n",
        "the till would pay the member out",
        OF_BILLS,
    ),
    Mutation(
        "points-back-too-often",
        BACK,
        "_between(lots, bill.points_back - never, back - never)",
        "_between(lots, 0, back - never)",
        "each refund of a part would give back what the one before gave",
        OF_BILLS,
    ),
    Mutation(
        "coupon-back-for-a-part",
        BACK,
        "    if part == whole and paid.bill is not None:\n",
        "    if paid.bill is not None:\n",
        "a cent that comes back would bring the coupon back",
        OF_BILLS,
    ),
    Mutation(
        "ended-coupon-comes-back",
        MOVES,
        "    if coupon.expires and coupon.expires <= turn.now:\n",
        "    if False:\n",
        "a cancelled bill would make an ended coupon good again",
        OF_BILLS,
    ),
    Mutation(
        "points-back-after-their-end",
        MOVES,
        "one.last_day is not None and one.last_day < soonest",
        "False",
        "points that come back would end before anybody can spend them",
        OF_BILLS,
    ),
    Mutation(
        "order-of-a-bill-is-nobodys",
        UNCLAIMED,
        "    if not back and not order.paid and (paid_by := payer(order)):\n        return [paid_by]\n",
        "",
        "an order without a member would not count for the one who paid its bill",
        OF_BILLS,
    ),
    Mutation(
        "refund-without-the-payment",
        RECALL,
        "if one.bill and (undone or one.refunds) and payer(one)",
        "if one.bill and one.refunds and not undone and payer(one)",
        "a refund would not know what the bill took, and give nothing back",
        OVER_THE_API,
    ),
    Mutation(
        "a-guests-bill-never-comes-back",
        "chalicelib/domain/decide/unclaimed.py",
        "if back and not order.counted and (paid_by := payer(order)):",
        "if False and (paid_by := payer(order)):",
        "the coupons that paid a guest's order would be gone when it comes back",
        "tests/domain/test_bills.py",
    ),
    Mutation(
        "freed-points-pay-no-debt",
        "chalicelib/domain/play/bills.py",
        "    paid = min(member.owed, member.points)\n",
        "    paid = 0\n",
        "a member would hold points and owe points at once",
        "tests/domain/test_bills.py",
    ),
)
