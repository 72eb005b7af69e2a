"""Mistakes in the command of campaign managers: what a simulation counts, and what it says of it."""

from tests.proof.mutations.mutation import Mutation

OF_RECORDED = "tests/cli/test_simulate_recorded.py"

MUTATIONS = (
    Mutation(
        "recorded-event-counts-again",
        "cli/simulation/visits.py",
        "if line.ask.id in person.answered:",
        "if False:",
        "an event that a log has twice would pay twice in a simulation",
        OF_RECORDED,
    ),
    Mutation(
        "recorded-members-apart",
        "cli/simulation/game.py",
        "return 1 if self.recording is not None else HALVES",
        "return HALVES",
        "what two members claim would be claimed twice, and a last unit would wait for nobody",
        OF_RECORDED,
    ),
)
