"""Mistakes with redemptions for cash and undone ones: a unit is had twice or never, or points come back too often."""

from tests.proof.mutations.mutation import OF_LINT, Mutation

PLAY = "chalicelib/domain/mechanics/redemption/play.py"
DECIDE = "chalicelib/domain/decide/redemptions.py"
USED = "chalicelib/domain/play/used_up.py"
BILLS = "chalicelib/domain/play/bills.py"
RETURNED = "chalicelib/store/returned.py"
TRANSACTION = "chalicelib/store/transaction.py"
STOCK = "chalicelib/store/stock.py"
REASONS = "chalicelib/services/reasons.py"
RECALL = "chalicelib/services/recall.py"
CASH = "tests/domain/test_cash.py"
UNDO = "tests/domain/test_undo_redemption.py"
ON_THE_TABLE = "tests/proof/test_cash.py"
FOUND = "tests/store/test_returned.py"

MUTATIONS = (
    Mutation(
        "unit-never-free-again",
        PLAY,
        "        turn.step(UnitStep(None, unit, turn.receipt))\n",
        "        pass\n",
        "a unit would be lost with each redemption that nobody pays",
        CASH,
    ),
    Mutation(
        "paid-unit-free-again",
        DECIDE,
        "    sell(turn, waits.campaign, waits.used_up or NOTHING, action.receipt, hold.until)\n",
        "",
        "what was paid would be sold to another member a quarter of an hour later",
        CASH,
    ),
    Mutation(
        "any-amount-of-cash",
        DECIDE,
        "    if action.amount != waits.cash:\n",
        "    if False:\n",
        "a payment of a fen would bring the goods",
        CASH,
    ),
    Mutation(
        "cash-for-a-paused-campaign",
        DECIDE,
        "    if player.paused:\n",
        "    if False:\n",
        "a campaign that was stopped because of a mistake would go on giving",
        CASH,
    ),
    Mutation(
        "limit-used-up-by-what-was-not-paid",
        BILLS,
        "        forget_uses(member, waited.campaign, waited.used_up or NOTHING)\n",
        "        pass\n",
        "who did not pay in time could not try again",
        CASH,
    ),
    Mutation(
        "undone-without-its-unit",
        DECIDE,
        "        put_back(turn, campaign, used, action.receipt)\n        _take_back",
        "        _take_back",
        "what came back to the shop could not be taken again",
        UNDO,
    ),
    Mutation(
        "undone-after-the-coupon-was-used",
        DECIDE,
        "        _require_unused(turn, coupon)\n",
        "",
        "points would come back for a coupon that was used",
        UNDO,
    ),
    Mutation(
        "undone-points-counted-from-netted-lots",
        DECIDE,
        "            take_back(player, asset, n - netted, lots)\n",
        "            take_back(player, asset, n, lots)\n",
        "an offer that gives points too would take them back twice",
        CASH,
    ),
    Mutation(
        "undone-what-was-only-kept",
        DECIDE,
        "    done = redeemed if redeemed.cash is None else turn.given.get(action.paid_by)\n",
        "    done = redeemed\n",
        "what was over would be undone, and its unit come back a second time",
        CASH,
    ),
    Mutation(
        "unit-taken-without-a-look",
        TRANSACTION,
        "        return writes.delete(returned_key(self.unit.key, self.unit.at, self.unit.id), PRESENT)\n",
        "        return writes.delete(returned_key(self.unit.key, self.unit.at, self.unit.id))\n",
        "sixty-four members would get the one unit that came back",
        ON_THE_TABLE,
    ),
    Mutation(
        "unit-taken-before-its-time",
        RETURNED,
        '    until = returned_key(key, now + 1, "")\n',
        '    until = returned_key(key, now + 10**9, "")\n',
        "what is kept for a member would be sold to another",
        FOUND,
    ),
    Mutation(
        "gone-unit-remembered",
        REASONS,
        "                self._stock.gone(fault.of)\n",
        "                pass\n",
        "a container would ask again and again for what another member has",
        ON_THE_TABLE,
    ),
    Mutation(
        "nobody-looks-for-what-came-back",
        STOCK,
        "self._returned.some(take.key, take.n - found, now, avoid) if take.returning else []",
        "[]",
        "what came back would lie there for ever",
        FOUND,
    ),
    Mutation(
        "lost-unit-not-told",
        REASONS,
        '    Row("a unit that was kept is gone", FaultKind.CONDITION, UNITS, Remedies.refuse_units),\n',
        "",
        "a payment after the end would be an error of ours, and no refusal",
        ON_THE_TABLE,
    ),
    Mutation(
        "more-uses-forgotten-than-were",
        USED,
        "    left = {key: n - used.counts.get(key, 0) for key, n in part.counts.items()}\n",
        "    left = {key: 0 if key in used.counts else n for key, n in part.counts.items()}\n",
        "one undone redemption would free the limit of all",
        UNDO,
    ),
    Mutation(
        "code-comes-back-as-a-unit",
        "chalicelib/domain/play/used_up.py",
        "for key, n in taken.items() if n and not key.pool}",
        "for key, n in taken.items() if n}",
        "a receipt would say that a partner's code came back, which belongs to it for good",
        "tests/domain/test_undo_redemption.py",
    ),
    Mutation(
        "code-kept-for-cash",
        "chalicelib/domain/mechanics/redemption/lint.py",
        "if offer.costs.cash is not None and prizes[one].pool):",
        "if offer.costs.cash is None and prizes[one].pool):",
        "an offer for cash that gives a partner's code would pass, and no member could redeem it",
        OF_LINT,
    ),
)
