"""Mistakes in what operators rely on: the template, its alarms, the laptop's backend."""

from tests.proof.mutations.mutation import Mutation

WATCH = "infra/watch.json"
FUNCTIONS = "infra/functions.py"

OF_ALARMS = "tests/infra/test_alarms.py"
OF_TEMPLATE = "tests/infra/test_template.py"

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
    Mutation(
        "first-deployment-leaves-its-table",
        "infra/table.json",
        '"DeletionPolicy": "RetainExceptOnCreate"',
        '"DeletionPolicy": "Retain"',
        "a stage whose first deployment failed could not be deployed again",
        OF_TEMPLATE,
    ),
    Mutation(
        "first-table-protected",
        "infra/deploy.py",
        '*parameters, "FirstDeployment=true"]',
        '*parameters, "FirstDeployment=false"]',
        "a failed first deployment could not take its table back",
        "tests/infra/test_deploy.py",
    ),
    Mutation(
        "stages-of-one-package-share-metrics",
        "infra/deploy.py",
        "f\"Stage={stack.removeprefix('tessera-')}\", *parameters",
        "*parameters",
        "an alarm of one stage would ring for another",
        "tests/infra/test_deploy.py",
    ),
    Mutation(
        "any-stage-signs-in-anyone",
        "infra/package.py",
        'return stage if stage in KINDS else "prod"',
        'return stage if stage in KINDS else "dev"',
        "on a stage called staging anyone could sign in as anyone",
        OF_TEMPLATE,
    ),
    Mutation(
        "stream-takes-all",
        "infra/events.json",
        """    "CountReceipts": {
      "Properties": {
        "ReservedConcurrentExecutions\"""",
        """    "CountReceipts": {
      "Properties": {
        "Why\"""",
        "members would be refused while a warmed table's receipts are counted",
        OF_TEMPLATE,
    ),
)
