"""Mistakes with time: edges of windows, calendars, clocks."""

from tests.proof.mutations.mutation import Mutation

CHALLENGE = "chalicelib/domain/mechanics/challenge/play.py"
HAPPENED = "chalicelib/domain/decide/happened.py"
LIVE = "chalicelib/domain/publishing/live.py"
LOCALTIME = "chalicelib/domain/time/localtime.py"
WINDOWS = "chalicelib/domain/time/windows.py"

OF_CHALLENGES = "tests/domain/test_challenge.py"
OF_LIVE = "tests/domain/test_live.py"
OF_LOCALTIME = "tests/domain/test_localtime.py"
OF_REDEMPTIONS = "tests/domain/test_redemption.py"

MUTATIONS = (
    Mutation(
        "window-closes-late",
        WINDOWS,
        "self.opens <= at < self.closes",
        "self.opens <= at <= self.closes",
        "the first moment outside would be inside",
        OF_REDEMPTIONS,
    ),
    Mutation(
        "window-opens-late",
        WINDOWS,
        "self.opens <= at < self.closes",
        "self.opens < at < self.closes",
        "who comes at 10:00:00.000 sharp would find it closed",
        OF_REDEMPTIONS,
    ),
    Mutation(
        "end-of-is-its-start",
        WINDOWS,
        "timedelta(days=1) if moment.end",
        "timedelta() if moment.end",
        "`end of 2026-06-30` would lose its last day",
        "tests/domain/test_windows.py",
    ),
    Mutation(
        "inner-window-not-cut",
        "chalicelib/domain/publishing/calendar.py",
        "Window(max(outer.opens, own.opens), min(outer.closes, own.closes))",
        "own",
        "a redemption would tell a close that is after its campaign's",
        "tests/domain/test_redemption.py tests/domain/test_definitions.py",
    ),
    Mutation(
        "no-31st",
        LOCALTIME,
        "min(day, monthrange(year, month)[1])",
        "min(day, 28)",
        "`31st` would be the 28th of every month",
        "tests/domain/test_localtime.py tests/domain/test_windows.py",
    ),
    Mutation(
        "second-of-a-doubled-hour",
        LOCALTIME,
        "fold=0)",
        "fold=1)",
        "when clocks go back a window would open an hour late",
        OF_LOCALTIME,
    ),
    Mutation(
        "a-year-older-after-the-birthday",
        LOCALTIME,
        "(today.month, today.day) < (birth.month, birth.day)",
        "(today.month, today.day) <= (birth.month, birth.day)",
        "nobody would be eight on the eighth birthday",
        OF_LOCALTIME,
    ),
    Mutation(
        "coupon-a-day-short",
        LOCALTIME,
        "count, unit) + timedelta(days=1)",
        "count, unit)",
        "a coupon would end before its last day",
        "tests/domain/test_localtime.py tests/domain/test_blind_box.py",
    ),
    Mutation(
        "weeks-start-on-monday",
        "chalicelib/domain/time/periods.py",
        "_WEEKDAYS.index(week_starts)",
        "0",
        "a week of a calendar that starts on Sunday would be cut in two",
        "tests/domain/test_periods.py",
    ),
    Mutation(
        "event-counts-by-its-arrival",
        "chalicelib/domain/decide/decision.py",
        "ask.action.time if isinstance(ask.action, Happened) else self.situation.now",
        "self.situation.now",
        "an order of the last minute that arrives late would count for the next round",
        OF_CHALLENGES,
    ),
    Mutation(
        "grace-a-moment-longer",
        CHALLENGE,
        "published.zone, since) <= turn.now",
        "published.zone, since) < turn.now",
        "an event would count for a round whose counters are forgotten",
        OF_CHALLENGES,
    ),
    Mutation(
        "five-minutes-ahead-refused",
        HAPPENED,
        "if time > turn.now + AHEAD:",
        "if time >= turn.now + AHEAD:",
        "the edge that is published would be another",
        OF_CHALLENGES,
    ),
    Mutation(
        "future-not-refused",
        HAPPENED,
        "if time > turn.now + AHEAD:",
        "if False:",
        "tomorrow's check-in could be made today",
        OF_CHALLENGES,
    ),
    Mutation(
        "version-a-moment-late",
        LIVE,
        "one.takes_effect <= now]",
        "one.takes_effect < now]",
        "two containers could play two versions at one moment",
        OF_LIVE,
    ),
    Mutation(
        "replaced-version-gone-at-once",
        LIVE,
        "played_from(before, now - (PROGRAMME_KEPT if id == PROGRAMME else KEPT))",
        "played_from(before, now)",
        "a container whose clock is behind would miss the version it still plays, and a sweep the terms to settle by",
        OF_LIVE,
    ),
    Mutation(
        "closed-before-the-grace",
        "chalicelib/domain/publishing/definitions.py",
        "ends=add(campaign.grace.count, campaign.grace.unit, zone, window.closes)",
        "ends=window.closes",
        "late events would meet a campaign that is closed for good",
        "tests/services/test_close.py",
    ),
    Mutation(
        "closed-later-is-another-opening",
        "chalicelib/domain/time/periods.py",
        'return f"o{window.opens // _MINUTE:x}"',
        'return f"o{(window.opens + window.closes) // _MINUTE:x}"',
        "moving the end of what is open would hand everything out a second time",
        "tests/domain/test_one_opening.py",
    ),
    Mutation(
        "counted-openings-forgotten-when-they-close",
        "chalicelib/domain/decide/settle.py",
        "(began(period_id) or last[block]) >= last[block]",
        "began(period_id) is None",
        "who used an opening could use it again as soon as an hour is over",
        "tests/domain/test_one_opening.py",
    ),
    Mutation(
        "limit-begins-again-in-another-period",
        "chalicelib/domain/diff/allowances.py",
        "elif {one.per for one in new} - {one.per for one in old}:",
        "elif False:",
        "once `2 a campaign` became `2 a month`, everybody would have two more, in the month of the change four",
        "tests/domain/test_diff.py",
    ),
    Mutation(
        "stock-begins-again-in-another-period",
        "chalicelib/domain/diff/allowances.py",
        "elif new.count >= old.count and old.per != new.per:",
        "elif False:",
        "a stock that becomes one a day would hand out all of it again on the day of the change",
        "tests/domain/test_diff.py",
    ),
    Mutation(
        "beginning-moved-while-it-is-open",
        "chalicelib/domain/diff/times.py",
        "inner.opens <= scene.at and inner.opens != will[i].opens and scene.at in will[i]",
        "False",
        "what is limited by the window would be there again, and be called favourable",
        "tests/domain/test_diff.py",
    ),
    Mutation(
        "campaigns-beginning-moved-while-it-is-open",
        "chalicelib/domain/diff/times.py",
        "was.opens != will.opens and has_opened(scene):",
        "False:",
        "what a campaign limits by the window would be there again, and be called favourable",
        "tests/domain/test_diff.py",
    ),
    Mutation(
        "skipped-hour-not-made-up-for",
        "chalicelib/domain/time/windows.py",
        "if start < end else _after_the_gap(opens, closes, zone, number)",
        "if start < end else None",
        "what opens daily from 02:00 to 03:00 would not open in the night to summer time",
        "tests/domain/test_windows.py tests/domain/test_redemption.py",
    ),
    Mutation(
        "skipped-hour-not-named",
        "chalicelib/domain/lint/calendar.py",
        "            if skipped:\n",
        "            if False:\n",
        "a manager would hear of the hour that a night skips from members",
        "tests/domain/test_lint.py",
    ),
)
