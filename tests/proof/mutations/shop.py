"""Mistakes with what shops and the brand report: words out of order, equal orders, large baskets, bounds."""

from tests.proof.mutations.mutation import Mutation

SAID = "chalicelib/domain/record/said.py"
AUDIENCE = "chalicelib/domain/play/audience.py"
MEMBERSHIP = "chalicelib/domain/decide/membership.py"
TURN = "chalicelib/domain/play/turn.py"

OF_SAID = "tests/domain/test_said.py"
OF_MEMBERSHIP = "tests/domain/test_membership.py"

MUTATIONS = (
    Mutation(
        "the-later-arrival-holds",
        SAID,
        "[*had[: at - same], Word(time, value), *had[at:]]",
        "[*had, Word(time, value)]",
        "an older word of the brand would take a tier away that a newer one gave",
        OF_SAID,
    ),
    Mutation(
        "late-events-by-todays-tier",
        TURN,
        "self.member.profile if self.moment >= self.now else as_of(self.member, self.moment)",
        "self.member.profile",
        "who fell or rose in the meantime would lose or win by an order of the day before",
        OF_SAID,
    ),
    Mutation(
        "late-events-by-todays-age",
        AUDIENCE,
        "min(turn.moment, turn.now)",
        "turn.now",
        "a child's event of the day before a birthday would count as a grown-up's",
        OF_SAID,
    ),
    Mutation(
        "born-tomorrow",
        MEMBERSHIP,
        "if day > today:",
        "if False:",
        "an age below zero would be judged",
        OF_MEMBERSHIP,
    ),
    Mutation(
        "repetitions-forgotten",
        SAID,
        "if place in edges or not said[place - 1].value == one.value == said[place + 1].value",
        "if place == 0 or not said[place - 1].value == one.value",
        "a word that was said again would not hold against an older one",
        OF_SAID,
    ),
)
