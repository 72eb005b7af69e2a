"""`python -m tests.deploy`: proves, offline, the very package that would be deployed; `make deploy-test` sets it up.

The last line says whether all steps hold; the exit code is 1 where one does not.
"""

import signal
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.deploy import isolated, opening, package, recount, stack, tour, wakes, wheelhouse
from tests.deploy.aws import Aws, aws
from tests.deploy.report import Found, Report, Stopped
from tests.deploy.stage import Stage

STAGE = "dev"
"""With sign-in by any name; else it differs from `prod` in nothing that is proven here."""

PRODUCTION = "prod"

API = "APIHandler"


def main() -> int:
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    report = Report()
    with TemporaryDirectory(prefix="tessera-deploy-") as work:
        try:
            _prove(report, Path(work))
        except Stopped as stopped:
            report.say(f"\nWithout this nothing more can be proven: {stopped}.")
        except KeyboardInterrupt:
            report.say("\nInterrupted: all that was started is stopped.")
            return 130
        report.table()
    return 0 if report.held else 1


def _prove(report: Report, work: Path) -> None:
    wheels = report.must("wheels of what is deployed", wheelhouse.fill)
    made = report.must("package, made twice offline", lambda: package.build(STAGE, wheels, work))
    others = report.must("package of production", lambda: package.build_other(PRODUCTION, made, wheels, work))
    report.check("cfn-lint and sam validate --lint", lambda: stack.lint((made, others), work))
    report.check("size", lambda: package.measure(made))
    report.check("imports, by itself", lambda: isolated.check(package.unzipped(made, work), made.template))
    with aws(work) as running:
        try:
            _prove_deployed(report, running, made, work)
        except Stopped:
            report.say(f"\nThe last lines of ministack:\n{running.log()}")
            raise


def _prove_deployed(report: Report, running: Aws, made: package.Package, work: Path) -> None:
    given = ("Firewall=true", "DeletionProtection=true")
    report.check("a first deployment that fails", lambda: stack.fail(made, running, work, *given))
    deployed = report.must("sam deploy to ministack, again", lambda: stack.deploy(made, running, work, *given))
    stage = Stage(STAGE, running, deployed, made.template)
    listener = wakes.Listener(stage)

    def must(name: str, does: Callable[[], str], *functions: str) -> None:
        """A check that shows, where it fails, what the functions concerned have written."""
        try:
            report.must(name, lambda: Found(does(), None))
        except Stopped:
            for function in functions:
                report.say(f"\nThe last lines of {function}:\n{running.logs_of(deployed.names[function])}\n")
            raise

    def check(name: str, does: Callable[[], str], *functions: str) -> None:
        with suppress(Stopped):
            must(name, does, *functions)

    must("health and openapi.json", lambda: tour.answers(stage), API)
    must("a campaign by two managers", lambda: opening.hand_in(stage, work), API)
    check("strangers", lambda: tour.refuses_strangers(stage), API)
    must("the campaign takes effect", lambda: opening.opened(stage), API)
    check("the tour", lambda: tour.plays(stage), API)
    check("an event through the queue", lambda: wakes.queue(stage), "TakeEvents")
    check("poison in the queue", lambda: wakes.poison(stage), "TakeEvents")
    check("an event through the bus", lambda: wakes.bus(stage), "ForwardEvents", "TakeEvents")
    check("the report from the stream", lambda: wakes.stream(stage), "CountReceipts")
    check("notices to another system", lambda: wakes.notices(stage, listener), "SendNotices")
    check("schedules", lambda: wakes.schedules(stage), *stage.schedules())
    check("a rotation of the token keys", lambda: wakes.rotation(stage), "RotateSecrets", API)
    check("the independent audit", lambda: recount.add_up(stage, work), API)
    check("no secrets in the logs", lambda: wakes.logs(stage))


if __name__ == "__main__":
    sys.exit(main())
