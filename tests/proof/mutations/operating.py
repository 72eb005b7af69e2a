"""Mistakes in what operators rely on: the template, its alarms, the laptop's backend."""

from tests.proof.mutations.mutation import Mutation

WATCH = "infra/watch.json"
FUNCTIONS = "infra/functions.py"

OF_ALARMS = "tests/infra/test_alarms.py"

MUTATIONS = (
    Mutation(
        "throttles-ring-for-ever",
        WATCH,
        '"Label": "refused writes", "Expression": "FILL(refused, 0)"',
        '"Label": "refused writes", "Expression": "refused"',
        "after the first busy morning nobody would hear of a table that refuses writes",
        OF_ALARMS,
    ),
    Mutation(
        "new-stack-rings",
        FUNCTIONS,
        "IF(FILL(runs, 0) < 1, FILL(witness, 0), 0)",
        "IF(FILL(runs, 0) < 1, 60, 0)",
        "a stack would begin with alarms that mean nothing, and the next ones would not be read",
        OF_ALARMS,
    ),
    Mutation(
        "witness-of-an-hour",
        FUNCTIONS,
        '"Threshold": seconds // _SECONDS["minute"] * 3 // 4,',
        '"Threshold": seconds,',
        "a schedule of an hour could be silent for ever",
        OF_ALARMS,
    ),
)
