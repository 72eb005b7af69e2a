"""Mistakes in scenarios: one that is green for another reason than it says tells nothing of its campaign."""

from tests.proof.mutations.mutation import Mutation

NAMES = "chalicelib/domain/scenarios/names.py"

OF_NAMES = "tests/campaigns/test_scenario_names.py"

MUTATIONS = (
    Mutation(
        "scenario-names-nothing",
        NAMES,
        "if name not in known:",
        "if False:",
        "a scenario of a tier that does not exist would be green whatever the campaign does",
        OF_NAMES,
    ),
    Mutation(
        "scenario-handed-in-unread",
        "chalicelib/domain/scenarios/__init__.py",
        "findings or unfit(found, definitions)",
        "findings",
        "whoever hands in without a lint would be told that the scenarios hold",
        OF_NAMES,
    ),
    Mutation(
        "scenario-steps-back",
        NAMES,
        "if clock.now < before and",
        "if False and",
        "a step would be played at a moment that is over, and say nothing of it",
        OF_NAMES,
    ),
    Mutation(
        "scenario-ramp-by-chance",
        "chalicelib/domain/chance/drawing.py",
        "(lands is None and _happens",
        "(_happens",
        "no scenario could show the hard guarantee of a box whose chance rises",
        OF_NAMES,
    ),
    Mutation(
        "scenario-lands-alike",
        "chalicelib/domain/play/turn.py",
        "self.landed if len(self.lands) > 1 else 0",
        "0",
        "ten draws would land on the first row that is written",
        OF_NAMES,
    ),
    Mutation(
        "scenario-strikes-off-who-never-scored",
        "chalicelib/domain/scenarios/boards.py",
        'return Unknown("member", member)',
        "return None",
        "a scenario would be green for a slip in a name that a manager is refused for",
        "tests/campaigns/test_examples.py",
    ),
    Mutation(
        "scenario-bill-meant-nothing",
        "chalicelib/domain/scenarios/words.py",
        'if "/" in bill and (near := get_close_matches(first, TILLS, 1)):',
        "if not text and (near := get_close_matches(first, TILLS, 1)):",
        "whoever writes `pays mall/1` would be told that it has no fields",
        "tests/campaigns/test_scenarios.py",
    ),
)
