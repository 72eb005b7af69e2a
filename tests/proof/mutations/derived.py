"""Mistakes in what is derived from receipts and definitions: notices, announcements, and the sweep."""

from tests.proof.mutations.mutation import Mutation

ANNOUNCE = "chalicelib/services/announce.py"
BUS = "chalicelib/store/bus.py"
EDGES = "chalicelib/domain/publishing/edges.py"
NOTICE = "chalicelib/domain/derived/notice.py"
COUNTERS = "chalicelib/domain/derived/counters.py"
PROGRAMME_COUNTERS = "chalicelib/domain/derived/programme_counters.py"
OF_PROGRAMME = "tests/services/test_programme_report.py"
SWEEP = "chalicelib/services/sweep_part.py"
GRANTED = "chalicelib/store/granted.py"

OF_GRANTS = "tests/services/test_grants.py"
OF_ANNOUNCE = "tests/services/test_announce.py"
OF_BUS = "tests/store/test_bus.py"
OF_EDGES = "tests/domain/test_edges.py"
OF_NOTICES = "tests/triggers/test_notices.py"
OF_SWEEP = "tests/services/test_sweep.py"
OF_REFUNDS = "tests/cli/test_report_refunds.py"

MUTATIONS = (
    Mutation(
        "taken-back-told-as-spent",
        COUNTERS,
        'return "points/taken_back" if is_back(leg) else "points/spent"',
        'return "points/spent"',
        "a report would tell that members paid with the points of orders that came back",
        OF_REFUNDS,
    ),
    Mutation(
        "taken-back-counts-as-cost",
        "chalicelib/domain/derived/report.py",
        "Money((granted - back) * value.minor",
        "Money(granted * value.minor",
        "a budget would be used up by gifts that were taken back",
        OF_REFUNDS,
    ),
    Mutation(
        "chart-of-what-was-taken-back",
        "cli/reporting/chart.py",
        ' - counts.get(f"taken_back/{name}", 0)',
        "",
        "the chart of the cost would end elsewhere than its number",
        OF_REFUNDS,
    ),
    Mutation(
        "notices-of-two-members-mixed-up",
        NOTICE,
        'source=f"{SENDER}/members/{member}"',
        "source=SENDER",
        "another system would drop what happened to one of two members",
        OF_NOTICES,
    ),
    Mutation(
        "notice-tells-a-profile",
        NOTICE,
        'if receipt.does == "event" else None',
        'if receipt.does == "event" else asked  # type: ignore[return-value]',
        "a member's date of birth would be told to whoever listens",
        OF_NOTICES,
    ),
    Mutation(
        "bus-refusals-ignored",
        BUS,
        "if code and code not in POISON]",
        "if code in POISON]",
        "what the bus did not take would be lost",
        OF_BUS,
    ),
    Mutation(
        "bus-sends-all-again",
        BUS,
        "return [entry for entry, code in zip(entries, codes, strict=True) if code and",
        "return [entry for entry, _ in zip(entries, codes, strict=True) for code in codes if code and",
        "what was taken would be sent again with what was not",
        OF_BUS,
    ),
    Mutation(
        "edge-told-twice",
        EDGES,
        "if after < at <= until",
        "if after <= at <= until",
        "an opening at the end of one run would be told by the next too",
        OF_EDGES,
    ),
    Mutation(
        "new-version-opens-anew",
        EDGES,
        "(before is None or now.opens == at)",
        "at >= now.opens",
        "each version that is published would call members to doors that were open",
        OF_EDGES,
    ),
    Mutation(
        "cursor-moved-first",
        ANNOUNCE,
        "self._bus.put(notices)\n        self._cursors.move(cursor, now, msgspec.json.encode(Told(listed)))",
        "self._cursors.move(cursor, now, msgspec.json.encode(Told(listed)))\n        self._bus.put(notices)",
        "what the bus did not take would never be told",
        OF_ANNOUNCE,
    ),
    Mutation(
        "closing-forgotten-by-a-clock-that-jumped",
        ANNOUNCE,
        "Told(told.live | listed)",
        "Told(listed)",
        "a campaign that was closed would never be told to be",
        OF_ANNOUNCE,
    ),
    Mutation(
        "sweep-skips-the-page-it-broke-off",
        SWEEP,
        "if self._monotonic() >= run.ends:\n                return False",
        "if self._monotonic() >= run.ends:\n                break",
        "members behind the one at which time was up would be left out of a look at everybody",
        OF_SWEEP,
    ),
    Mutation(
        "sweep-writes-everybody",
        "chalicelib/domain/decide/decision.py",
        "if not changes and attempts.pending.is_blank:",
        "if not changes and not isinstance(ask.action, Settle):",
        "each member would be written every day",
        f"{OF_SWEEP} tests/domain/test_decide.py",
    ),
    Mutation(
        "everybody-is-looked-at-in-each-run",
        SWEEP,
        "bool(self.began) or self.tried < since",
        "bool(self.began) or self.tried <= since",
        "all members would be read every few minutes",
        OF_SWEEP,
    ),
    Mutation(
        "list-of-grants-by-the-newest-end",
        GRANTED,
        "end = min(",
        "end = max(",
        "winners behind the end of a shard's page would never be sent their gifts",
        OF_GRANTS,
    ),
    Mutation(
        "grants-read-while-all-is-counted-anew",
        "chalicelib/store/report_state.py",
        "self.read == self.counted and ",
        "",
        "winners of the hours in which a rebuild ran would be missing in an export",
        OF_GRANTS,
    ),
    Mutation(
        "grants-of-an-older-release-taken-for-listed",
        "chalicelib/store/report_state.py",
        " and self.shape >= LISTS_GRANTS",
        "",
        "the first export after an upgrade would leave out everybody who won before it",
        OF_GRANTS,
    ),
    Mutation(
        "grants-of-what-cannot-be-counted-dropped",
        "chalicelib/services/counting.py",
        "if not granted and not of_programme:\n            return None",
        "return None",
        "whoever won by a definition that reads no more would not be sent the gift",
        OF_GRANTS,
    ),
    Mutation(
        "expiry-on-the-day-after",
        COUNTERS,
        "last_moment = at - 1",
        "last_moment = at",
        "a coupon that was good until the last of the month would count in the next",
        "tests/domain/test_report.py",
    ),
    Mutation(
        "programme-not-counted-without-a-campaign",
        "chalicelib/services/counting.py",
        "if not concerned and not granted and not of_programme:",
        "if not concerned and not granted:",
        "points that a till took would be missing in the report of the programme",
        OF_PROGRAMME,
    ),
    Mutation(
        "late-coupon-comes-back-in-the-report",
        PROGRAMME_COUNTERS,
        '"" if paying else "coupons/returned"',
        '"coupons/returned"',
        "a coupon that an offline till used in time would count as unused",
        "tests/domain/test_programme_report.py",
    ),
    Mutation(
        "points-end-on-the-day-after",
        PROGRAMME_COUNTERS,
        "leg.at - 1 if leg.why == EXPIRED",
        "leg.at if leg.why == EXPIRED",
        "points that were good until the last of a month would count in the next",
        "tests/domain/test_programme_report.py",
    ),
    Mutation(
        "kept-tier-counts-as-a-move",
        PROGRAMME_COUNTERS,
        " and receipt.tier.before != receipt.tier.tier",
        "",
        "whoever keeps a tier for another year would be told as one who rose",
        "tests/domain/test_programme_report.py",
    ),
    Mutation(
        "places-tell-what-else-came",
        COUNTERS,
        ' and leg.why == f"{BOARDS}/{board}"',
        "",
        "what a task gave to a winner in the same receipt would count among the prizes of the board",
        "tests/domain/test_report.py",
    ),
)
