"""Mistakes in the command of campaign managers: what a simulation counts, and what it says of it."""

from tests.proof.mutations.mutation import Mutation

OF_COST = "tests/cli/test_simulate_cost.py"
OF_RECORDED = "tests/cli/test_simulate_recorded.py"
OF_REFUNDS = "tests/cli/test_simulate_refunds.py"
OF_SIZE = "tests/cli/test_simulate_size.py"

MUTATIONS = (
    Mutation(
        "verify-by-the-last-odds",
        "cli/commands/verify.py",
        'asked = {"version": version} if version else {}',
        "asked: dict[str, str] = {}",
        "no draw of an earlier version could be checked",
        "tests/cli/test_command_verify_versions.py",
    ),
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
    Mutation(
        "simulated-refund-takes-nothing",
        "cli/simulation/crowd.py",
        "return self._source.needs(receipt)",
        "return False",
        "orders would come back in a simulation, and their points stay",
        OF_REFUNDS,
    ),
    Mutation(
        "saved-is-all-that-waits",
        "cli/simulation/crowd.py",
        "before - waiting(owner.document), now",
        "before, now",
        "`after` would seem to save what was given all the same",
        OF_REFUNDS,
    ),
    Mutation(
        "unlike-field-left-out",
        "cli/simulation/values.py",
        "unlike = [name for name in needed if name not in asked] or needed[:1]",
        "unlike = needed[:1]",
        "an order of a channel that a task asks for would be of none, and pay nobody",
        OF_REFUNDS,
    ),
    Mutation(
        "simulation-without-a-bound",
        "cli/simulation/size.py",
        "and one * number > MOST:",
        "and False:",
        "a club of ten years would be simulated for hours",
        OF_SIZE,
    ),
    Mutation(
        "few-runs-judge-a-budget",
        "cli/simulation/summary.py",
        "return self.runs >= ENOUGH",
        "return True",
        "four runs would say what happens in nineteen of twenty",
        OF_COST,
    ),
    Mutation(
        "worst-case-of-one-day",
        "cli/simulation/worst.py",
        "return len({period(",
        "return 1 or len({period(",
        "a stock a day would cost at worst what it costs on one day",
        OF_COST,
    ),
    Mutation(
        "visit-ends-with-money-left",
        "cli/simulation/choices.py",
        "MOST_PAID = 1000",
        "MOST_PAID = 20",
        "members would keep points that they would have spent, and costs would be too low",
        OF_COST,
    ),
    Mutation(
        "visit-ends-after-one-round",
        "cli/simulation/crowd.py",
        "while any(self._choose(person, one, now, done) for one in wanted):",
        "if [self._choose(person, one, now, done) for one in wanted]:",
        "what an offer gives would be spent on the next visit, or never",
        OF_COST,
    ),
    Mutation(
        "quiet-days-left-out",
        "cli/reporting/chart.py",
        "for n in range((last - first).days + 1)]",
        "for n in range((last - first).days + 1) if first + timedelta(days=n) in seen]",
        "a chart would put a week without members beside the day before it",
        "tests/cli/test_report_page.py",
    ),
    Mutation(
        "day-of-the-server",
        "cli/reporting/standing.py",
        "fromtimestamp(moment / 1000, ZoneInfo(report.timezone))",
        'fromtimestamp(moment / 1000, ZoneInfo("UTC"))',
        "the report would count its days in another timezone than the campaign",
        "tests/cli/test_report_page.py",
    ),
    Mutation(
        "published-odds-by-id",
        "cli/commands/odds.py",
        "for row in _rows(page, page.titles):",
        "for row in _rows(page, {}):",
        "a shop would publish ids that no member knows",
        "tests/cli/test_command_odds.py",
    ),
)
