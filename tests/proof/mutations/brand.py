"""Mistakes in a tier that the brand gives for a time, and in the months to which points and stars belong."""

from tests.proof.mutations.mutation import Mutation

TIERS = "chalicelib/domain/play/tiers.py"
MEMBERSHIP = "chalicelib/domain/decide/membership.py"
OF_TIERS = "tests/domain/test_tiers.py"

MUTATIONS = (
    Mutation(
        "tier-for-ever-whatever-its-end",
        MEMBERSHIP,
        "None if action.until is None else TierHeld(action.tier, time, action.until)",
        "None",
        "a tier that the brand gives until a day would never end",
        OF_TIERS,
    ),
    Mutation(
        "tier-looked-at-again-by-an-old-word",
        MEMBERSHIP,
        'known != _last_word(turn, "tier") ==',
        '_last_word(turn, "tier") ==',
        "a word that is sent each night would have the tier looked at again by what came back since",
        "tests/domain/test_refunds.py tests/proof/test_refunds_by_chance.py",
    ),
    Mutation(
        "stars-take-the-brands-tier",
        TIERS,
        "until, below = _later(until, below.until), below.below",
        "below = below.below",
        "whoever rose above the tier of the brand and fell would lose that before its end",
        OF_TIERS,
    ),
    Mutation(
        "brands-tier-forgotten-when-a-higher-one-is-kept",
        TIERS,
        "TierHeld(standing.tier, standing.since, until, below=_outlasting(standing.below, until))",
        "TierHeld(standing.tier, standing.since, until)",
        "whoever kept a higher tier once would fall below the one that the brand gave",
        OF_TIERS,
    ),
    Mutation(
        "tier-of-nobody-after-a-refund",
        TIERS,
        "standing.below.tier if standing.below else _below(tiers, standing.tier)",
        "_below(tiers, standing.tier)",
        "a refund would bring a tier that the member never had",
        "tests/domain/test_refunds.py tests/proof/test_refunds_by_chance.py",
    ),
    Mutation(
        "new-rule-for-points-of-the-month",
        "chalicelib/domain/play/wallet.py",
        "definitions.programme_at(began).points.valid.kind",
        "definitions.programme.points.valid.kind",
        "points of one month would end on two days, and those of a late order by a rule it never knew",
        "tests/domain/test_points_end.py tests/proof/test_points_of_any_life.py",
    ),
    Mutation(
        "given-later-and-of-the-month-before",
        "chalicelib/domain/mechanics/challenge/traces.py",
        "turn.month_of(terms.due or terms.fell_due or turn.counted)",
        "turn.month",
        "stars that came after their days would stay when their order comes back",
        "tests/domain/test_refunds.py tests/proof/test_refunds_by_chance.py",
    ),
    Mutation(
        "given-late-and-of-the-month-of-the-event",
        "chalicelib/domain/mechanics/challenge/due.py",
        "terms.fell_due or turn.moment",
        "turn.moment",
        "points would end earlier for those whose order was reported late",
        "tests/domain/test_refunds.py tests/proof/test_refunds_by_chance.py",
    ),
    Mutation(
        "second-best-order-forgotten",
        "chalicelib/domain/mechanics/challenge/undo.py",
        "max([*state.best, left]) if state.amount == before",
        "left if state.amount == before",
        "a gift for one large order would go though another was as large",
        "tests/domain/test_refunds.py tests/proof/test_refunds_by_chance.py",
    ),
    Mutation(
        "earlier-programmes-not-at-hand",
        "chalicelib/services/catalogue.py",
        "if name == PROGRAMME for one in self._earlier(number)",
        "if name != PROGRAMME for one in self._earlier(number)",
        "a new rule would count for points of the months before it",
        "tests/services/test_catalogue.py",
    ),
    Mutation(
        "earlier-programme-gone-with-the-others",
        "chalicelib/domain/publishing/live.py",
        "PROGRAMME_KEPT if id == PROGRAMME else KEPT,",
        "KEPT,",
        "three days after a new rule its points would end by it all the same",
        "tests/domain/test_live.py",
    ),
)
