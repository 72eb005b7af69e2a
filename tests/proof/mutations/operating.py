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
    Mutation(
        "moto-lists-all-that-it-made",
        "local/embedded_memory.py",
        '    (BaseModel, "__new__", staticmethod(_make_and_list_nowhere)),\n',
        "",
        "a laptop's backend would grow with each request until the machine is full",
        "tests/local/test_embedded_aws.py",
    ),
    Mutation(
        "header-name-with-a-blank",
        "local/gateway.py",
        "if broken or not all(map(_TOKEN.fullmatch, self.headers)):",
        "if not all(map(_TOKEN.fullmatch, self.headers)):",
        "two readers of one head would see two requests",
        "tests/local/test_server.py",
    ),
    Mutation(
        "patience-for-each-byte",
        "local/inlet.py",
        "self._connection.settimeout(max(self._deadline - time.monotonic(), 0.001))",
        "self._connection.settimeout(10)",
        "a client that sends a byte now and then would hold a thread for ever",
        "tests/local/test_server.py",
    ),
    Mutation(
        "stocks-of-what-is-gone",
        "local/stocks.py",
        'elif record["eventName"] == "REMOVE":',
        "elif False:",
        "a test that begins with an empty table would see what another one took",
        "tests/local/test_stocks.py",
    ),
    Mutation(
        "plain-moto-taken",
        "local/engines.py",
        'if answer.status == 200 and b"moto" in page.lower():',
        "if False:",
        "a brand would try its campaigns on an engine that grants one gift twice",
        "tests/local/test_engines.py",
    ),
    Mutation(
        "adjustment-approved-by-its-author",
        "chalicelib/domain/record/adjustment.py",
        "if by == one.by and not own:",
        "if False:",
        "one manager alone could give points away",
        "tests/domain/test_adjust.py",
    ),
    Mutation(
        "adjustment-of-what-there-is-not",
        "chalicelib/domain/decide/adjust.py",
        "if kind not in MOVED or name not in assets_of(published.campaign)[kind]:",
        "if False:",
        "a slip in a box's name would give draws that no box takes",
        "tests/domain/test_adjust.py",
    ),
    Mutation(
        "adjustment-declined-while-it-is-done",
        "chalicelib/services/adjust.py",
        "        if after != one:\n            stored = self._write(stored, after)\n",
        "",
        "what was declined at the same moment would be done all the same",
        "tests/api/test_adjustments.py",
    ),
)
